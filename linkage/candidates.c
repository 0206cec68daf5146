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
    double bits = link_shared_bits(c->blocking, left, shared);

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

/* A large block as it is combined with others. */
typedef struct candidates_large {
    size_t key;
    uint32_t size, hash;
    int column;
} candidates_large;

/* Two blocks as one hash, that of the lower key first; 0: they are of one column, or by
 * chance alone more than `most` records are in both. */
static uint64_t hash_of_both(const candidates_large *one, const candidates_large *other,
                             uint64_t most)
{
    return one->key >= other->key || one->column == other->column ||
                   (uint64_t)one->size * other->size > most
               ? 0
               : link_mix(one->hash, other->hash) | 1;
}

/* Returns how many large blocks the record has. */
static size_t large_of(const link_blocking *b, const link_large_block *own,
                       candidates_large *out)
{
    size_t count = 0;

    for (; count < b->large_most && own[count]; count++) {
        size_t key = link_large_key(own[count]);
        out[count] = (candidates_large){
            .key = key,
            .size = link_large_size(b, own[count]),
            .hash = (uint32_t)link_mix(key, link_large_number(own[count])),
            .column = b->keys[key].column};
    }
    return count;
}

/* Which of the record's large blocks are of the part, as bits. */
static unsigned blocks_of_part(const link_blocking *b, const link_large_block *own,
                               unsigned part, unsigned part_count)
{
    unsigned found = 0;

    for (size_t i = 0; i < b->large_most; i++)
        found |= (unsigned)((uint64_t)(own[i] * 0x9E3779B1u) * part_count >> 32 == part &&
                            own[i])
                 << i;
    return found;
}

/* By record, all pairs of its large blocks whose first is of this part (so that not all
 * are in memory at once). Returns how many. */
static size_t collect(const link_candidates *c, unsigned part, unsigned part_count,
                      candidates_entry **entries, size_t *room)
{
    const link_blocking *blocking = c->blocking;
    uint64_t most = 4 * (uint64_t)blocking->small_size * c->table->records;
    size_t count = 0;

    for (uint32_t r = 0; r < c->table->records && !link_is_cancelled(c->table); r++) {
        const link_large_block *own = &blocking->large[(size_t)r * blocking->large_most];
        unsigned first = blocks_of_part(blocking, own, part, part_count);
        candidates_large all[LINK_LARGE_MOST];
        size_t blocks = first ? large_of(blocking, own, all) : 0;
        for (; first; first &= first - 1)
            for (size_t k = 0; k < blocks; k++) {
                uint64_t h = hash_of_both(&all[__builtin_ctz(first)], &all[k], most);
                if (!h || (h >> 32) * c->step >> 32)
                    continue;
                if (count == *room) { /* by a quarter: there may be many */
                    *room += *room / 4 + 1024;
                    *entries = wn_realloc(*entries, *room, sizeof(**entries));
                }
                (*entries)[count++] = (candidates_entry){(uint32_t)(h >> 1), r};
            }
    }
    return count;
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
#define PART 75000 /* records for each part */

static unsigned large_parts(const link_candidates *c)
{
    return (unsigned)(c->table->records / PART / c->step) + 1;
}

static void visit_large(candidates_run *r, unsigned part)
{
    candidates_entry *entries = NULL;
    size_t room = 0, count = collect(r->c, part, large_parts(r->c), &entries, &room);
    candidates_entry *spare = wn_realloc(NULL, count + 1, sizeof(*spare));
    candidates_waiting *w = wn_alloc(1, sizeof(*w));
    const candidates_entry *sorted = sort_entries(entries, spare, count);

    for (size_t from = 0, to; from < count && !r->stopped; from = to) {
        for (to = from + 1; to < count && sorted[to].hash == sorted[from].hash;)
            to++;
        wait_for(r, w, sorted + from, to - from);
    }
    visit_waiting(r, w);
    free(entries);
    free(spare);
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
