/* number_parse.c - a number, its sign, and the words before and after it. */
#include "number.h"

#include "core/memory.h"

#include <string.h>

static wn_str after(wn_str s, size_t count)
{
    return (wn_str){s.ptr + count, s.len - count};
}

/* The signs of a number. More than one means no number, but for brackets around a
 * minus. */
typedef struct signs {
    int count;
    bool minus, brackets, dash; /* dash: the minus may be a dash between words */
    bool behind;
} signs;

/* Cuts a sign off the front. A dash with a blank after it, in a text with words, is no
 * sign. */
static wn_str take_leading(wn_str s, bool words, signs *found)
{
    if (s.len < 2 || (s.ptr[0] != '-' && s.ptr[0] != '+'))
        return s;
    found->minus = found->minus || s.ptr[0] == '-';
    found->count++;
    wn_str rest = wn_str_trim(after(s, 1));
    found->dash =
        found->dash || (s.ptr[1] == ' ' && (words || !number_is_digit(rest.ptr[0])));
    return rest;
}

/* Cuts off the end of a price without a fraction: 1.234,- and 1.234.- and 500/-. *mark:
 * the decimal mark that it shows. */
static wn_str take_price_dash(wn_str s, char *mark)
{
    size_t len = s.len;

    while (len > 1 && (s.ptr[len - 1] == '-' || s.ptr[len - 1] == ' '))
        len--;
    if (len == s.len || len < 2 || !strchr(".,/", s.ptr[len - 1]))
        return s;
    *mark = s.ptr[len - 1];
    return (wn_str){s.ptr, len - 1};
}

static wn_str take_trailing(wn_str s, signs *found, char *mark)
{
    if (number_is_digit(s.ptr[s.len - 1]))
        return s;
    wn_str price = take_price_dash(s, mark);

    if (price.len < s.len)
        return price;
    if (s.len > 1 && s.ptr[s.len - 1] == '-') {
        found->minus = found->behind = true;
        found->count++;
        s = wn_str_trim((wn_str){s.ptr, s.len - 1});
    }
    if (s.len > 1 && s.ptr[s.len - 1] == '.' && number_is_digit(s.ptr[s.len - 2]))
        s.len--; /* 1700. */
    return s;
}

/* Sets how amounts of this currency are usually written, for numbers that three digits
 * leave open. */
static void add_habits(number_rules *rules, const number_found *f, int power)
{
    static const struct {
        const char *currencies;
        number_habit dot, comma;
    } habits[] = {{"IDR VND PYG HUF ", HABIT_GROUP, HABIT_USUAL},
                  {"KWD BHD OMR JOD ", HABIT_FRACTION, HABIT_USUAL},
                  {"TND LYD ", HABIT_ASK, HABIT_ASK}};
    const char *currency = f->units.currency;

    if (power == 4 || power == 8) /* 1.234万 */
        rules->dot = HABIT_FRACTION;
    if (f->units.comma && rules->comma == HABIT_USUAL)
        rules->comma = HABIT_ASK;
    for (size_t i = 0; currency && *currency != '?' && i < WN_COUNT(habits); i++) {
        const char code[] = {currency[0], currency[1], currency[2], '\0'};
        if (!strstr(habits[i].currencies, code))
            continue;
        rules->dot = habits[i].dot;
        rules->comma = rules->comma == HABIT_USUAL ? habits[i].comma : rules->comma;
    }
}

/* Uses the decimal mark that the end of a price showed (`said`). False: the column has
 * the other one. */
static bool add_mark(number_rules *rules, wn_str s, int said)
{
    bool has_marks = memchr(s.ptr, '.', s.len) || memchr(s.ptr, ',', s.len);

    if (said == DECIMAL_AUTO)
        return true;
    if (rules->decimal != DECIMAL_AUTO)
        return rules->decimal == said || !has_marks;
    rules->decimal = said;
    return true;
}

static number_outcome read(wn_str s, number_rules rules, int power, char mark,
                           number_found *f)
{
    int said = mark == ',' ? DECIMAL_COMMA : mark == '.' ? DECIMAL_POINT : DECIMAL_AUTO;

    f->scaled = !f->units.is_own && power > 0;
    power = f->scaled ? power : f->units.power;
    if (!add_mark(&rules, s, said))
        return NUMBER_NOT;
    number_outcome outcome = number_read(s, &rules, &f->value);
    if (outcome == NUMBER_EITHER || f->value.usual) {
        f->value = (decimal){.count = 0};
        add_habits(&rules, f, power);
        outcome = number_read(s, &rules, &f->value);
    }
    if (said != DECIMAL_AUTO)
        f->value.readings &= (uint8_t)(1u << said);
    if (said != DECIMAL_AUTO && f->value.scale > 0)
        return NUMBER_NOT; /* 1.234.-: the end says "no fraction" */
    if (outcome == NUMBER_GOOD && f->units.doubtful)
        outcome = NUMBER_DOUBTFUL;
    return outcome == NUMBER_GOOD && !number_scale(&f->value, power) ? NUMBER_NOT
                                                                     : outcome;
}

/* Is the text only digits and marks, perhaps after a minus? Then no words need be
 * looked for. */
static bool is_bare(wn_str s)
{
    size_t at = s.len > 1 && s.ptr[0] == '-';

    if (s.len > NUMBER_DIGITS || !number_is_digit(s.ptr[at]))
        return false;
    for (; at + 1 < s.len; at++)
        if (!number_is_digit(s.ptr[at]) && s.ptr[at] != '.' && s.ptr[at] != ',')
            return false;
    return number_is_digit(s.ptr[at]);
}

static bool take_words(wn_str *s, signs *found, char *mark, units_found *units)
{
    if (s->len > 2 && s->ptr[0] == '(' && s->ptr[s->len - 1] == ')') {
        found->minus = found->brackets = true;
        *s = wn_str_trim((wn_str){s->ptr + 1, s->len - 2});
    }
    *s = take_leading(*s, false, found);
    size_t len = s->len;
    if (!units_take(s, false, units))
        return false;
    if (s->len < len && s->len > 1 && s->ptr[0] == ':')
        *s = wn_str_trim(after(*s, 1));
    len = s->len < len ? s->len : 0;
    *s = take_leading(*s, len > 0, found);
    if ((s->len < len && !units_take(s, false, units)) || !units_take(s, true, units))
        return false;
    *s = take_trailing(*s, found, mark);
    return s->len > 0;
}

static bool has_big(wn_str s)
{
    static const char *const big[] = {"万", "亿", "萬", "億"};

    for (size_t i = 0; i < WN_COUNT(big); i++)
        if (memmem(s.ptr, s.len, big[i], 3))
            return true;
    return false;
}

/* Reads a Chinese numeral, which has its units inside: 一百二十万元, 人民币壹佰元整. */
static bool read_han(wn_str s, int power, number_found *f)
{
    const char *currency = NULL;
    bool minus = s.len > 3 && !memcmp(s.ptr, "负", 3);

    s = minus ? after(s, 3) : s;
    if (!units_take(&s, false, &f->units) || f->units.power)
        return false;
    wn_str word = wn_str_trim(after(s, number_han_span(s)));
    s.len = number_han_span(s);
    if (!number_han(s, &f->value, &currency) ||
        (word.len > 0 && (!units_word(word, &f->units) || f->units.power)))
        return false;
    f->value.minus = minus;
    f->scaled = power > 0 && !currency && !f->units.is_own && !has_big(s);
    f->units.currency = f->units.currency ? f->units.currency : currency;
    return !f->scaled || number_scale(&f->value, power);
}

/* ¥2,500-: in Japan the end of a price, in accounts a minus. */
static bool is_yen(wn_str s, const char *currency)
{
    return (currency && !strncmp(currency, "JPY", 3)) || memmem(s.ptr, s.len, "¥", 2) ||
           memmem(s.ptr, s.len, "￥", 3);
}

number_outcome number_parse(wn_str s, const number_rules *rules, int power,
                            number_found *f)
{
    char room[NUMBER_LONGEST + 8], mark = '\0';
    signs found = {0};
    wn_str all = s;

    *f = (number_found){.scaled = false};
    if (s.len > 0 && is_bare(s)) {
        found.minus = s.ptr[0] == '-';
        s = found.minus ? after(s, 1) : s;
    } else {
        unsigned scripts = number_scripts(s);
        if ((scripts & NUMBER_HAN) && number_may_be_han(s)) {
            if (read_han(s, power, f))
                return NUMBER_GOOD;
            *f = (number_found){.scaled = false};
        }
        if (scripts & NUMBER_ODD)
            s = number_plain(s, room, sizeof(room));
        if (!take_words(&s, &found, &mark, &f->units) || found.count > 1)
            return NUMBER_NOT;
    }
    number_outcome outcome = read(s, *rules, power, mark, f);
    f->value.minus = found.minus;
    bool open = found.dash || (found.behind && is_yen(all, f->units.currency));
    return outcome == NUMBER_GOOD && open ? NUMBER_DOUBTFUL : outcome;
}
