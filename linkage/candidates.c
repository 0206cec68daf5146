/*
 * candidates.c - pairs that share a small block, or two large ones.
 *
 * First small blocks, key by key: records are sorted by their block (a counting sort:
 * blocks are small numbers), and all pairs of a block are taken. A pair that shares
 * several small blocks is visited under the first key only. Then large blocks, two of
 * different columns at a time: John and Smith, Smith and 1970; the records that are in
 * both are few again. A pair is visited when all that it shares tells enough bits.
 */
#include "candidates.h"
#include "intern.h"

#include "core/memory.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define AHEAD 64 /* records whose rows are fetched before they are needed */

typedef struct candidates_run {
    const link_candidates *c;
    link_visit visit;
    void *data;
    bool stopped;
} candidates_run;

#ifdef __SSE2__
#include <emmintrin.h>

/* The keys under which two records are in one block, as bits. Sixteen keys at a time: two
 * comparisons, packed to bytes, their signs as bits; then eight. */
static uint64_t shared_keys(const link_blocking *blocking, uint32_t left, uint32_t right)
{
    const __m128i *a = (const __m128i *)(const void *)link_fingerprints(blocking, left),
                  *b = (const __m128i *)(const void *)link_fingerprints(blocking, right);
    uint64_t shared = 0;
    size_t k = 0;

    for (; k + 16 <= blocking->width; k += 16, a += 2, b += 2) {
        __m128i low = _mm_cmpeq_epi16(_mm_loadu_si128(a), _mm_loadu_si128(b)),
                high = _mm_cmpeq_epi16(_mm_loadu_si128(a + 1), _mm_loadu_si128(b + 1));
        shared |= (uint64_t)(unsigned)_mm_movemask_epi8(_mm_packs_epi16(low, high)) << k;
    }
    if (k < blocking->width) {
        __m128i last = _mm_cmpeq_epi16(_mm_loadu_si128(a), _mm_loadu_si128(b));
        shared |= (uint64_t)(unsigned)_mm_movemask_epi8(
                      _mm_packs_epi16(last, _mm_setzero_si128()))
                  << k;
    }
    return shared & *link_filled_keys(blocking, left);
}
#else
static uint64_t shared_keys(const link_blocking *blocking, uint32_t left, uint32_t right)
{
    const uint16_t *a = link_fingerprints(blocking, left),
                   *b = link_fingerprints(blocking, right);
    uint64_t shared = 0;

    for (size_t k = 0; k < blocking->key_count; k++)
        shared |= (uint64_t)(a[k] == b[k]) << k;
    return shared & *link_filled_keys(blocking, left);
}
#endif

static void offer(candidates_run *r, uint32_t left, uint32_t right, uint64_t shared)
{
    const link_candidates *c = r->c;
    double bits = link_shared_bits(c->blocking, c->table, left, shared);

    if (bits < c->least)
        return;
    int bin = bits < LINK_BINS - 1 ? (int)bits : LINK_BINS - 1;
    r->stopped =
        !r->visit(r->data, left < right ? left : right, left < right ? right : left, bin);
}

/* All pairs of a block of the key, but those that share a small block under a key before
 * it. Key -1: the block is where two large ones meet; pairs that share a small block have
 * been visited. */
static void visit_block(candidates_run *r, const uint32_t *members, size_t count, int key)
{
    const link_candidates *c = r->c;
    const link_blocking *blocking = c->blocking;
    const uint16_t *origin = c->table->origin;

    r->stopped = r->stopped || link_is_cancelled(c->table);
    for (size_t i = 0; i < count && !r->stopped; i++)
        for (size_t k = i + 1; k < count && !r->stopped; k++) {
            uint32_t a = members[i], b = members[k];
            if (c->across && origin[a] == origin[b])
                continue;
            uint64_t shared = shared_keys(blocking, a, b),
                     small = shared & blocking->small[a];
            if (key < 0 ? small != 0 : small == 0 || __builtin_ctzll(small) != key)
                continue;
            offer(r, a, b, shared);
        }
}

#define SOON 16 /* records whose block is fetched before it is needed */

/* Fetch the number of a record's block, or (later) where its next member goes. */
static void fetch_block(const link_blocking *blocking, const link_table *t, size_t number,
                        uint32_t record, const uint32_t *next)
{
    const link_blocking_key *key = &blocking->keys[number];

    if (!(blocking->small[record] >> number & 1))
        return;
    if (next)
        __builtin_prefetch(&next[link_block_of(blocking, t, number, record)], 1);
    else if (key->column >= 0)
        __builtin_prefetch(&key->blocks[link_value_id(t, record, (size_t)key->column)]);
}

/* All pairs of the small blocks of a key. */
static void visit_key(candidates_run *r, size_t number)
{
    const link_table *t = r->c->table;
    const link_blocking *blocking = r->c->blocking;
    const link_blocking_key *key = &blocking->keys[number];
    uint32_t *from = wn_alloc((size_t)key->block_count + 2, sizeof(*from));
    size_t all = 0;

    for (uint32_t k = 1; k <= key->block_count; k++) {
        from[k] = (uint32_t)all;
        all += key->sizes[k] >= 2 && key->sizes[k] <= blocking->small_size ? key->sizes[k]
                                                                           : 0;
    }
    from[key->block_count + 1] = (uint32_t)all;
    uint32_t *members = wn_realloc(NULL, all + 1, sizeof(*members));
    uint32_t *next = wn_realloc(NULL, (size_t)key->block_count + 2, sizeof(*next));
    memcpy(next, from, ((size_t)key->block_count + 2) * sizeof(*next));
    for (uint32_t i = 0; i < t->records && all > 0; i++) {
        if (i + 2 * SOON < t->records)
            fetch_block(blocking, t, number, i + 2 * SOON, NULL);
        if (i + SOON < t->records)
            fetch_block(blocking, t, number, i + SOON, next);
        if (blocking->small[i] >> number & 1)
            members[next[link_block_of(blocking, t, number, i)]++] = i;
    }
    for (uint32_t k = 1; k <= key->block_count && !r->stopped && all > 0; k++) {
        WN_ASSERT(next[k] == from[k + 1]);
        if (k % r->c->step)
            continue;
        for (uint32_t i = from[k]; i < next[k] && i + AHEAD < all; i++)
            link_blocking_prefetch(blocking, members[i + AHEAD]);
        visit_block(r, members + from[k], next[k] - from[k], (int)number);
    }
    free(from);
    free(next);
    free(members);
}

/* ---- large blocks, two at a time -------------------------------------------------- */

typedef struct candidates_entry {
    uint32_t hash, record; /* hash: of two blocks */
} candidates_entry;

static int by_hash(const void *left, const void *right)
{
    const candidates_entry *a = left, *b = right;

    if (a->hash != b->hash)
        return a->hash < b->hash ? -1 : 1;
    return a->record < b->record ? -1 : a->record > b->record;
}

/* Sorted by hash and record: three passes of a radix sort over eleven bits each, whose
 * counters fit into the first cache; it is stable, so records stay in order. Returns
 * where the entries are now: in one of the two arrays. */
static candidates_entry *sort_entries(candidates_entry *entries, candidates_entry *room,
                                      size_t count)
{
    for (int shift = 0; shift < 32 && count > 4096; shift += 11) {
        uint32_t at[2049] = {0};
        for (size_t i = 0; i < count; i++)
            at[(entries[i].hash >> shift & 2047) + 1]++;
        for (size_t i = 0; i < 2048; i++)
            at[i + 1] += at[i];
        for (size_t i = 0; i < count; i++)
            room[at[entries[i].hash >> shift & 2047]++] = entries[i];
        candidates_entry *sorted = room;
        room = entries;
        entries = sorted;
    }
    if (count > 1 && count <= 4096)
        qsort(entries, count, sizeof(*entries), by_hash);
    return entries;
}

typedef struct candidates_pairs {
    candidates_entry *entries;
    size_t count, room;
} candidates_pairs;

/* A large block of a record, and those of the record's other blocks that come after it by
 * key and are of other columns. */
typedef struct candidates_found {
    uint32_t record, count;
    link_large first, others[LINK_LARGE_MOST - 1];
} candidates_found;

static void find_others(const link_blocking *b, uint32_t record, link_large first,
                        candidates_found *out)
{
    const link_large *own = &b->large[(size_t)record * b->large_most];
    size_t key = link_large_key(first);

    *out = (candidates_found){.record = record, .first = first};
    for (size_t i = 0; i < b->large_most && own[i]; i++) {
        size_t other = link_large_key(own[i]);
        if (other <= key || b->keys[other].column == b->keys[key].column)
            continue;
        __builtin_prefetch(link_large_of(b, own[i]));
        out->others[out->count++] = own[i];
    }
    if (out->count > 0)
        __builtin_prefetch(link_large_of(b, first));
}

/* Each two blocks, as one hash; but not those that more than `most` records are both in
 * by chance alone. */
static void add_found(const link_candidates *c, const candidates_found *f, uint64_t most,
                      candidates_pairs *out)
{
    const link_large_block *one = link_large_of(c->blocking, f->first);

    for (size_t i = 0; i < f->count; i++) {
        const link_large_block *other = link_large_of(c->blocking, f->others[i]);
        if ((uint64_t)one->size * other->size > most)
            break; /* the others are no smaller */
        uint64_t h = link_mix(one->hash, other->hash) | 1;
        if ((h >> 32) * c->step >> 32)
            continue;
        if (out->count == out->room) { /* by a quarter: there may be many */
            out->room += out->room / 4 + 1024;
            out->entries = wn_realloc(out->entries, out->room, sizeof(*out->entries));
        }
        out->entries[out->count++] = (candidates_entry){(uint32_t)(h >> 1), f->record};
    }
}

#define FOUND 24 /* that wait while their blocks are fetched */

/* By record, all pairs of its large blocks whose first is of this part (so that not all
 * are in memory at once). */
static void collect(const link_candidates *c, unsigned part, unsigned parts,
                    candidates_pairs *out)
{
    const link_blocking *b = c->blocking;
    const link_large *own = b->large;
    uint64_t most = 4 * (uint64_t)b->small_size * c->table->records;
    uint32_t from = (uint32_t)((uint64_t)part * UINT32_MAX / parts),
             width = (uint32_t)((uint64_t)(part + 1) * UINT32_MAX / parts) - from;
    candidates_found found[FOUND + LINK_LARGE_MOST];
    size_t count = 0;

    for (uint32_t r = 0; r < c->table->records && !link_is_cancelled(c->table); r++) {
        for (size_t i = 0; i < b->large_most; i++, own++)
            if (*own * 0x9E3779B1u - 1 - from < width) /* 0 is in no part */
                find_others(b, r, *own, &found[count++]);
        if (count < FOUND && r + 1 < c->table->records)
            continue;
        for (size_t i = 0; i < count; i++)
            add_found(c, &found[i], most, out);
        count = 0;
    }
}

/* Blocks that wait while the rows of their records are fetched. */
#define WAITING 512

typedef struct candidates_waiting {
    uint32_t members[WAITING + 4096], ends[WAITING];
    size_t count, blocks;
} candidates_waiting;

static void visit_waiting(candidates_run *r, candidates_waiting *w)
{
    for (size_t g = 0, from = 0; g < w->blocks && !r->stopped; from = w->ends[g++])
        visit_block(r, w->members + from, w->ends[g] - from, -1);
    w->count = w->blocks = 0;
}

static void wait_for(candidates_run *r, candidates_waiting *w,
                     const candidates_entry *entries, size_t count)
{
    if (count < 2 || count > r->c->blocking->small_size)
        return;
    for (size_t i = 0; i < count; i++) {
        w->members[w->count++] = entries[i].record;
        link_blocking_prefetch(r->c->blocking, entries[i].record);
    }
    w->ends[w->blocks++] = (uint32_t)w->count;
    if (w->count >= WAITING || w->blocks == WAITING)
        visit_waiting(r, w);
}

/* The pairs of large blocks are visited in parts, so that not all are in memory at once.
 */
#define PART 40000 /* records for each part */

static unsigned large_parts(const link_candidates *c)
{
    return (unsigned)(c->table->records / PART / c->step) + 1;
}

static void visit_large(candidates_run *r, unsigned part)
{
    candidates_pairs p = {0};
    candidates_waiting *w = wn_alloc(1, sizeof(*w));

    collect(r->c, part, large_parts(r->c), &p);
    candidates_entry *spare = wn_realloc(NULL, p.count + 1, sizeof(*spare)),
                     *sorted = sort_entries(p.entries, spare, p.count);
    free(sorted == spare ? p.entries : spare); /* pairs will need the room */
    for (size_t from = 0, to; from < p.count && !r->stopped; from = to) {
        for (to = from + 1; to < p.count && sorted[to].hash == sorted[from].hash;)
            to++;
        wait_for(r, w, sorted + from, to - from);
    }
    visit_waiting(r, w);
    free(sorted);
    free(w);
}

size_t link_candidates_parts(const link_candidates *c)
{
    return c->blocking->key_count + large_parts(c);
}

bool link_candidates_visit_part(const link_candidates *c, size_t part, link_visit visit,
                                void *data)
{
    candidates_run r = {c, visit, data, false};

    if (part < c->blocking->key_count)
        visit_key(&r, part);
    else
        visit_large(&r, (unsigned)(part - c->blocking->key_count));
    return !r.stopped;
}

void link_candidates_visit(const link_candidates *c, link_visit visit, void *data)
{
    for (size_t i = 0; i < link_candidates_parts(c); i++)
        if (!link_candidates_visit_part(c, i, visit, data))
            break;
}
