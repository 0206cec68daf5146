/*
 * number.c - whole numbers and amounts of money, as decimal text. Nothing is a floating
 * point number, so 0.1 stays 0.1.
 *
 * Each number has one text: no needless zeros in front or at the end, and no minus before
 * zero. So 1,234.50 is 1234.5, as every database can return it. A number with too many
 * digits (NUMBER_DIGITS) is refused, not rounded.
 */
#include "number.h"
#include "tidy.h"
#include "transforms.h"

#include "core/memory.h"

#include <string.h>

static const char *const decimals[] = {"auto", "point", "comma", NULL};
enum { PERCENT, PER_MILLE, SHARE };
static const char *const percent_units[] = {"%", "‰", "1", NULL};
enum { PART_AMOUNT, PART_CURRENCY };
static const char *const parts[] = {"amount", "currency", NULL};

struct config {
    int decimal, part, percent;
    wn_unit unit;
    bool open; /* the column uses both marks, or not the one of decimal= */
};

/* clang-format off */
#define OPTION_DECIMAL                                                                   \
    {.name = "decimal", .type = WN_OPT_CHOICE,                                           \
     .offset = offsetof(struct config, decimal), .fallback = "auto", .choices = decimals,\
     .en = "which mark stands before the fraction; auto: the number itself shows it, "   \
           "else the other rows of its column (1.234 alone is not taken; 1,234 is, "     \
           "unless a row has a decimal comma)",                                          \
     .zh = "哪个符号是小数点；auto：由数字本身看出，否则由该列其他行决定"                          \
           "（单独的 1.234 不采用；1,234 按千分位，除非有行用逗号作小数点）"}
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

static number_rules rules_of(const struct config *c)
{
    return (number_rules){.decimal = c->decimal,
                          .comma = c->open ? HABIT_ASK : HABIT_USUAL};
}

/* Compares the number with decimal=. If some rows of the column fit only the other
 * mark, and none only this one, then what decimal= decided gets a remark. */
static void hold_against(const struct config *c, const decimal *d, bool good,
                         wn_cleaned *out)
{
    if (good && d->readings == (1u << DECIMAL_POINT | 1u << DECIMAL_COMMA)) {
        out->taken = WN_TAKEN_AS_USUAL;
        if (c->open && !out->remark)
            out->remark = WN_REMARK_AMBIGUOUS;
    } else if (!good && d->readings && !(d->readings >> c->decimal & 1)) {
        out->taken = WN_TAKEN_AGAINST;
    }
}

/* Notes what the column may have to decide about how the number was read. */
static void tell(const struct config *c, const decimal *d, bool good, wn_cleaned *out)
{
    if (c->decimal != DECIMAL_AUTO)
        hold_against(c, d, good, out);
    if (c->decimal != DECIMAL_AUTO || c->open || !good)
        return;
    out->taken = (uint8_t)((d->usual ? WN_TAKEN_AS_USUAL : 0) |
                           (d->readings == 1u << DECIMAL_COMMA ? WN_TAKEN_AGAINST : 0));
}

static wn_verdict refuse(number_outcome outcome, wn_cleaned *out)
{
    if (outcome != NUMBER_NOT)
        out->remark = WN_REMARK_AMBIGUOUS;
    return WN_INVALID;
}

/* Reads an amount: all of the text, or an amount among words. */
static number_outcome find_amount(wn_str s, const struct config *c,
                                  const number_rules *rules, number_found *f)
{
    number_outcome outcome = number_parse(s, rules, c->unit.power, f);

    return outcome == NUMBER_NOT ? number_beside(s, rules, c->unit.power, f) : outcome;
}

static wn_verdict apply_money(wn_str in, const void *config, wn_arena *arena,
                              wn_cleaned *out)
{
    const struct config *c = config;
    wn_str s = tidy(in, TIDY_NARROW | TIDY_MARKUP, arena);
    number_rules rules = rules_of(c);
    number_found f;

    if (s.len == 0)
        return WN_EMPTY;
    number_outcome outcome = find_amount(s, c, &rules, &f);
    if (outcome == NUMBER_NOT && c->part == PART_AMOUNT)
        tell(c, &f.value, false, out);
    if (outcome == NUMBER_NOT || (outcome != NUMBER_GOOD && c->part == PART_AMOUNT))
        return refuse(outcome, out);
    if (f.units.supposed && f.value.scale == 0 && c->part == PART_AMOUNT)
        return refuse(NUMBER_DOUBTFUL,
                      out); /* 1 KM: one Bosnian mark, or a thousand million */
    out->remark = f.several          ? WN_REMARK_SEVERAL
                  : f.rest           ? WN_REMARK_REST
                  : f.units.supposed ? WN_REMARK_CHANGED
                                     : WN_REMARK_NONE;
    if (c->part == PART_AMOUNT) {
        tell(c, &f.value, true, out);
        out->value = number_write(&f.value, arena);
        out->scaled = f.scaled;
        return WN_CLEAN;
    }
    const char *currency = f.units.currency;
    if (!currency || *currency == '?')
        currency = c->unit.currency;
    out->value = *currency ? wn_arena_str(arena, (wn_str){currency, 3}) : WN_STR("");
    return out->value.len ? WN_CLEAN : WN_EMPTY;
}

static wn_verdict apply_integer(wn_str in, const void *config, wn_arena *arena,
                                wn_cleaned *out)
{
    const struct config *c = config;
    wn_str s = tidy(in, TIDY_NARROW | TIDY_MARKUP, arena);
    number_rules rules = rules_of(c);
    number_found f;

    if (s.len == 0)
        return WN_EMPTY;
    number_outcome outcome = number_parse(s, &rules, c->unit.power, &f);
    if (outcome == NUMBER_NOT)
        tell(c, &f.value, false, out);
    if (outcome != NUMBER_GOOD || f.units.currency)
        return refuse(f.units.currency ? NUMBER_NOT : outcome, out);
    out->scaled = f.scaled;
    for (; f.value.scale > 0; f.value.scale--)
        if (f.value.digits[--f.value.count] != '0')
            return WN_INVALID;
    tell(c, &f.value, true, out);
    out->value = number_write(&f.value, arena);
    return f.value.count > 18 ? WN_INVALID : WN_CLEAN;
}

/* Length in bytes of a word for % at the end: 5 percent, 5 Prozent, ٥٪; 0: there is
 * none. */
static size_t percent_word(wn_str s)
{
    static const char *const words[] = {
        "٪",         "percent",    "per cent",  "pct",        "pct.",      "prozent",
        "pour cent", "por ciento", "por cento", "procent",    "per cento", "процентов",
        "процента",  "процент",    "퍼센트",    "パーセント", "เปอร์เซ็นต์"};

    if (s.len == 0 || (s.ptr[s.len - 1] >= '0' && s.ptr[s.len - 1] <= '9'))
        return 0;
    for (size_t i = 0; i < WN_COUNT(words); i++) {
        size_t len = strlen(words[i]);
        if (s.len > len &&
            wn_str_equal_nocase((wn_str){s.ptr + s.len - len, len}, wn_str_of(words[i])))
            return len;
    }
    return 0;
}

/* Cuts the sign off 12.5%, %12.5, 35‰, 百分之五; *unit: what the sign means. */
static wn_str take_percent(wn_str s, int *unit)
{
    static const wn_str chinese = {"百分之", 9};
    size_t word;

    if (s.len > 1 && s.ptr[s.len - 1] == '%') {
        *unit = PERCENT;
        s.len--;
    } else if (s.len > 1 && s.ptr[0] == '%') {
        *unit = PERCENT;
        s = (wn_str){s.ptr + 1, s.len - 1};
    } else if (s.len > 3 && wn_str_ends(s, WN_STR("‰"))) {
        *unit = PER_MILLE;
        s.len -= 3;
    } else if (s.len > chinese.len && !memcmp(s.ptr, chinese.ptr, chinese.len)) {
        *unit = PERCENT;
        s = (wn_str){s.ptr + chinese.len, s.len - chinese.len};
    } else if ((word = percent_word(s)) > 0) {
        *unit = PERCENT;
        s.len -= word;
    }
    return wn_str_trim(s);
}

/* Reads a share: 12.5% and 12.5 are the same; 3‰ is 0.3. Nobody groups the digits of a
 * share, so 12,500 is as ambiguous here as 12.500. */
static number_outcome parse_percent(wn_str s, int mark, int unit, number_found *f)
{
    number_rules rules = {.decimal = mark};
    number_outcome outcome = number_parse(s, &rules, unit == SHARE ? 2 : 0, f);

    return f->units.currency || f->units.power || f->units.counts ? NUMBER_NOT : outcome;
}

static wn_verdict apply_percent(wn_str in, const void *config, wn_arena *arena,
                                wn_cleaned *out)
{
    const struct config *c = config;
    int unit = c->percent;
    wn_str s = take_percent(tidy(in, TIDY_NARROW | TIDY_MARKUP, arena), &unit);
    number_found f;

    if (s.len == 0)
        return WN_EMPTY;
    number_outcome outcome = parse_percent(s, c->decimal, unit, &f);
    if (c->decimal != DECIMAL_AUTO)
        hold_against(c, &f.value, outcome == NUMBER_GOOD, out);
    if (outcome != NUMBER_GOOD)
        return refuse(outcome, out);
    f.value.scale += unit == PER_MILLE;
    out->scaled = f.scaled || unit != PERCENT;
    out->value = number_write(&f.value, arena);
    return WN_CLEAN;
}

/* ---- what the column decides ------------------------------------------------------ */

/* Each reads what its apply function reads, as if decimal= were not set. */
static wn_reading reading_of(number_outcome outcome, const struct config *c,
                             const number_found *f)
{
    return (wn_reading){.set = outcome == NUMBER_NOT ? 0 : f->value.readings,
                        .asks = outcome == NUMBER_EITHER && c->decimal == DECIMAL_AUTO};
}

static wn_reading readings_money(wn_str in, const void *config, wn_arena *arena)
{
    const struct config *c = config;
    wn_str s = tidy(in, TIDY_NARROW | TIDY_MARKUP, arena);
    number_rules rules = {.comma = c->open ? HABIT_ASK : HABIT_USUAL};
    number_found f;

    return reading_of(find_amount(s, c, &rules, &f), c, &f);
}

static wn_reading readings_integer(wn_str in, const void *config, wn_arena *arena)
{
    const struct config *c = config;
    wn_str s = tidy(in, TIDY_NARROW | TIDY_MARKUP, arena);
    number_rules rules = {.comma = c->open ? HABIT_ASK : HABIT_USUAL};
    number_found f;
    number_outcome outcome = number_parse(s, &rules, c->unit.power, &f);

    return reading_of(f.units.currency ? NUMBER_NOT : outcome, c, &f);
}

static wn_reading readings_percent(wn_str in, const void *config, wn_arena *arena)
{
    const struct config *c = config;
    int unit = c->percent;
    wn_str s = take_percent(tidy(in, TIDY_NARROW | TIDY_MARKUP, arena), &unit);
    number_found f;

    return reading_of(parse_percent(s, DECIMAL_AUTO, unit, &f), c, &f);
}

static void settle(void *config, unsigned shape, unsigned reading, bool mixed)
{
    struct config *c = config;

    (void)shape;
    c->open = mixed;
    if (reading)
        c->decimal = (int)reading;
}

static const wn_example integers[] = {
    {NULL, "1,200", "1200"},   {NULL, " 007 ", "7"},      {NULL, "１２０人", "120"},
    {NULL, "3.0", "3"},        {NULL, "1.5万", "15000"},  {NULL, "-4", "-4"},
    {NULL, "50-", "-50"},      {NULL, "12k", "12000"},    {NULL, "3.5", NULL},
    {NULL, "about 5", NULL},   {NULL, "5 EUR", NULL},     {"unit=万", "1.25", "12500"},
    {"unit=万", "80人", "80"}, {NULL, "三百二十", "320"}, {NULL, "1.000", NULL},
    {NULL, "12 34", NULL},     {NULL, NULL, NULL},
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
    {NULL, "0,500", "0.5"},
    {NULL, "1234,567", "1234.567"},
    {"decimal=comma", "1.234", "1234"},
    {"decimal=point", "1.234", "1.234"},
    {NULL, "1.234.567", "1234567"},
    {NULL, "1,2345,6789", "123456789"},
    {NULL, "Rp 12.500", "12500"},
    {NULL, "2w", "20000"},
    {NULL, "一百二十万元", "1200000"},
    {NULL, "壹万贰仟元伍角整", "12000.5"},
    {NULL, "1亿2000万", "120000000"},
    {NULL, "Rs. 500/-", "500"},
    {NULL, "49,- Kč", "49"},
    {NULL, "from $25", "25"},
    {NULL, "1 KM", NULL},
    {NULL, "12,50 KM", "12.5"},
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
    {NULL, "1.234", NULL},
    {NULL, "EUR 12.500", NULL},
    {"decimal=comma", "1.5", NULL},
    {"decimal=point", "512,77", NULL},
    {NULL, "1,2,3", NULL},
    {NULL, "1 00", NULL},
    {NULL, "100 k m", NULL},
    {NULL, "10-20", NULL},
    {NULL, "5 EUR/kg", NULL},
    {NULL, "1 K", NULL},
    {NULL, NULL, NULL},
};

static const wn_example percents[] = {
    {NULL, "12.5%", "12.5"},  {NULL, "１２％", "12"},  {NULL, "12,5 %", "12.5"},
    {NULL, "35‰", "3.5"},     {NULL, "0.5‰", "0.05"},  {NULL, "80", "80"},
    {"unit=1", "40%", "40"},  {NULL, "half", NULL},    {"unit=1", "0.125", "12.5"},
    {NULL, "0,125", "0.125"}, {NULL, "百分之五", "5"}, {NULL, "12.500", NULL},
    {NULL, "12,500%", NULL},  {NULL, NULL, NULL},
};

const wn_transform wn_transform_percent = {
    .name = "percent",
    .question = "decimal",
    .readings = readings_percent,
    .settle = settle,
    .remarks = 1u << WN_REMARK_AMBIGUOUS,
    .en = "a percentage, as a decimal number of percent (12.5); with three digits behind "
          "its only mark (12.500; 12,500) the column or decimal= decides, else it is "
          "refused as ambiguous",
    .zh =
        "百分数，写成十进制的百分比数值（12.5）；唯一的符号后正好三位（12.500、12,500）时"
        "由该列或 decimal= 决定，否则以“两种读法”拒绝",
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
    .question = "decimal",
    .readings = readings_integer,
    .settle = settle,
    .remarks = 1u << WN_REMARK_AMBIGUOUS,
    .en =
        "a whole number; 1.000 is 1 or 1000: the column or decimal= decides, else it is "
        "refused as ambiguous; groups must have their three digits",
    .zh = "整数；1.000 是 1 还是 1000 由该列或 decimal= 决定，否则以“两种读法”拒绝；"
          "分组的位数必须正确",
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
    .question = "decimal",
    .readings = readings_money,
    .settle = settle,
    .remarks = 1u << WN_REMARK_AMBIGUOUS | 1u << WN_REMARK_REST |
               1u << WN_REMARK_SEVERAL | 1u << WN_REMARK_CHANGED,
    .en =
        "an amount of money, as a plain decimal number; part=currency has its currency. "
        "1.234 is refused as ambiguous where neither its column nor decimal= tells the "
        "mark; so are groups of a wrong length, two units (5 K万), ranges and prices for "
        "a unit (5 EUR/kg). Words beside an amount with its currency are left out, with "
        "a remark (rest, several)",
    .zh = "金额，统一为十进制数；币种用 part=currency 另取。1.234 若该列和 decimal= "
          "都说明不了"
          "小数点，则以“两种读法”拒绝；分组位数不对、两个单位连用（5 "
          "K万）、区间、按单位计价"
          "（5 EUR/kg）也拒绝。带币种的金额旁边的文字不采用，并有提示（rest、several）",
    .options = money_options,
    .config_size = sizeof(struct config),
    .is_number = true,
    .blanks = WN_BLANKS_OWN,
    .sql = "NUMERIC",
    .mask = "none",
    .apply = apply_money,
    .examples = amounts,
};
