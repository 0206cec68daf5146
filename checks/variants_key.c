/* variants_key.c - the keys by which values are compared; see variants.h. */
#include "variants.h"

#include "core/han.h"
#include "core/memory.h"

#include <stdlib.h>
#include <string.h>

#define MOST_WORDS 24

typedef struct words {
    wn_str items[MOST_WORDS];
    size_t count;
} words;

/* ---- words ------------------------------------------------------------------------ */

/* Marks that change the meaning: C++ is not C, -1 not 1, 10 % not 10. */
static bool is_said(uint32_t c)
{
    return c < 0x80 ? c && strchr("+#%@$<>=", (int)c) != NULL
                    : c == 0x20AC || c == 0xB0 || c == 0xA3 || c == 0xA5;
}

/* Marks inside of a word: I.T., Xi'an. */
static bool is_inside(uint32_t c)
{
    return c == '.' || c == '\'' || c == 0x2019 || c == '`';
}

/* The character as it is compared; 0: it is left out. */
static uint32_t plain_of(uint32_t c)
{
    int digit = wn_digit(c);

    return digit >= 0 ? (uint32_t)('0' + digit) : wn_fold_letter(c);
}

static void add_word(words *w, const char *from, const char *to)
{
    if (to > from && w->count < MOST_WORDS)
        w->items[w->count++] = (wn_str){from, (size_t)(to - from)};
}

/* Cut the text into words. If there are more than fit, the last word holds the rest. */
static void cut(words *w, wn_str text, wn_arena *arena)
{
    char *simple = wn_arena_bytes(arena, text.len * 3 + 4),
         *out = wn_arena_bytes(arena, text.len * 12 + 16), *begun = out;
    wn_str s = {simple, wn_simplify(text, simple)};
    uint32_t before = ' ';

    w->count = 0;
    for (size_t at = 0; at < s.len;) {
        uint32_t c = wn_narrow(wn_utf8_next(s, &at));
        size_t ahead = at;
        uint32_t next = at < s.len ? wn_narrow(wn_utf8_next(s, &ahead)) : ' ';
        bool minus = c == '-' && before == ' ' && wn_digit(next) >= 0;
        bool point = c == '.' && wn_digit(before) >= 0 && wn_digit(next) >= 0;
        before = c;
        if (wn_is_letter(c) || wn_digit(c) >= 0 || is_said(c) || minus || point) {
            uint32_t plain = plain_of(c);
            out += plain ? wn_utf8_put(out, plain) : 0;
        } else if (!is_inside(c) && plain_of(c) != 0) {
            if (w->count < MOST_WORDS - 1) {
                add_word(w, begun, out);
                begun = out;
            }
        }
    }
    add_word(w, begun, out);
}

static bool is_latin_word(wn_str word)
{
    for (size_t i = 0; i < word.len; i++)
        if (word.ptr[i] < 'a' || word.ptr[i] > 'z')
            return false;
    return word.len > 0;
}

/* The singular: sales is sale, companies company; news, glass and Paris stay. */
static wn_str singular(wn_str word, wn_arena *arena)
{
    if (word.len < 5 || !is_latin_word(word) || word.ptr[word.len - 1] != 's' ||
        strchr("sui", word.ptr[word.len - 2]))
        return word;
    if (word.len > 5 && wn_str_ends(word, WN_STR("ies")))
        return wn_arena_format(arena, "%.*sy", (int)word.len - 3, word.ptr);
    return (wn_str){word.ptr, word.len - 1};
}

static bool is_one_of(wn_str word, const char *list)
{
    wn_str rest = wn_str_of(list);

    while (rest.len > 0)
        if (wn_str_equal(word, wn_str_cut(&rest, WN_STR(" "))))
            return true;
    return false;
}

static void take_out(words *w, size_t at)
{
    w->count--;
    memmove(&w->items[at], &w->items[at + 1], (w->count - at) * sizeof(*w->items));
}

/* Drop "the" and "and". Take out a word for a kind of department; returns that kind. */
static variants_kind tidy(words *w, wn_arena *arena)
{
    static const char departments[] = "department dept dpt";
    variants_kind kind = VARIANTS_PLAIN;

    for (size_t i = 0; i < w->count;)
        if (w->count > 1 && is_one_of(w->items[i], "and the"))
            take_out(w, i);
        else
            i++;
    if (w->count > 1 && is_one_of(w->items[w->count - 1], departments)) {
        kind = VARIANTS_DEPARTMENT;
        w->count--;
    } else if (w->count > 2 && is_one_of(w->items[0], departments) &&
               is_one_of(w->items[1], "of")) {
        kind = VARIANTS_DEPARTMENT;
        take_out(w, 0);
        take_out(w, 0);
    }
    for (size_t i = 0; i < w->count; i++)
        w->items[i] = singular(w->items[i], arena);
    return kind;
}

/* ---- keys ------------------------------------------------------------------------- */

static bool is_number(char c)
{
    return c >= '0' && c <= '9';
}

/* The words joined to one text. Numbers stay apart: 1 12 and 11 2 are not the same. */
static wn_str join(const words *w, const char *between, wn_arena *arena)
{
    size_t room = 1, len = 0;

    for (size_t i = 0; i < w->count; i++)
        room += w->items[i].len + 1;
    char *out = wn_arena_bytes(arena, room);
    for (size_t i = 0; i < w->count; i++) {
        wn_str word = w->items[i];
        if (i > 0 && *between)
            out[len++] = *between;
        else if (i > 0 && is_number(out[len - 1]) && is_number(word.ptr[0]))
            out[len++] = '|';
        memcpy(out + len, word.ptr, word.len);
        len += word.len;
    }
    return (wn_str){out, len};
}

static int by_text(const void *left, const void *right)
{
    return wn_str_compare(*(const wn_str *)left, *(const wn_str *)right);
}

/* Does the order of the words matter? So it does with two numbers, or in "sales to
 * support". */
static bool is_ordered(const words *w)
{
    size_t numbers = 0, speaks = 0;

    for (size_t i = 0; i < w->count; i++) {
        numbers += wn_has_digit(w->items[i]);
        speaks +=
            is_one_of(w->items[i], "of to from de di del la le in by for under von");
    }
    return numbers > 1 || speaks > 0;
}

static const struct {
    const char *word;
    variants_kind kind;
} han_kinds[] = {
    {"维吾尔自治区", VARIANTS_PROVINCE},
    {"特别行政区", VARIANTS_PROVINCE},
    {"壮族自治区", VARIANTS_PROVINCE},
    {"回族自治区", VARIANTS_PROVINCE},
    {"自治区", VARIANTS_PROVINCE},
    {"地区", VARIANTS_PREFECTURE},
    {"大区", VARIANTS_DISTRICT},
    {"新区", VARIANTS_DISTRICT},
    {"部门", VARIANTS_DEPARTMENT},
    {"中心", VARIANTS_CENTRE},
    {"市", VARIANTS_CITY},
    {"省", VARIANTS_PROVINCE},
    {"区", VARIANTS_DISTRICT},
    {"县", VARIANTS_COUNTY},
    {"部", VARIANTS_DEPARTMENT},
    {"处", VARIANTS_OFFICE},
    {"科", VARIANTS_SECTION},
    {"组", VARIANTS_GROUP},
};

/* 苏州市 becomes 苏州, a city. 沙市 stays whole: cut, it would leave one character. */
static void cut_han(variants_key *key)
{
    for (size_t i = 0; i < WN_COUNT(han_kinds) && key->kind == VARIANTS_PLAIN; i++) {
        wn_str word = wn_str_of(han_kinds[i].word);
        if (!wn_str_ends(key->core, word))
            continue;
        wn_str rest = {key->core.ptr, key->core.len - word.len};
        if (wn_utf8_count(rest) < 2)
            continue;
        key->core = rest;
        key->kind = han_kinds[i].kind;
    }
}

static bool is_han(wn_str text)
{
    for (size_t at = 0; at < text.len;)
        if (!wn_is_han(wn_utf8_next(text, &at)))
            return false;
    return text.len > 0;
}

void variants_key_of(variants_key *out, wn_str text, wn_arena *arena)
{
    words w;

    *out = (variants_key){0};
    cut(&w, text, arena);
    out->kind = tidy(&w, arena);
    out->words = join(&w, " ", arena);
    out->core = join(&w, "", arena);
    if (!is_ordered(&w))
        qsort(w.items, w.count, sizeof(*w.items), by_text);
    out->sorted = join(&w, " ", arena);
    bool cut_off = out->kind != VARIANTS_PLAIN;
    cut_han(out);
    if (out->kind != VARIANTS_PLAIN && !cut_off)
        out->sorted = out->core;
    out->is_han = is_han(out->core);
}
