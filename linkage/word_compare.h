/* word_compare.h - values that are compared word by word, and bounds from values in brief. */
#ifndef MATCH_WORDS_H
#define MATCH_WORDS_H

#include "table.h"

#include <stdlib.h>

#define MATCH_KINDS                                                     \
    ((1u << 25) - 1) /* of a brief: which kinds of characters there are \
                      */

static inline wn_str match_sound(const match_value *v)
{
    return (wn_str){v->sound, v->sound_len};
}

static inline int match_length(uint32_t brief)
{
    return (int)(brief >> 26);
}

/* Bits of a word, in twelve steps: without an instruction for it, what compilers call
 * instead is a function. */
static inline int match_ones(uint32_t x)
{
    x -= x >> 1 & 0x55555555;
    x = (x & 0x33333333) + (x >> 2 & 0x33333333);
    x = (x + (x >> 4)) & 0x0F0F0F0F;
    return (int)(x * 0x01010101 >> 24);
}

/* Kinds of characters that only one of the two has. */
static inline int match_unshared(uint32_t x, uint32_t y)
{
    return match_ones((x ^ y) & MATCH_KINDS);
}

/* How much longer the one is than the other. */
static inline int match_apart(uint32_t x, uint32_t y)
{
    return abs(match_length(x) - match_length(y));
}

/* Characters that both can have in common at most. */
static inline int match_common(uint32_t x, uint32_t y)
{
    int a = match_length(x) - match_ones(x & ~y & MATCH_KINDS),
        b = match_length(y) - match_ones(y & ~x & MATCH_KINDS);

    return a < b ? a : b;
}

/* Jaccard by weight: what both have over what either has. */
double match_shared_words(const match_table *t, const match_value *x,
                          const match_value *y);
/* In how many records the rarest word is that both have; 0: they share none. */
uint32_t match_rarest_shared(const match_table *t, const match_value *x,
                             const match_value *y);
/* Levels of WN_LINK_TOKENS and of WN_LINK_COMPANY. */
int match_compare_words(const match_table *t, const match_value *x, const match_value *y);
int match_compare_company(const match_table *t, const match_value *x,
                          const match_value *y);

#endif
