/* date_reader.h - the state that the parts of the date tokenizer share. */
#ifndef TRANSFORMS_DATE_READER_H
#define TRANSFORMS_DATE_READER_H

#include "date_token.h"

typedef struct date_reader {
    wn_str s;
    size_t at;
    date_token *tokens;
    size_t count;
    unsigned seen;
    char before, pending; /* the last mark; the unit for the next number */
    uint8_t clock;        /* for the next number */
    bool inside;          /* inside brackets: unknown words are allowed */
} date_reader;

date_token *date_add(date_reader *r, date_kind kind, int64_t value);
/* The character at `at`, with full width made half; 0 at the end. *next: the one after
 * it. */
uint32_t date_peek(const date_reader *r, size_t at, size_t *next);
bool date_is_separator(uint32_t c);
/* Gives the last number a unit. False: it has one already, or the last token is no
 * number. */
bool date_unit_mark(date_reader *r, char unit, size_t next);
/* Reads a word of letters at r->at, and moves r->at behind it. False: the word is no
 * part of a date. */
bool date_read_word(date_reader *r);
/* Reads Chinese, Japanese and Korean words and numerals, from the character c on. */
bool date_read_han(date_reader *r, uint32_t c, size_t next);
/* The unit that this character means after a number: 年 is Y; 0: none. */
char date_unit_of(uint32_t c);

#endif
