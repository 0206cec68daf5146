/*
 * blocking_keys.h - which records have something in common, and how rare that is.
 *
 * A blocking key is a rule that gives a record a number: "its phone", "the first three
 * letters of its family name", "year and month of its birthday". Records with the same
 * number under a key are a block. Only pairs that share a block are ever compared.
 *
 * To share a block of n records out of N tells log2(N / n) bits: the smaller the block,
 * the less likely it is shared by chance.
 */
#ifndef LINKAGE_BLOCKING_KEYS_H
#define LINKAGE_BLOCKING_KEYS_H

#include "table.h"

#define LINK_BLOCKING_KEYS 64 /* at most: a set of them is the bits of one word */

/* The hash of a part of a value; 0: the value is too short to have that part. */
typedef uint64_t (*link_blocking_part)(const link_value *v);

typedef struct link_blocking_key {
    int column;              /* the column it is made of; -1: of both names of a record */
    link_blocking_part part; /* of the value; NULL: one of its words */
    int word;                /* which of its words, by their hashes */
    uint32_t *blocks;        /* value -> block, 0: none; for column -1 record -> block */
    uint32_t *sizes; /* by block: how many records are in it; see link_block_size */
    uint32_t block_count;
    uint8_t *bits;   /* by value, or by record: what its block tells, in quarter bits; the
                        keys of a column side by side */
    size_t together; /* keys of its column */
    uint64_t covers; /* keys that tell nothing more where this one is shared, as bits */
} link_blocking_key;

/* A block of more records than a small one: it tells enough only together with another
 * one. Large blocks are numbered, the smallest first, and of one size by key. */
typedef struct link_large_block {
    uint32_t size, hash;
} link_large_block;

/* A large block of a record: its number, and its key in the lowest bits; 0: none. */
typedef uint32_t link_large;
#define LINK_KEY_BITS 6
#define LINK_LARGE_MOST 12 /* of a record */
_Static_assert(LINK_BLOCKING_KEYS <= 1 << LINK_KEY_BITS, "room for the key");

typedef struct link_blocking {
    link_blocking_key keys[LINK_BLOCKING_KEYS];
    size_t key_count, width; /* width: key_count rounded up to a multiple of 8 */
    /* By record `stride` words: first which keys give it a block that it is not alone in,
     * as bits; then for each key 16 bits of the block's hash, four to a word, 0: none. */
    uint64_t *rows;
    size_t stride;
    uint64_t *small;          /* by record: the keys whose block is small, as bits */
    uint32_t small_size;      /* records of a small block, at most */
    link_large_block *larges; /* by number, from 1 */
    link_large *large;        /* records * large_most, the smallest first */
    size_t large_most;        /* LINK_LARGE_MOST, or less */
} link_blocking;

/* Give all records their blocks; the table is prepared and outlives them. About 150 bytes
 * a record, until they are released. */
void link_blocking_open(link_blocking *b, const link_table *t);
/* The small blocks of a key are visited no more: its blocks and their sizes go. (Measured
 * on a million people: a seventh of what there is in memory while candidates are found.)
 */
void link_blocking_forget(link_blocking *b, size_t key);
void link_blocking_release(link_blocking *b);

static inline uint32_t link_block_of(const link_blocking *b, const link_table *t,
                                     size_t key, uint32_t record)
{
    const link_blocking_key *k = &b->keys[key];

    return k->column < 0 ? k->blocks[record]
                         : k->blocks[link_value_id(t, record, (size_t)k->column)];
}

/* Instead of its size, a large block has its number, and this bit. */
#define LINK_IS_LARGE (1u << 31)

static inline uint32_t link_block_size(const link_blocking *b, size_t key, uint32_t block)
{
    uint32_t size = b->keys[key].sizes[block];

    return size & LINK_IS_LARGE ? b->larges[size & ~LINK_IS_LARGE].size : size;
}

static inline size_t link_large_key(link_large large)
{
    return large & ((1u << LINK_KEY_BITS) - 1);
}

static inline const link_large_block *link_large_of(const link_blocking *b,
                                                    link_large large)
{
    return &b->larges[large >> LINK_KEY_BITS];
}

/* large_blocks.c: number the large blocks, once it is known what a small one is. */
void link_number_large(link_blocking *b);

static inline uint64_t *link_filled_keys(const link_blocking *b, uint32_t record)
{
    return &b->rows[(size_t)record * b->stride];
}

/* What two records share is found by comparing these, sixteen at a time. (Measured: 4 ns
 * a pair.) */
static inline uint16_t *link_fingerprints(const link_blocking *b, uint32_t record)
{
    return (uint16_t *)(link_filled_keys(b, record) + 1);
}

static inline void link_blocking_prefetch(const link_blocking *b, uint32_t record)
{
    const uint64_t *row = link_filled_keys(b, record);

    __builtin_prefetch(row);
    __builtin_prefetch(row + 8);
    __builtin_prefetch(row + b->stride - 1);
}

/* How many bits the blocks tell that the record shares with another one under the keys
 * `shared` (as bits); of keys that cover each other only the first counts. */
double link_shared_bits(const link_blocking *b, const link_table *t, uint32_t record,
                        uint64_t shared);

#endif
