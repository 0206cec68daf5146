/*
 * number.c - whole numbers and amounts of money, as decimal text: no floating
 * point anywhere, so 0.1 stays 0.1.
 *
 * A number has one text: no zero in front or behind that says nothing, and no minus
 * before nothing. So 1,234.50 is 1234.5, as every database can give it back; what has
 * more digits than anybody counts in is refused, and not rounded.
 */
#include "number_units.h"
#include "tidy.h"
#include "winnow/transform.h"

#include <string.h>

#define MAX_DIGITS 48 /* databases that keep decimals exactly take 38 at least */

typedef struct decimal {
    char digits[MAX_DIGITS];
    int count;          /* of digits */
    int scale;          /* how many of them stand behind the point */
    bool minus, scaled; /* scaled: by the unit of its column */
    units_found units;
} decimal;

enum { DECIMAL_AUTO, DECIMAL_POINT, DECIMAL_COMMA };
static const char *const decimals[] = {"auto", "point", "comma", NULL};
enum { PERCENT, PER_MILLE, SHARE };
static const char *const percent_units[] = {"%", "‰", "1", NULL};
enum { PART_AMOUNT, PART_CURRENCY };
static const char *const parts[] = {"amount", "currency", NULL};

struct config {
    int decimal, part, percent;
    wn_unit unit;
};

/* clang-format off */
#define OPTION_DECIMAL                                                                   \
    {.name = "decimal", .type = WN_OPT_CHOICE,                                           \
     .offset = offsetof(struct config, decimal), .fallback = "auto", .choices = decimals,\
     .en = "which mark stands before the fraction; auto: a comma before three digits "   \
           "groups them",                                                                \
     .zh = "哪个符号是小数点；auto：逗号后正好三位时是千分位"}
#define OPTION_UNIT                                                                      \
    {.name = "unit", .type = WN_OPT_UNIT, .offset = offsetof(struct config, unit),       \
     .en = "what the column counts in: 万元, T€, thousand, 000s, млн ...; a cell that "    \
           "names a unit itself counts in that",                                         \
     .zh = "这一列的单位：万元、千元、亿、k、million……；单元格自己写了单位的按单元格算"}
static const wn_option integer_options[] = {OPTION_DECIMAL, OPTION_UNIT,
                                            {.type = WN_OPT_END}};
static const wn_option percent_options[] = {
    OPTION_DECIMAL,
    {.name = "unit", .type = WN_OPT_CHOICE, .offset = offsetof(struct config, percent),
     .fallback = "%", .choices = percent_units,
     .en = "what numbers without a sign are: percent, per mille, or shares of 1 (0.125)",
     .zh = "没有符号的数是什么：百分数、千分数，还是占 1 的比例（0.125）"},
    {.type = WN_OPT_END}};
static const wn_option money_options[] = {
    OPTION_DECIMAL,
    OPTION_UNIT,
    {.name = "part", .type = WN_OPT_CHOICE, .offset = offsetof(struct config, part),
     .fallback = "amount", .choices = parts,
     .en = "currency: take the currency's code only (EUR), where the text names one",
     .zh = "currency：只取币种代码（EUR）"},
    {.type = WN_OPT_END}};
/* clang-format on */

static wn_str after(wn_str s, size_t count)
{
    return (wn_str){s.ptr + count, s.len - count};
}

/* The byte that is the decimal point: the last of . and , unless it groups
 * three digits and is the only kind of mark ("1,200" is twelve hundred). */
static size_t point_of(wn_str s, int mark)
{
    const char *dot = memrchr(s.ptr, '.', s.len), *comma = memrchr(s.ptr, ',', s.len);
    const char *last = !dot ? comma : !comma ? dot : dot > comma ? dot : comma;

    if (mark != DECIMAL_AUTO) {
        last = mark == DECIMAL_POINT ? dot : comma;
        return last ? (size_t)(last - s.ptr) : s.len;
    }
    if (!last)
        return s.len;
    size_t at = (size_t)(last - s.ptr), behind = s.len - at - 1;
    bool both = dot && comma, repeated = memchr(s.ptr, *last, at) != NULL;
    if (!both && (repeated || (*last == ',' && behind == 3)))
        return s.len;
    return at;
}

/* A minus before, behind (1.234,56-) or around it: (300). */
static wn_str take_minus(wn_str s, decimal *d)
{
    static const char sign[] = "−"; /* U+2212 */

    if (s.len > 2 && s.ptr[0] == '(' && s.ptr[s.len - 1] == ')') {
        d->minus = true;
        s = wn_str_trim((wn_str){s.ptr + 1, s.len - 2});
    }
    if (s.len > 3 && !memcmp(s.ptr, sign, 3)) {
        d->minus = true;
        s = after(s, 3);
    } else if (s.len > 1 && (s.ptr[0] == '-' || s.ptr[0] == '+')) {
        d->minus = s.ptr[0] == '-';
        s = after(s, 1);
    } else if (s.len > 1 && s.ptr[s.len - 1] == '-') {
        d->minus = true;
        s.len--;
    }
    return s;
}

static bool read_digits(wn_str s, int decimal_mark, decimal *out)
{
    size_t point = point_of(s, decimal_mark), run = 0;
    bool zero = false;

    for (size_t i = 0; i < s.len; i++) {
        char c = s.ptr[i];
        bool groups = i < point && (c == ',' || c == '.' || c == ' ' || c == '\'');
        if ((groups || i == point) && (run > 0 || i == point) && i + 1 < s.len) {
            run = 0; /* between two marks there is a digit at least */
            continue;
        }
        run++;
        if (c == '0' && i < point && out->count == 0) {
            zero = true; /* in front of all others: no digit of the number */
            continue;
        }
        if (c < '0' || c > '9' || out->count >= MAX_DIGITS - 1)
            return false;
        out->digits[out->count++] = c;
        out->scale += i > point;
    }
    if (zero && out->count == 0)
        out->digits[out->count++] = '0';
    return out->count > 0;
}

static bool parse(wn_str s, const struct config *c, decimal *out)
{
    *out = (decimal){.count = 0};
    s = take_minus(s, out);
    if (!units_take(&s, false, &out->units))
        return false;
    s = take_minus(s, out);
    if (!units_take(&s, false, &out->units) || !units_take(&s, true, &out->units))
        return false;
    if (!out->minus)
        s = take_minus(s, out);
    out->scaled = !out->units.is_own && c->unit.power;
    int power = out->scaled ? c->unit.power : out->units.power;
    if (!read_digits(s, c->decimal, out) || out->count + power >= MAX_DIGITS)
        return false;
    for (; power > 0; power--) {
        if (out->scale > 0)
            out->scale--;
        else
            out->digits[out->count++] = '0';
    }
    return true;
}

static wn_str write(const decimal *d, wn_arena *arena)
{
    char *text = wn_arena_bytes(arena, MAX_DIGITS + 8), *to = text;
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
    wn_arena_trim(arena, text, MAX_DIGITS + 8, out.len);
    return out;
}

static wn_verdict apply_money(wn_str in, const void *config, wn_arena *arena,
                              wn_cleaned *out)
{
    const struct config *c = config;
    wn_str s = tidy(in, TIDY_NARROW | TIDY_MARKUP, arena);
    decimal d;

    if (s.len == 0)
        return WN_EMPTY;
    if (!parse(s, c, &d))
        return WN_INVALID;
    if (c->part == PART_AMOUNT) {
        out->value = write(&d, arena);
        out->scaled = d.scaled;
        return WN_CLEAN;
    }
    const char *currency = d.units.currency;
    if (!currency || *currency == '?')
        currency = c->unit.currency;
    out->value = *currency ? wn_arena_str(arena, (wn_str){currency, 3}) : WN_STR("");
    return out->value.len ? WN_CLEAN : WN_EMPTY;
}

static wn_verdict apply_integer(wn_str in, const void *config, wn_arena *arena,
                                wn_cleaned *out)
{
    wn_str s = tidy(in, TIDY_NARROW | TIDY_MARKUP, arena);
    decimal d;

    if (s.len == 0)
        return WN_EMPTY;
    if (!parse(s, config, &d) || d.units.currency)
        return WN_INVALID;
    out->scaled = d.scaled;
    for (; d.scale > 0; d.scale--)
        if (d.digits[--d.count] != '0')
            return WN_INVALID;
    out->value = write(&d, arena);
    return d.count > 18 ? WN_INVALID : WN_CLEAN;
}

/* 12.5% and 12.5 are the same; 3‰ is 0.3. */
static wn_verdict apply_percent(wn_str in, const void *config, wn_arena *arena,
                                wn_cleaned *out)
{
    const struct config *c = config;
    wn_str s = tidy(in, TIDY_NARROW | TIDY_MARKUP, arena);
    int unit = c->percent;
    decimal d;

    if (s.len > 1 && s.ptr[s.len - 1] == '%') {
        s = wn_str_trim((wn_str){s.ptr, s.len - 1});
        unit = PERCENT;
    } else if (s.len > 3 && wn_str_ends(s, WN_STR("‰"))) {
        s = wn_str_trim((wn_str){s.ptr, s.len - 3});
        unit = PER_MILLE;
    }
    if (s.len == 0)
        return WN_EMPTY;
    struct config shares = {.decimal = c->decimal, .unit.power = unit == SHARE ? 2 : 0};
    if (!parse(s, &shares, &d) || d.units.currency)
        return WN_INVALID;
    d.scale += unit == PER_MILLE;
    out->scaled = d.scaled || unit != PERCENT;
    out->value = write(&d, arena);
    return WN_CLEAN;
}

static const wn_example integers[] = {
    {NULL, "1,200", "1200"},   {NULL, " 007 ", "7"},     {NULL, "１２０人", "120"},
    {NULL, "3.0", "3"},        {NULL, "1.5万", "15000"}, {NULL, "-4", "-4"},
    {NULL, "50-", "-50"},      {NULL, "12k", "12000"},   {NULL, "3.5", NULL},
    {NULL, "about 5", NULL},   {NULL, "5 EUR", NULL},    {"unit=万", "1.25", "12500"},
    {"unit=万", "80人", "80"}, {NULL, NULL, NULL},
};

static const wn_example amounts[] = {
    {NULL, "¥1,234.50", "1234.5"},
    {NULL, "12345678901234567890.10", "12345678901234567890.1"},
    {NULL, "-0.00", "0"},
    {NULL, "2400元", "2400"},
    {NULL, "1.2万", "12000"},
    {NULL, "1.234,56 EUR", "1234.56"},
    {NULL, "1.234,56-", "-1234.56"},
    {NULL, "¥1,2万", "12000"},
    {NULL, "1.5万元", "15000"},
    {NULL, "1 234 567,89 €", "1234567.89"},
    {NULL, "1'234.50 CHF", "1234.5"},
    {NULL, "12,34,567", "1234567"},
    {NULL, "USD 2.5 million", "2500000"},
    {"decimal=comma", "1.234", "1234"},
    {"part=currency", "1.234,56 EUR", "EUR"},
    {"part=currency", "2400元", "CNY"},
    {"part=currency", "$5", ""},
    {NULL, "(300)", "-300"},
    {NULL, "USD 7.5", "7.5"},
    {NULL, "2,5 Tsd. €", "2500"},
    {NULL, "3 млн руб.", "3000000"},
    {"unit=万元", "12.5", "125000"},
    {"unit=万元", "3.2亿", "320000000"},
    {"unit=T€", "€ 1.250,5", "1250500"},
    {"unit=TEUR part=currency", "12", "EUR"},
    {NULL, "5 K万", NULL},
    {NULL, "免费", NULL},
    {NULL, "12..5", NULL},
    {NULL, NULL, NULL},
};

static const wn_example percents[] = {
    {NULL, "12.5%", "12.5"}, {NULL, "１２％", "12"}, {NULL, "12,5 %", "12.5"},
    {NULL, "35‰", "3.5"},    {NULL, "0.5‰", "0.05"}, {NULL, "80", "80"},
    {"unit=1", "40%", "40"}, {NULL, "half", NULL},   {"unit=1", "0.125", "12.5"},
    {NULL, NULL, NULL},
};

const wn_transform wn_transform_percent = {
    .name = "percent",
    .en = "a percentage, as a decimal number of percent (12.5)",
    .zh = "百分数，写成十进制的百分比数值（12.5）",
    .options = percent_options,
    .config_size = sizeof(struct config),
    .is_number = true,
    .blanks = WN_BLANKS_OWN,
    .sql = "NUMERIC",
    .mask = "none",
    .apply = apply_percent,
    .examples = percents,
};

const wn_transform wn_transform_integer = {
    .name = "integer",
    .en = "a whole number",
    .zh = "整数",
    .options = integer_options,
    .config_size = sizeof(struct config),
    .is_number = true,
    .blanks = WN_BLANKS_OWN,
    .sql = "INTEGER",
    .mask = "none",
    .apply = apply_integer,
    .examples = integers,
};

const wn_transform wn_transform_money = {
    .name = "money",
    .en = "an amount of money, as a plain decimal number; part=currency has its currency",
    .zh = "金额，统一为十进制数；币种用 part=currency 另取",
    .options = money_options,
    .config_size = sizeof(struct config),
    .is_number = true,
    .blanks = WN_BLANKS_OWN,
    .sql = "NUMERIC",
    .mask = "none",
    .apply = apply_money,
    .examples = amounts,
};
