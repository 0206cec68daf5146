/*
 * date_shape.c - the shapes of dates: which token is the year, the month, the day.
 *
 * First the time is taken out of the tokens, wherever it stands; what is left is
 * the date, and the row of its tokens decides. Nothing is guessed: a date whose day
 * and month could be exchanged says so (DATE_EITHER_WAY).
 */
#include "moment.h"

#include "date_token.h"

#include <string.h>

typedef struct tokens {
    date_token at[DATE_TOKENS];
    size_t count;
} tokens;

static const int64_t powers[] = {1,      10,      100,      1000,      10000,
                                 100000, 1000000, 10000000, 100000000, 1000000000};

/* ---- the time ------------------------------------------------------------------ */

static void drop(tokens *t, size_t from, size_t count)
{
    t->count -= count;
    for (size_t i = from; i < t->count; i++)
        t->at[i] = t->at[i + count];
}

static bool is_number(const tokens *t, size_t i, int least, int most)
{
    return i < t->count && t->at[i].kind == DATE_NUMBER && t->at[i].digits >= least &&
           t->at[i].digits <= most;
}

static bool joined(const tokens *t, size_t i, char mark)
{
    return is_number(t, i, 1, 9) && t->at[i].before == mark && !t->at[i].unit;
}

/* +0800, -05:00, +8 behind a time or UTC: how many tokens it takes. */
static size_t take_offset(const tokens *t, size_t i, moment *m)
{
    if (!is_number(t, i, 1, 4) || (t->at[i].before != '+' && t->at[i].before != '-'))
        return 0;
    int64_t value = t->at[i].value, hours = value, minutes = 0;
    size_t used = 1;
    if (t->at[i].digits > 2) {
        hours = value / 100;
        minutes = value % 100;
    } else if (joined(t, i + 1, ':')) {
        minutes = t->at[i + 1].value;
        used = 2;
    }
    if (hours > 14 || minutes > 59)
        return 0;
    m->offset = (int)(hours * 60 + minutes) * (t->at[i].before == '-' ? -1 : 1);
    m->has_offset = true;
    return used;
}

/* 14:05:09.123, at i; how many tokens it takes, 0: it is none. */
static size_t take_clock(tokens *t, size_t i, moment *m)
{
    size_t used = 2;

    if (!is_number(t, i, 1, 2) || !joined(t, i + 1, ':'))
        return 0;
    m->hour = (int)t->at[i].value;
    m->minute = (int)t->at[i + 1].value;
    if (joined(t, i + 2, ':')) {
        m->second = (int)t->at[i + 2].value;
        used = 3;
    }
    if (joined(t, i + used, '.') || (used == 3 && joined(t, i + used, ',')))
        used++; /* a fraction */
    m->has_time = true;
    return used + take_offset(t, i + used, m);
}

/* 14时05分, 14h40, 9点半, T104941, 3 pm. */
static size_t take_units(tokens *t, size_t i, moment *m)
{
    const date_token *at = &t->at[i];
    size_t used = 1;

    if (at->kind == DATE_T && is_number(t, i + 1, 2, 6) && t->at[i + 1].digits % 2 == 0 &&
        !joined(t, i + 2, ':')) {
        int64_t value = t->at[i + 1].value * powers[6 - t->at[i + 1].digits];
        m->hour = (int)(value / 10000);
        m->minute = (int)(value / 100 % 100);
        m->second = (int)(value % 100);
        used = joined(t, i + 2, '.') ? 3 : 2;
        m->has_time = true;
        return used + take_offset(t, i + used, m);
    }
    if (at->kind != DATE_NUMBER || at->unit != 'h')
        return 0;
    m->hour = (int)at->value;
    m->has_time = true;
    if (is_number(t, i + 1, 1, 2) && (t->at[i + 1].unit == 'm' || !t->at[i + 1].unit) &&
        (t->at[i + 1].unit || !t->at[i + 1].before || t->at[i + 1].before == ' ')) {
        m->minute = (int)t->at[i + 1].value;
        used = 2;
        if (is_number(t, i + 2, 1, 2) && t->at[i + 2].unit == 's') {
            m->second = (int)t->at[i + 2].value;
            used = 3;
        }
    }
    return used;
}

/* Morning or afternoon, zones and weekdays, wherever they stand. */
static bool take_words(tokens *t, moment *m)
{
    bool am = false, pm = false;
    size_t months = 0;

    for (size_t i = 0; i < t->count; i++)
        months += t->at[i].kind == DATE_MONTH;
    for (size_t i = 0; i < t->count;) {
        date_kind kind = (date_kind)t->at[i].kind;
        bool spare = kind == DATE_MONTH && t->at[i].also_weekday && months > 1;
        size_t used = 1;
        if (kind == DATE_ZONE) {
            m->has_offset = true;
            m->offset = (int)t->at[i].value;
            used += take_offset(t, i + 1, m);
        } else if ((kind == DATE_AM || kind == DATE_PM || kind == DATE_NOON) &&
                   !m->has_time && i > 0 && is_number(t, i - 1, 1, 2)) {
            m->hour = (int)t->at[--i].value; /* 3 pm */
            m->has_time = true;
            used = 2;
        } else if (kind == DATE_NUMBER || kind == DATE_ERA || kind == DATE_WEEK ||
                   (kind == DATE_MONTH && !spare)) {
            i++;
            continue;
        }
        months -= spare;
        am = am || kind == DATE_AM;
        pm = pm || kind == DATE_PM || kind == DATE_NOON;
        drop(t, i, used);
    }
    if (m->has_time && (am || pm) && m->hour > 12)
        return pm; /* 14:05 PM */
    if (m->has_time && pm && m->hour < 12)
        m->hour += 12;
    if (m->has_time && am && m->hour == 12)
        m->hour = 0;
    return true;
}

static bool take_time(tokens *t, moment *m)
{
    for (size_t i = 0; i < t->count; i++) {
        /* 2018-12-1209:03: the blank between day and hour is missing */
        date_token *at = &t->at[i];
        if (i == 2 && is_number(t, i, 3, 4) && joined(t, i + 1, ':') &&
            is_number(t, 0, 4, 4)) {
            t->at[i + 1].before = '\0';
            m->hour = (int)(at->value % 100);
            m->minute = (int)t->at[i + 1].value;
            m->has_time = true;
            at->value /= 100;
            at->digits = (uint8_t)(at->digits - 2);
            drop(t, i + 1, 1);
            break;
        }
        size_t used = take_clock(t, i, m);
        used = used ? used : take_units(t, i, m);
        if (used) {
            drop(t, i, used);
            break;
        }
    }
    return take_words(t, m);
}

/* ---- the date ------------------------------------------------------------------ */

static int full_year(const date_token *t, const date_rules *rules)
{
    return moment_full_year(t->value, t->digits, rules);
}

static date_outcome set(moment *m, int year, int64_t month, int64_t day)
{
    m->year = year;
    m->month = (int)(month > 99 ? 99 : month);
    m->day = (int)(day > 99 ? 99 : day);
    return moment_judge(m);
}

/* A year with four digits, or one that its place or an apostrophe proves. */
static bool is_year(const date_token *t)
{
    return t->digits >= 3 || t->before == '\'' || t->value > 31;
}

/* Two numbers and a month's name. */
static date_outcome with_month(const tokens *t, const date_rules *rules, moment *m)
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
    if (day->digits > 2)
        return DATE_NOT;
    return set(m, full_year(year, rules), month->value, day->value);
}

/* Units say what is what: 2023年5月1日; the day may lack its 日. */
static date_outcome with_units(const tokens *t, const date_rules *rules, moment *m,
                               int era)
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
    return set(m, era ? era + (int)year->value : full_year(year, rules), month->value,
               day->value);
}

/* The orders by which three numbers can be day, month and year. */
static unsigned orders_of(const date_token *t)
{
    unsigned orders = 0;
    bool two = t[2].digits <= 2;

    if (t[0].digits > 2 || t[1].digits > 2 || (!two && t[2].digits != 4))
        return 0;
    for (int i = 0; i < 3; i++)
        if (t[i].value == 0 && (i < 2 || !two))
            return 0;
    if (t[0].value <= 31 && t[1].value <= 12)
        orders |= 1u << ORDER_DMY;
    if (t[0].value <= 12 && t[1].value <= 31)
        orders |= 1u << ORDER_MDY;
    if (two && t[1].value <= 12 && t[2].value <= 31 && t[2].value > 0)
        orders |= 1u << ORDER_YMD;
    return orders;
}

static date_outcome by_order(const date_token *t, const date_rules *rules, moment *m)
{
    unsigned orders = orders_of(t);
    date_order order = rules->order;

    m->orders = orders;
    if (order == ORDER_ASK && orders == (1u << ORDER_DMY | 1u << ORDER_MDY) &&
        t[0].value == t[1].value)
        order = ORDER_DMY; /* 05/05/2023, whichever way */
    if (orders == 1u << ORDER_DMY || orders == 1u << ORDER_MDY ||
        orders == 1u << ORDER_YMD)
        order = orders == 1u << ORDER_DMY   ? ORDER_DMY
                : orders == 1u << ORDER_MDY ? ORDER_MDY
                                            : ORDER_YMD;
    if (order == ORDER_ASK)
        return orders ? DATE_EITHER_WAY : DATE_NOT;
    if (!(orders >> order & 1)) /* the column's order does not fit: the one that does */
        order = orders >> ORDER_DMY & 1   ? ORDER_DMY
                : orders >> ORDER_MDY & 1 ? ORDER_MDY
                                          : ORDER_ASK;
    if (order == ORDER_YMD)
        return set(m, full_year(&t[0], rules), t[1].value, t[2].value);
    if (order == ORDER_DMY)
        return set(m, full_year(&t[2], rules), t[1].value, t[0].value);
    if (order == ORDER_MDY)
        return set(m, full_year(&t[2], rules), t[0].value, t[1].value);
    return DATE_NOT;
}

static date_outcome three_numbers(const tokens *t, const date_rules *rules, moment *m)
{
    for (size_t i = 0; i < 3; i++)
        if (t->at[i].kind != DATE_NUMBER || t->at[i].unit)
            return DATE_NOT;
    if ((t->at[0].digits == 4 || t->at[0].digits == 3) && t->at[1].digits <= 2 &&
        t->at[2].digits <= 2)
        return set(m, full_year(&t->at[0], rules), t->at[1].value, t->at[2].value);
    return by_order(t->at, rules, m);
}

/* ISO 8601: 2023-W05-3 and 2023-268. */
static date_outcome by_week(int64_t year, int64_t week, int64_t day, moment *m)
{
    moment fourth = {.year = (int)year, .month = 1, .day = 4};
    int64_t days = moment_days(&fourth);

    if (week < 1 || week > 53 || day < 1 || day > 7)
        return DATE_NOT;
    int64_t monday = days - (days + 3) % 7; /* 1970-01-01 was a Thursday */
    moment_from_days(monday + (week - 1) * 7 + day - 1, m);
    return moment_judge(m);
}

static date_outcome by_day_of_year(int64_t year, int64_t day, moment *m)
{
    moment first = {.year = (int)year, .month = 1, .day = 1};

    if (day < 1 || day > 365 + (moment_days_in((int)year, 2) == 29))
        return DATE_NOT;
    moment_from_days(moment_days(&first) + day - 1, m);
    return moment_judge(m);
}

/* Days of a spreadsheet. Its 1900 system counts a 29 February 1900 that never was
 * (day 60), so the first two months are one day off. */
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
static date_outcome by_digits(const date_token *t, const date_rules *rules, moment *m)
{
    int64_t v = t->value;

    for (int digits = t->digits; digits > 8; digits -= 2, v /= 100) {
        m->second = m->minute;
        m->minute = m->hour;
        m->hour = (int)(v % 100);
    }
    if (t->digits == 12 || t->digits == 14)
        m->has_time = true;
    date_outcome outcome = set(m, (int)(v / 10000), v / 100 % 100, v % 100);
    if (outcome != DATE_NOT || t->digits != 8 || v % 10000 < 1900 || v % 10000 > 2100)
        return outcome;
    const date_token parts[] = {{.digits = 2, .value = v / 1000000},
                                {.digits = 2, .value = v / 10000 % 100},
                                {.digits = 4, .value = v % 10000}};
    return by_order(parts, rules, m);
}

/* One number, perhaps with a fraction. */
static date_outcome one_number(const tokens *t, const date_rules *rules, moment *m)
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
        return by_digits(at, rules, m);
    if (at->digits == 5 && at->value >= 20000 && at->value <= 73000)
        return by_serial(at->value, fraction, digits, 1900, m);
    return DATE_NOT;
}

static date_outcome two_tokens(tokens *t, const date_rules *rules, moment *m)
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
        return by_digits(a, rules, m);
    }
    return DATE_NOT;
}

static date_outcome week_date(const tokens *t, moment *m)
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

static bool is_zeros(const tokens *t)
{
    for (size_t i = 0; i < t->count; i++)
        if (t->at[i].kind != DATE_T && (t->at[i].kind != DATE_NUMBER || t->at[i].value))
            return false;
    return t->count >= 3 || (t->count > 0 && t->at[0].digits >= 8);
}

static date_outcome date_of(tokens *t, const date_rules *rules, moment *m)
{
    int era = 0, units = 0, months = 0;

    for (size_t i = 0; i < t->count; i++) {
        units += t->at[i].unit != 0;
        months += t->at[i].kind == DATE_MONTH;
        if (t->at[i].kind != DATE_ERA)
            continue;
        era = (int)t->at[i].value;
        drop(t, i--, 1);
    }
    if (units > 0)
        return with_units(t, rules, m, era);
    if (era > 0 && t->count == 3 && t->at[0].kind == DATE_NUMBER)
        return set(m, era + (int)t->at[0].value, t->at[1].value, t->at[2].value);
    if (months > 0)
        return with_month(t, rules, m);
    if (t->count == 1 && t->at[0].kind == DATE_NUMBER)
        return one_number(t, rules, m);
    if (t->count == 2)
        return two_tokens(t, rules, m);
    if (t->count >= 3 && t->at[1].kind == DATE_WEEK)
        return week_date(t, m);
    return t->count == 3 ? three_numbers(t, rules, m) : DATE_NOT;
}

/* Two or four digits at s.ptr[at], or a number below zero. */
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

/* What follows the seconds of an ISO time: a fraction, Z or an offset. */
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

/* 2024-03-09, 2024/03/09 and 2024-03-09T14:05:09.000Z: most dates of exports; the
 * rest takes the long way. */
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

date_outcome moment_parse(wn_str s, const date_rules *rules, moment *m)
{
    tokens t;

    if (rules->calendar == CALENDAR_GREGORIAN && parse_plain(s, m) == DATE_GOOD)
        return DATE_GOOD;
    *m = (moment){.year = 0};
    t.count = date_tokenize(s, t.at);
    if (t.count == 0)
        return DATE_NOT;
    if (is_zeros(&t))
        return DATE_NEVER;
    if (!take_time(&t, m))
        return DATE_NOT;
    return is_zeros(&t) ? DATE_NEVER : date_of(&t, rules, m);
}

unsigned moment_orders(wn_str s)
{
    tokens t;
    moment m = {.year = 0};

    if (parse_plain(s, &m) == DATE_GOOD)
        return 0;
    t.count = date_tokenize(s, t.at);
    if (t.count == 0 || !take_time(&t, &m))
        return 0;
    if (t.count == 1 && t.at[0].digits == 8 && t.at[0].kind == DATE_NUMBER) {
        const date_rules plain = {.window = 1969};
        int64_t v = t.at[0].value;
        if (by_digits(&t.at[0], &plain, &m) == DATE_GOOD && v / 10000 >= 1000)
            return 0;
        t = (tokens){.at = {{.digits = 2, .value = v / 1000000},
                            {.digits = 2, .value = v / 10000 % 100},
                            {.digits = 4, .value = v % 10000}},
                     .count = 3};
    }
    for (size_t i = 0; i < t.count; i++)
        if (t.at[i].kind != DATE_NUMBER || t.at[i].unit)
            return 0;
    return t.count == 3 ? orders_of(t.at) : 0;
}
