/* word_compare.h - comparing word by word, and bounds from the signatures of values. */
#ifndef LINKAGE_WORD_COMPARE_H
#define LINKAGE_WORD_COMPARE_H

#include "table.h"

#include <stdlib.h>

#define LINK_SIGNATURE_KINDS ((1u << 25) - 1) /* of a signature: kinds of characters */

static inline wn_str link_sound(const link_value *v)
{
    return (wn_str){v->sound, v->sound_len};
}

static inline int link_signature_length(uint32_t signature)
{
    return (int)(signature >> 26);
}

/* How many bits are set. (Without an instruction for it, compilers call a function.) */
static inline int link_count_bits(uint32_t x)
{
    x -= x >> 1 & 0x55555555;
    x = (x & 0x33333333) + (x >> 2 & 0x33333333);
    x = (x + (x >> 4)) & 0x0F0F0F0F;
    return (int)(x * 0x01010101 >> 24);
}

/* How many kinds of characters only one of the two has. */
static inline int link_kinds_apart(uint32_t x, uint32_t y)
{
    return link_count_bits((x ^ y) & LINK_SIGNATURE_KINDS);
}

/* How much longer one is than the other. */
static inline int link_lengths_apart(uint32_t x, uint32_t y)
{
    return abs(link_signature_length(x) - link_signature_length(y));
}

/* How many characters the two can have in common at most. */
static inline int link_most_in_common(uint32_t x, uint32_t y)
{
    int a = link_signature_length(x) - link_count_bits(x & ~y & LINK_SIGNATURE_KINDS),
        b = link_signature_length(y) - link_count_bits(y & ~x & LINK_SIGNATURE_KINDS);

    return a < b ? a : b;
}

/* Jaccard similarity by weight: of the words that both have over those that either has.
 */
double link_shared_words(const link_table *t, const link_value *x, const link_value *y);
/* In how many records the rarest word is that both have; 0: they share none. */
uint32_t link_rarest_shared(const link_table *t, const link_value *x,
                            const link_value *y);
/* Levels of WN_LINK_TOKENS and of WN_LINK_COMPANY. */
int link_compare_words(const link_table *t, const link_value *x, const link_value *y);
int link_compare_company(const link_table *t, const link_value *x, const link_value *y);

#endif
