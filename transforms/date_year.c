/*
 * date_year.c - which calendar the year of a date is in: years of two digits, eras, the
 * calendars of Thailand, Taiwan and Persia; and calendars that are not converted.
 */
#include "date_token.h"
#include "moment.h"

#include "core/memory.h"

#include <string.h>

/* The Gregorian year of a year of an era; 0: the era had no such year. */
static int era_year(int era, int year)
{
    static const struct {
        int era, before, first, last;
    } eras[] = {{1911, 1911, 1, 200},    {2018, 2018, 1, 99}, {1988, 1988, 1, 99},
                {1925, 1925, 1, 64},     {1867, 1867, 1, 45}, {ERA_TAISHO, 1911, 1, 15},
                {-543, -543, 2300, 2743}};

    for (size_t i = 0; i < WN_COUNT(eras); i++)
        if (era == eras[i].era)
            return year >= eras[i].first && year <= eras[i].last ? eras[i].before + year
                                                                 : 0;
    return year;
}

int moment_year(moment *m, int64_t value, int digits, const date_rules *rules)
{
    int year = (int)(value > 99999 ? 99999 : value);
    int window = rules->window ? rules->window : 1969;

    if (m->has_era)
        return era_year(m->era, year);
    if (rules->calendar == CALENDAR_ROC && digits <= 3)
        return year + 1911;
    if (digits == 4 && year >= 2300 && year <= 2743 &&
        (rules->calendar == CALENDAR_BUDDHIST || m->thai))
        return year - 543; /* 2023 itself is left as it is */
    if (digits == 3 && year >= 60 && year <= 150) {
        m->supposed = true;
        return year + 1911; /* 112/05/01: no other calendar has such years now */
    }
    if (digits > 2)
        return year;
    if (rules->calendar == CALENDAR_BUDDHIST)
        return year + 2500 - 543;
    if (m->persian)
        return 0; /* 1400s or 2000s: not known */
    if (m->thai || digits == 1)
        m->either_way = true; /* 62: 2562 or 2062; 5年: of an era, or 2005 */
    m->century = !rules->window && year >= 30 && year < 69;
    return year + window / 100 * 100 + (year < window % 100 ? 100 : 0);
}

/* Converts a day of the Persian calendar (Solar Hijri). */
static date_outcome from_persian(moment *m)
{
    int year = m->year, month = m->month, day = m->day;
    bool leap = (25 * year + 11) % 33 < 8; /* holds from 1178 to 1633 */
    int most = month <= 6 ? 31 : month < 12 || leap ? 30 : 29;

    if (year < 1200 || year > 1500 || month < 1 || month > 12 || day < 1 || day > most)
        return DATE_NOT;
    int64_t first = 365 * (int64_t)(year - 1) + (8 * (int64_t)year + 21) / 33 - 492268;
    int before = month <= 7 ? 31 * (month - 1) : 30 * (month - 1) + 6;
    moment_from_days(first + before + day - 1, m);
    return moment_judge(m);
}

/* With Persian digits alone, 1402 can be solar (Iran) or lunar (Pakistan). */
date_outcome moment_settle(moment *m)
{
    if (!m->persian || m->year >= 1583)
        return moment_judge(m);
    date_outcome outcome = from_persian(m);
    return m->persian == CALENDAR_SUPPOSED && outcome != DATE_NOT ? DATE_EITHER_WAY
                                                                  : outcome;
}

/* Is it a word, without marks, that ends a date of another calendar? */
static bool is_foreign_end(const char *word)
{
    static const char *const ends[] = {
        "nchr",  "vchr",  "nachchristus", "vorchristus", "nachristus", "voorchristus",
        "nuz",   "vuz",   "uz",           "dgz",         "vdgz",       "ndz",
        "vdz",   "ndgz",  "nc",           "vc",          "dc",         "ac",
        "pchrn", "achrn", "avjc",         "apjc",        "bc",         "bce",
        "ah",    "bs",    "ec",           "ap",          "sh",         "pne"};

    for (size_t i = 0; i < WN_COUNT(ends); i++)
        if (!strcmp(word, ends[i]))
            return true;
    return false;
}

bool moment_is_foreign(wn_str s)
{
    static const char *const names[] = {
        "农历",   "農曆",  "農历",   "农曆",   "阴历",    "陰曆",  "旧历", "舊曆",
        "旧暦",   "陰暦",  "음력",   "闰",     "閏",      "腊月",  "臘月", "正月",
        "公元前", "هجري",  "هـ",     "قمری",   "شمسی",    "ه.ش",   "ه.ق",  "до н",
        "lunar",  "hijri", "jalali", "nongli", "âm lịch", "julian"};
    char text[160], end[16];
    size_t len = 0, letters = 0, at = s.len;

    for (size_t i = 0; i < s.len && len + 1 < sizeof(text); i++)
        text[len++] =
            (char)(s.ptr[i] >= 'A' && s.ptr[i] <= 'Z' ? s.ptr[i] | 32 : s.ptr[i]);
    for (size_t i = 0; i < WN_COUNT(names); i++)
        if (memmem(text, len, names[i], strlen(names[i])))
            return true;
    while (at > 0 && (s.ptr[at - 1] < '0' || s.ptr[at - 1] > '9'))
        at--;
    for (; at < len; at++)
        if (text[at] >= 'a' && text[at] <= 'z' && letters + 1 < sizeof(end))
            end[letters++] = text[at];
    end[letters] = '\0';
    return is_foreign_end(end);
}
