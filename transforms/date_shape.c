/*
 * date_shape.c - the shapes of dates: which token is the year, the month, the day.
 *
 * The time has been taken out of the tokens (date_time.c); the tokens that are left
 * decide. Nothing is guessed: where day and month could be exchanged, the result is
 * DATE_EITHER_WAY.
 */
#include "date_row.h"
#include "winnow/transform.h"

/* ---- the date ------------------------------------------------------------------ */

/* Is the number certainly a year? It has four digits, or a place or an apostrophe that
 * proves it. */
static bool is_year(const date_token *t)
{
    return t->digits >= 3 || t->before == '\'' || t->value > 31;
}

/* Dates of two numbers and the name of a month. */
static date_outcome with_month(const date_row *t, const date_rules *rules, moment *m)
{
    const date_token *numbers[2], *month = NULL;
    size_t count = 0;

    for (size_t i = 0; i < t->count; i++) {
        if (t->at[i].kind == DATE_NUMBER && count < 2)
            numbers[count++] = &t->at[i];
        else if (t->at[i].kind == DATE_MONTH && !month)
            month = &t->at[i];
        else
            return DATE_NOT;
    }
    if (count != 2 || !month)
        return DATE_NOT;
    bool first = is_year(numbers[0]) && numbers[1]->digits <= 2;
    const date_token *year = numbers[first ? 0 : 1], *day = numbers[first ? 1 : 0];
    if (day->digits > 2 || (year->digits <= 2 && year->clock))
        return DATE_NOT; /* 12. Juli um 19 */
    if (numbers[0]->digits <= 2 && numbers[1]->digits <= 2 && !is_year(numbers[0]) &&
        !is_year(numbers[1]) &&
        (rules->order == ORDER_YMD || t->at[2].kind == DATE_MONTH))
        return DATE_EITHER_WAY; /* 03 25 Sep */
    return date_set(m, date_full_year(m, year, rules), month->value, day->value);
}

/* Dates with units: 2023年5月1日; the day may lack its 日. */
static date_outcome with_units(const date_row *t, const date_rules *rules, moment *m)
{
    const date_token *year = NULL, *month = NULL, *day = NULL;

    for (size_t i = 0; i < t->count; i++) {
        const date_token *at = &t->at[i];
        if (at->kind == DATE_NUMBER && at->unit == 'Y' && !year)
            year = at;
        else if ((at->kind == DATE_MONTH || at->unit == 'M') && !month)
            month = at;
        else if (at->kind == DATE_NUMBER && (at->unit == 'D' || !at->unit) && !day &&
                 at->digits <= 2)
            day = at;
        else if (at->kind == DATE_NUMBER && !at->unit && !year && at->digits == 4)
            year = at;
        else
            return DATE_NOT;
    }
    if (!year || !month || !day || (year->digits > 4))
        return DATE_NOT;
    if (month->numerals && day->numerals && !day->unit)
        return DATE_EITHER_WAY; /* 八月十五: most likely of the lunar calendar */
    return date_set(m, date_full_year(m, year, rules), month->value, day->value);
}

static date_outcome three_numbers(const date_row *t, const date_rules *rules, moment *m)
{
    for (size_t i = 0; i < 3; i++)
        if (t->at[i].kind != DATE_NUMBER || t->at[i].unit)
            return DATE_NOT;
    if ((t->at[0].digits == 4 || t->at[0].digits == 3) && t->at[1].digits <= 2 &&
        t->at[2].digits <= 2)
        return date_set(m, date_full_year(m, &t->at[0], rules), t->at[1].value,
                        t->at[2].value);
    if (m->has_era && t->at[0].digits <= 2 && t->at[1].digits <= 2 &&
        t->at[2].digits <= 2)
        return date_set(m, date_full_year(m, &t->at[0], rules), t->at[1].value,
                        t->at[2].value);
    return date_by_order(t->at, rules, m);
}

static bool is_zeros(const date_row *t)
{
    for (size_t i = 0; i < t->count; i++)
        if (t->at[i].kind != DATE_T && (t->at[i].kind != DATE_NUMBER || t->at[i].value))
            return false;
    return t->count >= 3 || (t->count > 0 && t->at[0].digits >= 8);
}

static date_outcome date_of(date_row *t, const date_rules *rules, moment *m)
{
    int units = 0, months = 0;

    for (size_t i = 0; i < t->count; i++) {
        const date_token *at = &t->at[i];
        units += at->unit != 0;
        if (at->kind == DATE_NUMBER)
            continue;
        if (at->kind == DATE_OTHER)
            return DATE_FOREIGN;
        months += at->kind == DATE_MONTH;
        if (at->kind == DATE_MONTH && at->persian)
            m->persian = CALENDAR_SAID;
        if (at->kind != DATE_ERA)
            continue;
        if (m->has_era && m->era != at->value)
            return DATE_NOT;
        m->has_era = true;
        m->era = (int16_t)at->value;
        date_drop(t, i--, 1);
    }
    if (units > 0)
        return with_units(t, rules, m);
    if (months > 0)
        return with_month(t, rules, m);
    if (t->count == 3 && t->at[1].kind != DATE_WEEK)
        return three_numbers(t, rules, m);
    return m->has_era ? DATE_NOT : date_of_number(t, rules, m);
}

/* The number of `count` digits (two or four) at s.ptr[at]; negative: they are no
 * digits. */
static int digits_at(wn_str s, size_t at, size_t count)
{
    unsigned value = 0, odd = 0;

    for (size_t i = at; i < at + count; i++) {
        unsigned digit = (unsigned char)s.ptr[i] - (unsigned)'0';
        odd |= digit > 9;
        value = value * 10 + digit;
    }
    return odd ? -1 : (int)value;
}

/* Reads what may follow the seconds of an ISO time: a fraction, Z or an offset. */
static bool plain_tail(wn_str s, size_t at, moment *m)
{
    if (at < s.len && s.ptr[at] == '.')
        for (at++; at < s.len && s.ptr[at] >= '0' && s.ptr[at] <= '9';)
            at++;
    if (at == s.len)
        return true;
    m->has_offset = true;
    if (s.ptr[at] == 'Z')
        return at + 1 == s.len;
    size_t colon = s.len - at == 6 && s.ptr[at + 3] == ':';
    if ((s.ptr[at] != '+' && s.ptr[at] != '-') || s.len - at != 5 + colon)
        return false;
    int hours = digits_at(s, at + 1, 2), minutes = digits_at(s, at + 3 + colon, 2);
    m->offset = (hours * 60 + minutes) * (s.ptr[at] == '-' ? -1 : 1);
    return hours >= 0 && hours <= 14 && minutes >= 0 && minutes < 60;
}

/* Reads 2024-03-09, 2024/03/09 and 2024-03-09T14:05:09.000Z, as most dates of exports
 * are; others are cut into tokens. */
static date_outcome parse_plain(wn_str s, moment *m)
{
    if (s.len < 10 || s.ptr[4] != s.ptr[7] ||
        (s.ptr[4] != '-' && s.ptr[4] != '/' && s.ptr[4] != '.'))
        return DATE_NOT;
    *m = (moment){.year = digits_at(s, 0, 4),
                  .month = digits_at(s, 5, 2),
                  .day = digits_at(s, 8, 2)};
    if (s.len == 10)
        return moment_judge(m);
    if (s.len < 19 || (s.ptr[10] != 'T' && s.ptr[10] != ' ') || s.ptr[13] != ':' ||
        s.ptr[16] != ':')
        return DATE_NOT;
    m->hour = digits_at(s, 11, 2);
    m->minute = digits_at(s, 14, 2);
    m->second = digits_at(s, 17, 2);
    m->has_time = true;
    return plain_tail(s, 19, m) ? moment_judge(m) : DATE_NOT;
}

/* Checks the day against the weekday that the text names. */
static date_outcome look_twice(date_outcome outcome, moment *m)
{
    if (outcome != DATE_GOOD)
        return outcome;
    if (m->either_way)
        return DATE_EITHER_WAY;
    if (m->weekdays < 127) {
        bool midnight = m->has_time && m->hour + m->minute + m->second == 0; /* 24:00 */
        int day = moment_weekday(m);
        m->contradicted = !(m->weekdays >> day & 1) &&
                          !(midnight && (m->weekdays >> (day + 6) % 7 & 1));
    }
    return DATE_GOOD;
}

date_outcome moment_parse(wn_str s, const date_rules *rules, moment *m)
{
    date_row t;

    if (rules->calendar == CALENDAR_GREGORIAN && parse_plain(s, m) == DATE_GOOD)
        return DATE_GOOD;
    *m = (moment){.year = 0};
    t.count = date_tokenize(s, t.at, &t.seen);
    if (t.count == 0)
        return DATE_NOT;
    if (is_zeros(&t))
        return DATE_NEVER;
    if (!date_take_time(&t, m))
        return DATE_NOT;
    if (is_zeros(&t))
        return DATE_NEVER;
    m->thai = t.seen & SEEN_THAI;
    m->skipped = t.seen & SEEN_OTHER;
    m->persian = rules->calendar == CALENDAR_PERSIAN ? CALENDAR_SAID
                 : t.seen & SEEN_PERSIAN             ? CALENDAR_SUPPOSED
                                                     : CALENDAR_NOT;
    return look_twice(date_of(&t, rules, m), m);
}

unsigned moment_orders(wn_str s, moment *m)
{
    const date_rules plain = {.window = 1969};
    date_row t;

    *m = (moment){.year = 0};
    if (parse_plain(s, m) == DATE_GOOD)
        return 0;
    t.count = date_tokenize(s, t.at, &t.seen);
    if (t.count == 0 || !date_take_time(&t, m))
        return 0;
    if (t.count == 1 && t.at[0].digits == 8 && t.at[0].kind == DATE_NUMBER) {
        int64_t v = t.at[0].value;
        if (date_of_digits(&t.at[0], &plain, m) == DATE_GOOD && v / 10000 >= 1000)
            return 0;
        t = (date_row){.at = {{.digits = 2, .value = v / 1000000},
                              {.digits = 2, .value = v / 10000 % 100},
                              {.digits = 4, .value = v % 10000}},
                       .count = 3};
    }
    for (size_t i = 0; i < t.count; i++)
        if (t.at[i].kind != DATE_NUMBER || t.at[i].unit)
            return 0;
    if (t.count != 3)
        return 0;
    m->month = (int)t.at[0].value;
    m->day = (int)t.at[1].value;
    return date_orders(t.at, &plain, m);
}
