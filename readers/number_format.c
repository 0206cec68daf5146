/*
 * number_format.c - what the format of a number in a sheet says about it.
 *
 * A sheet stores no dates: it stores days since 1900 in cells with a date format. A
 * postcode may be stored as 1234 with the format 00000. So the format decides what is
 * read.
 */
#include "number_format.h"

#include "decimal.h"

#include "core/memory.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define LAST_DAY 2958465 /* the day 9999-12-31 */

read_number_format read_format_builtin(unsigned id)
{
    static const struct {
        unsigned from, to;
        read_number_kind kind;
    } table[] = {
        {9, 10, READ_NUMBER_PERCENT},  {14, 17, READ_NUMBER_DATE},
        {18, 21, READ_NUMBER_TIME},    {22, 22, READ_NUMBER_DATE},
        {27, 31, READ_NUMBER_DATE},    {32, 35, READ_NUMBER_TIME},
        {36, 36, READ_NUMBER_DATE},    {45, 45, READ_NUMBER_TIME},
        {46, 46, READ_NUMBER_ELAPSED}, {47, 47, READ_NUMBER_TIME},
        {50, 54, READ_NUMBER_DATE},    {55, 56, READ_NUMBER_TIME},
        {57, 58, READ_NUMBER_DATE},
    };

    for (size_t i = 0; i < WN_COUNT(table); i++)
        if (id >= table[i].from && id <= table[i].to)
            return (read_number_format){.kind = (uint8_t)table[i].kind};
    return (read_number_format){.kind = READ_NUMBER_PLAIN};
}

/* Write the first section of the code in lower case, without quoted, escaped and
 * bracketed text. [h], [mm] and [ss] become '['. Returns its length. */
static size_t bare(wn_str code, char *out, size_t room)
{
    size_t len = 0;

    for (size_t i = 0; i < code.len && len < room && code.ptr[i] != ';'; i++) {
        char c = code.ptr[i];
        if (c == '"') {
            while (++i < code.len && code.ptr[i] != '"')
                ;
        } else if (c == '\\' || c == '_' || c == '*') {
            i++;
        } else if (c == '[') {
            size_t from = i + 1;
            while (i < code.len && code.ptr[i] != ']')
                i++;
            wn_str in = {code.ptr + from, i - from};
            if (in.len > 0 && wn_str_span(in, "hHmMsS") == in.len)
                out[len++] = '[';
        } else {
            out[len++] = (char)(c >= 'A' && c <= 'Z' ? c + 32 : c);
        }
    }
    return len;
}

/* A mask: digits with signs between them, like a phone number: "(000) 000-0000". */
static bool is_mask(const char *code, size_t len)
{
    size_t digits = 0, signs = 0;

    for (size_t i = 0; i < len; i++) {
        if (code[i] == '0' || code[i] == '#')
            digits++;
        else if (digits > 0 && code[i] == '-')
            signs++;
        else if (!strchr("-() ", code[i]))
            return false;
    }
    return digits > 3 && signs > 0;
}

/* Write the code without backslashes, quotes and conditions. */
static size_t shown(wn_str code, char *out, size_t room)
{
    size_t len = 0;

    for (size_t i = 0; i < code.len && len < room; i++) {
        if (code.ptr[i] == '[')
            while (i + 1 < code.len && code.ptr[i] != ']')
                i++;
        else if (code.ptr[i] != '\\' && code.ptr[i] != '"')
            out[len++] = code.ptr[i];
    }
    return len;
}

/* What the letters of the code mean. */
typedef struct letters {
    bool day, month, hour, elapsed, number, percent, year;
    size_t zeros;
} letters;

static letters letters_of(const char *text, size_t len)
{
    letters l = {0};

    for (size_t i = 0; i < len; i++) {
        char c = text[i];
        l.elapsed = l.elapsed || c == '[';
        l.year = l.year || c == 'y';
        l.day = l.day || c == 'd' || c == 'y' || c == 'e' || c == 'g';
        l.month = l.month || c == 'm';
        l.hour = l.hour || c == 'h' || c == 's';
        l.number = l.number || c == '0' || c == '#' || c == '?';
        l.percent = l.percent || c == '%';
        l.zeros += c == '0';
    }
    return l;
}

read_number_format read_format_of(wn_str code, wn_arena *arena)
{
    read_number_format f = {.kind = READ_NUMBER_PLAIN};
    char text[256];
    wn_str rest = code;
    size_t len = shown(wn_str_cut(&rest, WN_STR(";")), text, sizeof(text));

    if (is_mask(text, len)) {
        f.kind = READ_NUMBER_MASKED;
        f.mask = wn_arena_str(arena, code);
        return f;
    }
    len = bare(code, text, sizeof(text));
    letters l = letters_of(text, len);
    bool scientific = l.number && !l.year && memchr(text, 'e', len);
    if ((len >= 7 && memmem(text, len, "general", 7)) || len == 0)
        return f;
    if (l.percent)
        f.kind = READ_NUMBER_PERCENT;
    else if (l.zeros == len && l.zeros > 1)
        f = (read_number_format){.kind = READ_NUMBER_PADDED,
                                 .digits = (uint8_t)(l.zeros > 32 ? 32 : l.zeros)};
    else if (l.elapsed)
        f.kind = READ_NUMBER_ELAPSED;
    else if (!scientific && (l.day || (l.month && !l.hour)))
        f.kind = READ_NUMBER_DATE;
    else if (l.hour)
        f.kind = READ_NUMBER_TIME;
    if (f.kind == READ_NUMBER_PLAIN &&
        (memchr(code.ptr, '"', code.len) || memchr(code.ptr, '\\', code.len)))
        f.mask = wn_arena_str(arena, code);
    return f;
}

/* ---- numbers as text ------------------------------------------------------------------
 */

#define EXCEL 15   /* digits that Excel computes with */
#define WRITTEN 17 /* digits that Excel writes */
#define FEW 13     /* most digits of a number that a person typed */

/* Excel computes in binary but shows 15 digits: 0.30000000000000004 becomes 0.3. More
 * digits are kept if they mean something, or if another program wrote the file. */
static wn_str plain(double value, wn_str written, char *out)
{
    char text[READ_NUMBER_ROOM];
    bool whole = value == nearbyint(value);
    size_t digits = read_decimal_digits(written);

    snprintf(text, sizeof(text), "%.15g", value);
    bool computed = digits <= WRITTEN && fabs(value) < 1e13 &&
                    read_decimal_digits(wn_str_of(text)) <= FEW;
    wn_str number = wn_str_of(text);
    if (digits > 0 && (digits > EXCEL ? !computed : value == 0 || fabs(value) >= 1e15))
        number = written;
    else if (whole && fabs(value) < 1e21)
        number.len = (size_t)snprintf(text, sizeof(text), "%.0f", value + 0.0);
    wn_str moved = read_decimal(number, out);
    if (moved.len >=
        READ_NUMBER_ROOM) /* too many digits to write out: keep the exponent */
        moved = wn_str_of(text);
    if (moved.ptr != out)
        memcpy(out, moved.ptr, moved.len < READ_NUMBER_ROOM ? moved.len : 0);
    return (wn_str){out, moved.len < READ_NUMBER_ROOM ? moved.len : 0};
}

/* Days since 1970-01-01 -> year, month, day (Howard Hinnant, "chrono-Compatible Low-Level
 * Date Algorithms"). */
static void civil(int64_t days, int *year, int *month, int *day)
{
    int64_t z = days + 719468, era = (z >= 0 ? z : z - 146096) / 146097;
    int64_t doe = z - era * 146097;
    int64_t yoe = (doe - doe / 1460 + doe / 36524 - doe / 146096) / 365;
    int64_t doy = doe - (365 * yoe + yoe / 4 - yoe / 100);
    int64_t mp = (5 * doy + 2) / 153;

    *day = (int)(doy - (153 * mp + 2) / 5 + 1);
    *month = (int)(mp < 10 ? mp + 3 : mp - 9);
    *year = (int)(yoe + era * 400 + (*month <= 2));
}

static int put_time(char *out, int seconds)
{
    return snprintf(out, 16, "%02d:%02d:%02d", seconds / 3600, seconds / 60 % 60,
                    seconds % 60);
}

static wn_str moment(double value, read_number_kind kind, bool from_1904, char *out)
{
    double days = floor(value + 1e-9);
    int seconds = (int)nearbyint((value - days) * 86400), year, month, day, len = 0;

    if (seconds < 0)
        seconds = 0;
    if (seconds >= 86400) {
        seconds -= 86400;
        days++;
    }
    if (kind == READ_NUMBER_ELAPSED) {
        long long all = (long long)days * 86400 + seconds;
        len = snprintf(out, READ_NUMBER_ROOM, "%lld:%02lld:%02lld", all / 3600,
                       all / 60 % 60, all % 60);
        return (wn_str){out, (size_t)len};
    }
    if (days >= 1 || kind == READ_NUMBER_DATE) {
        int64_t since = (int64_t)days + (from_1904 ? 1462 : 0);
        bool never = since == 60 && !from_1904; /* 1900-02-29, which never was */
        bool none = since == 0;                 /* Excel shows day 0 as well */
        civil(since - 25569 + (since < 60), &year, &month, &day);
        len = never ? snprintf(out, READ_NUMBER_ROOM, "1900-02-29")
              : none
                  ? snprintf(out, READ_NUMBER_ROOM, "1900-01-00")
                  : snprintf(out, READ_NUMBER_ROOM, "%04d-%02d-%02d", year, month, day);
        if (seconds == 0 && kind == READ_NUMBER_DATE)
            return (wn_str){out, (size_t)len};
        out[len++] = ' ';
    }
    len += put_time(out + len, seconds);
    return (wn_str){out, (size_t)len};
}

/* Fill the digits into the places of the mask, from the right. A mask of two sections is
 * for numbers of up to seven digits and for longer ones: [<=9999999]###-####;(###)
 * ###-####. */
static wn_str masked(double value, wn_str code, char *out)
{
    char digits[32], mask[64], reversed[READ_NUMBER_ROOM];
    wn_str first = wn_str_cut(&code, WN_STR(";"));
    bool other = first.len > 0 && first.ptr[0] == '[' && value > 9999999 && code.len > 0;
    size_t len = shown(other ? code : first, mask, sizeof(mask)), put = 0;
    size_t left = (size_t)snprintf(digits, sizeof(digits), "%.0f", fabs(value)),
           places = 0;

    for (size_t i = 0; i < len; i++)
        places += mask[i] == '0' || mask[i] == '#';
    while (len > 0 && put < sizeof(reversed) - 32) {
        char c = mask[--len];
        bool place = c == '0' || c == '#';
        if (place && left > 0)
            reversed[put++] = digits[--left];
        else if (!place || c == '0')
            reversed[put++] = c;
        if (place && --places == 0)
            while (left > 0)
                reversed[put++] = digits[--left];
    }
    for (size_t i = 0; i < put; i++)
        out[i] = reversed[put - 1 - i];
    return (wn_str){out, put};
}

wn_str read_format_number(double value, wn_str written, read_number_format format,
                          bool from_1904, char *out)
{
    int len;

    switch ((read_number_kind)format.kind) {
    case READ_NUMBER_DATE:
    case READ_NUMBER_TIME:
    case READ_NUMBER_ELAPSED:
        if (value >= 0 && value < LAST_DAY + 1)
            return moment(value, (read_number_kind)format.kind, from_1904, out);
        break;
    case READ_NUMBER_PERCENT: {
        wn_str text = plain(value * 100, WN_STR(""), out);
        out[text.len] = '%';
        return (wn_str){out, text.len + 1};
    }
    case READ_NUMBER_PADDED:
        if (value == nearbyint(value) && fabs(value) < 1e15) {
            len = snprintf(out, READ_NUMBER_ROOM, "%0*.0f", (int)format.digits, value);
            return (wn_str){out, (size_t)len};
        }
        break;
    case READ_NUMBER_MASKED:
        if (value >= 0 && value == nearbyint(value) && value < 1e15)
            return masked(value, format.mask, out);
        break;
    case READ_NUMBER_PLAIN:
        break;
    }
    return plain(value, written, out);
}

/* ---- as it is shown ------------------------------------------------------------------
 */

/* Cut off the first section of a code: up to a ';' outside of quotes. */
static wn_str cut_section(wn_str *code)
{
    size_t i = 0;

    for (bool quoted = false; i < code->len && (quoted || code->ptr[i] != ';'); i++) {
        if (code->ptr[i] == '\\' && i + 1 < code->len)
            i++;
        else if (code->ptr[i] == '"')
            quoted = !quoted;
    }
    wn_str section = {code->ptr, i};
    size_t used = i < code->len ? i + 1 : i;
    *code = (wn_str){code->ptr + used, code->len - used};
    return section;
}

/* Does the value fit the condition at the beginning, like [>=100000]? */
static bool fits_condition(wn_str section, double value)
{
    char text[32];
    size_t sign = section.len > 1
                      ? wn_str_span((wn_str){section.ptr + 1, section.len - 1}, "<>=")
                      : 0;
    const char *end = section.len ? memchr(section.ptr, ']', section.len) : NULL;

    if (sign == 0 || !end || section.ptr[0] != '[')
        return true;
    size_t len = (size_t)(end - section.ptr) - 1 - sign;
    if (len == 0 || len >= sizeof(text))
        return true;
    memcpy(text, section.ptr + 1 + sign, len);
    text[len] = '\0';
    double limit = strtod(text, NULL);
    char first = section.ptr[1];
    bool equal = memchr(section.ptr, '=', 1 + sign) != NULL;
    return (equal && value == limit) || (first == '<' && value < limit) ||
           (first == '>' && value > limit);
}

/* The section for the value: the one whose condition fits; else by sign: positive,
 * negative, zero. */
static wn_str section_for(wn_str code, double *value)
{
    wn_str first = cut_section(&code), second = cut_section(&code),
           third = cut_section(&code);
    bool has_condition =
        first.len > 2 && first.ptr[0] == '[' && strchr("<>=", first.ptr[1]);

    if (has_condition)
        return fits_condition(first, *value) || second.len == 0 ? first : second;
    if (*value == 0 && third.len > 0)
        return third;
    if (*value < 0 && second.len > 0) {
        *value = -*value;
        return second;
    }
    return first;
}

/* Write as many decimals as `places` has, with commas if it has one. */
static size_t put_digits(double value, wn_str places, char *out)
{
    const char *dot = memchr(places.ptr, '.', places.len);
    int decimals = dot ? (int)(places.ptr + places.len - dot - 1) : 0;
    bool grouped = memchr(places.ptr, ',', places.len) != NULL;
    char digits[40];
    int all =
        snprintf(digits, sizeof(digits), "%.*f", decimals < 15 ? decimals : 15, value);
    size_t len = 0;

    if (all <= 0 || all >= (int)sizeof(digits) - 12)
        return 0;
    int whole = (int)strcspn(digits, ".");
    for (int i = 0; i < all; i++) {
        if (grouped && i > 0 && i < whole && (whole - i) % 3 == 0 && digits[i - 1] != '-')
            out[len++] = ',';
        out[len++] = digits[i];
    }
    return len;
}

/* Write the number with the section's words. *words: it has words other than signs of
 * money. */
static size_t put_section(wn_str s, double value, char *out, bool *words)
{
    size_t len = 0;
    bool done = false;

    for (size_t i = 0; i < s.len && len < READ_NUMBER_ROOM - 42; i++) {
        char c = s.ptr[i];
        size_t places = wn_str_span((wn_str){s.ptr + i, s.len - i}, "0#?.,");
        bool escaped = c == '\\' || c == '_';
        if (c == '[') {
            while (i < s.len && s.ptr[i] != ']')
                i++;
        } else if (c == '*') {
            i++;
        } else if (escaped && i + 1 < s.len) {
            out[len++] = c == '_' ? ' ' : s.ptr[i + 1];
            *words = *words || (c != '_' && !strchr(" ()-+$", s.ptr[i + 1]));
            i++;
        } else if (places > 0 && wn_str_span((wn_str){s.ptr + i, places}, "?") < places &&
                   !done) {
            len += put_digits(value, (wn_str){s.ptr + i, places}, out + len);
            i += places - 1;
            done = true;
        } else if (places > 0) {
            out[len++] = ' ';
        } else if (c != '"') {
            out[len++] = c;
            *words = *words || !strchr(" ()-+$", c);
        }
    }
    *words = *words || !done;
    return len;
}

wn_str read_format_shown(double value, wn_str written, read_number_format format,
                         bool from_1904, char *out)
{
    double shown = value;
    bool words = false;

    if (format.kind == READ_NUMBER_PLAIN && format.mask.len > 0) {
        wn_str section = section_for(format.mask, &shown);
        size_t len = put_section(section, shown, out, &words);
        if ((words || shown > value) && len > 0)
            return (wn_str){out, len};
    }
    return read_format_number(value, written, format, from_1904, out);
}
