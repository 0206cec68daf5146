/* tallies.c - the counts of a run. See finding.h. */
#include "history.h"
#include "memory.h"

#include <stdlib.h>
#include <string.h>

#define MOST_GROUPS 5000 /* spellings of departments; more means a column of ids */

void wn_tallies_init(wn_tallies *tallies, const wn_plan *plan)
{
    *tallies = (wn_tallies){.checks = (size_t)plan->model.check_count,
                            .fields = (size_t)plan->model.field_count};
    tallies->counts = wn_alloc(tallies->checks, sizeof(*tallies->counts));
    tallies->waived = wn_alloc(tallies->checks, sizeof(*tallies->waived));
    tallies->states = wn_alloc(tallies->fields, sizeof(*tallies->states));
    tallies->files = plan->file_count;
    tallies->rows = wn_alloc(plan->file_count, sizeof(*tallies->rows));
    tallies->newest = wn_alloc(plan->file_count + 1, sizeof(*tallies->newest));
    tallies->first_column = wn_alloc(plan->file_count, sizeof(*tallies->first_column));
    for (size_t f = 0; f < plan->file_count; f++) {
        tallies->first_column[f] = tallies->column_count;
        tallies->column_count += plan->files[f].bind_count;
    }
    tallies->columns = wn_alloc(tallies->column_count, sizeof(*tallies->columns));
}

/* ---- columns ---------------------------------------------------------------------- */

#define FEWEST_REFUSED 5 /* with fewer, the values are wrong, and not the mapping */

wn_column_counts *wn_tallies_column(const wn_tallies *tallies, const wn_file *file,
                                    size_t bind)
{
    return &tallies->columns[tallies->first_column[file->number] + bind];
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

/* The refused values, and those that prove another way of writing than the mapping says.
 * The latter count only if they are more than those that prove the mapping's way: where a
 * column has both ways, the mapping is about the larger part. */
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

static size_t group_named(wn_tallies *tallies, wn_str name)
{
    bool is_new = false;
    const wn_fingerprint print = wn_fingerprint_of(name);
    const int64_t *known = wn_map_find(&tallies->group_of, print);

    if (known)
        return (size_t)*known;
    if (name.len == 0 || tallies->group_count == MOST_GROUPS)
        return WN_NO_GROUP;
    tallies->groups = wn_grow(tallies->groups, tallies->group_count, &tallies->group_room,
                              sizeof(*tallies->groups));
    wn_group *group = &tallies->groups[tallies->group_count];
    *group = (wn_group){.name = wn_arena_str(&tallies->names, name)};
    group->checks = wn_alloc(tallies->checks, sizeof(*group->checks));
    *wn_map_set(&tallies->group_of, print, &is_new) = (int64_t)tallies->group_count;
    return tallies->group_count++;
}

size_t wn_tallies_group(wn_tallies *tallies, const wn_record *record)
{
    int field = record->file->entity->department;
    const wn_cell *cell = field >= 0 ? &record->cells[field] : NULL;

    if (!cell || !wn_cell_has_value(cell))
        return WN_NO_GROUP;
    size_t group = group_named(tallies, cell->value);
    tallies->ungrouped += group == WN_NO_GROUP;
    return group;
}

void wn_tallies_count(wn_tallies *tallies, size_t group, const wn_history *history,
                      wn_record *record, const wn_check *check, wn_check_result outcome)
{
    bool failed = outcome == WN_FAILED;

    WN_ASSERT((size_t)check->number < tallies->checks);
    WN_ASSERT(group == WN_NO_GROUP || group < tallies->group_count);
    if (outcome == WN_NOT_APPLICABLE)
        return;
    if (failed && wn_is_waived(history, check, record)) {
        wn_record_forget(record, check);
        tallies->waived[check->number]++;
        failed = false;
    }
    tallies->counts[check->number].applicable++;
    tallies->counts[check->number].failed += failed;
    if (group == WN_NO_GROUP)
        return;
    tallies->groups[group].checks[check->number].applicable++;
    tallies->groups[group].checks[check->number].failed += failed;
}

static void add_counts(wn_counts *to, const wn_counts *from, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        to[i].applicable += from[i].applicable;
        to[i].failed += from[i].failed;
    }
}

void wn_tallies_add(wn_tallies *to, const wn_tallies *from)
{
    WN_ASSERT(to->checks == from->checks && to->fields == from->fields &&
              to->column_count == from->column_count); /* tallies of the same plan */
    add_counts(to->counts, from->counts, to->checks);
    for (size_t i = 0; i < to->checks; i++)
        to->waived[i] += from->waived[i];
    for (size_t i = 0; i < to->fields; i++)
        for (size_t s = 0; s < WN_CELL_STATE_COUNT; s++)
            to->states[i][s] += from->states[i][s];
    for (size_t c = 0; c < to->column_count; c++)
        wn_column_add(&to->columns[c], &from->columns[c]);
    for (size_t f = 0; f < to->files; f++) {
        to->rows[f] += from->rows[f];
        if (strcmp(from->newest[f], to->newest[f]) > 0)
            memcpy(to->newest[f], from->newest[f], sizeof(to->newest[f]));
    }
    to->changed += from->changed;
    to->ungrouped += from->ungrouped;
    for (size_t g = 0; g < from->group_count; g++) {
        size_t at = group_named(to, from->groups[g].name);
        if (at == WN_NO_GROUP) {
            to->ungrouped += from->groups[g].records;
            continue;
        }
        to->groups[at].records += from->groups[g].records;
        wn_activity_add(&to->groups[at].activity, from->groups[g].activity);
        add_counts(to->groups[at].checks, from->groups[g].checks, to->checks);
    }
}

/* ---- at the end ------------------------------------------------------------------- */

void wn_tallies_fold(wn_tallies *tallies)
{
    wn_map seen = {0};
    size_t kept = 0;

    for (size_t g = 0; g < tallies->group_count; g++) {
        wn_group *group = &tallies->groups[g];
        bool is_new = false;
        int64_t *at = wn_map_set(&seen, wn_fold_fingerprint(group->name), &is_new);
        if (is_new) {
            group->spelled = group->records;
            *at = (int64_t)kept;
            tallies->groups[kept++] = *group;
            continue;
        }
        wn_group *same = &tallies->groups[*at];
        if (group->records > same->spelled ||
            (group->records == same->spelled &&
             wn_str_compare(group->name, same->name) < 0)) {
            same->name = group->name;
            same->spelled = group->records;
        }
        same->records += group->records;
        wn_activity_add(&same->activity, group->activity);
        add_counts(same->checks, group->checks, tallies->checks);
        free(group->checks);
    }
    tallies->group_count = kept;
    wn_map_release(&seen);
    wn_map_release(&tallies->group_of);
}

bool wn_tallies_filled(const wn_tallies *tallies, const wn_field *field, double *share)
{
    const uint64_t *states = tallies->states[field->number];
    uint64_t all = 0, filled = 0;

    for (int s = 0; s < WN_CELL_STATE_COUNT; s++) {
        all += states[s];
        filled += s >= WN_CELL_FILLED ? states[s] : 0;
    }
    *share = all ? (double)filled / (double)all : 0;
    return all > states[WN_CELL_ABSENT];
}

void wn_tallies_tell(wn_tallies *tallies, wn_told told)
{
    told.place = wn_arena_str(&tallies->names, told.place);
    told.value = wn_arena_str(&tallies->names, told.value);
    tallies->told =
        wn_grow(tallies->told, tallies->told_count, &tallies->told_room, sizeof(told));
    tallies->told[tallies->told_count++] = told;
}

wn_level wn_tallies_level(const wn_tallies *tallies, const wn_plan *plan,
                          const wn_source *source, const wn_entity *entity, int field)
{
    wn_level level = {0};

    for (size_t f = 0; f < plan->file_count; f++) {
        const wn_file *file = &plan->files[f];
        if (file->entity != entity || !wn_str_equal(file->source->system, source->system))
            continue;
        level.records += tallies->rows[f];
        for (size_t b = 0; b < file->bind_count; b++) {
            if (file->binds[b].field != field)
                continue;
            uint64_t filled = wn_tallies_column(tallies, file, b)->filled;
            level.filled += filled;
            level.empty += tallies->rows[f] - filled;
            break;
        }
    }
    return level;
}

void wn_tallies_release(wn_tallies *tallies)
{
    for (size_t g = 0; g < tallies->group_count; g++)
        free(tallies->groups[g].checks);
    free(tallies->groups);
    wn_map_release(&tallies->group_of);
    wn_arena_release(&tallies->names);
    free(tallies->counts);
    free(tallies->waived);
    free(tallies->states);
    free(tallies->columns);
    free(tallies->first_column);
    free(tallies->rows);
    free(tallies->newest);
    free(tallies->told);
    *tallies = (wn_tallies){0};
}
