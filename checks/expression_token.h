/*
 * expression_token.h - reads that= token by token (words, numbers, marks), and reports
 * mistakes in it.
 */
#ifndef CHECKS_EXPRESSION_TOKEN_H
#define CHECKS_EXPRESSION_TOKEN_H

#include "expression.h"

typedef enum token_kind {
    TOKEN_END,
    TOKEN_NUMBER,
    TOKEN_DATE,
    TOKEN_TEXT,
    TOKEN_NAME,
    TOKEN_FIELD, /* in square brackets */
    TOKEN_MARK,
} token_kind;

typedef struct reader {
    wn_check *check;
    expression *tree;
    wn_lang lang;
    char *why;
    wn_str text;
    size_t at; /* offset of the byte after the token */
    token_kind kind;
    wn_str token; /* for TOKEN_TEXT without the quotation marks */
    size_t from;  /* offset of the token */
    int depth;
    bool failed;
} reader;

void token_next(reader *r);
bool token_is(const reader *r, const char *word); /* upper and lower case are the same */
bool token_take(reader *r, const char *word);
bool token_take_mark(reader *r, const char *mark); /* a bracket or comma */
void token_need_mark(reader *r, const char *mark);
/* The operator of this token, if it is one from `first` to `last`; else OP_NONE. */
part_op token_operator(const reader *r, part_op first, part_op last);

/* Reports a mistake, with its place in the text; only the first one is kept. Each
 * function returns 0, so that callers can return it as "no part". */
int expression_fail(reader *r, size_t at, wn_word word, ...) WN_SAYS(3, 4);
int expression_unexpected(reader *r);
int expression_too_long(reader *r);
const char *expression_type(const reader *r, part_type type);

#endif
