/* number.h - a number and the words at both of its ends. */
#ifndef TRANSFORMS_NUMBER_H
#define TRANSFORMS_NUMBER_H

#include "number_read.h"
#include "number_units.h"
#include "winnow/transform.h"

#define NUMBER_LONGEST 120 /* bytes of a text that is looked at */

typedef struct number_found {
    decimal value;
    units_found units;
    bool scaled;        /* by the unit of its column */
    bool rest, several; /* text, or other amounts, stand beside it */
} number_found;

/* number_parse.c: all of the text is the number, its sign and its units. `power`: of the
 * column's unit. `s` is tidy. */
number_outcome number_parse(wn_str s, const number_rules *rules, int power,
                            number_found *out);
/* number_beside.c: an amount with its currency among words: "from $25", "10 € *". */
number_outcome number_beside(wn_str s, const number_rules *rules, int power,
                             number_found *out);

#endif
