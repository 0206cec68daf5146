/*
 * exact.h - numbers without rounding: fractions of whole numbers.
 *
 * Money is compared to the cent, so nothing here is a double: 0.1 + 0.2 is 0.3, and a
 * third times three is one. What needs more than 38 digits is not known, and whoever asks
 * is told so.
 */
#ifndef CHECKS_EXACT_H
#define CHECKS_EXACT_H

#include "winnow/base.h"

__extension__ typedef __int128 exact_whole;

typedef struct exact {
    exact_whole over, under; /* under is above zero */
} exact;

static inline exact exact_of(int64_t number)
{
    return (exact){number, 1};
}

/* "-1234.50". False: it is no such number, or longer than 36 digits. */
bool exact_read(wn_str text, exact *out);
/* Each is false where the result cannot be said: too long, or divided by zero. */
bool exact_add(exact a, exact b, exact *out);
bool exact_subtract(exact a, exact b, exact *out);
bool exact_multiply(exact a, exact b, exact *out);
bool exact_divide(exact a, exact b, exact *out);
bool exact_compare(exact a, exact b, int *out); /* -1, 0, 1 */
/* Is it a whole number that fits? */
bool exact_is_whole(exact a, int64_t *out);
/* As decimal text into out, which has room for EXACT_ROOM; the length, or 0 where it has
 * more than 18 places. */
#define EXACT_ROOM 64
size_t exact_write(exact a, char *out);

#endif
