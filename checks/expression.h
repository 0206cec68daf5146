/*
 * expression.h - what that= of a check says, compiled once: a tree of bounded size.
 *
 * Its parts know their types: what does not go together is an error of the model, and
 * not of a record. Nothing of it is code: it cannot loop, call, or read anything but the
 * fields of one record and the day of the run.
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
    OP_IN, /* right: the first of a list of OP_ITEM, whose right is the next */
    OP_ITEM,
} part_op;

typedef struct value {
    exact number;
    wn_str text;
    int64_t moment; /* seconds, see wn_moment */
    bool timed, truth;
} value;

/* left and right are numbers of parts, 0: none. */
typedef struct part {
    part_op op;
    part_type type;
    int left, right, within;
    int field; /* of the entity */
    value literal;
} part;

typedef struct expression {
    part parts[EXPRESSION_PARTS + 1]; /* the first is none */
    int count, top;
} expression;

/* expression_read.c: the check's that=, and its fields in the order in which they stand
 * there. False: `why`, in the language. */
bool expression_read(wn_check *check, expression *out, wn_lang lang, char *why);
#endif
