/* date_reader.h - what the parts of the tokenizer share. */
#ifndef TRANSFORMS_DATE_READER_H
#define TRANSFORMS_DATE_READER_H

#include "date_token.h"

typedef struct date_reader {
    wn_str s;
    size_t at;
    date_token *tokens;
    size_t count;
    unsigned seen;
    char before, pending; /* the mark read last; the unit of the next number */
    uint8_t clock;        /* of the next number */
    bool inside;          /* brackets: words there need not be understood */
} date_reader;

date_token *date_add(date_reader *r, date_kind kind, int64_t value);
/* The character at `at`, narrowed; 0 at the end. */
uint32_t date_peek(const date_reader *r, size_t at, size_t *next);
bool date_is_separator(uint32_t c);
/* A unit behind the number read last; false: it has one, or it is no number. */
bool date_unit_mark(date_reader *r, char unit, size_t next);
/* A word of letters at r->at, over which it leads. False: it is no part of a date. */
bool date_read_word(date_reader *r);
/* Chinese, Japanese and Korean words and numerals. */
bool date_read_han(date_reader *r, uint32_t c, size_t next);
/* The unit that the character is behind a number: 年 is Y; else 0. */
char date_unit_of(uint32_t c);

#endif
