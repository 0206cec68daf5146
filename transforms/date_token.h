/* date_token.h - a date's text cut into numbers and words that mean something. */
#ifndef TRANSFORMS_DATE_TOKEN_H
#define TRANSFORMS_DATE_TOKEN_H

#include "winnow/base.h"

typedef enum date_kind {
    DATE_NUMBER,
    DATE_MONTH,   /* value 1 to 12; days: mar is March, and mardi */
    DATE_WEEKDAY, /* days */
    DATE_PART,    /* value: a date_part */
    DATE_ZONE,    /* value: minutes east of Greenwich */
    DATE_SHARED,  /* CST: Chicago's or Shanghai's; value: which (date_zone.h) */
    DATE_T,       /* between date and time */
    DATE_WEEK,    /* 2023-W05-3 */
    DATE_ERA,     /* value: the year before the era's first */
    DATE_OTHER,   /* a calendar that is not converted: 农历, BC */
} date_kind;

/* What a word says of the hours of twelve: h0 .. h5 of date_terms.tsv. */
typedef enum date_part {
    PART_AM,
    PART_PM,
    PART_NOON,     /* 11 to 3; alone: 12:00 */
    PART_MIDNIGHT, /* 12; alone: 0:00 */
    PART_EVENING,  /* 5 to 11 */
    PART_NIGHT,    /* 8 to 11, and 0 to 5 */
    PART_COUNT
} date_part;

/* Eras go by the year before their first. This one shares its with the Republic. */
#define ERA_TAISHO (-1911)

/* What was seen on the way: letters and digits that say whose years they are, and words
 * that mean nothing here: in brackets, or by chance the name of a day. */
typedef enum date_sight {
    SEEN_THAI = 1,
    SEEN_PERSIAN = 2, /* its digits */
    SEEN_OTHER = 4,
} date_sight;

typedef struct date_token {
    uint8_t kind, digits;
    uint8_t days;  /* weekdays that the word names: 1 Sunday, 2 Monday, 4 .. */
    uint8_t clock; /* a number: 1 behind "at", 2 behind "klo" */
    char unit;     /* Y M D h m s: what stands behind (or, for M, before) it */
    char before;   /* the mark in front: - / . : + _ ' or ' ' or 0 */
    bool numerals; /* 十五 */
    bool persian;  /* a month of that calendar */
    int64_t value;
} date_token;

#define DATE_TOKENS 16

/* The number of tokens, at most DATE_TOKENS; 0 when something in the text is no
 * part of a date. Words that only fill (of, um, г.) leave no token. *seen: a set of
 * date_sight. */
size_t date_tokenize(wn_str s, date_token *tokens, unsigned *seen);

#endif
