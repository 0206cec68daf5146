/*
 * match_shown.c - what people are told of a pair beside its weight: how many records the
 * groups of both have, why they were not put together, and what target records say, which
 * are not read in this run.
 */
#include "match.h"

#include "core/memory.h"

#include <stdlib.h>

/* ---- values of target records ----------------------------------------------------- */

void match_shown_want(struct match *m, uint64_t golden)
{
    wn_map_set(&m->shown_values.of, wn_fingerprint_numbers(golden, 0), NULL);
}

static void take(void *data, const wn_golden *golden)
{
    struct match *m = data;
    struct match_shown_values *v = &m->shown_values;
    wn_fingerprint print = wn_fingerprint_numbers((uint64_t)golden->id, 0);

    if (!wn_map_find(&v->of, print))
        return;
    *wn_map_set(&v->of, print, NULL) = (int64_t)v->count + 1;
    for (size_t f = 0; f < m->entity->field_count; f++) {
        v->items = wn_grow(v->items, v->count, &v->room, sizeof(*v->items));
        v->items[v->count++] = wn_arena_str(&m->target_arena, golden->values[f]);
    }
}

wn_rc match_shown_read(struct match *m)
{
    const wn_target_known *target = m->stage.context->known->target;

    return m->shown_values.of.count > 0 && target->each_golden
               ? target->each_golden(target->target, m->entity, take, m)
               : WN_OK;
}

static const wn_str *values_of(const struct match *m, uint64_t golden)
{
    const int64_t *at =
        wn_map_find(&m->shown_values.of, wn_fingerprint_numbers(golden, 0));

    return at && *at ? &m->shown_values.items[*at - 1] : NULL;
}

void match_shown_release(struct match *m)
{
    wn_map_release(&m->shown_values.of);
    free(m->shown_values.items);
}

/* ---- groups ----------------------------------------------------------------------- */

/* Was the group a golden record before this run? x NONE: it is one of the target. */
static bool is_old(const struct match *m, uint32_t x)
{
    int64_t first = m->stage.context->known->target->first[m->entity->number];

    return x == NONE || (m->golden[x] && m->golden[x] < (uint64_t)first);
}

static wn_apart why_apart(struct match *m, const wn_pair *pair, uint32_t x, uint32_t y)
{
    static const wn_apart marks[] = {
        [MATCH_MARK_LEVEL] = WN_APART_LEVEL,   [MATCH_MARK_FORM] = WN_APART_FORM,
        [MATCH_MARK_TAX_ID] = WN_APART_TAX_ID, [MATCH_MARK_CITIZEN] = WN_APART_CITIZEN,
        [MATCH_MARK_NAME] = WN_APART_SITE,     [MATCH_MARK_TOWN] = WN_APART_SITE,
        [MATCH_MARK_NUMBER] = WN_APART_SITE,   [MATCH_MARK_TRADE] = WN_APART_TRADE};
    int mark = x != NONE && y != NONE ? match_marks_differing(m, x, y) : -1;

    if (mark >= 0)
        return marks[mark];
    if (m->stage.may.match->doubtful[m->entity->number])
        return WN_APART_COLUMNS;
    if (pair->probability < m->entity->merge_at)
        return WN_APART_UNSURE;
    return is_old(m, x) && is_old(m, y) ? WN_APART_TARGET : WN_APART_GROUP;
}

/* The records of the group, without a target record; x: its first record. */
static size_t members_of(const struct match *m, uint32_t x)
{
    size_t count = 0;

    for (uint32_t i = x; i != NONE && i < m->count; i = m->next[i])
        count++;
    return count;
}

void match_shown_tell(struct match *m, wn_pair *pair, uint32_t left, uint32_t right)
{
    uint32_t x = left == NONE ? NONE : match_first(m, left),
             y = right == NONE ? NONE : match_first(m, right);

    pair->left.members = members_of(m, x);
    pair->right.members = members_of(m, y);
    if (!pair->left.cells)
        pair->left.values = values_of(m, pair->left.golden);
    if (!pair->right.cells)
        pair->right.values = values_of(m, pair->right.golden);
    if (!pair->sure)
        pair->apart = why_apart(m, pair, x, y);
}
