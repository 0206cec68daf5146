/*
 * candidates.c - pairs that share rare evidence.
 *
 * First slot by slot: records are sorted by the slot's key (a counting sort: keys are
 * small numbers), and all pairs under a key that few records have are looked at. A pair
 * that shares several such keys is visited under the first only. Then what many records
 * share, two keys of different columns at a time: John and Smith, Smith and 1970. A pair
 * counts when all it shares adds up to enough evidence.
 */
#include "candidates.h"
#include "intern.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define AHEAD 64 /* members whose evidence is asked for before it is needed */

typedef struct run {
    link_candidates *c;
    link_visit visit;
    void *data;
    bool stopped;
} candidates_run;

#ifdef __SSE2__
#include <emmintrin.h>

/* Slots that two records share, as bits. Sixteen slots at a time: two comparisons, packed
 * to bytes, their signs as bits. */
static uint64_t shared_slots(const link_blocking *e, uint32_t left, uint32_t right)
{
    const __m128i *a = (const __m128i *)(const void *)link_fingerprints(e, left),
                  *b = (const __m128i *)(const void *)link_fingerprints(e, right);
    uint64_t shared = 0;

    for (size_t k = 0; k < e->width; k += 16, a += 2, b += 2) {
        __m128i low = _mm_cmpeq_epi16(_mm_loadu_si128(a), _mm_loadu_si128(b)),
                high = _mm_cmpeq_epi16(_mm_loadu_si128(a + 1), _mm_loadu_si128(b + 1));
        shared |= (uint64_t)(unsigned)_mm_movemask_epi8(_mm_packs_epi16(low, high)) << k;
    }
    return shared & *link_shared_keys(e, left);
}
#else
static uint64_t shared_slots(const link_blocking *e, uint32_t left, uint32_t right)
{
    const uint16_t *a = link_fingerprints(e, left), *b = link_fingerprints(e, right);
    uint64_t shared = 0;

    for (size_t k = 0; k < e->slot_count; k++)
        shared |= (uint64_t)(a[k] == b[k]) << k;
    return shared & *link_shared_keys(e, left);
}
#endif

static void offer(candidates_run *r, uint32_t left, uint32_t right, uint64_t shared)
{
    const link_candidates *c = r->c;
    double bits = link_shared_bits(c->evidence, left, shared);

    if (bits < c->least)
        return;
    int bin = bits < LINK_BINS - 1 ? (int)bits : LINK_BINS - 1;
    r->stopped =
        !r->visit(r->data, left < right ? left : right, left < right ? right : left, bin);
}

/* All pairs of a group. `slot`: the pair is this slot's when it is the first rare one
 * they share; -1: they share no rare one. */
static void visit_group(candidates_run *r, const uint32_t *members, size_t count,
                        int slot)
{
    link_candidates *c = r->c;
    const link_blocking *e = c->evidence;
    const uint16_t *origin = c->table->origin;

    r->stopped = r->stopped || link_is_cancelled(c->table);
    for (size_t i = 0; i < count && !r->stopped; i++)
        for (size_t k = i + 1; k < count && !r->stopped; k++) {
            uint32_t a = members[i], b = members[k];
            if (c->across && origin[a] == origin[b])
                continue;
            c->looked++;
            uint64_t shared = shared_slots(e, a, b), rare = shared & e->rare[a];
            if (slot < 0 ? rare != 0 : rare == 0 || __builtin_ctzll(rare) != slot)
                continue;
            offer(r, a, b, shared);
        }
}

/* Records by their key in the slot, keys with 2 to `few` records only. */
static void visit_slot(candidates_run *r, size_t slot)
{
    const link_table *t = r->c->table;
    const link_blocking *e = r->c->evidence;
    const link_blocking_key *s = &e->slots[slot];
    uint32_t *from = wn_alloc((size_t)s->keys + 2, sizeof(*from));
    size_t all = 0;

    for (uint32_t k = 1; k <= s->keys; k++) {
        from[k] = (uint32_t)all;
        all += s->uses[k] >= 2 && s->uses[k] <= e->few ? s->uses[k] : 0;
    }
    from[s->keys + 1] = (uint32_t)all;
    uint32_t *members = wn_realloc(NULL, all + 1, sizeof(*members));
    uint32_t *next = wn_realloc(NULL, (size_t)s->keys + 2, sizeof(*next));
    memcpy(next, from, ((size_t)s->keys + 2) * sizeof(*next));
    for (uint32_t i = 0; i < t->records && all > 0; i++)
        if (e->rare[i] >> slot & 1)
            members[next[link_block_of(e, t, slot, i)]++] = i;
    for (uint32_t k = 1; k <= s->keys && !r->stopped && all > 0; k++) {
        if (k % r->c->step)
            continue;
        for (uint32_t i = from[k]; i < next[k] && i + AHEAD < all; i++)
            link_blocking_prefetch(e, members[i + AHEAD]);
        visit_group(r, members + from[k], next[k] - from[k], (int)slot);
    }
    free(from);
    free(next);
    free(members);
}

/* ---- frequent keys, two at a time ------------------------------------------------- */

typedef struct entry {
    uint32_t key, record;
} candidates_entry;

static int by_key(const void *left, const void *right)
{
    const candidates_entry *a = left, *b = right;

    if (a->key != b->key)
        return a->key < b->key ? -1 : 1;
    return a->record < b->record ? -1 : a->record > b->record;
}

/* Sort by key: three passes over eleven bits each, whose counters stay in the first
 * cache. Stable, so records stay in order. Returns where they are: in one of the two. */
static candidates_entry *sort_entries(candidates_entry *entries, candidates_entry *room,
                                      size_t count)
{
    for (int shift = 0; shift < 32 && count > 4096; shift += 11) {
        uint32_t at[2049] = {0};
        for (size_t i = 0; i < count; i++)
            at[(entries[i].key >> shift & 2047) + 1]++;
        for (size_t i = 0; i < 2048; i++)
            at[i + 1] += at[i];
        for (size_t i = 0; i < count; i++)
            room[at[entries[i].key >> shift & 2047]++] = entries[i];
        candidates_entry *sorted = room;
        room = entries;
        entries = sorted;
    }
    if (count > 1 && count <= 4096)
        qsort(entries, count, sizeof(*entries), by_key);
    return entries;
}

/* Two keys as one, that of the lower slot first; 0: they are of one column, or too many
 * records have both by chance alone. */
static uint64_t both_keys(const link_large_block *one, const link_large_block *other,
                          uint64_t most)
{
    return one->slot >= other->slot || one->column == other->column ||
                   (uint64_t)one->uses * other->uses > most
               ? 0
               : link_mix(one->key, other->key) | 1;
}

/* Keys of pairs of frequent keys whose first is of this part. */
static size_t collect(const link_candidates *c, unsigned part, unsigned parts_count,
                      candidates_entry **entries, size_t *room)
{
    const link_blocking *e = c->evidence;
    uint64_t most = 4 * (uint64_t)e->few * c->table->records;
    size_t count = 0;

    for (uint32_t r = 0; r < c->table->records && !link_is_cancelled(c->table); r++) {
        const link_large_block *keys = &e->heavy[(size_t)r * e->heavy_most];
        for (size_t i = 0; i < e->heavy_most && keys[i].uses; i++) {
            if ((uint64_t)(keys[i].key * 0x85EBCA6Bu) * parts_count >> 32 != part)
                continue;
            for (size_t k = 0; k < e->heavy_most && keys[k].uses; k++) {
                uint64_t h = both_keys(&keys[i], &keys[k], most);
                if (!h || (h >> 32) * c->step >> 32)
                    continue;
                *entries = wn_grow(*entries, count, room, sizeof(**entries));
                (*entries)[count++] = (candidates_entry){(uint32_t)(h >> 1), r};
            }
        }
    }
    return count;
}

/* Groups that wait while the evidence of their members is fetched. */
#define WAITING 512

typedef struct waiting {
    uint32_t members[WAITING + 4096], ends[WAITING];
    size_t count, groups;
} candidates_waiting;

static void visit_waiting(candidates_run *r, candidates_waiting *w)
{
    for (size_t g = 0, from = 0; g < w->groups && !r->stopped; from = w->ends[g++])
        visit_group(r, w->members + from, w->ends[g] - from, -1);
    w->count = w->groups = 0;
}

static void wait(candidates_run *r, candidates_waiting *w,
                 const candidates_entry *entries, size_t count)
{
    if (count < 2 || count > r->c->evidence->few)
        return;
    for (size_t i = 0; i < count; i++) {
        w->members[w->count++] = entries[i].record;
        link_blocking_prefetch(r->c->evidence, entries[i].record);
    }
    w->ends[w->groups++] = (uint32_t)w->count;
    if (w->count >= WAITING || w->groups == WAITING)
        visit_waiting(r, w);
}

static void visit_heavy(candidates_run *r)
{
    const link_candidates *c = r->c;
    unsigned parts_count = (unsigned)(c->table->records / 200000 / c->step) + 1;
    candidates_entry *entries = NULL, *spare = NULL;
    candidates_waiting *w = wn_alloc(1, sizeof(*w));
    size_t room = 0;

    for (unsigned part = 0; part < parts_count && !r->stopped; part++) {
        size_t count = collect(c, part, parts_count, &entries, &room);
        spare = wn_realloc(spare, room + 1, sizeof(*spare));
        const candidates_entry *sorted = sort_entries(entries, spare, count);
        for (size_t from = 0, to; from < count && !r->stopped; from = to) {
            for (to = from + 1; to < count && sorted[to].key == sorted[from].key;)
                to++;
            wait(r, w, sorted + from, to - from);
        }
        visit_waiting(r, w);
    }
    free(entries);
    free(spare);
    free(w);
}

void link_candidates_visit(link_candidates *c, link_visit visit, void *data)
{
    candidates_run r = {c, visit, data, false};

    c->looked = 0;
    for (size_t k = 0; k < c->evidence->slot_count && !r.stopped; k++)
        visit_slot(&r, k);
    if (!r.stopped)
        visit_heavy(&r);
}
