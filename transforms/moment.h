/* moment.h - a date and time, and how one is read from a text. */
#ifndef TRANSFORMS_MOMENT_H
#define TRANSFORMS_MOMENT_H

#include "core/calendar.h"

typedef struct moment {
    int year, month, day, hour, minute, second;
    int offset;      /* minutes east of Greenwich */
    unsigned orders; /* dates of three numbers: the possible orders, 1u << each; else 0 */
    unsigned shape;  /* and their shape: WN_SHAPE_... */
    bool has_time, has_offset;
    uint8_t weekdays;   /* weekdays in the text: 1 Sunday, 2 Monday, 4 ..; 127: none */
    uint8_t shared;     /* 1 + the number of an ambiguous zone name; 0: none */
    uint8_t persian;    /* CALENDAR_..., see below: are its years Persian? */
    bool thai, has_era; /* the text says that its years are such */
    bool skipped;       /* words in brackets were ignored */
    bool part_alone;    /* a part of the day is named, but no time */
    bool either_way;    /* two readings, whatever the order is */
    bool supposed;      /* the calendar was guessed from the size of the year */
    bool century;       /* a year of two digits that programs read in two ways */
    bool dummy;         /* a date that systems write for "none" */
    bool contradicted;  /* the text names another weekday than the day's */
    int16_t era;        /* the year before the first of the era */
} moment;

/* What shows that a year is of another calendar: nothing; a word or an option; the
 * digits. */
enum { CALENDAR_NOT, CALENDAR_SAID, CALENDAR_SUPPOSED };

/* How to read 03/04/05: the choices of date-order=. */
typedef enum date_order { ORDER_ASK, ORDER_YMD, ORDER_DMY, ORDER_MDY } date_order;

typedef enum date_calendar {
    CALENDAR_GREGORIAN,
    CALENDAR_ROC,      /* years of 民國: 112 is 2023 */
    CALENDAR_BUDDHIST, /* 2566 is 2023 */
    CALENDAR_PERSIAN,  /* 1402 is 2023 */
} date_calendar;

typedef struct date_rules {
    date_order order;
    const uint8_t *shapes; /* by shape: the order that the column proves, or 0; or NULL */
    date_calendar calendar;
    int window;  /* first of the hundred years for years of two digits; 0: 1969, and 30 to
                    68 are doubtful */
    int serials; /* 0: read day counts of spreadsheets only where they are likely (five
                    digits); 1900 or 1904: read any number as one, in that system */
} date_rules;

typedef enum date_outcome {
    DATE_NOT, /* no date, or one that never existed */
    DATE_GOOD,
    DATE_NEVER,      /* 0000-00-00 and the like: how systems write "no date" */
    DATE_EITHER_WAY, /* two readings (day and month exchanged); *m is not set */
    DATE_FOREIGN     /* in a calendar that is not converted */
} date_outcome;

date_outcome moment_parse(wn_str s, const date_rules *rules, moment *m);
/* The same, by a pattern: yyyy MM dd HH mm ss in their places; other characters must
 * match. */
date_outcome moment_parse_format(wn_str s, wn_str format, const date_rules *rules,
                                 moment *m);
/* The orders (bits 1u << ORDER_...) in which a date of three numbers can be read; 0:
 * the text is no such date, or its order is certain. *m gets its shape, and the first
 * two numbers as month and day. */
unsigned moment_orders(wn_str s, moment *m);

/* Sets the date from days since 1970-01-01; the inverse of wn_days (Howard Hinnant's
 * civil_from_days). */
void moment_from_days(int64_t days, moment *m);
/* The full year that a number of so many digits means; notes in *m what had to be
 * supposed. */
int moment_year(moment *m, int64_t value, int digits, const date_rules *rules);
/* Converts the date, as written, to the Gregorian calendar. DATE_NOT: there is no such
 * day. */
date_outcome moment_settle(moment *m);
/* Does the text name a calendar that is not converted: 农历, Hijri, v. Chr.? */
bool moment_is_foreign(wn_str s);
int moment_weekday(const moment *m); /* 0: Sunday */
/* Checks that the date and time exist, and are not a placeholder such as 0000-00-00.
 * 24:00 becomes 00:00 of the next day. */
date_outcome moment_judge(moment *m);
int64_t moment_seconds(const moment *m); /* since 1970, as if in UTC */
void moment_from_seconds(int64_t seconds, moment *m);

#endif
