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
    int power; /* of ten, of words like 万 */
    bool minus;
    const char *currency; /* three letters, "?" or NULL */
} decimal;

enum { DECIMAL_AUTO, DECIMAL_POINT, DECIMAL_COMMA };
static const char *const decimals[] = {"auto", "point", "comma", NULL};
enum { PART_AMOUNT, PART_CURRENCY };
static const char *const parts[] = {"amount", "currency", NULL};

struct config {
    int decimal, part;
};

/* clang-format off */
#define OPTION_DECIMAL                                                                   \
    {.name = "decimal", .type = WN_OPT_CHOICE,                                           \
     .offset = offsetof(struct config, decimal), .fallback = "auto", .choices = decimals,\
     .en = "which mark stands before the fraction; auto: a comma before three digits "   \
           "groups them",                                                                \
     .zh = "哪个符号是小数点；auto：逗号后正好三位时是千分位"}
static const wn_option number_options[] = {OPTION_DECIMAL, {.type = WN_OPT_END}};
static const wn_option money_options[] = {
    OPTION_DECIMAL,
    {.name = "part", .type = WN_OPT_CHOICE, .offset = offsetof(struct config, part),
     .fallback = "amount", .choices = parts,
     .en = "currency: take the currency's code only (EUR), where the text names one",
     .zh = "currency：只取币种代码（EUR）"},
    {.type = WN_OPT_END}};
/* clang-format on */

/* Words that may stand before or after a number: their power of ten, and the currency
 * they name ("?": a sign that several countries write). */
#define U(word) word, sizeof(word) - 1
static const struct unit {
    const char *word;
    size_t len;
    int power;
    const char *currency;
} units[] = {
    {U("万亿"), 12, NULL},   {U("亿"), 8, NULL},      {U("億"), 8, NULL},
    {U("万"), 4, NULL},      {U("萬"), 4, NULL},      {U("千"), 3, NULL},
    {U("百"), 2, NULL},      {U("人"), 0, NULL},      {U("家"), 0, NULL},
    {U("个"), 0, NULL},      {U("名"), 0, NULL},      {U("人民币"), 0, "CNY"},
    {U("美元"), 0, "USD"},   {U("美金"), 0, "USD"},   {U("欧元"), 0, "EUR"},
    {U("英镑"), 0, "GBP"},   {U("港币"), 0, "HKD"},   {U("港元"), 0, "HKD"},
    {U("日元"), 0, "JPY"},   {U("新台币"), 0, "TWD"}, {U("台币"), 0, "TWD"},
    {U("澳元"), 0, "AUD"},   {U("加元"), 0, "CAD"},   {U("韩元"), 0, "KRW"},
    {U("块"), 0, "CNY"},     {U("圆"), 0, "CNY"},     {U("元整"), 0, "CNY"},
    {U("元"), 0, "CNY"},     {U("円"), 0, "JPY"},     {U("원"), 0, "KRW"},
    {U("￥"), 0, "?"},       {U("¥"), 0, "?"},        {U("US$"), 0, "USD"},
    {U("HK$"), 0, "HKD"},    {U("NT$"), 0, "TWD"},    {U("A$"), 0, "AUD"},
    {U("C$"), 0, "CAD"},     {U("S$"), 0, "SGD"},     {U("R$"), 0, "BRL"},
    {U("$"), 0, "?"},        {U("€"), 0, "EUR"},      {U("£"), 0, "GBP"},
    {U("₹"), 0, "INR"},      {U("₩"), 0, "KRW"},      {U("₽"), 0, "RUB"},
    {U("zł"), 0, "PLN"},     {U("Kč"), 0, "CZK"},     {U("kr"), 0, "?"},
    {U("Fr."), 0, "CHF"},    {U("RMB"), 0, "CNY"},    {U("Mio."), 6, NULL},
    {U("Mio"), 6, NULL},     {U("Mrd."), 9, NULL},    {U("Mrd"), 9, NULL},
    {U("million"), 6, NULL}, {U("billion"), 9, NULL}, {U("thousand"), 3, NULL},
    {U("mn"), 6, NULL},      {U("bn"), 9, NULL},      {U("mm"), 6, NULL},
    {U("k"), 3, NULL},       {U("m"), 6, NULL},       {U("b"), 9, NULL},
    {U("tsd."), 3, NULL},
};

/* Codes of ISO 4217 in use, three letters each. */
static const char currencies[] =
    "AED AFN ALL AMD ANG AOA ARS AUD AWG AZN BAM BBD BDT BGN BHD BIF BMD BND BOB BRL BSD "
    "BTN BWP BYN BZD CAD CDF CHF CLP CNY COP CRC CUP CVE CZK DJF DKK DOP DZD EGP ERN ETB "
    "EUR FJD FKP GBP GEL GHS GIP GMD GNF GTQ GYD HKD HNL HTG HUF IDR ILS INR IQD IRR ISK "
    "JMD JOD JPY KES KGS KHR KMF KPW KRW KWD KYD KZT LAK LBP LKR LRD LSL LYD MAD MDL MGA "
    "MKD MMK MNT MOP MRU MUR MVR MWK MXN MYR MZN NAD NGN NIO NOK NPR NZD OMR PAB PEN PGK "
    "PHP PKR PLN PYG QAR RON RSD RUB RWF SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN "
    "SYP SZL THB TJS TMT TND TOP TRY TTD TWD TZS UAH UGX USD UYU UZS VES VND VUV WST XAF "
    "XCD XOF XPF YER ZAR ZMW ZWL ";

static wn_str after(wn_str s, size_t count)
{
    return (wn_str){s.ptr + count, s.len - count};
}

static const char *currency_of(wn_str code)
{
    char upper[5] = {0};

    for (size_t i = 0; i < 3; i++) {
        if ((code.ptr[i] | 32) < 'a' || (code.ptr[i] | 32) > 'z')
            return NULL;
        upper[i] = (char)(code.ptr[i] & ~32);
    }
    upper[3] = ' ';
    for (const char *at = currencies; (at = strstr(at, upper)); at++)
        if ((at - currencies) % 4 == 0)
            return at;
    return NULL;
}

static bool is_mark(char c)
{
    return (c >= '0' && c <= '9') || c == '-' || c == '+' || c == '.' || c == ',';
}

/* One unit at an end of s; how many bytes, 0: none. */
static size_t unit_at(wn_str s, bool from_end, decimal *d)
{
    for (size_t i = 0; i < WN_COUNT(units); i++) {
        size_t len = units[i].len;
        if (len > s.len || ((from_end ? units[i].word[len - 1] ^ s.ptr[s.len - 1]
                                      : units[i].word[0] ^ s.ptr[0]) &
                            ~32))
            continue;
        wn_str edge = {from_end ? s.ptr + s.len - len : s.ptr, len};
        if (!wn_str_equal_nocase(edge, (wn_str){units[i].word, len}))
            continue;
        if (units[i].power && !from_end)
            continue;
        d->power += units[i].power;
        d->currency = units[i].currency && (!d->currency || *d->currency == '?')
                          ? units[i].currency
                          : d->currency;
        return len;
    }
    if (s.len < 3)
        return 0;
    const char *code = currency_of((wn_str){from_end ? s.ptr + s.len - 3 : s.ptr, 3});
    d->currency = code ? code : d->currency;
    return code ? 3 : 0;
}

/* Take units off one end of s. False: nothing is left. */
static bool take_units(wn_str *s, bool from_end, decimal *d)
{
    for (;;) {
        *s = wn_str_trim(*s);
        if (s->len == 0 || is_mark(s->ptr[from_end ? s->len - 1 : 0]))
            return s->len > 0;
        size_t len = unit_at(*s, from_end, d);
        if (len == 0)
            return true;
        *s = from_end ? (wn_str){s->ptr, s->len - len} : after(*s, len);
    }
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
        if (c < '0' || c > '9' || out->count + out->power >= MAX_DIGITS - 1)
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
    if (!take_units(&s, false, out))
        return false;
    s = take_minus(s, out);
    if (!take_units(&s, false, out) || !take_units(&s, true, out))
        return false;
    if (!out->minus)
        s = take_minus(s, out);
    if (out->power > MAX_DIGITS / 2 || !read_digits(s, c->decimal, out))
        return false;
    for (; out->power > 0; out->power--) {
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
    const struct config *c = config;
    wn_str s = tidy(in, TIDY_NARROW, arena);
    decimal d;

    if (s.len == 0)
        return WN_EMPTY;
    if (!parse(s, c, &d))
        return WN_INVALID;
    out->value = c->part == PART_AMOUNT ? write(&d, arena)
                 : d.currency && *d.currency != '?'
                     ? wn_arena_str(arena, (wn_str){d.currency, 3})
                     : WN_STR("");
    return out->value.len ? WN_CLEAN : WN_EMPTY;
}

static wn_verdict apply_integer(wn_str in, const void *config, wn_arena *arena,
                                wn_cleaned *out)
{
    wn_str s = tidy(in, TIDY_NARROW, arena);
    decimal d;

    if (s.len == 0)
        return WN_EMPTY;
    if (!parse(s, config, &d) || d.currency)
        return WN_INVALID;
    for (; d.scale > 0; d.scale--)
        if (d.digits[--d.count] != '0')
            return WN_INVALID;
    out->value = write(&d, arena);
    return d.count > 18 ? WN_INVALID : WN_CLEAN;
}

/* 12.5% and 12.5 are the same; 百分之五 is 5; 3‰ is 0.3. */
static wn_verdict apply_percent(wn_str in, const void *config, wn_arena *arena,
                                wn_cleaned *out)
{
    wn_str s = tidy(in, TIDY_NARROW, arena);
    int shift = 0;
    decimal d;

    if (s.len > 1 && s.ptr[s.len - 1] == '%') {
        s = wn_str_trim((wn_str){s.ptr, s.len - 1});
    } else if (s.len > 3 && wn_str_ends(s, WN_STR("‰"))) {
        s = wn_str_trim((wn_str){s.ptr, s.len - 3});
        shift = 1;
    }
    if (s.len == 0)
        return WN_EMPTY;
    if (!parse(s, config, &d) || d.currency)
        return WN_INVALID;
    if (shift && d.count == d.scale)
        return WN_INVALID;
    d.scale += shift;
    out->value = write(&d, arena);
    return WN_CLEAN;
}

static const wn_example integers[] = {
    {NULL, "1,200", "1200"}, {NULL, " 007 ", "7"},     {NULL, "１２０人", "120"},
    {NULL, "3.0", "3"},      {NULL, "1.5万", "15000"}, {NULL, "-4", "-4"},
    {NULL, "50-", "-50"},    {NULL, "12k", "12000"},   {NULL, "3.5", NULL},
    {NULL, "about 5", NULL}, {NULL, "5 EUR", NULL},    {NULL, NULL, NULL},
};

static const wn_example amounts[] = {
    {NULL, "¥1,234.50", "1234.50"},
    {NULL, "2400元", "2400"},
    {NULL, "1.2万", "12000"},
    {NULL, "1.234,56 EUR", "1234.56"},
    {NULL, "1.234,56-", "-1234.56"},
    {NULL, "¥1,2万", "12000"},
    {NULL, "1.5万元", "15000"},
    {NULL, "1 234 567,89 €", "1234567.89"},
    {NULL, "1'234.50 CHF", "1234.50"},
    {NULL, "12,34,567", "1234567"},
    {NULL, "USD 2.5 million", "2500000"},
    {"decimal=comma", "1.234", "1234"},
    {"part=currency", "1.234,56 EUR", "EUR"},
    {"part=currency", "2400元", "CNY"},
    {"part=currency", "$5", ""},
    {NULL, "(300)", "-300"},
    {NULL, "USD 7.5", "7.5"},
    {NULL, "免费", NULL},
    {NULL, "12..5", NULL},
    {NULL, NULL, NULL},
};

static const wn_example percents[] = {
    {NULL, "12.5%", "12.5"}, {NULL, "１２％", "12"}, {NULL, "12,5 %", "12.5"},
    {NULL, "35‰", "3.5"},    {NULL, "80", "80"},     {NULL, "half", NULL},
    {NULL, NULL, NULL},
};

const wn_transform wn_transform_percent = {
    .name = "percent",
    .en = "a percentage, as a decimal number of percent (12.5)",
    .zh = "百分数，写成十进制的百分比数值（12.5）",
    .options = number_options,
    .config_size = sizeof(struct config),
    .is_number = true,
    .sql = "NUMERIC",
    .mask = "none",
    .apply = apply_percent,
    .examples = percents,
};

const wn_transform wn_transform_integer = {
    .name = "integer",
    .en = "a whole number",
    .zh = "整数",
    .options = number_options,
    .config_size = sizeof(struct config),
    .is_number = true,
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
    .sql = "NUMERIC",
    .mask = "none",
    .apply = apply_money,
    .examples = amounts,
};
