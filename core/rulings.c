/*
 * rulings.c - decisions of people, found again in the records of a run.
 *
 * A decision names its two records by their content. Several records may have the same
 * content: then the decision is about all of them.
 *
 * Decisions may contradict: A = B and B = C, but A != C. None of those that put A and C
 * together is followed then, because nobody knows which one is wrong; people are told.
 *
 * A decision that is taken back is a pair, too: it decides nothing, but the records of
 * its groups are judged anew.
 */
#include "rulings.h"

#include "memory.h"

#include <stdlib.h>

#define MOST 100000 /* at most so many pairs of records for one decision */

void wn_rulings_open(wn_rulings *r, const wn_decisions *all)
{
    wn_rulings_release(r);
    r->all = all;
    for (size_t i = 0; i < all->count; i++) {
        *wn_map_set(&r->sought, wn_fingerprint_numbers(all->items[i].left, 0), NULL) = 0;
        *wn_map_set(&r->sought, wn_fingerprint_numbers(all->items[i].right, 0), NULL) = 0;
    }
}

void wn_rulings_see(wn_rulings *r, uint64_t content, uint32_t record)
{
    if (!content || !wn_map_find(&r->sought, wn_fingerprint_numbers(content, 0)))
        return;
    int64_t *last = wn_map_set(&r->sought, wn_fingerprint_numbers(content, 0), NULL);
    r->named = wn_grow(r->named, r->named_count, &r->named_room, sizeof(*r->named));
    r->named[r->named_count++] = (struct wn_record_said){record, (uint32_t)*last};
    *last = (int64_t)r->named_count;
}

/* ---- pairs ------------------------------------------------------------------------ */

static void rule(wn_rulings *r, uint32_t left, uint32_t right, size_t decision)
{
    const wn_decision *d = &r->all->items[decision];
    const wn_ruled one = {
        .left = left, .right = right, .ruling = d->ruling, .decision = decision};

    if (left == right || (d->ruling == WN_RULING_UNDECIDED && !d->before))
        return;
    if (d->ruling == WN_RULING_UNDECIDED) {
        r->opened =
            wn_grow(r->opened, r->opened_count, &r->opened_room, sizeof(*r->opened));
        r->opened[r->opened_count++] = one;
    } else {
        r->pairs = wn_grow(r->pairs, r->pair_count, &r->pair_room, sizeof(*r->pairs));
        r->pairs[r->pair_count++] = one;
    }
}

/* All pairs of a record on the left and one on the right. For "same" those with the first
 * on either side are enough. */
static void rule_all(wn_rulings *r, uint32_t left, uint32_t right, size_t decision)
{
    bool same = r->all->items[decision].ruling == WN_RULING_SAME;
    size_t before = r->pair_count + r->opened_count;

    for (uint32_t a = left; a; a = r->named[a - 1].before)
        for (uint32_t b = right; b && r->pair_count + r->opened_count - before < MOST;
             b = same && a != left ? 0 : r->named[b - 1].before)
            rule(r, r->named[a - 1].record, r->named[b - 1].record, decision);
}

static void find_pairs(wn_rulings *r)
{
    for (size_t i = 0; r->all && i < r->all->count; i++) {
        const wn_decision *d = &r->all->items[i];
        uint32_t left = (uint32_t)*wn_map_find(&r->sought,
                                               wn_fingerprint_numbers(d->left, 0)),
                 right = (uint32_t)*wn_map_find(&r->sought,
                                                wn_fingerprint_numbers(d->right, 0));
        r->met += i < r->all->given && left && right;
        rule_all(r, left, right, i);
    }
}

/* ---- contradictions --------------------------------------------------------------- */

/* Groups that have a decision, and how "same" would put them together. */
typedef struct joining {
    wn_map nodes; /* first record of a group -> node + 1 */
    uint32_t *parent;
    bool *broken; /* by root: some decision says "different" within */
} joining;

static uint32_t root_of(joining *j, uint32_t record)
{
    const int64_t *node = wn_map_find(&j->nodes, wn_fingerprint_numbers(record, 0));
    uint32_t at = (uint32_t)*node - 1;

    while (j->parent[at] != at)
        at = j->parent[at] = j->parent[j->parent[at]];
    return at;
}

static void add_node(joining *j, uint32_t record)
{
    bool is_new;
    int64_t *node = wn_map_set(&j->nodes, wn_fingerprint_numbers(record, 0), &is_new);

    if (!is_new)
        return;
    *node = (int64_t)j->nodes.count;
    j->parent[*node - 1] = (uint32_t)*node - 1;
}

static void mark(wn_rulings *r, joining *j, wn_first_of first, void *data)
{
    for (size_t i = 0; i < r->pair_count; i++) {
        const wn_ruled *p = &r->pairs[i];
        uint32_t x = root_of(j, first(data, p->left));
        if (p->ruling != WN_RULING_DIFFERENT || x != root_of(j, first(data, p->right)))
            continue;
        j->broken[x] = true;
        if (!*r->contrary_id)
            wn_pair_id(r->all->items[p->decision].left, r->all->items[p->decision].right,
                       r->contrary_id);
    }
    for (size_t i = 0, last = SIZE_MAX; i < r->pair_count; i++) {
        wn_ruled *p = &r->pairs[i];
        uint32_t x = root_of(j, first(data, p->left)),
                 y = root_of(j, first(data, p->right));
        p->is_contrary = x == y && j->broken[x];
        r->contrary += p->is_contrary && p->decision != last;
        last = p->is_contrary ? p->decision : last;
    }
}

void wn_rulings_settle(wn_rulings *r, wn_first_of first, void *data)
{
    find_pairs(r);
    joining j = {.parent = wn_alloc(2 * r->pair_count + 1, sizeof(*j.parent)),
                 .broken = wn_alloc(2 * r->pair_count + 1, sizeof(*j.broken))};

    for (size_t i = 0; i < r->pair_count; i++) {
        const wn_ruled *p = &r->pairs[i];
        add_node(&j, first(data, p->left));
        add_node(&j, first(data, p->right));
        if (p->ruling == WN_RULING_SAME)
            j.parent[root_of(&j, first(data, p->left))] =
                root_of(&j, first(data, p->right));
    }
    mark(r, &j, first, data);
    wn_map_release(&j.nodes);
    free(j.parent);
    free(j.broken);
}

/* Is one of these pairs, of this ruling, about the two groups? */
static bool is_about(const wn_ruled *pairs, size_t count, wn_ruling ruling,
                     wn_first_of first, void *data, uint32_t x, uint32_t y)
{
    for (size_t i = 0; i < count; i++) {
        const wn_ruled *p = &pairs[i];
        if (p->ruling != ruling)
            continue;
        uint32_t a = first(data, p->left), b = first(data, p->right);
        if ((a == x && b == y) || (a == y && b == x))
            return true;
    }
    return false;
}

bool wn_rulings_apart(const wn_rulings *r, wn_first_of first, void *data, uint32_t x,
                      uint32_t y)
{
    return is_about(r->pairs, r->pair_count, WN_RULING_DIFFERENT, first, data, x, y);
}

bool wn_rulings_opened(const wn_rulings *r, wn_first_of first, void *data, uint32_t x,
                       uint32_t y)
{
    return is_about(r->opened, r->opened_count, WN_RULING_UNDECIDED, first, data, x, y);
}

void wn_rulings_release(wn_rulings *r)
{
    wn_map_release(&r->sought);
    free(r->named);
    free(r->pairs);
    free(r->opened);
    *r = (wn_rulings){0};
}
