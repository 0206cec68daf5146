/* number_format.h - what a number in a sheet means by its format: a date, a share, a code
 * with leading zeros. */
#ifndef READERS_NUMBER_FORMAT_H
#define READERS_NUMBER_FORMAT_H

#include "winnow/arena.h"

typedef enum read_number_kind {
    READ_NUMBER_PLAIN,
    READ_NUMBER_DATE,    /* a day, or a day and a time of day */
    READ_NUMBER_TIME,    /* a time of day */
    READ_NUMBER_ELAPSED, /* hours, minutes, seconds: [h]:mm */
    READ_NUMBER_PERCENT,
    READ_NUMBER_PADDED, /* 00000 */
    READ_NUMBER_MASKED, /* 000-00-0000: digits with signs between them */
} read_number_kind;

typedef struct read_number_format {
    uint8_t kind;
    uint8_t digits; /* padded: at least so many */
    wn_str mask;    /* masked: the code; plain: the code, where it has words in it */
} read_number_format;

/* A format by its number where it is one of the built-in ones (ECMA-376, 18.8.30). */
read_number_format read_format_builtin(unsigned id);
/* A format by its code: "yyyy\-mm\-dd;@". A mask lives in the arena. */
read_number_format read_format_of(wn_str code, wn_arena *arena);
/* The number as text into out, which has room for READ_NUMBER_ROOM. `written`: as it
 * stands in the file, or "". Dates are YYYY-MM-DD; `from_1904`: day 0 is 1904-01-01, not
 * 1899-12-31 (with the leap day of 1900 that Excel has). */
#define READ_NUMBER_ROOM 64
wn_str read_format_number(double value, wn_str written, read_number_format format,
                          bool from_1904, char *out);
/* The same for somebody who wants to see what Excel shows: "-" for nothing, "5 pcs". */
wn_str read_format_shown(double value, wn_str written, read_number_format format,
                         bool from_1904, char *out);

#endif
