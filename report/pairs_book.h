/* pairs_book.h - pairs.xlsx: pairs of records that a person decides, two rows each. */
#ifndef REPORT_PAIRS_BOOK_H
#define REPORT_PAIRS_BOOK_H

#include "sheet.h"

#include "core/decision.h"

#define PAIRS_MOST 5000 /* pairs of a sheet; more nobody works through */

/* A compared column of a sheet. */
typedef struct pairs_field {
    wn_str name, label; /* name: as the linkage has it */
    sheet_kind kind;
    double width;
} pairs_field;

/* A record of a pair; `values` are by field of the sheet. */
typedef struct pairs_side {
    wn_str system, key, group, where;
    const wn_str *values;
} pairs_side;

typedef struct pairs_entry {
    double probability;
    wn_str why;   /* see wn_linkage_explain */
    wn_str apart; /* why they were not put together, as a sentence; or "" */
    wn_str id;    /* see wn_decision */
    wn_ruling ruling;
    bool may_accept; /* nothing of what they say keeps them apart */
    pairs_side sides[2];
} pairs_entry;

typedef struct pairs_book pairs_book;

/* Begins the workbook; `how` says with which command answers are read. NULL: err says
 * why. */
pairs_book *pairs_book_new(const wn_output *output, const char *folder, wn_lang lang,
                           wn_word how, wn_error *err);
/* Begins a sheet; the pairs that follow stand there. `fields` are copied. */
wn_rc pairs_book_sheet(pairs_book *b, wn_str name, const pairs_field *fields,
                       size_t count, wn_error *err);
/* Adds a pair. The first ones should gain most. False: the sheet has PAIRS_MOST. */
bool pairs_book_add(pairs_book *b, const pairs_entry *entry);
wn_rc pairs_book_close(pairs_book *b, wn_error *err); /* writes the workbook */
void pairs_book_free(pairs_book *b);                  /* NULL is fine */

/* pair_words.c: how two records agree in a column of the name. 0: it is not told. */
sheet_shade pair_shade(wn_str why, wn_str name);
/* Appends in words what speaks for and against a pair: "Mobile the same, Name nearly the
 * same, Company different". `why` is text of wn_linkage_explain. */
void pair_words(wn_str why, const pairs_field *fields, size_t count, wn_lang lang,
                wn_buf *out);

#endif
