/* moment.h - what instant a text says. */
#ifndef TRANSFORMS_MOMENT_H
#define TRANSFORMS_MOMENT_H

#include "winnow/base.h"

typedef struct moment {
    int year, month, day, hour, minute, second;
    bool has_time, has_offset;
    int offset;      /* minutes east of Greenwich */
    unsigned orders; /* of three numbers: 1u << each by which it can be read; else 0 */
} moment;

/* Which number of 03/04/05 is what. The bits are those of wn_transform.orders. */
typedef enum date_order { ORDER_ASK, ORDER_YMD, ORDER_DMY, ORDER_MDY } date_order;

typedef enum date_calendar {
    CALENDAR_GREGORIAN,
    CALENDAR_ROC,      /* years of 民國: 112 is 2023 */
    CALENDAR_BUDDHIST, /* 2566 is 2023 */
} date_calendar;

typedef struct date_rules {
    date_order order;
    date_calendar calendar;
    int window;  /* two digits are a year of the hundred that begins here: 1969 */
    int serials; /* 0: day counts of spreadsheets only where they are likely (five
                    digits); 1900 or 1904: any number is one, of that system */
} date_rules;

typedef enum date_outcome {
    DATE_NOT, /* it is not a date, or one that never was */
    DATE_GOOD,
    DATE_NEVER,     /* 0000-00-00 and the like: how systems write "no date" */
    DATE_EITHER_WAY /* day and month could be exchanged; *m is not set */
} date_outcome;

date_outcome moment_parse(wn_str s, const date_rules *rules, moment *m);
/* By a pattern: yyyy MM dd HH mm ss in their places, other characters as such. */
date_outcome moment_parse_format(wn_str s, wn_str format, const date_rules *rules,
                                 moment *m);
/* The orders (1u << ORDER_...) by which a date of three numbers can be read; 0: the
 * text is no such date, or its order is plain. */
unsigned moment_orders(wn_str s);

/* Days since 1970-01-01, and back (Howard Hinnant's days_from_civil). */
int64_t moment_days(const moment *m);
void moment_from_days(int64_t days, moment *m); /* sets the date only */
int moment_days_in(int year, int month);
/* The year that a number of so many digits means. */
int moment_full_year(int64_t value, int digits, const date_rules *rules);
/* Is there such a date and time, and does it mean one? 24:00 becomes 00:00 of the
 * next day. */
date_outcome moment_judge(moment *m);
int64_t moment_seconds(const moment *m); /* since 1970, as if in UTC */
void moment_from_seconds(int64_t seconds, moment *m);

#endif
