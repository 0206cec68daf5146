/*
 * placeholder_words.c - Test Test, test 123, Demo Company, 测试测试.
 *
 * Each word of the value has a kind. TESTS: it says that this is a test; FILLS: it only
 * fills (xxx, asdf, none); GOES: it goes with those (company, user); NUMBER. Any other
 * word is a NAME, and the value is no placeholder. A value is one if it has two words
 * that fill, or one that says "test" and any other of these kinds. Test alone may be a
 * family name: the model's <blank> or values= may list it.
 */
#include "placeholders.h"

#include "core/han.h"
#include "core/lookup.h"
#include "core/text.h"

#include <string.h>

#include "placeholder_words.inc"

#define LONGEST_HAN 3 /* characters of a Chinese word */

enum { NAME, TESTS, FILLS, GOES, NUMBER };

static int kind_of(wn_str word)
{
    const char *kind = lookup_find(&placeholder_words, word);

    return !kind ? NAME : *kind == 't' ? TESTS : *kind == 'f' ? FILLS : GOES;
}

/* The next letter or digit, in lower case and usual width; 0: a mark between words. */
static uint32_t letter_at(wn_str s, size_t *at)
{
    uint32_t c = (unsigned char)s.ptr[*at] < 0x80 ? (unsigned char)s.ptr[(*at)++]
                                                  : wn_narrow(wn_utf8_next(s, at));

    if (c < 0x80)
        return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') ? c
               : c >= 'A' && c <= 'Z'                           ? c | 32
                                                                : 0;
    return wn_is_letter(c) ? wn_simplified(wn_lower(c)) : 0;
}

/* Reads a word of Latin letters, or of digits, from *at on; false: none is there. */
static bool cut_latin(wn_str s, size_t *at, int *kind)
{
    char small[12];
    size_t len = 0, next = *at;
    bool digits = false;

    for (; next < s.len; *at = next) {
        uint32_t c = letter_at(s, &next);
        bool digit = c >= '0' && c <= '9';
        if (c == 0 || c >= 0x80 || (len > 0 && digit != digits))
            break;
        digits = digit;
        if (len < sizeof(small) - 1)
            small[len] = (char)c;
        len++;
    }
    *kind = digits ? NUMBER : len < sizeof(small) ? kind_of((wn_str){small, len}) : NAME;
    return len > 0;
}

/* Reads the longest Chinese word of the table at *at; false: none begins there. */
static bool cut_han(wn_str s, size_t *at, int *kind)
{
    char word[LONGEST_HAN * 4];
    size_t len = 0, next = *at;

    *kind = NAME;
    for (size_t i = 0; i < LONGEST_HAN && next < s.len; i++) {
        uint32_t c = letter_at(s, &next);
        if (c == 0)
            break;
        len += wn_utf8_put(word + len, c);
        int found = i > 0 ? kind_of((wn_str){word, len}) : NAME;
        if (found == NAME)
            continue;
        *kind = found;
        *at = next;
    }
    return *kind != NAME;
}

/* The kind of the next word; after a NAME the caller can stop. */
static int next_word(wn_str s, size_t *at)
{
    size_t next = *at;
    uint32_t c = letter_at(s, &next);
    int kind = NAME;

    if (c < 0x80 ? cut_latin(s, at, &kind) : cut_han(s, at, &kind))
        return kind;
    return NAME;
}

bool placeholder_in_words(wn_str s)
{
    size_t counts[NUMBER + 1] = {0}, all = 0;

    if (s.len > 60 || !s.len || (*s.ptr >= '0' && *s.ptr <= '9') || *s.ptr == '+' ||
        memchr(s.ptr, '@', s.len))
        return false;
    for (size_t at = 0; at < s.len;) {
        size_t next = at;
        if (letter_at(s, &next) == 0) {
            at = next;
            continue;
        }
        int kind = next_word(s, &at);
        if (kind == NAME || (all == 0 && kind == NUMBER))
            return false;
        counts[kind]++;
        all++;
    }
    return counts[TESTS] + counts[FILLS] >= 2 || (counts[TESTS] && all >= 2);
}
