/* phone_one.c - reads one number, in all the ways that people write it. */
#include "phone_one.h"

#include "phone_marks.h"
#include "phone_text.h"
#include "phone_words.h"

#include <string.h>

#define FEW 7 /* digits: with so many or more, letters are not dialled */

/* Reads by the plans alone. False also for a number written as in another country.
 * out->changed: the plan added an area code, the only one of the country. */
static bool read_number(wn_str s, wn_str region, phone_reading *out)
{
    phone_number *n = &out->number;

    if (!phone_parse(s, region, n) || n->type == PHONE_UNKNOWN)
        return false;
    if (phone_is_foreign(s, n)) {
        out->foreign = true;
        return false;
    }
    out->changed = (size_t)n->len + n->extension_len > phone_count_digits(s);
    return true;
}

/* Reads 0086-139... and 00 49 30...: two zeros and a country code, with a mark after
 * it, mean a plus. Without a mark, the country's own prefix for calls abroad decides
 * (0086139... in China, not in Brazil), if the country is known. */
static bool read_abroad(wn_str s, wn_str region, phone_reading *out)
{
    char text[PHONE_TEXT_LONGEST + 2];

    if (s.len > 0 && s.ptr[0] == '(')
        s = (wn_str){s.ptr + 1, s.len - 1};
    if (s.len < 6 || s.len > PHONE_TEXT_LONGEST || s.ptr[0] != '0' || s.ptr[1] != '0' ||
        (wn_str_span(s, "0123456789") > 5 && region.len > 0))
        return false;
    text[0] = '+';
    memcpy(text + 1, s.ptr + 2, s.len - 2);
    return read_number((wn_str){text, s.len - 1}, region, out);
}

/* Reads the last group as an extension: 0577-62572311-601, 62572311 (601). */
static bool read_last(wn_str s, wn_str region, phone_reading *out)
{
    bool bracket = s.len > 0 && s.ptr[s.len - 1] == ')';
    wn_str inside = {s.ptr, s.len - bracket};
    const char *mark = s.len ? memrchr(s.ptr, bracket ? '(' : '-', inside.len) : NULL;
    size_t digits = mark ? (size_t)(inside.ptr + inside.len - mark - 1) : 0;
    phone_number *n = &out->number;

    if (digits < 1 || digits > 6 ||
        wn_str_span((wn_str){mark + 1, digits}, "0123456789") != digits ||
        !read_number((wn_str){s.ptr, (size_t)(mark - s.ptr)}, region, out) ||
        n->extension_len > 0)
        return false;
    memcpy(n->extension, mark + 1, digits);
    n->extension_len = (uint8_t)digits;
    out->unsure = bracket || digits < 3; /* or another number's end: 55551234-36 */
    return true;
}

/* Reads a country code that is written twice, or with a zero instead of its plus:
 * +86-86-138..., +86 0086 138..., 086-138... */
static bool read_doubled(wn_str s, wn_str region, phone_reading *out)
{
    char text[32] = "+";
    size_t len = 1, from = 0;
    bool plus = s.len > 1 && (s.ptr[0] == '+' || s.ptr[1] == '+');

    if (s.len > 60 || s.len < 8 || wn_str_span(s, "+0123456789 -.()") < s.len)
        return false;
    for (size_t i = 0; i < s.len && len + 1 < sizeof(text); i++)
        if (s.ptr[i] >= '0' && s.ptr[i] <= '9')
            text[len++] = s.ptr[i];
    while (from + 1 < len && text[from + 1] == '0')
        from++;
    if (len < 10 || from > 2 || (!plus && from == 0))
        return false;
    phone_number *n = &out->number;
    text[from] = '+';
    wn_str once = {text + from, len - from};
    if (!phone_parse(once, region, n))
        return false;
    if (n->type != PHONE_UNKNOWN) /* 086-138...: must be of `region` */
        return plus || (from == 1 && wn_str_equal(wn_str_of(phone_region_id(n)), region));
    if (!plus && from < 2)
        return false;
    char code_text[PHONE_CODE_ROOM];
    size_t code = phone_code_digits(n, code_text), at = from + 1 + code;
    while (at < len && text[at] == '0')
        at++;
    if (len < at + code + 5 || memcmp(text + at, code_text, code) != 0)
        return false;
    text[at - 1] = '+';
    return phone_parse((wn_str){text + at - 1, len - at + 1}, region, n) &&
           n->type != PHONE_UNKNOWN;
}

/* 4915112345678, 49 171 1234567: a lost plus, though 491 is the area code of Leer. If
 * numbers of the country have a 0 in front at home, a number that begins with the
 * country's code and fits without it is taken as international. In any case there is a
 * remark. */
static void read_lost_plus(wn_str s, wn_str region, phone_reading *out)
{
    const phone_number *n = &out->number;
    char text[PHONE_TEXT_LONGEST + 1] = "+", national[PHONE_TEXT_ROOM];
    char code[PHONE_CODE_ROOM];
    size_t len = phone_code_digits(n, code);
    size_t from = s.len > 0 && s.ptr[0] == '(';
    size_t first = wn_str_span((wn_str){s.ptr + from, s.len - from}, "0123456789");
    phone_number other;

    if (s.len >= PHONE_TEXT_LONGEST || n->len <= len ||
        memcmp(n->national, code, len) != 0 || s.len < from + len ||
        memcmp(s.ptr + from, code, len) != 0 ||
        (first != len && from + first < s.len) || /* 491 71 12 34 */
        (size_t)n->len + n->extension_len != phone_count_digits(s))
        return;
    memcpy(text + 1, s.ptr, s.len);
    if (!phone_parse((wn_str){text, s.len + 1}, region, &other) ||
        other.type == PHONE_UNKNOWN)
        return;
    out->unsure = true;
    if (phone_national(n, national) > 2 && memchr(national, '0', 2))
        out->number = other;
}

bool phone_read_one(wn_str text, wn_str region, phone_reading *out)
{
    wn_str s = wn_str_trim(text);
    bool before = out->foreign;

    out->foreign = false;
    if (!read_number(s, region, out) &&
        (out->foreign || (!read_abroad(s, region, out) && !read_last(s, region, out) &&
                          !read_doubled(s, region, out)))) {
        out->foreign = out->foreign || before;
        return false;
    }
    read_lost_plus(s, region, out);
    out->unsure = out->unsure || phone_lacks_zero(s, &out->number);
    out->rest = out->rest || phone_lost_prefix(s, &out->number);
    return true;
}

/* Letters are taken as dialled only for numbers that companies pay for, and in North
 * America. */
bool phone_read_dialled(wn_str s, wn_str region, phone_reading *out)
{
    phone_number *n = &out->number;

    if (!phone_parse(s, region, n))
        return false;
    bool paid = n->type >= PHONE_PREMIUM && n->type <= PHONE_SHARED_COST;
    out->changed =
        paid || (n->code == 1 && n->type != PHONE_UNKNOWN && phone_count_digits(s) < FEW);
    return out->changed;
}
