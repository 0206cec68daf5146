/* moment.h - what instant a text says. */
#ifndef TRANSFORMS_MOMENT_H
#define TRANSFORMS_MOMENT_H

#include "core/calendar.h"

typedef struct moment {
    int year, month, day, hour, minute, second;
    int offset;      /* minutes east of Greenwich */
    unsigned orders; /* of three numbers: 1u << each by which it can be read; else 0 */
    unsigned shape;  /* of those: WN_SHAPE_... */
    bool has_time, has_offset;
    uint8_t weekdays;   /* that the text names: 1 Sunday, 2 Monday, 4 ..; 127: none */
    uint8_t shared;     /* the number + 1 of a zone that several places name so */
    uint8_t persian;    /* its years are, if they can be: see below */
    bool thai, has_era; /* what the text says of its years */
    bool skipped;       /* words in brackets mean nothing here */
    bool part_alone;    /* a part of the day was named, and no time */
    bool either_way;    /* there are two readings, whatever the order is */
    bool supposed;      /* the calendar was, by the size of the year */
    bool century;       /* of two digits, which programs read in two ways */
    bool dummy;         /* a day that systems write where they have none */
    bool contradicted;  /* the day is of another weekday than the text says */
    int16_t era;        /* the year before the era's first */
} moment;

/* What says that a year is of another calendar: nothing, a word or an option, digits. */
enum { CALENDAR_NOT, CALENDAR_SAID, CALENDAR_SUPPOSED };

/* Which number of 03/04/05 is what: the choices of date-order=. */
typedef enum date_order { ORDER_ASK, ORDER_YMD, ORDER_DMY, ORDER_MDY } date_order;

typedef enum date_calendar {
    CALENDAR_GREGORIAN,
    CALENDAR_ROC,      /* years of 民國: 112 is 2023 */
    CALENDAR_BUDDHIST, /* 2566 is 2023 */
    CALENDAR_PERSIAN,  /* 1402 is 2023 */
} date_calendar;

typedef struct date_rules {
    date_order order;
    const uint8_t *shapes; /* by shape the order that its column proves, else 0; or NULL */
    date_calendar calendar;
    int window;  /* two digits are a year of the hundred that begins here; 0: 1969, and
                    30 to 68 are doubtful */
    int serials; /* 0: day counts of spreadsheets only where they are likely (five
                    digits); 1900 or 1904: any number is one, of that system */
} date_rules;

typedef enum date_outcome {
    DATE_NOT, /* it is not a date, or one that never was */
    DATE_GOOD,
    DATE_NEVER,      /* 0000-00-00 and the like: how systems write "no date" */
    DATE_EITHER_WAY, /* there are two readings (day and month exchanged); *m is not set */
    DATE_FOREIGN     /* of a calendar that is not converted */
} date_outcome;

date_outcome moment_parse(wn_str s, const date_rules *rules, moment *m);
/* By a pattern: yyyy MM dd HH mm ss in their places, other characters as such. */
date_outcome moment_parse_format(wn_str s, wn_str format, const date_rules *rules,
                                 moment *m);
/* The orders (1u << ORDER_...) by which a date of three numbers can be read; 0: the
 * text is no such date, or its order is plain. *m has its shape, and the first two
 * numbers as month and day. */
unsigned moment_orders(wn_str s, moment *m);

/* The date alone, of days since 1970-01-01: wn_days back (Howard Hinnant's
 * civil_from_days). */
void moment_from_days(int64_t days, moment *m);
/* The year that a number of so many digits means; *m keeps what was supposed. */
int moment_year(moment *m, int64_t value, int digits, const date_rules *rules);
/* The date as it is written, in our calendar: is there such a day? */
date_outcome moment_settle(moment *m);
/* Does the text name a calendar that is not converted: 农历, Hijri, v. Chr.? */
bool moment_is_foreign(wn_str s);
int moment_weekday(const moment *m); /* 0: Sunday */
/* Is there such a date and time, and does it mean one? 24:00 becomes 00:00 of the
 * next day. */
date_outcome moment_judge(moment *m);
int64_t moment_seconds(const moment *m); /* since 1970, as if in UTC */
void moment_from_seconds(int64_t seconds, moment *m);

#endif
