/* ledger.c - what was counted. */
#include "health.h"
#include "memory.h"

#include <stdlib.h>

#define MOST_GROUPS 5000 /* spellings of departments; a column of ids is none */

void wn_ledger_init(wn_ledger *ledger, const wn_plan *plan)
{
    *ledger = (wn_ledger){.checks = (size_t)plan->model.check_count,
                          .fields = (size_t)plan->model.field_count};
    ledger->counts = wn_alloc(ledger->checks, sizeof(*ledger->counts));
    ledger->waived = wn_alloc(ledger->checks, sizeof(*ledger->waived));
    ledger->states = wn_alloc(ledger->fields, sizeof(*ledger->states));
    ledger->files = plan->file_count;
    ledger->rows = wn_alloc(plan->file_count, sizeof(*ledger->rows));
    ledger->first_column = wn_alloc(plan->file_count, sizeof(*ledger->first_column));
    for (size_t f = 0; f < plan->file_count; f++) {
        ledger->first_column[f] = ledger->column_count;
        ledger->column_count += plan->files[f].bind_count;
    }
    ledger->columns = wn_alloc(ledger->column_count, sizeof(*ledger->columns));
}

/* ---- columns ---------------------------------------------------------------------- */

#define FEWEST_REFUSED 5 /* below, it is the values that are wrong */

wn_column_counts *wn_ledger_column(const wn_ledger *ledger, const wn_file *file,
                                   size_t bind)
{
    return &ledger->columns[ledger->first_column[file->number] + bind];
}

void wn_column_count(wn_column_counts *counts, const wn_cell *cell)
{
    counts->filled += wn_cell_has_value(cell);
    counts->refused += cell->state == WN_CELL_INVALID;
    counts->proven += cell->fits > 0;
    counts->against += cell->fits < 0;
    counts->scaled += cell->scaled;
}

void wn_column_add(wn_column_counts *to, const wn_column_counts *from)
{
    to->filled += from->filled;
    to->refused += from->refused;
    to->proven += from->proven;
    to->against += from->against;
    to->scaled += from->scaled;
    for (size_t s = 0; s < WN_SHAPES; s++)
        to->taken[s] |= from->taken[s];
}

bool wn_column_is_open(const wn_column_counts *counts, const wn_bind *bind)
{
    for (size_t s = 0; s < WN_SHAPES && !bind->settled; s++)
        if (counts->taken[s] == (WN_TAKEN_AS_USUAL | WN_TAKEN_AGAINST))
            return true;
    return false;
}

/* What is written both ways was said for the rest: the lesser part is none of it. */
uint64_t wn_column_refused(const wn_column_counts *counts)
{
    return counts->refused + (counts->against > counts->proven ? counts->against : 0);
}

bool wn_column_is_refused(const wn_column_counts *counts, const wn_bind *bind)
{
    uint64_t refused = wn_column_refused(counts);

    return refused >= FEWEST_REFUSED &&
           (double)refused > bind->refused * (double)counts->filled;
}

static size_t group_named(wn_ledger *ledger, wn_str name)
{
    bool is_new = false;
    const wn_print print = wn_print_of(name);
    const int64_t *known = wn_map_find(&ledger->group_of, print);

    if (known)
        return (size_t)*known;
    if (name.len == 0 || ledger->group_count == MOST_GROUPS)
        return WN_NO_GROUP;
    ledger->groups = wn_grow(ledger->groups, ledger->group_count, &ledger->group_room,
                             sizeof(*ledger->groups));
    wn_group *group = &ledger->groups[ledger->group_count];
    *group = (wn_group){.name = wn_arena_str(&ledger->names, name)};
    group->checks = wn_alloc(ledger->checks, sizeof(*group->checks));
    *wn_map_set(&ledger->group_of, print, &is_new) = (int64_t)ledger->group_count;
    return ledger->group_count++;
}

size_t wn_ledger_group(wn_ledger *ledger, const wn_record *record)
{
    int field = record->file->entity->department;
    const wn_cell *cell = field >= 0 ? &record->cells[field] : NULL;

    if (!cell || !wn_cell_has_value(cell))
        return WN_NO_GROUP;
    size_t group = group_named(ledger, cell->value);
    ledger->ungrouped += group == WN_NO_GROUP;
    return group;
}

void wn_ledger_count(wn_ledger *ledger, size_t group, const wn_past *past,
                     wn_record *record, const wn_check *check, wn_check_result outcome)
{
    bool failed = outcome == WN_FAILED;

    WN_ASSERT((size_t)check->number < ledger->checks);
    WN_ASSERT(group == WN_NO_GROUP || group < ledger->group_count);
    if (outcome == WN_NOT_APPLICABLE)
        return;
    if (failed && wn_is_waived(past, check, record)) {
        wn_record_forget(record, check);
        ledger->waived[check->number]++;
        failed = false;
    }
    ledger->counts[check->number].applicable++;
    ledger->counts[check->number].failed += failed;
    if (group == WN_NO_GROUP)
        return;
    ledger->groups[group].checks[check->number].applicable++;
    ledger->groups[group].checks[check->number].failed += failed;
}

static void add_counts(wn_counts *to, const wn_counts *from, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        to[i].applicable += from[i].applicable;
        to[i].failed += from[i].failed;
    }
}

void wn_ledger_add(wn_ledger *to, const wn_ledger *from)
{
    WN_ASSERT(to->checks == from->checks && to->fields == from->fields &&
              to->column_count == from->column_count); /* of the same plan */
    add_counts(to->counts, from->counts, to->checks);
    for (size_t i = 0; i < to->checks; i++)
        to->waived[i] += from->waived[i];
    for (size_t i = 0; i < to->fields; i++)
        for (size_t s = 0; s < WN_CELL_STATE_COUNT; s++)
            to->states[i][s] += from->states[i][s];
    for (size_t c = 0; c < to->column_count; c++)
        wn_column_add(&to->columns[c], &from->columns[c]);
    for (size_t f = 0; f < to->files; f++)
        to->rows[f] += from->rows[f];
    to->changed += from->changed;
    to->ungrouped += from->ungrouped;
    for (size_t g = 0; g < from->group_count; g++) {
        size_t at = group_named(to, from->groups[g].name);
        if (at == WN_NO_GROUP) {
            to->ungrouped += from->groups[g].records;
            continue;
        }
        to->groups[at].records += from->groups[g].records;
        add_counts(to->groups[at].checks, from->groups[g].checks, to->checks);
    }
}

/* ---- at the end ------------------------------------------------------------------- */

void wn_ledger_fold(wn_ledger *ledger)
{
    wn_map seen = {0};
    size_t kept = 0;

    for (size_t g = 0; g < ledger->group_count; g++) {
        wn_group *group = &ledger->groups[g];
        bool is_new = false;
        int64_t *at = wn_map_set(&seen, wn_fold_print(group->name), &is_new);
        if (is_new) {
            group->spelled = group->records;
            *at = (int64_t)kept;
            ledger->groups[kept++] = *group;
            continue;
        }
        wn_group *same = &ledger->groups[*at];
        if (group->records > same->spelled ||
            (group->records == same->spelled &&
             wn_str_compare(group->name, same->name) < 0)) {
            same->name = group->name;
            same->spelled = group->records;
        }
        same->records += group->records;
        add_counts(same->checks, group->checks, ledger->checks);
        free(group->checks);
    }
    ledger->group_count = kept;
    wn_map_release(&seen);
    wn_map_release(&ledger->group_of);
}

bool wn_ledger_filled(const wn_ledger *ledger, const wn_field *field, double *share)
{
    const uint64_t *states = ledger->states[field->number];
    uint64_t all = 0, filled = 0;

    for (int s = 0; s < WN_CELL_STATE_COUNT; s++) {
        all += states[s];
        filled += s >= WN_CELL_FILLED ? states[s] : 0;
    }
    *share = all ? (double)filled / (double)all : 0;
    return all > states[WN_CELL_ABSENT];
}

void wn_ledger_tell(wn_ledger *ledger, wn_told told)
{
    told.place = wn_arena_str(&ledger->names, told.place);
    told.value = wn_arena_str(&ledger->names, told.value);
    ledger->told =
        wn_grow(ledger->told, ledger->told_count, &ledger->told_room, sizeof(told));
    ledger->told[ledger->told_count++] = told;
}

wn_level wn_ledger_level(const wn_ledger *ledger, const wn_plan *plan,
                         const wn_source *source, const wn_entity *entity, int field)
{
    wn_level level = {0};

    for (size_t f = 0; f < plan->file_count; f++) {
        const wn_file *file = &plan->files[f];
        if (file->entity != entity || !wn_str_equal(file->source->system, source->system))
            continue;
        level.records += ledger->rows[f];
        for (size_t b = 0; b < file->bind_count; b++) {
            if (file->binds[b].field != field)
                continue;
            uint64_t filled = wn_ledger_column(ledger, file, b)->filled;
            level.filled += filled;
            level.empty += ledger->rows[f] - filled;
            break;
        }
    }
    return level;
}

void wn_ledger_release(wn_ledger *ledger)
{
    for (size_t g = 0; g < ledger->group_count; g++)
        free(ledger->groups[g].checks);
    free(ledger->groups);
    wn_map_release(&ledger->group_of);
    wn_arena_release(&ledger->names);
    free(ledger->counts);
    free(ledger->waived);
    free(ledger->states);
    free(ledger->columns);
    free(ledger->first_column);
    free(ledger->rows);
    free(ledger->told);
    *ledger = (wn_ledger){0};
}
