/* number.h - reads a number and the words before and after it. */
#ifndef TRANSFORMS_NUMBER_H
#define TRANSFORMS_NUMBER_H

#include "number_read.h"
#include "number_units.h"
#include "winnow/transform.h"

#define NUMBER_LONGEST 120 /* bytes; longer texts are not read */

typedef struct number_found {
    decimal value;
    units_found units;
    bool scaled;        /* multiplied by the unit of its column */
    bool rest, several; /* other text, or other amounts, beside it */
} number_found;

/* number_parse.c: reads a text that is nothing but a number, its sign and its units.
 * `power`: power of ten of the column's unit. `s` has been through tidy(). */
number_outcome number_parse(wn_str s, const number_rules *rules, int power,
                            number_found *out);
/* number_beside.c: the same, for an amount with its currency among other words: "from
 * $25", "10 € *". */
number_outcome number_beside(wn_str s, const number_rules *rules, int power,
                             number_found *out);

#endif
