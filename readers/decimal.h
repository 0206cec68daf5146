/* decimal.h - numbers of files as decimal text, without an exponent and without a digit
 * that is not theirs. */
#ifndef READERS_DECIMAL_H
#define READERS_DECIMAL_H

#include "core/text.h"

#define READ_DECIMAL_ROOM 64

/* The number as it is written, 1.5E+5 as 150000: only its text is moved. `out` has
 * READ_DECIMAL_ROOM bytes; the result is in it, or `written` itself where that is no
 * number, or one that has no room. */
wn_str read_decimal(wn_str written, char *out);
/* How many digits the number is written with, zeros in front and behind not counted. */
size_t read_decimal_digits(wn_str written);
/* The shortest text that is the same double, into out as above. */
wn_str read_double(double value, char *out);
/* The record, its numbers of many digits and those with an exponent as texts; else a
 * parser of JSON would round them, or refuse them. The text itself, or in `buf`. */
wn_str read_decimal_json(wn_str text, wn_buf *buf);

#endif
