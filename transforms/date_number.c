/* date_number.c - dates that are one number (days of a spreadsheet, seconds since 1970,
 * 20240309), or a number and another one (2023-268, 2023-W05-3, 20240309 140509). */
#include "date_row.h"

static const int64_t powers[] = {1,      10,      100,      1000,      10000,
                                 100000, 1000000, 10000000, 100000000, 1000000000};

/* ISO 8601: 2023-W05-3 and 2023-268. */
static date_outcome by_week(int64_t year, int64_t week, int64_t day, moment *m)
{
    int64_t days = wn_days((int)year, 1, 4);

    if (week < 1 || week > 53 || day < 1 || day > 7)
        return DATE_NOT;
    int64_t monday = days - (days + 3) % 7; /* 1970-01-01 was a Thursday */
    moment_from_days(monday + (week - 1) * 7 + 3, m);
    if (m->year != year) /* a week belongs to the year of its Thursday */
        return DATE_NOT;
    moment_from_days(monday + (week - 1) * 7 + day - 1, m);
    return moment_judge(m);
}

static date_outcome by_day_of_year(int64_t year, int64_t day, moment *m)
{
    if (day < 1 || day > 365 + (wn_days_in((int)year, 2) == 29))
        return DATE_NOT;
    moment_from_days(wn_days((int)year, 1, 1) + day - 1, m);
    return moment_judge(m);
}

/* The day count of a spreadsheet. The 1900 system counts a 29 February 1900 that never
 * existed (day 60), so days before it are one off. */
static date_outcome by_serial(int64_t day, int64_t fraction, int digits, int system,
                              moment *m)
{
    if (system == 1900 && (day == 60 || day < 1))
        return day == 0 ? DATE_NEVER : DATE_NOT;
    if (day > 2958465)
        return DATE_NOT;
    int64_t days = day - (system == 1904 ? 24107 : day < 60 ? 25568 : 25569);
    int64_t seconds = 0;
    if (digits > 0 && digits < 10)
        seconds = (fraction * 86400 + powers[digits] / 2) / powers[digits];
    moment_from_seconds(days * 86400 + seconds, m);
    m->has_time = digits > 0;
    return moment_judge(m);
}

static date_outcome by_epoch(int64_t value, int64_t unit, bool minus, moment *m)
{
    int64_t seconds = value / unit;

    moment_from_seconds(minus ? -seconds : seconds, m);
    m->has_time = m->has_offset = true;
    m->offset = 0;
    return moment_judge(m);
}

/* 20240309, 202403091405, 20240309140509 */
date_outcome date_of_digits(const date_token *t, const date_rules *rules, moment *m)
{
    int64_t v = t->value;

    for (int digits = t->digits; digits > 8; digits -= 2, v /= 100) {
        m->second = m->minute;
        m->minute = m->hour;
        m->hour = (int)(v % 100);
    }
    if (t->digits == 12 || t->digits == 14)
        m->has_time = true;
    date_outcome outcome = date_set(m, (int)(v / 10000), v / 100 % 100, v % 100);
    if (outcome != DATE_NOT || t->digits != 8 || v % 10000 < 1900 || v % 10000 > 2100)
        return outcome;
    const date_token parts[] = {{.digits = 2, .value = v / 1000000},
                                {.digits = 2, .value = v / 10000 % 100},
                                {.digits = 4, .value = v % 10000}};
    return date_by_order(parts, rules, m);
}

/* One number, perhaps with a fraction. */
static date_outcome one_number(const date_row *t, const date_rules *rules, moment *m)
{
    const date_token *at = &t->at[0];
    bool minus = at->before == '-', decimal = t->count == 2;
    int64_t fraction = decimal ? t->at[1].value : 0;
    int digits = decimal ? t->at[1].digits : 0;

    if (at->unit || at->digits > 19)
        return DATE_NOT;
    if (rules->serials && at->digits <= 7)
        return by_serial(at->value, fraction, digits, rules->serials, m);
    if (at->digits == 10)
        return by_epoch(at->value, 1, minus, m);
    if (decimal && at->digits != 5)
        return DATE_NOT;
    if (at->digits == 13 || at->digits == 16 || at->digits == 19)
        return by_epoch(at->value,
                        at->digits == 13   ? 1000
                        : at->digits == 16 ? 1000000
                                           : 1000000000,
                        minus, m);
    if (minus)
        return DATE_NOT;
    if (at->digits == 8 || at->digits == 12 || at->digits == 14)
        return date_of_digits(at, rules, m);
    if (at->digits == 5 && at->value >= 20000 && at->value <= 73000)
        return by_serial(at->value, fraction, digits, 1900, m);
    return DATE_NOT;
}

static date_outcome two_tokens(const date_row *t, const date_rules *rules, moment *m)
{
    const date_token *a = &t->at[0], *b = &t->at[1];

    if (a->kind != DATE_NUMBER || b->kind != DATE_NUMBER || a->unit || b->unit)
        return DATE_NOT;
    if (b->before == '.' && a->digits != 4 && a->digits != 8)
        return one_number(t, rules, m);
    if (a->digits == 4 && b->digits == 3 && (b->before == '-' || !b->before))
        return by_day_of_year(a->value, b->value, m);
    if (a->digits == 8 && (b->digits == 4 || b->digits == 6) && !m->has_time) {
        int64_t value = b->value * powers[6 - b->digits];
        m->hour = (int)(value / 10000);
        m->minute = (int)(value / 100 % 100);
        m->second = (int)(value % 100);
        m->has_time = true;
        return date_of_digits(a, rules, m);
    }
    return DATE_NOT;
}

static date_outcome week_date(const date_row *t, moment *m)
{
    const date_token *at = t->at;

    if (t->count < 3 || at[0].kind != DATE_NUMBER || at[0].digits != 4 ||
        at[1].kind != DATE_WEEK || at[2].kind != DATE_NUMBER)
        return DATE_NOT;
    if (t->count == 4 && at[3].kind == DATE_NUMBER && at[2].digits == 2)
        return by_week(at[0].value, at[2].value, at[3].value, m);
    if (t->count == 3 && at[2].digits == 3)
        return by_week(at[0].value, at[2].value / 10, at[2].value % 10, m);
    return DATE_NOT;
}

date_outcome date_of_number(const date_row *t, const date_rules *rules, moment *m)
{
    if (t->count == 1 && t->at[0].kind == DATE_NUMBER)
        return one_number(t, rules, m);
    if (t->count == 2)
        return two_tokens(t, rules, m);
    return t->count >= 3 && t->at[1].kind == DATE_WEEK ? week_date(t, m) : DATE_NOT;
}
