/* decimal.h - numbers of files as decimal text: without an exponent, and without digits
 * that the file does not have. */
#ifndef READERS_DECIMAL_H
#define READERS_DECIMAL_H

#include "core/text.h"

#define READ_DECIMAL_ROOM 64

/* Write a number without exponent: "1.5E+5" gives "150000". Works on the text, so no
 * digit changes. `out` has READ_DECIMAL_ROOM bytes. Returns a text in `out`, or `written`
 * itself if it is not a number or too long for `out`. */
wn_str read_decimal(wn_str written, char *out);
/* How many digits the number has, without zeros at the beginning and at the end. */
size_t read_decimal_digits(wn_str written);
/* The shortest decimal text that gives the same double, in `out` as above. */
wn_str read_double(double value, char *out);
/* Change numbers of many digits, and those with an exponent, into strings, because a JSON
 * parser would round or refuse them. Returns the text itself if nothing had to change,
 * else a text in `buf`. */
wn_str read_decimal_json(wn_str text, wn_buf *buf);

#endif
