/* number_units.h - words that stand beside a number: 万元, k€, Tsd., USD. */
#ifndef TRANSFORMS_NUMBER_UNITS_H
#define TRANSFORMS_NUMBER_UNITS_H

#include "winnow/base.h"

typedef struct units_found {
    int power;            /* of ten */
    const char *currency; /* three letters, not ended by a NUL; "?" or NULL */
    bool is_own;          /* the words say what is counted, whatever the column counts */
} units_found;

/* Take units off one end of *s. False: nothing is left, or two of them multiply, which
 * is how nobody writes. */
bool units_take(wn_str *s, bool from_end, units_found *out);

#endif
