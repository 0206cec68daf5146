/*
 * expression_token.h - the words and marks of that=, one after the other, and how
 * mistakes in it are told.
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
    size_t at; /* behind the token */
    token_kind kind;
    wn_str token; /* a text without its quotation marks */
    size_t from;  /* where it begins */
    int depth;
    bool failed;
} reader;

void token_next(reader *r);
bool token_is(const reader *r, const char *word); /* of any case */
bool token_take(reader *r, const char *word);
bool token_take_mark(reader *r, const char *mark); /* a bracket or comma */
void token_need_mark(reader *r, const char *mark);
/* The operator that the token is, if it is one of those from `first` to `last`. */
part_op token_operator(const reader *r, part_op first, part_op last);

/* The first mistake is told, with where it stands. Each returns 0. */
int expression_fail(reader *r, size_t at, wn_word word, ...) WN_SAYS(3, 4);
int expression_unexpected(reader *r);
int expression_too_long(reader *r);
const char *expression_type(const reader *r, part_type type);

#endif
