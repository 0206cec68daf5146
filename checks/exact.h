/*
 * exact.h - numbers without rounding: fractions of whole numbers.
 *
 * Money is compared to the cent, so nothing here is a double: 0.1 + 0.2 is 0.3, and three
 * times a third is one. A result that needs more than 38 digits cannot be computed: the
 * function then returns false.
 */
#ifndef CHECKS_EXACT_H
#define CHECKS_EXACT_H

#include "winnow/base.h"

__extension__ typedef __int128 exact_whole;

typedef struct exact {
    exact_whole over, under; /* over / under, with under > 0 */
} exact;

static inline exact exact_of(int64_t number)
{
    return (exact){number, 1};
}

/* Reads decimal text such as "-1234.50". False: the text is no such number, or has more
 * than 36 digits. */
bool exact_read(wn_str text, exact *out);
/* Each returns false where there is no result: it has too many digits, or the divisor
 * is zero. */
bool exact_add(exact a, exact b, exact *out);
bool exact_subtract(exact a, exact b, exact *out);
bool exact_multiply(exact a, exact b, exact *out);
bool exact_divide(exact a, exact b, exact *out);
bool exact_compare(exact a, exact b, int *out); /* -1, 0, 1 */
/* True if the number is whole and fits into int64_t. */
bool exact_is_whole(exact a, int64_t *out);
/* Writes the number as decimal text to out, which has EXACT_ROOM bytes. Returns the
 * length; 0: it has more than 18 decimal places. */
#define EXACT_ROOM 64
size_t exact_write(exact a, char *out);

#endif
