/* number_read.h - reads digits and marks, and decides which mark is the decimal mark. */
#ifndef TRANSFORMS_NUMBER_READ_H
#define TRANSFORMS_NUMBER_READ_H

#include "winnow/arena.h"

#define NUMBER_DIGITS 48 /* databases that keep decimals exactly take 38 at least */

typedef struct decimal {
    char digits[NUMBER_DIGITS];
    int count; /* of digits */
    int scale; /* digits after the decimal point */
    bool minus;
    uint8_t readings; /* possible decimal marks (bits of DECIMAL_); 0: any */
    bool usual;       /* read in the usual way; another is possible */
} decimal;

static inline bool number_is_digit(char c)
{
    return c >= '0' && c <= '9';
}

/* The choices of decimal=. As bits (1u << each) they are a set of possible marks. */
enum { DECIMAL_AUTO, DECIMAL_POINT, DECIMAL_COMMA };

/* How to read a number such as 1.234 or 1,234, whose only mark may group digits or be
 * the decimal mark. */
typedef enum number_habit {
    HABIT_ASK,
    HABIT_USUAL,    /* it groups, unless the column says otherwise */
    HABIT_GROUP,    /* it groups */
    HABIT_FRACTION, /* it is the decimal mark */
} number_habit;

typedef struct number_rules {
    int decimal;
    number_habit dot, comma;
} number_rules;

typedef enum number_outcome {
    NUMBER_NOT,
    NUMBER_GOOD,
    NUMBER_EITHER,   /* two readings, nothing decides; *out is not to be used */
    NUMBER_DOUBTFUL, /* its unit or dash has several meanings */
} number_outcome;

/* Reads a number. `s` has only digits and marks, no sign, as number_plain wrote it. */
number_outcome number_read(wn_str s, const number_rules *rules, decimal *out);

/* The text with digits of any script, and marks that only numbers have, in ASCII: '\''
 * for marks that group, '\1' for marks that can only be decimal marks. Returns `s`
 * itself where nothing changes, or where it is longer than `room`. */
wn_str number_plain(wn_str s, char *out, size_t room);
/* What the text has besides ASCII, as bits: Chinese characters; characters that
 * number_plain changes. */
#define NUMBER_HAN 1
#define NUMBER_ODD 2
unsigned number_scripts(wn_str s);

/* Multiplies by ten to the power; false: the result has NUMBER_DIGITS digits or more. */
bool number_scale(decimal *d, int power);
wn_str number_write(const decimal *d, wn_arena *arena);

/* number_han.c: 一百二十万, 壹万贰仟元伍角整, 12元5角, 1亿2000万. False: the text is no
 * such number. *currency: the currency of the amount, or NULL. */
bool number_han(wn_str s, decimal *out, const char **currency);
/* False: the text has no Chinese characters of a number, or only those that are units,
 * which number_units.c reads. */
bool number_may_be_han(wn_str s);
size_t number_han_span(wn_str s); /* bytes at its beginning that may belong to one */

#endif
