/*
 * two_companies.c - names of companies that say that they are two, though most of the
 * name is the same: Sievers and Sievers Energy, two hotels of one chain, 明远科技 and
 * 明远通讯. They share site, number and street, so nothing of that counts.
 */
#include "cluster.h"
#include "distance.h"
#include "word_compare.h"

#include "core/text.h"
#include "transforms/transforms.h"

#include <string.h>

#define MOST_WORDS 16
#define ALIKE 0.88    /* two words of this similarity are one, mistyped or inflected */
#define ABBREVIATED 3 /* letters: Tech is short for Technologies */

/* ---- words between blanks --------------------------------------------------------- */

static size_t words_of(wn_str name, wn_str *out)
{
    size_t count = 0;

    while (name.len > 0 && count < MOST_WORDS) {
        wn_str word = wn_str_cut(&name, WN_STR(" "));
        if (word.len > 0)
            out[count++] = word;
    }
    return count;
}

static bool is_numbered(wn_str word)
{
    return wn_str_span(word, "0123456789") > 0;
}

static bool are_one_word(wn_str a, wn_str b)
{
    wn_str shorter = a.len < b.len ? a : b, longer = a.len < b.len ? b : a;

    if (is_numbered(a) || is_numbered(b)) /* Store 12 is not Store 14 */
        return wn_str_equal(a, b);
    if (shorter.len >= ABBREVIATED && !memcmp(shorter.ptr, longer.ptr, shorter.len))
        return true;
    return wn_str_equal(a, b) || link_jaro_winkler(a, b) >= ALIKE;
}

/* How many of the words are in no place of the other name. */
static size_t words_left(const wn_str *words, size_t count, const wn_str *other,
                         size_t other_count)
{
    size_t left = 0;

    for (size_t i = 0; i < count; i++) {
        bool found = false;
        for (size_t k = 0; k < other_count && !found; k++)
            found = are_one_word(words[i], other[k]);
        left += !found;
    }
    return left;
}

/* BlueSky and Blue Sky. */
static bool are_spaced_otherwise(wn_str a, wn_str b)
{
    size_t i = 0, k = 0;

    while (true) {
        i += wn_str_span((wn_str){a.ptr + i, a.len - i}, " ");
        k += wn_str_span((wn_str){b.ptr + k, b.len - k}, " ");
        if (i == a.len || k == b.len || a.ptr[i] != b.ptr[k])
            return i == a.len && k == b.len;
        i++, k++;
    }
}

/* A word more is another company, where the rest is the same. Where no word is the same,
 * nothing is known: it may be an abbreviation. */
static bool have_other_words(wn_str a, wn_str b)
{
    wn_str x[MOST_WORDS], y[MOST_WORDS];
    size_t m = words_of(a, x), n = words_of(b, y);
    size_t left = words_left(x, m, y, n), right = words_left(y, n, x, m);

    return left < m && right < n && left + right > 0 && !are_spaced_otherwise(a, b);
}

/* ---- names without blanks --------------------------------------------------------- */

/* 明远科技 and 明远通讯 are of one owner; 明远 may be short for each of them. 湘江酒店
 * and 湘江酒店五一店: what is more is no trade. */
static bool have_other_trades(wn_str a, wn_str b)
{
    wn_str shorter = a.len < b.len ? a : b, longer = a.len < b.len ? b : a;
    size_t x = wn_company_trade(a), y = wn_company_trade(b);
    wn_str brand = {a.ptr, a.len - x}, other = {b.ptr, b.len - y};

    if (x && y && wn_str_equal(brand, other))
        return !memmem(longer.ptr + brand.len, longer.len - brand.len,
                       shorter.ptr + brand.len, shorter.len - brand.len);
    size_t trade = wn_company_trade(longer);
    return shorter.len >= 6 && !memcmp(longer.ptr, shorter.ptr, shorter.len) &&
           longer.len > shorter.len + trade;
}

static bool is_number(wn_str s)
{
    static const char *const digits = "零一二三四五六七八九十百0123456789";

    for (size_t at = 0, from = 0; at < s.len; from = at) {
        wn_utf8_next(s, &at);
        if (!memmem(digits, strlen(digits), s.ptr + from, at - from))
            return false;
    }
    return s.len > 0;
}

/* What is left of a name without the beginning and the end that the other one has. */
static wn_str own_part(wn_str name, wn_str other)
{
    size_t from = 0, end = 0;

    for (size_t at = 0; at < name.len && at < other.len;) {
        wn_utf8_next(name, &at);
        if (at > other.len || memcmp(name.ptr, other.ptr, at) != 0)
            break;
        from = at;
    }
    for (size_t at = name.len; at > from;) {
        at = wn_utf8_before(name, at);
        size_t len = name.len - at;
        if (len > other.len - from ||
            memcmp(name.ptr + at, other.ptr + other.len - len, len) != 0)
            break;
        end = len;
    }
    return (wn_str){name.ptr + from, name.len - from - end};
}

#define SLIP_OF_HAN 3 /* bytes: one character may be a slip */

/* 如意药房第一分店 and 第二分店, 万和酒店南京路店 and 淮海路店: after the same beginning
 * each has a number, or some characters, of its own. */
static bool have_other_sites(wn_str a, wn_str b)
{
    wn_str x = own_part(a, b), y = own_part(b, a);
    size_t same = (size_t)(x.ptr - a.ptr);

    return same >= 6 && x.len > 0 && y.len > 0 &&
           ((is_number(x) && is_number(y)) ||
            (x.len > SLIP_OF_HAN && y.len > SLIP_OF_HAN));
}

bool link_companies_apart(const link_value *x, const link_value *y)
{
    wn_str a = link_text(x), b = link_text(y);

    if (a.len == 0 || b.len == 0 || wn_str_equal(a, b))
        return false;
    return wn_has_han(a) && wn_has_han(b)
               ? have_other_trades(a, b) || have_other_sites(a, b)
               : have_other_words(a, b);
}
