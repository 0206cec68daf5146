/*
 * merge.c - stage 6: one surviving record per group, field by field.
 *
 * Groups arrive whole, one after the other. The first record of a group gets the
 * golden cells; each golden cell knows the member that its value came from.
 */
#include "merge_made.h"
#include "checks/check.h"
#include "core/memory.h"
#include "core/stage.h"

#include <string.h>

typedef struct group {
    wn_record *members;
    size_t count;
    const wn_entity *entity;
} group;

static wn_str updated(const group *g, size_t i)
{
    int field = g->entity->means[WN_MEANS_UPDATED];
    const wn_cell *cell = field >= 0 ? &g->members[i].cells[field] : NULL;

    return cell && cell->state == WN_CELL_CLEAN ? cell->value : WN_STR("");
}

static size_t filled(const group *g, size_t i)
{
    size_t count = 0;

    for (size_t f = 0; f < g->entity->field_count; f++)
        count += g->members[i].cells[f].state == WN_CELL_CLEAN;
    return count;
}

/* How many members have the same value as member i? */
static size_t votes(const group *g, size_t field, size_t i)
{
    size_t count = 0;

    for (size_t k = 0; k < g->count; k++)
        count += wn_cell_has_value(&g->members[k].cells[field]) &&
                 wn_str_equal(g->members[k].cells[field].value,
                              g->members[i].cells[field].value);
    return count;
}

static int by_number(size_t a, size_t b)
{
    return a < b ? 1 : a > b ? -1 : 0;
}

/* Return the value's place in its list; a value that is not in it comes last. */
static size_t place_in_list(const group *g, size_t field, size_t i)
{
    const wn_list *list = g->entity->fields[field].list;
    const wn_list_item *item =
        list ? wn_list_find(list, g->members[i].cells[field].value) : NULL;

    return item ? (size_t)(item - list->items) : SIZE_MAX;
}

/* Return above zero when the rule prefers member a to b. */
static int compare(const group *g, size_t field, wn_survive_from from, size_t a, size_t b)
{
    switch (from) {
    case WN_SURVIVE_NEWEST:
        return wn_str_compare(updated(g, a), updated(g, b));
    case WN_SURVIVE_OLDEST: {
        wn_str x = updated(g, a), y = updated(g, b);
        return x.len == 0 || y.len == 0 ? (x.len > 0) - (y.len > 0)
                                        : wn_str_compare(y, x);
    }
    case WN_SURVIVE_LONGEST:
        return by_number(wn_utf8_count(g->members[b].cells[field].value),
                         wn_utf8_count(g->members[a].cells[field].value));
    case WN_SURVIVE_MOST_COMPLETE:
        return by_number(filled(g, b), filled(g, a));
    case WN_SURVIVE_MOST_FREQUENT:
        return by_number(votes(g, field, b), votes(g, field, a));
    case WN_SURVIVE_LIST:
        return by_number(place_in_list(g, field, a), place_in_list(g, field, b));
    case WN_SURVIVE_FIRST:
    case WN_SURVIVE_SUM: /* made of all members, see make() */
    case WN_SURVIVE_UNION:
        break;
    }
    return g->members[b].file->source->number - g->members[a].file->source->number;
}

/* Return the winning member: a value that the transform accepted is better than one that
 * it refused; then the rule decides; then the order of the sources; then who came
 * first. */
static size_t winner_of(const group *g, size_t field, wn_survive_from from, bool any)
{
    size_t best = 0;

    for (size_t i = 1; i < g->count; i++) {
        const wn_cell *new = &g->members[i].cells[field],
                      *old = &g->members[best].cells[field];
        int better = any ? 0
                         : (int)wn_cell_has_value(new) + (new->state == WN_CELL_CLEAN) -
                               (int)wn_cell_has_value(old) -
                               (old->state == WN_CELL_CLEAN);
        if (better == 0)
            better = compare(g, field, from, i, best);
        if (better == 0)
            better = g->members[best].file->source->number -
                     g->members[i].file->source->number;
        if (better > 0)
            best = i;
    }
    return best;
}

/* Make the value from all members; where that is impossible, the winner's value stays. */
static void make(const group *g, size_t field, wn_cell *golden, wn_arena *arena)
{
    wn_survive_from from = g->entity->fields[field].survive;
    wn_str made = WN_STR("");

    if (golden->state != WN_CELL_CLEAN)
        return;
    if (from == WN_SURVIVE_SUM)
        made = merge_sum(g->members, g->count, field, arena);
    else if (from == WN_SURVIVE_UNION)
        made = merge_union(g->members, g->count, field, arena);
    golden->value = made.len ? made : golden->value;
}

static void merge_group(wn_stage *stage, const group *g, wn_arena *arena)
{
    size_t base = winner_of(g, 0, g->entity->survive_all, true);
    bool review = false;

    wn_cell *golden = wn_arena_alloc(arena, g->entity->field_count * sizeof(*golden));
    for (size_t f = 0; f < g->entity->field_count; f++) {
        size_t winner = (int)f == g->entity->key
                            ? base
                            : winner_of(g, f, g->entity->fields[f].survive, false);
        golden[f] = g->members[winner].cells[f];
        golden[f].winner = (uint32_t)winner;
        make(g, f, &golden[f], arena);
    }
    size_t different = 0;
    for (size_t i = 0; i < g->count; i++) {
        wn_record *record = &g->members[i];
        WN_ASSERT(record->golden == g->members[0].golden && record->golden != 0);
        different += !record->again;
        record->winner = (uint32_t)base;
        review = review || record->disposition == WN_DISPOSITION_REVIEW;
        if (i != base)
            record->disposition = WN_DISPOSITION_ABSORBED;
    }
    g->members[base].disposition = review ? WN_DISPOSITION_REVIEW : WN_DISPOSITION_LOADED;
    g->members[0].golden_cells = golden;
    stage->may.merge->groups += different > 1;
    stage->may.merge->surplus += different > 1 ? different - 1 : 0;
}

/* Count each check of the rule that applies to the record; `failed`: note it as well,
 * with the value. */
static void count_duplicates(wn_stage *stage, wn_record *record, bool failed,
                             wn_str value, wn_arena *arena)
{
    const wn_entity *entity = record->file->entity;
    const wn_context *context = stage->context;
    size_t whose = wn_tallies_group(context->tallies, record);

    for (size_t c = 0; c < entity->check_count; c++) {
        const wn_check *check = &entity->checks[c];
        if (check->rule != WN_RULE_DUPLICATES || !wn_check_is_asked(context, check) ||
            !wn_check_applies(check, record))
            continue;
        if (failed)
            wn_record_note(record, arena, check, -1, WN_NO_COLUMN, value);
        wn_tallies_count(context->tallies, whose, context->known->history, record, check,
                         failed ? WN_FAILED : WN_PASSED);
    }
}

/* Is the record the survivor, or one that only names the survivor again? */
static bool is_kept(const wn_record *record, const wn_record *kept)
{
    return record == kept ||
           (kept->again && wn_str_equal(record->key, kept->key) &&
            wn_str_equal(record->file->source->system, kept->file->source->system));
}

/* ---- links to the own entity ------------------------------------------------------ */

static bool is_own_link(const wn_entity *entity, int field, const wn_record *record)
{
    return entity->fields[field].target == entity->number &&
           wn_cell_has_value(&record->cells[field]);
}

/* Is the check about a link to the own entity? Then validate left it for merge. */
static bool is_about_own_link(const wn_check *check, const wn_record *record)
{
    for (size_t i = 0; check->rule == WN_RULE_REFERENCE && i < check->field_count; i++)
        if (is_own_link(check->entity, check->fields[i], record))
            return true;
    return false;
}

/* The link leads to no record: note a finding for each check that is about the field. */
static void note_orphan(const wn_context *context, wn_record *record, size_t f,
                        wn_str key, wn_arena *arena)
{
    const wn_entity *entity = record->file->entity;
    const wn_cell *cell = &record->cells[f];

    for (size_t c = 0; c < entity->check_count; c++) {
        const wn_check *check = &entity->checks[c];
        bool about = false;
        for (size_t i = 0; check->rule == WN_RULE_REFERENCE && i < check->field_count;
             i++)
            about = about || check->fields[i] == (int)f;
        if (!about || !wn_check_is_asked(context, check) ||
            !wn_check_applies(check, record))
            continue;
        wn_record_note(record, arena, check, (int32_t)f, cell->column, cell->raw)
            ->advice = wn_xref_culprit(context, record->file, entity, key, arena);
        /* its group is made already, so it cannot be refused any more */
        if (entity->fields[f].orphan != WN_POLICY_REPORT ||
            check->disposition != WN_POLICY_REPORT)
            wn_record_judge(record, WN_POLICY_REVIEW);
    }
}

static void resolve_own_link(wn_stage *stage, wn_record *record, size_t f,
                             wn_arena *arena)
{
    const wn_context *context = stage->context;
    const wn_entity *entity = record->file->entity;
    wn_cell *cell = &record->cells[f];
    wn_str key = cell->value;
    uint64_t parent = wn_xref_find(
        context, wn_xref_fingerprint(record->file->source->system, entity->name, key));

    if (parent && parent == record->golden)
        cell->state = WN_CELL_EMPTY; /* the record was merged with its parent */
    else if (!wn_xref_link(context, record->file, entity, cell, arena))
        note_orphan(context, record, f, key, arena);
}

/* Resolve links to the own entity: all golden ids are known only now. Which checks are
 * about such a link is asked before, because a resolved cell may be no link any more. */
static void resolve_own_links(wn_stage *stage, wn_record *record, wn_arena *arena)
{
    const wn_context *context = stage->context;
    const wn_entity *entity = record->file->entity;
    bool *ours = wn_arena_alloc(arena, entity->check_count * sizeof(*ours));

    for (size_t c = 0; c < entity->check_count; c++)
        ours[c] = is_about_own_link(&entity->checks[c], record);
    for (size_t f = 0; f < entity->field_count; f++)
        if (entity->fields[f].target == entity->number &&
            record->cells[f].state == WN_CELL_CLEAN)
            resolve_own_link(stage, record, f, arena);
    for (size_t c = 0; c < entity->check_count; c++)
        if (ours[c] && wn_check_is_asked(context, &entity->checks[c]) &&
            wn_check_applies(&entity->checks[c], record))
            wn_tallies_count(context->tallies, wn_tallies_group(context->tallies, record),
                             context->known->history, record, &entity->checks[c],
                             wn_record_is_noted(record, &entity->checks[c]) ? WN_FAILED
                                                                            : WN_PASSED);
}

static wn_rc stage_process(wn_stage *stage, wn_batch *batch)
{
    const wn_entity *entity = batch->entity;

    for (size_t r = 0; r < batch->count; r++)
        if (batch->records[r].disposition != WN_DISPOSITION_SKIPPED)
            resolve_own_links(stage, &batch->records[r], &batch->arena);
    for (size_t from = 0, to; from < batch->count; from = to) {
        wn_record *first = &batch->records[from];
        for (to = from + 1;
             to < batch->count && batch->records[to].cluster == first->cluster;)
            to++;
        first->golden_cells = first->cells;
        if (first->disposition == WN_DISPOSITION_REFUSED ||
            first->disposition == WN_DISPOSITION_SKIPPED)
            continue;
        if (to - from > 1)
            merge_group(stage, &(group){first, to - from, entity}, &batch->arena);
        wn_record *kept = &batch->records[from + first->winner];
        for (size_t r = from; r < to; r++)
            if (!batch->records[r].again)
                count_duplicates(stage, &batch->records[r],
                                 !is_kept(&batch->records[r], kept), kept->key,
                                 &batch->arena);
    }
    return WN_OK;
}

const wn_stage_class wn_stage_merge = {
    .name = "merge",
    .en = "one surviving record per group",
    .zh = "合并",
    .size = sizeof(wn_stage),
    .writes = WN_MAY_MERGE,
    .process = stage_process,
};
