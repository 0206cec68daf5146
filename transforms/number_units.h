/* number_units.h - words beside a number: 万元, k€, Tsd., USD. */
#ifndef TRANSFORMS_NUMBER_UNITS_H
#define TRANSFORMS_NUMBER_UNITS_H

#include "winnow/base.h"

typedef struct units_found {
    int power;            /* of ten */
    const char *currency; /* three letters, no NUL after them; "?" or NULL */
    int currencies;       /* how many times a currency is named */
    bool is_own;          /* the number has its own unit: the column's does not apply */
    bool counts;          /* one of the words is what is counted: 人, pieces */
    bool comma;           /* such words go with a decimal comma: Mio., тыс. */
    bool of_values;       /* in a column's name this word says nothing */
    bool doubtful;        /* the word has several meanings: 1 K, 1 T$ */
    bool supposed;        /* but one of them is likely: 1 KM */
} units_found;

/* Cuts units off one end of *s. False: nothing is left, or two units multiply, or two
 * currencies are named; nobody writes so. */
bool units_take(wn_str *s, bool from_end, units_found *out);

/* Is the whole text one such word? False: it is none, or has one word too many. */
bool units_word(wn_str word, units_found *out);

#endif
