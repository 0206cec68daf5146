/*
 * blocking_keys.h - what two records may share: values, their beginnings and ends, words,
 * parts of dates, tails of numbers, and names whichever way round.
 *
 * Each is a slot: a column of small numbers, the same for two records that share it. A
 * record's slots stand side by side as 16-bit prints, so that what two records share is
 * a handful of vector comparisons (measured: 4 ns a pair).
 */
#ifndef LINKAGE_BLOCKING_KEYS_H
#define LINKAGE_BLOCKING_KEYS_H

#include "table.h"

#define LINK_BLOCKING_KEYS 64

typedef struct link_blocking_key {
    int column;         /* of a value; -1: of the record (names) */
    uint32_t *of_value; /* value -> key, 0: none; of the record: by record */
    uint32_t *uses;     /* by key: records that have it */
    uint32_t keys;
    uint64_t covers; /* slots that say nothing more when this one is shared */
} link_blocking_key;

/* A key that many records have: what is telling together with another one. */
typedef struct link_large_block {
    uint32_t uses, key; /* key: a hash of slot and key; uses 0: none */
    uint8_t slot;
    int8_t column; /* of the slot */
} link_large_block;

typedef struct link_blocking {
    link_blocking_key slots[LINK_BLOCKING_KEYS];
    size_t slot_count, width; /* width: slots in a row of prints, a multiple of 16 */
    uint64_t *rows; /* by record: which slots have a key that others have too, as bits;
                       and `width` prints of those keys, four a word; 0: none */
    size_t stride;  /* words of a row */
    uint8_t *bits;  /* records * width: quarter bits of evidence */
    uint64_t *rare; /* by record: slots with a key that few have */
    uint32_t few;   /* at most so many */
    link_large_block *heavy; /* records * heavy_most, the rarest first */
    size_t heavy_most;
} link_blocking;

void link_blocking_open(link_blocking *e, const link_table *t);
void link_blocking_release(link_blocking *e);

static inline uint32_t link_block_of(const link_blocking *e, const link_table *t,
                                     size_t slot, uint32_t record)
{
    const link_blocking_key *s = &e->slots[slot];

    return s->column < 0 ? s->of_value[record]
                         : s->of_value[link_value_id(t, record, (size_t)s->column)];
}

static inline uint64_t *link_shared_keys(const link_blocking *e, uint32_t record)
{
    return &e->rows[(size_t)record * e->stride];
}

static inline uint16_t *link_fingerprints(const link_blocking *e, uint32_t record)
{
    return (uint16_t *)(link_shared_keys(e, record) + 1);
}

static inline void link_blocking_prefetch(const link_blocking *e, uint32_t record)
{
    const uint64_t *row = link_shared_keys(e, record);

    __builtin_prefetch(row);
    __builtin_prefetch(row + 8);
    __builtin_prefetch(row + e->stride - 1);
}

/* Bits of evidence in the slots that a record shares, given as bits. */
double link_shared_bits(const link_blocking *e, uint32_t record, uint64_t shared);

#endif
