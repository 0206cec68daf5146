/* lookup.h - words and what they mean, in hash tables made by tools/word_table.c. */
#ifndef CORE_LOOKUP_H
#define CORE_LOOKUP_H

#include "winnow/base.h"

typedef struct lookup {
    const char *texts; /* one behind the other: pointers would be set at each start */
    const struct lookup_word {
        uint32_t text; /* its place in them */
        uint16_t meaning, len;
    } * words;
    const uint16_t *at;
    const char *const *meanings;
    uint32_t mask, count; /* words from 1 to count - 1, in the order of the table */
    uint32_t firsts[32];  /* a bit for each hash of the first three bytes of a word */
} lookup;

static inline wn_str lookup_text(const lookup *table, const struct lookup_word *word)
{
    return (wn_str){table->texts + word->text, word->len};
}

/* The text as words in the tables are written: small letters without accents, simplified
 * characters. Cut where `out` is full. */
wn_str lookup_folded(wn_str s, char *out, size_t room);
/* What the (folded) word means, or NULL. */
const char *lookup_find(const lookup *table, wn_str word);
/* The same for a word of ASCII letters that may be capitals. */
const char *lookup_find_nocase(const lookup *table, wn_str word);
/* May the table have a word that begins with these three bytes (folded)? */
bool lookup_may_begin(const lookup *table, const char *word);
/* Bytes of the longest word of two Chinese characters or more that the text begins
 * with, at most `most` of them; 0: none. */
size_t lookup_longest(const lookup *table, wn_str text, size_t most);

#endif
