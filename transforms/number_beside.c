/*
 * number_beside.c - an amount among words: "from $25", "Price: 10 €", "VK € 12,90*".
 *
 * Only if a currency stands beside the number, and there is no other number. Words that
 * are left out give a remark (rest); so does a second amount with its own currency
 * (several). Refused are ranges, shares, prices per unit, and amounts with words such as
 * "less".
 */
#include "number.h"

#include "core/han.h"
#include "core/memory.h"

#include <string.h>

#define MOST_BESIDE 60 /* bytes of words around the number */

/* The first run of digits, with marks between them. */
static wn_str first_number(wn_str s)
{
    size_t from = 0, to;

    while (from < s.len && !number_is_digit(s.ptr[from]))
        from++;
    for (to = from; to < s.len; to++) {
        bool inside = to + 1 < s.len && number_is_digit(s.ptr[to + 1]);
        if (!number_is_digit(s.ptr[to]) && !(inside && strchr(".,' ", s.ptr[to])))
            break;
    }
    return (wn_str){s.ptr + from, to - from};
}

/* Has the text words, and not only the star of a footnote or other marks? */
static bool has_words(wn_str s)
{
    return wn_str_span(s, "*.,:;!() ") < s.len;
}

/* Has the text words that change the amount: minus, each, free? */
static bool is_turned(wn_str s)
{
    static const char *const words[] = {
        "minus", "negative", "less", "off",  "discount", "save", "rabatt", "was",
        "each",  "per",      "pro",  "free", "负",       "减",   "每",     "优惠"};

    for (size_t i = 0; i < WN_COUNT(words); i++) {
        size_t len = strlen(words[i]);
        for (size_t at = 0; at + len <= s.len; at++) {
            bool begins =
                at == 0 || (s.ptr[at - 1] | 32) < 'a' || (s.ptr[at - 1] | 32) > 'z';
            bool ends = at + len == s.len || (s.ptr[at + len] | 32) < 'a' ||
                        (s.ptr[at + len] | 32) > 'z';
            if (begins && ends &&
                wn_str_equal_nocase((wn_str){s.ptr + at, len}, (wn_str){words[i], len}))
                return true;
        }
    }
    return memchr(s.ptr, '/', s.len) || memchr(s.ptr, '%', s.len) ||
           memmem(s.ptr, s.len, "~", 1);
}

/* $49+: the amount is a minimum. */
static bool is_more(wn_str s)
{
    return s.len > 0 && s.ptr[0] == '+' && (s.len == 1 || s.ptr[1] != ' ');
}

static bool is_dash(wn_str s, bool at_end)
{
    static const wn_str dashes[] = {{"-", 1}, {"–", 3}, {"—", 3}, {"~", 1}, {"至", 3}};

    s = wn_str_trim(s);
    for (size_t i = 0; i < WN_COUNT(dashes); i++) {
        size_t len = dashes[i].len;
        if (s.len >= len &&
            !memcmp(at_end ? s.ptr + s.len - len : s.ptr, dashes[i].ptr, len))
            return true;
    }
    return false;
}

/* Takes the words that belong to the number: its unit after it, its currency on either
 * side. *left and *right: the text beyond them. */
static bool take_own(wn_str *left, wn_str *right, wn_str *amount)
{
    units_found before = {0}, behind = {0};
    const char *end = right->ptr + right->len;
    wn_str rest_left = *left, rest_right = *right;

    units_take(&rest_left, true, &before);
    units_take(&rest_right, false, &behind);
    if (before.power || (!before.currency && !behind.currency))
        return false;
    const char *from = rest_left.ptr + rest_left.len;
    const char *to = rest_right.len ? rest_right.ptr : end;
    *amount = wn_str_trim((wn_str){from, (size_t)(to - from)});
    *left = rest_left;
    *right = rest_right;
    return true;
}

/* Is the text another amount, alone or in brackets? */
static bool is_amount(wn_str s, const number_rules *rules)
{
    number_found f;

    s = wn_str_trim(s);
    if (s.len > 2 && s.ptr[0] == '(' && s.ptr[s.len - 1] == ')')
        s = wn_str_trim((wn_str){s.ptr + 1, s.len - 2});
    return number_parse(s, rules, 0, &f) != NUMBER_NOT && f.units.currency &&
           !f.value.minus;
}

number_outcome number_beside(wn_str s, const number_rules *rules, int power,
                             number_found *f)
{
    wn_str number = first_number(s), amount;
    wn_str left = {s.ptr, (size_t)(number.ptr - s.ptr)};
    wn_str right = {number.ptr + number.len, s.len - left.len - number.len};

    if (number.len == 0 || s.len > NUMBER_LONGEST || is_dash(left, true) ||
        !take_own(&left, &right, &amount) || is_dash(left, true) ||
        is_dash(right, false) || is_more(right))
        return NUMBER_NOT;
    bool several = left.len == 0 && wn_has_digit(right);
    if (several ? !is_amount(right, rules)
                : wn_has_digit(right) || is_turned(left) || is_turned(right) ||
                      left.len + right.len > MOST_BESIDE)
        return NUMBER_NOT;
    number_outcome outcome = number_parse(amount, rules, power, f);
    f->several = several;
    f->rest = has_words(left) || has_words(right);
    return outcome;
}
