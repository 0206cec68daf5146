/*
 * intern.c - a 64-bit hash stands for what it was made of: that any two of ten million
 * keys have the same one has odds of one in 400,000.
 */
#include "intern.h"

#include "core/memory.h"

#include <stdlib.h>

static void enlarge(link_interner *n)
{
    link_interner old = *n;

    n->room = old.room ? old.room * 2 : 1024;
    n->keys = wn_alloc(n->room, sizeof(*n->keys));
    n->numbers = wn_realloc(NULL, n->room, sizeof(*n->numbers));
    for (size_t i = 0; i < old.room; i++) {
        if (!old.keys[i])
            continue;
        size_t at = old.keys[i] & (n->room - 1);
        while (n->keys[at])
            at = (at + 1) & (n->room - 1);
        n->keys[at] = old.keys[i];
        n->numbers[at] = old.numbers[i];
    }
    free(old.keys);
    free(old.numbers);
}

uint32_t link_intern_key(link_interner *n, uint64_t key)
{
    WN_ASSERT(key != 0);
    if ((size_t)n->count * 4 >= n->room * 3)
        enlarge(n);
    size_t at = key & (n->room - 1);
    while (n->keys[at] && n->keys[at] != key)
        at = (at + 1) & (n->room - 1);
    if (!n->keys[at]) {
        n->keys[at] = key;
        n->numbers[at] = ++n->count;
    }
    return n->numbers[at];
}

bool link_interner_has(const link_interner *n, uint64_t key)
{
    size_t at = key & (n->room - 1);

    while (n->room && n->keys[at] && n->keys[at] != key)
        at = (at + 1) & (n->room - 1);
    return n->room && n->keys[at];
}

#define AHEAD 12

void link_intern_keys(link_interner *n, const uint64_t *keys, size_t count, uint32_t *out)
{
    for (size_t i = 0; i < count; i++) {
        if (i + AHEAD < count && n->room > 0) {
            __builtin_prefetch(&n->keys[keys[i + AHEAD] & (n->room - 1)]);
            __builtin_prefetch(&n->numbers[keys[i + AHEAD] & (n->room - 1)]);
        }
        out[i] = keys[i] ? link_intern_key(n, keys[i]) : 0;
    }
}

void link_interner_release(link_interner *n)
{
    free(n->keys);
    free(n->numbers);
    *n = (link_interner){0};
}
