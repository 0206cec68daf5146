/*
 * institution.c - names that need no legal form: universities, hospitals, authorities,
 * associations, law firms, and the shops of one person (个体户).
 */
#include "transforms.h"
#include "core/han.h"
#include "core/lookup.h"
#include "core/memory.h"
#include "core/text.h"
#include "winnow/transform.h"

#include <string.h>

#include "institution_words.inc"

#define LONGEST 240 /* bytes; longer names are not looked at */
#define WORDS 24

typedef struct words {
    char text[LONGEST + 8]; /* small letters, one blank between words */
    size_t from[WORDS], to[WORDS], count;
} words;

static bool is_marked(char mark, wn_str word)
{
    char marked[64] = {mark};

    if (word.len + 1 >= sizeof(marked) || !word.len)
        return false;
    memcpy(marked + 1, word.ptr, word.len);
    return lookup_find(&institution_words, (wn_str){marked, word.len + 1}) != NULL;
}

/* ---- names in characters ----------------------------------------------------------- */

/* Copies the name without blanks, and without brackets at the end: 律师事务所（上海）. */
static wn_str tidied(wn_str s, char *out)
{
    size_t len = 0, open = 0;

    for (size_t at = 0; at < s.len && len + 4 < LONGEST;) {
        uint32_t c = wn_simplified(wn_narrow(wn_utf8_next(s, &at)));
        if (c == '(' && len > 0)
            open = len;
        if (c != ' ')
            len += wn_utf8_put(out + len, c);
    }
    bool closes = open && len > 0 && out[len - 1] == ')';
    return (wn_str){out, closes ? open : len};
}

/* Does the name end with such a word, with at least two characters before it? A branch
 * must be a bank's. */
static bool ends_so(wn_str s)
{
    bool found = false;
    size_t from = s.len;

    for (int i = 0; i < 5 && from > 0; i++) {
        from = wn_utf8_before(s, from);
        wn_str end = {s.ptr + from, s.len - from};
        if (is_marked('!', end))
            return false;
        found = found || (from >= 6 && is_marked('~', end));
    }
    return found;
}

static bool is_han_institution(wn_str name)
{
    static const char *const inside[] = {"人民政府", "委员会", "法人",    "人民银行",
                                         "事务所",   "联合国", "大学附属"};
    char room[LONGEST + 8];
    wn_str s = tidied(name, room);

    for (size_t i = 0; i < WN_COUNT(inside); i++)
        if (memmem(s.ptr, s.len, inside[i], strlen(inside[i])))
            return true;
    return ends_so(s);
}

/* ---- names in words --------------------------------------------------------------- */

static void cut(wn_str s, words *out)
{
    size_t len = 0;
    bool inside = false;

    for (size_t at = 0; at < s.len && len + 5 < LONGEST;) {
        uint32_t c = wn_utf8_next(s, &at);
        bool letter = c < 0x80 ? (c | 32) >= 'a' && (c | 32) <= 'z'
                               : wn_is_letter(c) || wn_fold_letter(c) == 0;
        if (!letter && !(c >= '0' && c <= '9')) {
            inside = inside && (c == '\'' || c == 0x2019);
            continue;
        }
        if (!inside) {
            if (out->count == WORDS)
                return;
            len += len > 0;
            if (len > 0)
                out->text[len - 1] = ' ';
            out->from[out->count++] = len;
            inside = true;
        }
        uint32_t folded = wn_fold_letter(c);
        len += folded ? wn_utf8_put(out->text + len, folded) : 0;
        out->to[out->count - 1] = len;
    }
}

static wn_str from_to(const words *w, size_t first, size_t last)
{
    return (wn_str){w->text + w->from[first], w->to[last] - w->from[first]};
}

/* Does the word end with such a word: Volkshochschule? */
static bool has_tail(wn_str word)
{
    for (size_t at = 2; at + 3 <= word.len; at++)
        if (is_marked('-', (wn_str){word.ptr + at, word.len - at}))
            return true;
    return false;
}

/* Is one of the words, or some of them together, such a word? */
static bool is_told_by(const words *w, size_t first, size_t last)
{
    wn_str all = from_to(w, first, last);
    const char *known = lookup_find(&institution_words, all);

    if (known && *known == 'a')
        return true;
    if (first == 0 && last + 1 < w->count && is_marked('^', all))
        return true;
    return is_marked('$', all) && w->count > last - first + 1 &&
           (last + 1 == w->count || is_marked('=', from_to(w, last + 1, last + 1)));
}

static bool is_worded_institution(wn_str name)
{
    words w = {.count = 0};

    cut(name, &w);
    for (size_t i = 0; i < w.count; i++) {
        for (size_t k = i; k < w.count && k < i + 3; k++)
            if (is_told_by(&w, i, k))
                return true;
        if (has_tail(from_to(&w, i, i)))
            return true;
    }
    return false;
}

bool wn_is_institution(wn_str name)
{
    for (size_t at = 0; at < name.len;) {
        uint32_t c = wn_utf8_next(name, &at);
        if (wn_is_han(c) || (c >= 0xAC00 && c <= 0xD7A3))
            return is_han_institution(name);
    }
    return is_worded_institution(name);
}
