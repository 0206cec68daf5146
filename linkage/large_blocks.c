/*
 * large_blocks.c - the blocks of many records get numbers of their own.
 *
 * They are far fewer than records, and asked for again and again (candidates.c): what is
 * asked stands in one small table, and not at their places in the tables of their keys.
 * (Measured on a million people, who have 300,000 of them: their pairs are collected in
 * two thirds of the time.)
 */
#include "blocking_keys.h"
#include "intern.h"

#include "core/memory.h"

#include <stdlib.h>

typedef struct large_found {
    uint32_t size, key, block;
} large_found;

static int by_size(const void *left, const void *right)
{
    const large_found *a = left, *b = right;

    if (a->size != b->size)
        return a->size < b->size ? -1 : 1;
    if (a->key != b->key)
        return a->key < b->key ? -1 : 1;
    return a->block < b->block ? -1 : a->block > b->block;
}

/* Returns how many there are. */
static size_t find_large(const link_blocking *b, large_found **out)
{
    size_t count = 0, room = 0;

    *out = NULL;
    for (uint32_t k = 0; k < b->key_count; k++)
        for (uint32_t i = 1; i <= b->keys[k].block_count; i++) {
            uint32_t size = b->keys[k].sizes[i];
            if (size <= b->small_size)
                continue;
            *out = wn_grow(*out, count, &room, sizeof(**out));
            (*out)[count++] = (large_found){size, k, i};
        }
    if (count > 0)
        qsort(*out, count, sizeof(**out), by_size);
    return count;
}

#define MOST ((1u << (32 - LINK_KEY_BITS)) - 1) /* numbers; the largest get none */

void link_number_large(link_blocking *b)
{
    large_found *found;
    size_t count = find_large(b, &found);

    count = count < MOST ? count : MOST;
    b->larges = wn_alloc(count + 1, sizeof(*b->larges));
    for (uint32_t n = 1; n <= count; n++) {
        const large_found *f = &found[n - 1];
        b->larges[n] = (link_large_block){f->size, (uint32_t)link_mix(f->key, f->block)};
        b->keys[f->key].sizes[f->block] = LINK_IS_LARGE | n;
    }
    free(found);
}
