/* calendar.h - days, months and moments as transforms write them. */
#ifndef CORE_CALENDAR_H
#define CORE_CALENDAR_H

#include "winnow/base.h"

typedef struct wn_duration {
    int count;
    char unit; /* h hours, d days, m months, y years */
} wn_duration;

#define WN_DAY 86400

/* Days since 1970-01-01 of the proleptic Gregorian calendar (Howard Hinnant's
 * days_from_civil). */
int64_t wn_days(int year, int month, int day);
int wn_days_in(int year, int month);

/* Seconds since 1970 of YYYY-MM-DD or YYYY-MM-DDTHH:MM:SS, with Z, an offset or neither;
 * with neither it is read as UTC. False: the text is no such date. */
bool wn_moment(wn_str text, int64_t *seconds, bool *has_time);

/* The day of a moment, as days since 1970-01-01. */
static inline int64_t wn_day_of(int64_t seconds)
{
    return seconds / WN_DAY - (seconds % WN_DAY < 0);
}

/* YYYY-MM-DDTHH:MM:SS; room for 32. */
void wn_moment_text(char *out, int64_t seconds);

/* The day minus the duration, as YYYY-MM-DDTHH:MM:SS. In a shorter month the 31st becomes
 * the last day, and 29 February may become the 28th. A negative count adds. `out` has
 * room for 32. */
void wn_moment_before(char *out, const char *day, wn_duration after);
/* The duration in seconds; a month counts as 30 days, a year as 365. */
int64_t wn_duration_seconds(wn_duration duration);

/* Months as YYYY-MM; room for 16. */
bool wn_is_month(wn_str text);
void wn_month_add(char *out, const char *month, int months);
int wn_month_number(const char *month); /* months since the year 0 */
void wn_month_name(char *out, int number);
void wn_month_end(char *out, const char *month); /* its last day, YYYY-MM-DD */

#endif
