/*
 * date_time.c - finds the time in a date's text, and takes it out of the tokens, with
 * zones, weekdays and parts of the day, wherever they stand.
 */
#include "date_row.h"

#include "date_zone.h"

static const int64_t powers[] = {1, 10, 100, 1000, 10000, 100000, 1000000};

/* An offset after a time or UTC: +0800, -05:00, +8. Returns how many tokens it takes. */
static size_t take_offset(const date_row *t, size_t i, moment *m)
{
    if (!date_is_number(t, i, 1, 4) || t->at[i].unit ||
        (t->at[i].before != '+' && t->at[i].before != '-'))
        return 0;
    int64_t value = t->at[i].value, hours = value, minutes = 0;
    size_t used = 1;
    if (t->at[i].digits > 2) {
        hours = value / 100;
        minutes = value % 100;
    } else if (date_joined(t, i + 1, ':')) {
        minutes = t->at[i + 1].value;
        used = 2;
    }
    if (hours > 14 || minutes > 59)
        return 0;
    m->offset = (int)(hours * 60 + minutes) * (t->at[i].before == '-' ? -1 : 1);
    m->has_offset = true;
    return used;
}

/* 2023-05-01-05:00: five o'clock, or the day in New York's zone? */
static bool is_dashed(const date_row *t, size_t i)
{
    return i == 3 && t->at[0].digits == 4 && t->at[1].before == '-' &&
           t->at[2].before == '-' && t->at[3].before == '-' && t->at[3].digits == 2 &&
           t->at[3].value <= 12 && t->at[4].value % 15 == 0;
}

/* 10:00-11:00: a range of one hour, or a zone? If the second time is earlier, it is no
 * range. */
static bool is_range(const date_row *t, size_t i)
{
    return date_is_number(t, i + 2, 1, 2) && t->at[i + 2].before == '-' &&
           date_joined(t, i + 3, ':') && (i == 0 || t->at[i - 1].kind != DATE_T) &&
           t->at[i + 2].value * 60 + t->at[i + 3].value >
               t->at[i].value * 60 + t->at[i + 1].value;
}

/* Reads 14:05:09.123 at i. Returns how many tokens it takes; 0: there is no time. */
static size_t take_clock(date_row *t, size_t i, moment *m)
{
    size_t used = 2;

    if (t->at[i].unit || !date_joined(t, i + 1, ':') || t->at[i].before == '+')
        return 0;
    m->either_way = is_dashed(t, i) || is_range(t, i);
    m->hour = (int)t->at[i].value;
    m->minute = (int)t->at[i + 1].value;
    if (date_joined(t, i + 2, ':') && t->at[i + 2].digits <= 2) {
        m->second = (int)t->at[i + 2].value;
        used = 3;
    }
    if (used == 3 && (date_joined(t, i + used, '.') || date_joined(t, i + used, ',')))
        used++; /* a fraction */
    m->has_time = true;
    return used + take_offset(t, i + used, m);
}

/* How many of the tokens before i are parts of a date. */
static size_t date_parts_before(const date_row *t, size_t i)
{
    size_t count = 0;

    for (size_t k = 0; k < i; k++)
        count += t->at[k].kind == DATE_NUMBER || t->at[k].kind == DATE_MONTH;
    return count;
}

/* Reads 1.31 or 01.31.20 as a time, if something shows that it is one: klo, pm, a whole
 * date before it. */
static size_t take_dotted(date_row *t, size_t i, moment *m)
{
    const date_token *at = &t->at[i];
    size_t used = 2;
    bool pair = !at->unit && at->value <= 24;

    if (!at->clock && !date_joined(t, i + 1, '.'))
        return 0;
    if (at->clock == 2 && pair && !date_joined(t, i + 1, '.') &&
        !date_joined(t, i + 1, ':') && !date_joined(t, i + 1, '/')) {
        m->hour = (int)at->value; /* klo 9 */
        m->has_time = true;
        return 1;
    }
    if (!pair || !date_joined(t, i + 1, '.') || t->at[i + 1].digits != 2 ||
        t->at[i + 1].value > 59 ||
        (!at->clock && at->before && at->before != ' ' && at->before != ','))
        return 0;
    if (date_joined(t, i + 2, '.') && t->at[i + 2].digits == 2)
        used = 3;
    if (i + used < t->count && t->at[i + used].kind == DATE_NUMBER &&
        t->at[i + used].before == '.')
        return 0;
    bool part = (i + used < t->count && t->at[i + used].kind == DATE_PART) ||
                (i > 0 && t->at[i - 1].kind == DATE_PART);
    if (!at->clock && !part && date_parts_before(t, i) != 3)
        return 0;
    if (i > 0 && at->before == ',' && !part && used == 3 && t->at[i - 1].digits == 2 &&
        t->at[i - 1].before == '.')
        return 0; /* 05.03.24, 06.03.24: two dates */
    m->hour = (int)at->value;
    m->minute = (int)t->at[i + 1].value;
    m->second = used == 3 ? (int)t->at[i + 2].value : 0;
    m->has_time = true;
    return used + take_offset(t, i + used, m);
}

/* Reads 104941 after a T. */
static size_t take_basic(date_row *t, size_t i, moment *m)
{
    if (!date_is_number(t, i + 1, 2, 6) || t->at[i + 1].digits % 2 ||
        date_joined(t, i + 2, ':'))
        return 0;
    int64_t value = t->at[i + 1].value * powers[6 - t->at[i + 1].digits];
    m->hour = (int)(value / 10000);
    m->minute = (int)(value / 100 % 100);
    m->second = (int)(value % 100);
    size_t used = date_joined(t, i + 2, '.') ? 3 : 2;
    m->has_time = true;
    return used + take_offset(t, i + used, m);
}

/* Reads a time with units: 14时05分, 14h40, 9点半. */
static size_t take_units(date_row *t, size_t i, moment *m)
{
    const date_token *at = &t->at[i];
    size_t used = 1;

    if (at->unit != 'h')
        return 0;
    m->hour = (int)at->value;
    m->has_time = true;
    if (date_is_number(t, i + 1, 1, 2) &&
        (t->at[i + 1].unit == 'm' || !t->at[i + 1].unit) &&
        (t->at[i + 1].unit || !t->at[i + 1].before || t->at[i + 1].before == ' ')) {
        m->minute = (int)t->at[i + 1].value;
        used = 2;
        if (date_is_number(t, i + 2, 1, 2) && t->at[i + 2].unit == 's') {
            m->second = (int)t->at[i + 2].value;
            used = 3;
        }
    }
    return used;
}

/* Reads 2018-12-1209:03, without a blank between day and hour. */
static bool take_run_on(date_row *t, moment *m)
{
    date_token *at = &t->at[2];

    if (!date_is_number(t, 2, 3, 4) || !date_joined(t, 3, ':') ||
        !date_is_number(t, 0, 4, 4))
        return false;
    m->hour = (int)(at->value % 100);
    m->minute = (int)t->at[3].value;
    m->has_time = true;
    at->value /= 100;
    at->digits = (uint8_t)(at->digits - 2);
    date_drop(t, 3, 1);
    return true;
}

/* ---- words ------------------------------------------------------------------------ */

/* The hour (0 to 23) of an hour on a 12-hour clock in this part of the day; -1: none. */
static int hour_of(int part, int hour)
{
    static const int8_t hours[PART_COUNT][13] = {
        [PART_AM] = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 0},
        [PART_PM] = {12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 12},
        [PART_NOON] = {-1, 13, 14, 15, -1, -1, -1, -1, -1, -1, 10, 11, 12},
        [PART_MIDNIGHT] = {0, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, 0},
        [PART_EVENING] = {-1, -1, -1, -1, -1, 17, 18, 19, 20, 21, 22, 23, -1},
        [PART_NIGHT] = {0, 1, 2, 3, 4, 5, -1, -1, 20, 21, 22, 23, -1},
    };
    static const int8_t from[PART_COUNT] = {99, 13, 13, 24, 17, 18};

    return hour < 0 || hour > 24 ? -1
           : hour <= 12          ? hours[part][hour]
           : hour >= from[part]  ? hour /* 14:05 PM */
                                 : -1;
}

/* Reads the part of the day at *i: 3 pm, 12 noon; or noon alone. Returns how many
 * tokens it takes. */
static size_t take_part(date_row *t, size_t *i, moment *m)
{
    int part = (int)t->at[*i].value;

    if (m->has_time)
        return 1;
    if (*i > 0 && date_is_number(t, *i - 1, 1, 2) && !t->at[*i - 1].unit) {
        char before = t->at[*i - 1].before;
        if (before != '.' && before != '/' && before != '-' && before != '\'') {
            m->hour = (int)t->at[--*i].value;
            m->has_time = true;
            return 2;
        }
    }
    if (part == PART_NOON || part == PART_MIDNIGHT) {
        m->hour = 12;
        m->has_time = true;
    }
    return 1;
}

/* Reads a zone. False: another zone was named before. */
static bool take_zone(date_row *t, size_t i, moment *m, size_t *used)
{
    int before = m->offset;
    bool had = m->has_offset;

    if (t->at[i].kind == DATE_SHARED) {
        bool other = m->shared && m->shared != t->at[i].value + 1;
        m->shared = (uint8_t)(t->at[i].value + 1);
        return !other && (!had || date_zone_has(m->shared, before));
    }
    m->has_offset = true;
    m->offset = (int)t->at[i].value;
    *used += take_offset(t, i + 1, m);
    return (!had || m->offset == before) &&
           (!m->shared || date_zone_has(m->shared, m->offset));
}

/* Takes out parts of the day, zones and weekdays, wherever they stand. */
static bool take_words(date_row *t, moment *m)
{
    int part = -1;
    size_t months = 0;

    for (size_t i = 0; i < t->count; i++)
        months += t->at[i].kind == DATE_MONTH;
    for (size_t i = 0; i < t->count;) {
        date_kind kind = (date_kind)t->at[i].kind;
        bool spare = kind == DATE_MONTH && t->at[i].days && months > 1;
        size_t used = 1;
        if (kind == DATE_NUMBER || kind == DATE_ERA || kind == DATE_WEEK ||
            kind == DATE_OTHER || (kind == DATE_MONTH && !spare)) {
            i++;
            continue;
        }
        if (spare || kind == DATE_WEEKDAY)
            m->weekdays &= t->at[i].days;
        if (kind == DATE_PART) {
            if (part >= 0 && part != (int)t->at[i].value)
                return false;
            part = (int)t->at[i].value;
            used = take_part(t, &i, m);
        }
        if ((kind == DATE_ZONE || kind == DATE_SHARED) && !take_zone(t, i, m, &used))
            return false;
        months -= spare;
        date_drop(t, i, used);
    }
    m->part_alone = part >= 0 && !m->has_time; /* "in the afternoon" gives no time */
    if (part < 0 || m->part_alone)
        return true;
    m->hour = hour_of(part, m->hour);
    return m->hour >= 0;
}

bool date_take_time(date_row *t, moment *m)
{
    m->weekdays = 127;
    for (size_t i = 0; i < t->count; i++) {
        if (i == 2 && take_run_on(t, m))
            break;
        size_t used = 0;
        if (t->at[i].kind == DATE_T)
            used = take_basic(t, i, m);
        if (t->at[i].kind == DATE_NUMBER && t->at[i].digits <= 2) {
            used = take_clock(t, i, m);
            used = used ? used : take_units(t, i, m);
            used = used ? used : take_dotted(t, i, m);
        }
        if (!used && i >= 3 && t->at[i].before == '+' &&
            t->at[i - 1].kind == DATE_NUMBER) /* 2023-05-01+08:00 */
            used = take_offset(t, i, m);
        if (used) {
            date_drop(t, i, used);
            break;
        }
    }
    return take_words(t, m);
}
