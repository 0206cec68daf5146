/* number_units.h - words that stand beside a number: 万元, k€, Tsd., USD. */
#ifndef TRANSFORMS_NUMBER_UNITS_H
#define TRANSFORMS_NUMBER_UNITS_H

#include "winnow/base.h"

typedef struct units_found {
    int power;            /* of ten */
    const char *currency; /* three letters, not ended by a NUL; "?" or NULL */
    int currencies;       /* how often it was named */
    bool is_own;          /* the words say what is counted, whatever the column counts */
    bool counts;          /* one of them is what is counted: 人, pieces */
    bool comma;           /* who writes so has a decimal comma: Mio., тыс. */
    bool of_values;       /* in the name of a column the word says nothing */
    bool doubtful;        /* the word means several things: 1 K, 1 T$ */
    bool supposed;        /* and this one likely: 1 KM */
} units_found;

/* Take units off one end of *s. False: nothing is left, or two of them multiply, or are
 * of two currencies, which is how nobody writes. */
bool units_take(wn_str *s, bool from_end, units_found *out);

/* All of it is one such word. False: it is none, or one too many. */
bool units_word(wn_str word, units_found *out);

#endif
