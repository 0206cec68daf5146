/*
 * match_decide.c - decisions of people, found again in the records of a run.
 *
 * A decision names its two records by their content. Several records may have the same
 * content: then the decision is about all of them.
 */
#include "match_decide.h"

#include "core/memory.h"

#include <stdlib.h>

#define MOST 1000 /* at most so many pairs of records for one decision */

void match_rulings_open(match_rulings *r, const wn_decisions *all)
{
    match_rulings_release(r);
    r->all = all;
    for (size_t i = 0; i < all->count; i++) {
        *wn_map_set(&r->sought, wn_fingerprint_numbers(all->items[i].left, 0), NULL) = 0;
        *wn_map_set(&r->sought, wn_fingerprint_numbers(all->items[i].right, 0), NULL) = 0;
    }
}

void match_rulings_see(match_rulings *r, uint64_t content, uint32_t record)
{
    if (!content || !wn_map_find(&r->sought, wn_fingerprint_numbers(content, 0)))
        return;
    int64_t *last = wn_map_set(&r->sought, wn_fingerprint_numbers(content, 0), NULL);
    r->named = wn_grow(r->named, r->named_count, &r->named_room, sizeof(*r->named));
    r->named[r->named_count++] = (struct match_named){record, (uint32_t)*last};
    *last = (int64_t)r->named_count;
}

static void rule(match_rulings *r, uint32_t left, uint32_t right, wn_ruling ruling)
{
    if (left == right)
        return;
    r->pairs = wn_grow(r->pairs, r->pair_count, &r->pair_room, sizeof(*r->pairs));
    r->pairs[r->pair_count++] = (match_ruled){left, right, ruling};
}

void match_rulings_settle(match_rulings *r)
{
    for (size_t i = 0; r->all && i < r->all->count; i++) {
        const wn_decision *d = &r->all->items[i];
        uint32_t left = (uint32_t)*wn_map_find(&r->sought,
                                               wn_fingerprint_numbers(d->left, 0)),
                 right = (uint32_t)*wn_map_find(&r->sought,
                                                wn_fingerprint_numbers(d->right, 0));
        size_t before = r->pair_count;
        r->met += i < r->all->given && left && right;
        for (uint32_t a = left; a; a = r->named[a - 1].before)
            for (uint32_t b = right; b && r->pair_count - before < MOST;
                 b = r->named[b - 1].before)
                rule(r, r->named[a - 1].record, r->named[b - 1].record, d->ruling);
    }
}

void match_rulings_release(match_rulings *r)
{
    wn_map_release(&r->sought);
    free(r->named);
    free(r->pairs);
    *r = (match_rulings){0};
}
