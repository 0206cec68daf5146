/*
 * moment.c - the calendar: days and seconds, and which dates are possible.
 */
#include "moment.h"

#include "core/memory.h"

void moment_from_days(int64_t z, moment *m)
{
    z += 719468;
    int64_t era = (z >= 0 ? z : z - 146096) / 146097, doe = z - era * 146097;
    int64_t yoe = (doe - doe / 1460 + doe / 36524 - doe / 146096) / 365;
    int64_t doy = doe - (365 * yoe + yoe / 4 - yoe / 100), mp = (5 * doy + 2) / 153;
    m->day = (int)(doy - (153 * mp + 2) / 5 + 1);
    m->month = (int)(mp < 10 ? mp + 3 : mp - 9);
    m->year = (int)(yoe + era * 400 + (m->month <= 2));
}

int64_t moment_seconds(const moment *m)
{
    return wn_days(m->year, m->month, m->day) * WN_DAY + m->hour * 3600 + m->minute * 60 +
           m->second;
}

void moment_from_seconds(int64_t seconds, moment *m)
{
    int64_t days = seconds / 86400, rest = seconds % 86400;

    if (rest < 0) {
        rest += 86400;
        days--;
    }
    moment_from_days(days, m);
    m->hour = (int)(rest / 3600);
    m->minute = (int)(rest / 60 % 60);
    m->second = (int)(rest % 60);
}

int moment_weekday(const moment *m)
{
    return (int)(((wn_days(m->year, m->month, m->day) + 4) % 7 + 7) % 7);
}

/* Is the date possible? 24:00 is the midnight that ends the day (ISO 8601). Years
 * before 1583 are not Gregorian: they are typing mistakes (0024-03-05) or another
 * calendar's (1402 in Persia). */
static bool is_possible(moment *m)
{
    if (m->year < 1583 || m->year > 9999 || m->month < 1 || m->month > 12 || m->day < 1 ||
        m->day > wn_days_in(m->year, m->month) || m->hour < 0 || m->minute < 0 ||
        m->minute > 59 || m->second < 0 || m->second > 60)
        return false;
    if (m->hour == 24 && m->minute == 0 && m->second == 0)
        moment_from_seconds(moment_seconds(m), m);
    return m->hour < 24 && (m->year <= 2200 || m->year == 2999 || m->year == 9999);
}

/* Is it how databases and CRM systems write "no date"? */
static bool is_never(const moment *m)
{
    static const struct {
        int year, month, day;
    } nevers[] = {{1601, 1, 1}, {1753, 1, 1},   {1899, 12, 30}, {1899, 12, 31},
                  {1900, 1, 1}, {2999, 12, 31}, {9999, 12, 31}, {9999, 1, 1}};

    if (m->year > 1900 && m->year < 2999)
        return false;
    for (size_t i = 0; i < WN_COUNT(nevers); i++)
        if (m->year == nevers[i].year && m->month == nevers[i].month &&
            m->day == nevers[i].day)
            return true;
    return false;
}

/* Is it the first day of a clock or the last of a table? It may be a real date as well.
 * The first second of Unix is in 1969 west of Greenwich, and eight o'clock in China. */
static bool is_dummy(const moment *m)
{
    if (m->year > 1970 && m->year < 2079)
        return false;
    int64_t at = moment_seconds(m) - m->offset * 60;
    if (m->year == 1970 || m->year == 1969)
        return m->has_offset && m->has_time ? at == 0
               : m->has_time ? at >= -12 * 3600 && at <= 14 * 3600 && at % 1800 == 0
                             : at == 0 || at == -86400;
    return (m->year == 1904 && m->month == 1 && m->day == 1) ||
           (m->year == 2099 && m->month == 12 && m->day == 31) ||
           (m->year == 2079 && m->month == 6 && m->day == 6);
}

date_outcome moment_judge(moment *m)
{
    if (m->month == 1 && m->day == 1 && m->year == 1) {
        m->dummy = true;
        return DATE_NEVER;
    }
    if (!is_possible(m))
        return DATE_NOT;
    bool never = is_never(m);
    m->dummy = never || is_dummy(m);
    return never ? DATE_NEVER : DATE_GOOD;
}
