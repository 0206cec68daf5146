/* date_token.h - a date's text cut into numbers and words that mean something. */
#ifndef TRANSFORMS_DATE_TOKEN_H
#define TRANSFORMS_DATE_TOKEN_H

#include "winnow/base.h"

typedef enum date_kind {
    DATE_NUMBER,
    DATE_MONTH,   /* value 1 to 12; also_weekday: mar is March, and mardi */
    DATE_WEEKDAY, /* says nothing that is not known already */
    DATE_AM,
    DATE_PM,
    DATE_NOON,
    DATE_ZONE,       /* value: minutes east of Greenwich */
    DATE_LOCAL_ZONE, /* CST: Chicago's or Shanghai's; the column's zone decides */
    DATE_T,          /* between date and time */
    DATE_WEEK,       /* 2023-W05-3 */
    DATE_ERA,        /* value: the year before the era's first */
} date_kind;

typedef struct date_token {
    uint8_t kind, digits;
    char unit;         /* Y M D h m s: what stands behind (or, for M, before) it */
    char before;       /* the mark in front: - / . : + _ ' or ' ' or 0 */
    bool also_weekday; /* a month that may be a weekday */
    int64_t value;
} date_token;

#define DATE_TOKENS 16

/* The number of tokens, at most DATE_TOKENS; 0 when something in the text is no
 * part of a date. Words that only fill (of, um, г.) leave no token. */
size_t date_tokenize(wn_str s, date_token *tokens);

#endif
