/* decimal.c - decimal numbers as text. */
#include "decimal.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define EXACT 15 /* decimal digits that a double always keeps */

typedef struct parts {
    bool minus;
    wn_str whole, fraction;
    long power;
} parts;

static wn_str take_digits(wn_str *s)
{
    wn_str digits = {s->ptr, wn_str_span(*s, "0123456789")};

    *s = (wn_str){s->ptr + digits.len, s->len - digits.len};
    return digits;
}

static bool take(wn_str *s, char c)
{
    if (s->len == 0 || (s->ptr[0] != c && !(c == 'e' && s->ptr[0] == 'E')))
        return false;
    *s = (wn_str){s->ptr + 1, s->len - 1};
    return true;
}

/* Parse a number as JSON writes it; a plus sign is allowed, because sheets may have
 * one. */
static bool parse(wn_str s, parts *out)
{
    *out = (parts){.minus = take(&s, '-')};
    out->whole = take_digits(&s);
    if (take(&s, '.'))
        out->fraction = take_digits(&s);
    if (out->whole.len == 0)
        return false;
    if (s.len > 0 && take(&s, 'e')) {
        bool down = take(&s, '-');
        if (!down)
            take(&s, '+');
        wn_str power = take_digits(&s);
        if (power.len == 0 || power.len > 3)
            return false;
        for (size_t i = 0; i < power.len; i++)
            out->power = out->power * 10 + power.ptr[i] - '0';
        out->power = down ? -out->power : out->power;
    }
    return s.len == 0;
}

wn_str read_decimal(wn_str written, char *out)
{
    parts p;
    size_t len = 0;

    if (!parse(written, &p) || p.power == 0)
        return written;
    long count = (long)(p.whole.len + p.fraction.len),
         point = (long)p.whole.len + p.power, from = point < 0 ? point : 0,
         end = point > count ? point : count;
    if (end - from + 4 > READ_DECIMAL_ROOM)
        return written;
    if (p.minus)
        out[len++] = '-';
    size_t first = len;
    for (long i = from; i < end; i++) {
        char digit = i < 0 || i >= count     ? '0'
                     : i < (long)p.whole.len ? p.whole.ptr[i]
                                             : p.fraction.ptr[i - (long)p.whole.len];
        if (i == point) {
            if (len == first)
                out[len++] = '0';
            out[len++] = '.';
        }
        if (digit != '0' || len > first || i + 1 == point)
            out[len++] = digit;
    }
    return (wn_str){out, len};
}

size_t read_decimal_digits(wn_str written)
{
    parts p;
    size_t count = 0, zeros = 0;

    if (!parse(written, &p))
        return 0;
    for (size_t i = 0; i < p.whole.len + p.fraction.len; i++) {
        char c = i < p.whole.len ? p.whole.ptr[i] : p.fraction.ptr[i - p.whole.len];
        zeros = c == '0' ? zeros + 1 : 0;
        count += c != '0' || count > 0;
    }
    return count > zeros ? count - zeros : 0;
}

wn_str read_double(double value, char *out)
{
    char text[READ_DECIMAL_ROOM];

    for (int digits = EXACT; digits <= 17; digits++) {
        snprintf(text, sizeof(text), "%.*g", digits, value);
        if (strtod(text, NULL) == value)
            break;
    }
    wn_str plain = read_decimal(wn_str_of(text), out);
    if (plain.ptr != out)
        memcpy(out, text, plain.len);
    return (wn_str){out, plain.len};
}

/* Length of the JSON number that begins here. */
static size_t number_at(wn_str s)
{
    return wn_str_span(s, "+-.0123456789eE");
}

wn_str read_decimal_json(wn_str text, wn_buf *buf)
{
    char plain[READ_DECIMAL_ROOM];
    bool in_string = false;
    size_t done = 0;
    parts p;

    buf->len = 0;
    for (size_t i = 0; i < text.len; i++) {
        wn_str rest = {text.ptr + i, text.len - i};
        if (text.ptr[i] == '\\' && in_string)
            i++;
        else if (text.ptr[i] == '"')
            in_string = !in_string;
        if (in_string || !memchr("-0123456789", text.ptr[i], 11))
            continue;
        wn_str number = {rest.ptr, number_at(rest)};
        i += number.len - 1;
        bool valid = parse(number, &p) && (p.whole.len == 1 || p.whole.ptr[0] != '0') &&
                     number.ptr[number.len - 1] != '.';
        if (!valid || (p.power == 0 && number.len <= EXACT))
            continue;
        wn_buf_add(buf,
                   (wn_str){text.ptr + done, (size_t)(number.ptr - text.ptr) - done});
        wn_buf_char(buf, '"');
        wn_buf_add(buf, read_decimal(number, plain));
        wn_buf_char(buf, '"');
        done = i + 1;
    }
    if (done == 0)
        return text;
    wn_buf_add(buf, (wn_str){text.ptr + done, text.len - done});
    return wn_buf_str(buf);
}
