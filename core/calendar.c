/* calendar.c - days, months and moments. */
#include "calendar.h"
#include "memory.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int64_t wn_days(int year, int month, int day)
{
    int64_t y = month <= 2 ? year - 1 : year;
    int64_t era = (y >= 0 ? y : y - 399) / 400, of_era = y - era * 400;
    int64_t of_year = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;

    return era * 146097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719468;
}

int wn_days_in(int year, int month)
{
    static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;

    return days[month - 1] + (leap && month == 2);
}

/* The number of `count` digits at `at`; -1: there are none. */
static int digits(wn_str s, size_t at, size_t count)
{
    int value = 0;

    if (at + count > s.len)
        return -1;
    for (size_t i = at; i < at + count; i++) {
        if (s.ptr[i] < '0' || s.ptr[i] > '9')
            return -1;
        value = value * 10 + (s.ptr[i] - '0');
    }
    return value;
}

bool wn_moment(wn_str s, int64_t *seconds, bool *has_time)
{
    int year = digits(s, 0, 4), month = digits(s, 5, 2), day = digits(s, 8, 2);
    int hour = digits(s, 11, 2), minute = digits(s, 14, 2), second = digits(s, 17, 2);

    *has_time = false;
    if (year < 0 || month < 1 || month > 12 || day < 1 || day > wn_days_in(year, month) ||
        s.ptr[4] != '-' || s.ptr[7] != '-')
        return false;
    *seconds = wn_days(year, month, day) * WN_DAY;
    if (s.len < 16 || hour < 0 || minute < 0)
        return true;
    *has_time = true;
    *seconds += hour * 3600 + minute * 60 + (second > 0 ? second : 0);
    size_t at = second >= 0 ? 19 : 16;
    if (at < s.len && (s.ptr[at] == '+' || s.ptr[at] == '-')) {
        int h = digits(s, at + 1, 2), m = digits(s, at + 4, 2);
        int64_t offset = (h > 0 ? h : 0) * 3600 + (m > 0 ? m : 0) * 60;
        *seconds -= s.ptr[at] == '+' ? offset : -offset;
    }
    return true;
}

static void split(const char *day, int *year, int *month, int *date)
{
    *year = 1970;
    *month = *date = 1;
    sscanf(day, "%4d-%2d-%2d", year, month, date);
    *month = *month < 1 || *month > 12 ? 1 : *month;
}

static void write_days(char *out, int64_t days, int64_t rest)
{
    int year = (int)(days / 366) + 1970, month = 1;

    while (wn_days(year + 1, 1, 1) <= days)
        year++;
    while (wn_days(year, 1, 1) > days)
        year--;
    while (month < 12 && wn_days(year, month + 1, 1) <= days)
        month++;
    snprintf(out, 32, "%04u-%02u-%02uT%02u:%02u:%02u", (unsigned)year % 10000u,
             (unsigned)month % 13u, (unsigned)(days - wn_days(year, month, 1)) % 31u + 1,
             (unsigned)(rest / 3600) % 24u, (unsigned)(rest / 60) % 60u,
             (unsigned)rest % 60u);
}

void wn_moment_text(char *out, int64_t seconds)
{
    int64_t days = wn_day_of(seconds);

    write_days(out, days, seconds - days * WN_DAY);
}

void wn_moment_before(char *out, const char *day, wn_duration after)
{
    int year, month, date;

    split(day, &year, &month, &date);
    if (after.unit == 'm' || after.unit == 'y') {
        int months = year * 12 + month - 1 - after.count * (after.unit == 'y' ? 12 : 1);
        year = months / 12;
        month = months % 12 + 1;
        if (months < 0 || year < 1) { /* before there were calendars */
            year = 1;
            month = 1;
        }
        int last = wn_days_in(year, month);
        snprintf(out, 32, "%04d-%02d-%02dT00:00:00", year % 10000, month,
                 date > last ? last : date);
        return;
    }
    int64_t at = wn_days(year, month, date) * WN_DAY - wn_duration_seconds(after);
    wn_moment_text(out, at);
}

int64_t wn_duration_seconds(wn_duration d)
{
    static const struct {
        char unit;
        int64_t seconds;
    } units[] = {{'h', 3600}, {'d', WN_DAY}, {'m', 30 * WN_DAY}, {'y', 365 * WN_DAY}};

    for (size_t i = 0; i < WN_COUNT(units); i++)
        if (units[i].unit == d.unit)
            return d.count * units[i].seconds;
    return 0;
}

bool wn_is_month(wn_str s)
{
    int month = digits(s, 5, 2);

    return s.len == 7 && digits(s, 0, 4) > 0 && s.ptr[4] == '-' && month >= 1 &&
           month <= 12;
}

void wn_month_add(char *out, const char *month, int months)
{
    int year, number, date;

    split(month, &year, &number, &date);
    months += year * 12 + number - 1;
    snprintf(out, 16, "%04d-%02d", months / 12 % 10000, (months % 12 + 12) % 12 + 1);
}

int wn_month_number(const char *month)
{
    int year, number, date;

    split(month, &year, &number, &date);
    return year * 12 + number - 1;
}

void wn_month_name(char *out, int number)
{
    snprintf(out, 16, "%04d-%02d", number / 12 % 10000, number % 12 + 1);
}

void wn_month_end(char *out, const char *month)
{
    int year, number, date;

    split(month, &year, &number, &date);
    snprintf(out, 16, "%04d-%02d-%02d", year % 10000, number, wn_days_in(year, number));
}
