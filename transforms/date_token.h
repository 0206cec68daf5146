/* date_token.h - cuts the text of a date into tokens: numbers and known words. */
#ifndef TRANSFORMS_DATE_TOKEN_H
#define TRANSFORMS_DATE_TOKEN_H

#include "winnow/base.h"

typedef enum date_kind {
    DATE_NUMBER,
    DATE_MONTH,   /* value: 1 to 12; days: mar may be March or mardi */
    DATE_WEEKDAY, /* days */
    DATE_PART,    /* value: a date_part */
    DATE_ZONE,    /* value: minutes east of Greenwich */
    DATE_SHARED,  /* CST is Chicago or Shanghai; value: which name (date_zone.h) */
    DATE_T,       /* between date and time */
    DATE_WEEK,    /* 2023-W05-3 */
    DATE_ERA,     /* value: the year before the first of the era */
    DATE_OTHER,   /* a calendar that is not converted: 农历; or BC */
} date_kind;

/* The part of the day that a word names, for hours of a 12-hour clock: h0 .. h5 of
 * date_terms.tsv. */
typedef enum date_part {
    PART_AM,
    PART_PM,
    PART_NOON,     /* 11 to 3; alone: 12:00 */
    PART_MIDNIGHT, /* 12; alone: 0:00 */
    PART_EVENING,  /* 5 to 11 */
    PART_NIGHT,    /* 8 to 11, and 0 to 5 */
    PART_COUNT
} date_part;

/* An era is known by the year before its first. Taisho has the same one as the Republic
 * of China. */
#define ERA_TAISHO (-1911)

/* What the text has besides tokens, as bits: letters or digits of another calendar, and
 * words without meaning here (in brackets, or a weekday by chance). */
typedef enum date_sight {
    SEEN_THAI = 1,
    SEEN_PERSIAN = 2, /* Persian digits */
    SEEN_OTHER = 4,
} date_sight;

typedef struct date_token {
    uint8_t kind, digits;
    uint8_t days; /* weekdays that the word may name, as bits: 1 Sunday, 2 Monday, 4 .. */
    uint8_t clock; /* a number: 1 behind "at", 2 behind "klo" */
    char unit;     /* unit after (or, for M, before) the number: Y M D h m s */
    char before;   /* the mark in front: - / . : + _ ' or ' ' or 0 */
    bool numerals; /* 十五 */
    bool persian;  /* a month of the Persian calendar */
    int64_t value;
} date_token;

#define DATE_TOKENS 16

/* Cuts the text into tokens. Returns how many, at most DATE_TOKENS; 0: something in the
 * text is no part of a date. Filler words (of, um, г.) leave no token. *seen: a set of
 * date_sight bits. */
size_t date_tokenize(wn_str s, date_token *tokens, unsigned *seen);

#endif
