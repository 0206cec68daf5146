/*
 * number_read.c - digits and marks: 1,234.50, 1.234,50, 1 234,50, 1'234.50, 12,34,567.
 *
 * A mark either groups digits or is the decimal mark. The digits around it show which:
 * groups have three digits (in India two, except the last; in East Asia four), and the
 * first does not begin with zero. A number with one possible reading is taken. Where
 * there are two (1.234), only the option, the column or a habit may decide.
 */
#include "number_read.h"

#include "core/han.h"
#include "core/memory.h"
#include "core/text.h"

#include <string.h>

#define MOST_RUNS 20
#define BIT(mark) (1u << (mark))

/* Digits between marks. */
typedef struct runs {
    size_t len[MOST_RUNS];
    char mark[MOST_RUNS]; /* after each run but the last */
    size_t count;         /* of marks */
    bool zero;            /* the first digit is zero */
} runs;

static bool scan(wn_str s, runs *r)
{
    size_t len = 0;

    r->count = 0;
    r->zero = s.len > 0 && s.ptr[0] == '0';
    for (size_t i = 0; i < s.len; i++) {
        char c = s.ptr[i];
        if (number_is_digit(c)) {
            len++;
            continue;
        }
        bool mark = c == '.' || c == ',' || c == ' ' || c == '\'' || c == '\1';
        bool first = len == 0 && (i > 0 || c == ' ' || c == '\'');
        if (!mark || first || i + 1 == s.len || r->count + 1 == MOST_RUNS)
            return false; /* no digit between two marks */
        r->len[r->count] = len;
        r->mark[r->count++] = c;
        len = 0;
    }
    r->len[r->count] = len;
    return s.len > 0;
}

/* Can the marks before run `last` group the digits up to it? */
static bool is_grouped(const runs *r, size_t last)
{
    size_t three = 0, two = 0, four = 0;
    char mark = r->mark[0];

    for (size_t i = 0; i < last; i++)
        if (r->mark[i] != mark)
            return false;
    for (size_t i = 1; i <= last; i++) {
        three += r->len[i] == 3;
        two += r->len[i] == 2;
        four += r->len[i] == 4;
    }
    if (r->zero || r->len[0] == 0 || mark == '\1')
        return false;
    if (three == last && r->len[0] <= 3)
        return true;
    return mark == ',' && last >= 2 &&
           ((two == last - 1 && r->len[last] == 3 && r->len[0] <= 2) ||
            (four == last && r->len[0] <= 4));
}

/* Is the last mark before the fraction, and do the others group? */
static bool has_fraction(const runs *r)
{
    size_t last = r->count - 1;
    char mark = r->mark[last];

    if (mark != '.' && mark != ',' && mark != '\1')
        return false;
    return last == 0 || (r->mark[0] != mark && is_grouped(r, last));
}

static bool take_digits(wn_str s, const runs *r, bool fraction, decimal *out)
{
    size_t behind = fraction ? r->len[r->count] : 0;
    size_t count = 0, zeros = 0;

    if (s.len - r->count >= NUMBER_DIGITS)
        return false;
    for (size_t i = 0; i < s.len; i++) {
        out->digits[count] = s.ptr[i];
        count += number_is_digit(s.ptr[i]);
    }
    /* leading zeros are dropped */
    while (zeros + behind < count && out->digits[zeros] == '0')
        zeros++;
    zeros -= zeros > 0 && zeros == count;
    if (zeros > 0)
        memmove(out->digits, out->digits + zeros, count - zeros);
    out->count = (int)(count - zeros);
    out->scale = (int)behind;
    return out->count > 0;
}

/* Decides what the only mark is, with three digits after it. False: nothing decides. */
static bool settle(const number_rules *rules, char mark, bool *fraction, bool *groups,
                   decimal *out)
{
    number_habit habit = mark == ',' ? rules->comma : rules->dot;

    out->usual = habit == HABIT_USUAL;
    *groups = habit != HABIT_FRACTION;
    *fraction = habit == HABIT_ASK || habit == HABIT_FRACTION;
    return habit != HABIT_ASK;
}

number_outcome number_read(wn_str s, const number_rules *rules, decimal *out)
{
    runs r;

    if (!scan(s, &r))
        return NUMBER_NOT;
    if (r.count == 0)
        return take_digits(s, &r, false, out) ? NUMBER_GOOD : NUMBER_NOT;
    char mark = r.mark[r.count - 1];
    int own = mark == ',' ? DECIMAL_COMMA : DECIMAL_POINT;
    int other = mark == ',' ? DECIMAL_POINT : DECIMAL_COMMA;
    bool fraction = has_fraction(&r), groups = is_grouped(&r, r.count);
    bool asks = mark == '.' || mark == ',', open = fraction && groups && asks;
    if (open && rules->decimal == DECIMAL_AUTO)
        open = !settle(rules, mark, &fraction, &groups, out) || out->usual;
    if (asks)
        out->readings = (uint8_t)((fraction || open ? BIT(own) : 0) |
                                  (groups || open ? BIT(other) : 0));
    if (asks && rules->decimal != DECIMAL_AUTO) {
        fraction = fraction && rules->decimal == own;
        groups = groups && rules->decimal == other;
    }
    if (fraction == groups)
        return fraction ? NUMBER_EITHER : NUMBER_NOT;
    return take_digits(s, &r, fraction, out) ? NUMBER_GOOD : NUMBER_NOT;
}

/* ---- other scripts ---------------------------------------------------------------- */

/* Can a character that number_plain changes begin here? Currency signs and Chinese
 * characters do not count. */
static bool is_odd(wn_str s, size_t at)
{
    unsigned char byte = (unsigned char)s.ptr[at],
                  next = at + 1 < s.len ? (unsigned char)s.ptr[at + 1] : 0;

    if (byte == 0xE2)
        return next == 0x80 || next == 0x88;
    if (byte == 0xC2)
        return next == 0xA0 || next == 0xB4;
    return byte >= 0xD8 && (byte < 0xE3 || byte > 0xE9) && byte != 0xED;
}

unsigned number_scripts(wn_str s)
{
    unsigned found = 0;
    unsigned char all = 0;

    for (size_t i = 0; i < s.len; i++)
        all |= (unsigned char)s.ptr[i];
    for (size_t i = 0; all >= 0x80 && i < s.len; i++) {
        unsigned char byte = (unsigned char)s.ptr[i];
        if (byte >= 0xC2)
            found |= byte >= 0xE3 && byte <= 0xE9 ? NUMBER_HAN
                     : is_odd(s, i)               ? NUMBER_ODD
                                                  : 0;
    }
    return found;
}

wn_str number_plain(wn_str s, char *out, size_t room)
{
    static const struct {
        uint32_t from;
        char to;
    } marks[] = {{0x2019, '\''}, {0x2018, '\''}, {0x2032, '\''}, {0xB4, '\''},
                 {0x66C, '\''},  {0x66B, '\1'},  {0xFF0C, ','},  {0x2212, '-'},
                 {0x2012, '-'},  {0x2013, '-'},  {0x2014, '-'}};
    size_t len = 0, at = 0;

    while (at < s.len && len + 5 < room) {
        uint32_t c = wn_utf8_next(s, &at);
        int digit = c < 0x80 ? -1 : wn_digit(c);
        c = digit >= 0 ? (uint32_t)('0' + digit) : wn_narrow(c);
        for (size_t i = 0; i < WN_COUNT(marks) && c >= 0x80; i++)
            if (marks[i].from == c)
                c = (uint32_t)marks[i].to;
        len += wn_utf8_put(out + len, c);
    }
    return at == s.len ? (wn_str){out, len} : s;
}

/* ---- writing ---------------------------------------------------------------------- */

bool number_scale(decimal *d, int power)
{
    if (d->count + power >= NUMBER_DIGITS)
        return false;
    for (; power > 0; power--) {
        if (d->scale > 0)
            d->scale--;
        else
            d->digits[d->count++] = '0';
    }
    return true;
}

wn_str number_write(const decimal *d, wn_arena *arena)
{
    char *text = wn_arena_bytes(arena, NUMBER_DIGITS + 8), *to = text;
    int whole = d->count - d->scale, from = 0, scale = d->scale;
    bool is_zero = true;

    for (int i = 0; i < d->count && is_zero; i++)
        is_zero = d->digits[i] == '0';
    while (from < whole - 1 && d->digits[from] == '0')
        from++;
    while (scale > 0 && (is_zero || d->digits[whole + scale - 1] == '0'))
        scale--;
    if (d->minus && !is_zero)
        *to++ = '-';
    if (whole <= 0)
        *to++ = '0';
    for (int i = from; i < whole; i++)
        *to++ = d->digits[i];
    if (scale > 0) {
        *to++ = '.';
        for (int i = whole; i < whole + scale; i++)
            *to++ = i < 0 ? '0' : d->digits[i];
    }
    wn_str out = {text, (size_t)(to - text)};
    wn_arena_trim(arena, text, NUMBER_DIGITS + 8, out.len);
    return out;
}
