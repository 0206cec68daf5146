/* intern.c - 64-bit keys stand for what they were made of: two of ten million share one
 * with odds of one in 400,000. */
#include "intern.h"

#include <stdlib.h>

static void enlarge(match_numbers *n)
{
    match_numbers old = *n;

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

uint32_t match_number(match_numbers *n, uint64_t key)
{
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

bool match_knows(const match_numbers *n, uint64_t key)
{
    size_t at = key & (n->room - 1);

    while (n->room && n->keys[at] && n->keys[at] != key)
        at = (at + 1) & (n->room - 1);
    return n->room && n->keys[at];
}

#define AHEAD 12

void match_number_all(match_numbers *n, const uint64_t *keys, size_t count, uint32_t *out)
{
    for (size_t i = 0; i < count; i++) {
        if (i + AHEAD < count && n->room > 0) {
            __builtin_prefetch(&n->keys[keys[i + AHEAD] & (n->room - 1)]);
            __builtin_prefetch(&n->numbers[keys[i + AHEAD] & (n->room - 1)]);
        }
        out[i] = keys[i] ? match_number(n, keys[i]) : 0;
    }
}

void match_numbers_release(match_numbers *n)
{
    free(n->keys);
    free(n->numbers);
    *n = (match_numbers){0};
}
