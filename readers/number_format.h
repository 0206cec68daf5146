/* number_format.h - what the format of a number in a sheet says about it: a date, a
 * percentage, a code with zeros at the front. */
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
    uint8_t digits; /* padded: the least number of digits */
    wn_str mask;    /* masked: the format code; plain: the code, if it holds words */
} read_number_format;

/* A built-in format, by its number (ECMA-376, 18.8.30). */
read_number_format read_format_builtin(unsigned id);
/* A format, by its code: "yyyy\-mm\-dd;@". A mask is copied into the arena. */
read_number_format read_format_of(wn_str code, wn_arena *arena);
/* Write the number as text into `out` of READ_NUMBER_ROOM bytes. `written`: the number as
 * it stands in the file, or "". Dates become YYYY-MM-DD. `from_1904`: day 0 is
 * 1904-01-01; else 1899-12-31, counting the 1900-02-29 that Excel wrongly has. */
#define READ_NUMBER_ROOM 64
wn_str read_format_number(double value, wn_str written, read_number_format format,
                          bool from_1904, char *out);
/* The same, but as Excel shows it: "-" for zero, "5 pcs". */
wn_str read_format_shown(double value, wn_str written, read_number_format format,
                         bool from_1904, char *out);

#endif
