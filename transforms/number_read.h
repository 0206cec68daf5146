/* number_read.h - the digits of a number, and which mark stands before its fraction. */
#ifndef TRANSFORMS_NUMBER_READ_H
#define TRANSFORMS_NUMBER_READ_H

#include "winnow/arena.h"

#define NUMBER_DIGITS 48 /* databases that keep decimals exactly take 38 at least */

typedef struct decimal {
    char digits[NUMBER_DIGITS];
    int count; /* of digits */
    int scale; /* how many of them stand behind the point */
    bool minus;
    uint8_t readings; /* the marks by which it can be read, as a set; 0: any */
    bool usual;       /* it was read as most are, and could be read otherwise */
} decimal;

static inline bool number_is_digit(char c)
{
    return c >= '0' && c <= '9';
}

/* The choices of the option decimal=, whose bits (1u << each) are a set of readings. */
enum { DECIMAL_AUTO, DECIMAL_POINT, DECIMAL_COMMA };

/* How a number is read that three digits behind its only mark leave open: 1.234, 1,234.
 */
typedef enum number_habit {
    HABIT_ASK,
    HABIT_USUAL,    /* the mark groups, unless the column says otherwise */
    HABIT_GROUP,    /* it groups */
    HABIT_FRACTION, /* it stands before the fraction */
} number_habit;

typedef struct number_rules {
    int decimal;
    number_habit dot, comma;
} number_rules;

typedef enum number_outcome {
    NUMBER_NOT,
    NUMBER_GOOD,
    NUMBER_EITHER,   /* by either mark, and nothing says which; *out is not to be used */
    NUMBER_DOUBTFUL, /* its unit or its dash means several things, whatever the mark is */
} number_outcome;

/* `s` has digits and marks alone, no sign; as number_plain wrote it. */
number_outcome number_read(wn_str s, const number_rules *rules, decimal *out);

/* The text with the digits of all scripts and the marks that only numbers have in ASCII:
 * '\'' for what groups, '\1' for what stands before a fraction and nowhere else. `s`
 * itself where nothing had to be changed, or it is longer than there is room. */
wn_str number_plain(wn_str s, char *out, size_t room);
/* What is in it beside ASCII, as a set: Chinese characters; what number_plain changes. */
#define NUMBER_HAN 1
#define NUMBER_ODD 2
unsigned number_scripts(wn_str s);

/* Times ten to the power; false: more digits than anybody counts in. */
bool number_scale(decimal *d, int power);
wn_str number_write(const decimal *d, wn_arena *arena);

/* number_han.c: 一百二十万, 壹万贰仟元伍角整, 12元5角, 1亿2000万. False: it is no such
 * number. *currency: it is an amount of that, or NULL. */
bool number_han(wn_str s, decimal *out, const char **currency);
bool number_may_be_han(wn_str s); /* else it is none, or one that its units can read */
size_t number_han_span(wn_str s); /* bytes at its beginning that can be of one */

#endif
