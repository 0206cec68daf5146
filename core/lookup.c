/* lookup.c - FNV-1a and open addressing; the tables are filled at build time. */
#include "lookup.h"

#include "han.h"
#include "text.h"

#include <string.h>

/* May a word of the table begin with three bytes of this hash? */
static bool is_first(const lookup *table, uint32_t h)
{
    return table->firsts[h >> 5 & 31] >> (h & 31) & 1;
}

static const char *probe(const lookup *table, uint32_t h, wn_str word)
{
    h ^= h >> 15;
    for (uint32_t at = h & table->mask; table->at[at]; at = (at + 1) & table->mask) {
        const struct lookup_word *w = &table->words[table->at[at]];
        if (w->len == word.len && !memcmp(table->texts + w->text, word.ptr, word.len))
            return table->meanings[w->meaning];
    }
    return NULL;
}

wn_str lookup_folded(wn_str s, char *out, size_t room)
{
    size_t len = 0;

    for (size_t at = 0; at < s.len && len + 4 < room;) {
        uint32_t c = wn_fold_letter(wn_utf8_next(s, &at));
        if (c)
            len += wn_utf8_put(out + len, c == 0x2019 ? '\'' : c);
    }
    return (wn_str){out, len};
}

const char *lookup_find(const lookup *table, wn_str word)
{
    uint32_t h = 2166136261u;

    for (size_t i = 0; i < word.len; i++) {
        h = (h ^ (unsigned char)word.ptr[i]) * 16777619u;
        if (i == 2 && !is_first(table, h)) /* early: most words are not in the table */
            return NULL;
    }
    return probe(table, h, word);
}

const char *lookup_find_nocase(const lookup *table, wn_str word)
{
    char small[64];

    if (word.len > sizeof(small))
        return NULL;
    for (size_t i = 0; i < word.len; i++)
        small[i] = (char)(word.ptr[i] >= 'A' && word.ptr[i] <= 'Z' ? word.ptr[i] | 32
                                                                   : word.ptr[i]);
    return lookup_find(table, (wn_str){small, word.len});
}

bool lookup_may_begin(const lookup *table, const char *word)
{
    uint32_t h = 2166136261u;

    for (size_t i = 0; i < 3; i++)
        h = (h ^ (unsigned char)word[i]) * 16777619u;
    return is_first(table, h);
}

size_t lookup_longest(const lookup *table, wn_str text, size_t most)
{
    uint32_t h = 2166136261u;
    size_t best = 0;

    for (size_t i = 0; i < text.len && i < most; i++) {
        h = (h ^ (unsigned char)text.ptr[i]) * 16777619u;
        if (i == 2 && !is_first(table, h))
            return 0;
        if (i % 3 == 2 && i > 2 && probe(table, h, (wn_str){text.ptr, i + 1}))
            best = i + 1;
    }
    return best;
}
