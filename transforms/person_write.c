/*
 * person_write.c - a name put together again, and into name case if it had none.
 *
 * Only names in one case all along are touched: who writes van der Berg or MacLeod
 * knows why.
 */
#include "person.h"

#include "winnow/han.h"
#include "winnow/text.h"

#include <string.h>

/* Names that begin with Mac by accident: the letter behind it stays small. */
static const char *const plain_macs[] = {
    "macarthy", "macedo",    "macek", "macey",  "machado", "machin", "machlin", "macia",
    "macias",   "maciel",    "mack",  "mackay", "mackey",  "mackie", "mackle",  "macklin",
    "macon",    "macquarie", "macy",  "macron", "macha",   "mace",   "macchi"};

static bool is_plain_mac(const char *word, size_t len)
{
    for (size_t i = 0; i < WN_COUNT(plain_macs); i++)
        if (strlen(plain_macs[i]) == len && !memcmp(word, plain_macs[i], len))
            return true;
    return len < 6;
}

/* Capitals inside of a word that begins with one: McNabb, MacLaine, O'Brien. */
static void raise_inside(char *word, size_t len)
{
    size_t at = 0;

    if (len > 3 && !memcmp(word, "mc", 2))
        at = 2;
    else if (len > 4 && !memcmp(word, "mac", 3) && !is_plain_mac(word, len))
        at = 3;
    else if (len > 3 && word[1] == '\'' &&
             (word[0] == 'o' || word[0] == 'd' || word[0] == 'l'))
        at = 2;
    if (at && word[at] >= 'a' && word[at] <= 'z')
        word[at] = (char)(word[at] & ~32);
}

/* One word in name case: each part between hyphens begins with a capital. */
static size_t write_cased(wn_str s, char *out)
{
    size_t len = 0;

    for (size_t at = 0; at < s.len;) {
        size_t start = len;
        bool begins = true;
        uint32_t first = 0;
        for (; at < s.len; begins = false) {
            uint32_t c = wn_lower(wn_utf8_next(s, &at));
            first = begins ? c : first;
            len += wn_utf8_put(out + len, c);
            if (c == '-' || c == '.')
                break;
        }
        raise_inside(out + start, len - start);
        if (first != wn_upper(first)) {
            char rest[4], capital[4];
            size_t small = wn_utf8_put(rest, first);
            size_t big = wn_utf8_put(capital, wn_upper(first));
            if (small == big)
                memcpy(out + start, capital, big);
        }
    }
    return len;
}

static size_t write_upper(wn_str s, char *out)
{
    size_t len = 0;

    for (size_t at = 0; at < s.len;)
        len += wn_utf8_put(out + len, wn_upper(wn_utf8_next(s, &at)));
    return len;
}

static size_t write_lower(wn_str s, char *out)
{
    size_t len = 0;

    for (size_t at = 0; at < s.len;)
        len += wn_utf8_put(out + len, wn_lower(wn_utf8_next(s, &at)));
    return len;
}

static bool is_all(wn_str s, char first, char last)
{
    for (size_t i = 0; i < s.len; i++)
        if (((s.ptr[i] | 32) >= 'a' && (s.ptr[i] | 32) <= 'z') &&
            (s.ptr[i] < first || s.ptr[i] > last))
            return false;
    return true;
}

/* jr, JR and Jr. are Jr.; iii is III. */
static size_t write_suffix(wn_str s, char *out)
{
    if (s.len >= 2 && ((s.ptr[0] | 32) == 'j' || (s.ptr[0] | 32) == 's') &&
        (s.ptr[s.len - 1] | 32) != 'i') {
        bool junior = (s.ptr[0] | 32) == 'j';
        memcpy(out, junior ? "Jr." : "Sr.", 3);
        return 3;
    }
    return write_upper(s, out);
}

static size_t write_word(const struct person_word *w, bool one_case, bool first,
                         char *out)
{
    bool name = w->part == PERSON_FAMILY || (w->part == PERSON_GIVEN && !w->initials);
    bool shouted = name && w->text.len > 1 && is_all(w->text, 'A', 'Z');

    if (w->part == PERSON_SUFFIX)
        return write_suffix(w->text, out);
    if (w->initials && w->part == PERSON_GIVEN)
        return write_upper(w->text, out);
    if (w->part == PERSON_CREDENTIAL || w->part == PERSON_NICKNAME ||
        (!one_case && !shouted)) {
        memcpy(out, w->text.ptr, w->text.len);
        return w->text.len;
    }
    if (w->particle && !first && one_case)
        return write_lower(w->text, out);
    return write_cased(w->text, out);
}

/* Titles that stay with a name; Mr and Mrs do not. */
static bool is_academic(wn_str s)
{
    return (s.len >= 2 && s.len <= 3 && (s.ptr[0] | 32) == 'd' &&
            (s.ptr[1] | 32) == 'r') ||
           (s.len >= 4 && wn_str_equal_nocase((wn_str){s.ptr, 4}, WN_STR("prof")));
}

/* Is what will be written, without titles, all capitals or all small letters? */
static bool is_in_one_case(const person *p)
{
    bool upper = true, lower = true;

    for (size_t i = 0; i < p->count; i++) {
        const struct person_word *w = &p->words[i];
        if (w->part == PERSON_TITLE || w->part == PERSON_NICKNAME ||
            w->part == PERSON_DROPPED)
            continue;
        upper = upper && is_all(w->text, 'A', 'Z');
        lower = lower && is_all(w->text, 'a', 'z');
    }
    return upper || lower;
}

size_t person_write(const person *p, int part, char *out)
{
    static const person_part order[] = {PERSON_TITLE, PERSON_GIVEN, PERSON_FAMILY,
                                        PERSON_SUFFIX, PERSON_CREDENTIAL};
    bool one_case = is_in_one_case(p);
    size_t len = 0;

    for (size_t o = 0; o < (part < 0 ? WN_COUNT(order) : 1); o++) {
        person_part wanted = part < 0 ? order[o] : (person_part)part;
        for (size_t i = 0; i < p->count; i++) {
            const struct person_word *w = &p->words[i];
            if (w->part != wanted ||
                (part < 0 && wanted == PERSON_TITLE && !is_academic(w->text)))
                continue;
            if (len > 0)
                out[len++] = ' ';
            bool first = len == 0 && wanted != PERSON_FAMILY;
            len += write_word(w, one_case, first, out + len);
        }
    }
    return len;
}
