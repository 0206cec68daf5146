/*
 * expression.h - the expression in that= of a check, compiled once to a tree of bounded
 * size.
 *
 * Each part of the tree has a type. Types that do not fit together are an error of the
 * model, found before any record is read. An expression is no program: it cannot loop or
 * call, and reads only the fields of one record and the day of the run.
 */
#ifndef CHECKS_EXPRESSION_H
#define CHECKS_EXPRESSION_H

#include "check.h"
#include "exact.h"
#include "core/words.h"

#define EXPRESSION_CHARACTERS 2000
#define EXPRESSION_PARTS 200
#define EXPRESSION_BRACKETS 20

typedef enum part_type { PART_NUMBER, PART_TEXT, PART_DATE, PART_LOGIC } part_type;

typedef enum part_op {
    OP_NONE,
    OP_LITERAL,
    OP_FIELD,
    OP_TODAY,
    OP_LENGTH,
    OP_ABS,
    OP_MINUS,
    OP_NOT,
    OP_EMPTY,
    OP_FILLED,
    OP_AND,
    OP_OR,
    OP_ADD,
    OP_SUBTRACT,
    OP_MULTIPLY,
    OP_DIVIDE,
    OP_LESS,
    OP_AT_MOST,
    OP_MORE,
    OP_AT_LEAST,
    OP_EQUAL,
    OP_NOT_EQUAL,
    OP_IN, /* right: the first OP_ITEM of a list; the right of an item is the next item */
    OP_ITEM,
} part_op;

typedef struct value {
    exact number;
    wn_str text;
    int64_t moment; /* seconds, see wn_moment */
    bool timed, truth;
} value;

/* left, right and within are indexes into parts; 0: none. */
typedef struct part {
    part_op op;
    part_type type;
    int left, right, within;
    int field; /* index into the fields of the entity */
    value literal;
} part;

typedef struct expression {
    part parts[EXPRESSION_PARTS + 1]; /* parts[0] is not used */
    int count, top;
} expression;

/* expression_read.c: compiles that= of the check, and sets the check's fields to those
 * in it, in the order of the text. False: `why` says what is wrong, in the language. */
bool expression_read(wn_check *check, expression *out, wn_lang lang, char *why);
#endif
