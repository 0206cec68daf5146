/*
 * number.c - whole numbers and amounts of money, as decimal text: no floating
 * point anywhere, so 0.1 stays 0.1.
 */
#include "tidy.h"
#include "winnow/transform.h"

#include <string.h>

#define MAX_DIGITS 24

typedef struct decimal {
    char digits[MAX_DIGITS];
    int count; /* of digits */
    int scale; /* how many of them stand behind the point */
    bool minus;
} decimal;

/* Words that may stand before or after a number, with their power of ten. */
static const struct {
    const char *word;
    int power;
    bool money;
} units[] = {
    {"万亿", 12, false}, {"亿", 8, false},    {"万", 4, false},  {"千", 3, false},
    {"元", 0, true},     {"人民币", 0, true}, {"美元", 0, true}, {"欧元", 0, true},
    {"￥", 0, true},     {"¥", 0, true},      {"$", 0, true},    {"€", 0, true},
    {"£", 0, true},      {"RMB", 0, true},    {"CNY", 0, true},  {"USD", 0, true},
    {"EUR", 0, true},    {"GBP", 0, true},    {"HKD", 0, true},  {"JPY", 0, true},
    {"人", 0, false},    {"K", 3, true},      {"k", 3, true},    {"M", 6, true},
};

static wn_str after(wn_str s, size_t count)
{
    return (wn_str){s.ptr + count, s.len - count};
}

/* Take units off one end of s; their powers add up. */
static bool take_units(wn_str *s, bool from_end, bool money, int *power)
{
    for (bool found = true; found && s->len > 0;) {
        *s = wn_str_trim(*s);
        found = false;
        char edge = s->len ? s->ptr[from_end ? s->len - 1 : 0] : '0';
        if (edge >= '0' && edge <= '9')
            break;
        for (size_t i = 0; i < WN_COUNT(units) && !found; i++) {
            size_t len = strlen(units[i].word);
            if (len > s->len || (units[i].money && !money))
                continue;
            found =
                !memcmp(from_end ? s->ptr + s->len - len : s->ptr, units[i].word, len);
            if (!found)
                continue;
            *power += units[i].power;
            *s = from_end ? (wn_str){s->ptr, s->len - len} : after(*s, len);
        }
    }
    return s->len > 0;
}

/* The byte that is the decimal point: the last of . and , unless it groups
 * three digits and is the only kind of mark ("1,200" is twelve hundred). */
static size_t point_of(wn_str s)
{
    const char *dot = memrchr(s.ptr, '.', s.len), *comma = memrchr(s.ptr, ',', s.len);
    const char *last = !dot ? comma : !comma ? dot : dot > comma ? dot : comma;

    if (!last)
        return s.len;
    size_t at = (size_t)(last - s.ptr), behind = s.len - at - 1;
    bool both = dot && comma, repeated = memchr(s.ptr, *last, at) != NULL;
    if (!both && (repeated || (*last == ',' && behind == 3)))
        return s.len;
    return at;
}

static bool parse(wn_str s, bool money, decimal *out)
{
    int power = 0;

    *out = (decimal){.count = 0};
    if (s.len > 2 && s.ptr[0] == '(' && s.ptr[s.len - 1] == ')') {
        out->minus = true; /* accountants' negative */
        s = (wn_str){s.ptr + 1, s.len - 2};
    }
    if (!take_units(&s, false, money, &power))
        return false;
    if (s.ptr[0] == '-' || s.ptr[0] == '+') {
        out->minus = s.ptr[0] == '-';
        s = after(s, 1);
    }
    if (!take_units(&s, false, money, &power) || !take_units(&s, true, money, &power))
        return false;
    size_t point = point_of(s), run = 0;
    for (size_t i = 0; i < s.len; i++) {
        char c = s.ptr[i];
        bool groups = i < point && (c == ',' || c == '.' || c == ' ' || c == '\'');
        if ((groups || i == point) && run > 0 && i + 1 < s.len) {
            run = 0; /* between two marks there is a digit at least */
            continue;
        }
        run++;
        if (c < '0' || c > '9' || out->count + power >= MAX_DIGITS - 1)
            return false;
        out->digits[out->count++] = c;
        out->scale += i > point;
    }
    for (; power > 0; power--) {
        if (out->scale > 0)
            out->scale--;
        else
            out->digits[out->count++] = '0';
    }
    return out->count > 0;
}

static wn_str write(const decimal *d, wn_arena *arena)
{
    char *text = wn_arena_bytes(arena, MAX_DIGITS + 8), *to = text;
    int whole = d->count - d->scale, from = 0, scale = d->scale;

    while (from < whole - 1 && d->digits[from] == '0')
        from++;
    while (scale > 0 && d->digits[whole + scale - 1] == '0' && scale > 2)
        scale--;
    if (d->minus)
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
    wn_arena_trim(arena, text, MAX_DIGITS + 8, out.len);
    return out;
}

static wn_verdict apply_money(wn_str in, const void *config, wn_arena *arena,
                              wn_cleaned *out)
{
    wn_str s = tidy(in, TIDY_NARROW, arena);
    decimal d;

    (void)config;
    if (s.len == 0)
        return WN_EMPTY;
    if (!parse(s, true, &d))
        return WN_INVALID;
    out->value = write(&d, arena);
    return WN_CLEAN;
}

static wn_verdict apply_integer(wn_str in, const void *config, wn_arena *arena,
                                wn_cleaned *out)
{
    wn_str s = tidy(in, TIDY_NARROW, arena);
    decimal d;

    (void)config;
    if (s.len == 0)
        return WN_EMPTY;
    if (!parse(s, false, &d))
        return WN_INVALID;
    for (; d.scale > 0; d.scale--)
        if (d.digits[--d.count] != '0')
            return WN_INVALID;
    out->value = write(&d, arena);
    return d.count > 18 ? WN_INVALID : WN_CLEAN;
}

static const wn_example integers[] = {
    {NULL, "1,200", "1200"}, {NULL, " 007 ", "7"},     {NULL, "１２０人", "120"},
    {NULL, "3.0", "3"},      {NULL, "1.5万", "15000"}, {NULL, "-4", "-4"},
    {NULL, "3.5", NULL},     {NULL, "about 5", NULL},  {NULL, NULL, NULL},
};

static const wn_example amounts[] = {
    {NULL, "¥1,234.50", "1234.50"},
    {NULL, "2400元", "2400"},
    {NULL, "1.2万", "12000"},
    {NULL, "1.234,56 EUR", "1234.56"},
    {NULL, "(300)", "-300"},
    {NULL, "USD 7.5", "7.5"},
    {NULL, "免费", NULL},
    {NULL, "12..5", NULL},
    {NULL, NULL, NULL},
};

const wn_transform wn_transform_integer = {
    .name = "integer",
    .en = "a whole number",
    .zh = "整数",
    .is_number = true,
    .sql = "INTEGER",
    .mask = "none",
    .apply = apply_integer,
    .examples = integers,
};

const wn_transform wn_transform_money = {
    .name = "money",
    .en = "an amount of money, as a plain decimal number; the currency is not kept",
    .zh = "金额，统一为十进制数；不保留币种",
    .is_number = true,
    .sql = "NUMERIC",
    .mask = "none",
    .apply = apply_money,
    .examples = amounts,
};
