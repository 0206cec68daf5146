/* header.h - shared by the files that find the titles, the header and the records of a
 * grid. */
#ifndef READERS_HEADER_H
#define READERS_HEADER_H

#include "read.h"

/* ---- kind.c: what a cell looks like ------------------------------------------------ */

typedef enum read_kind {
    READ_EMPTY,
    READ_TEXT,
    READ_NUMBER,
    READ_DATE,
    READ_PHONE,
    READ_EMAIL,
    READ_URL,
    READ_CODE /* letters and at least three digits, without blanks */
} read_kind;

read_kind read_kind_of(wn_str cell);
/* The kind of most cells in a column, in the first of these rows; READ_TEXT: no kind is
 * the most frequent. */
read_kind read_kind_below(const read_row *rows, size_t count, size_t column);
/* Is it a word that is usual as a column name: 手机, "First name", Straße? */
bool read_is_name_word(wn_str cell);
/* Is it a notice, a label with its value: "制表人：王芳", "Report run on: ..."? */
bool read_is_notice(wn_str cell);
/* The trimmed cell; "" if the row has no such column. */
wn_str read_cell(const read_row *row, size_t column);
/* How many cells the row has up to its last filled one. */
size_t read_width(const read_row *row);
/* In how many columns does row `at` have a text, and the rows from `below` on have
 * values? */
size_t read_contrast(const read_row *rows, size_t count, size_t at, size_t below,
                     size_t columns);

/* ---- heads.c: a header of several rows --------------------------------------------- */

/* Is row `upper` a row of groups over the names in the row below it? */
bool read_joins(const read_row *rows, size_t count, size_t upper, size_t columns);
/* Find what follows head->first: sets rows, units and skipped. */
void read_find_heads(read_head *head, const read_row *rows, size_t count);

/* ---- headless.c: no row of names --------------------------------------------------- */

bool read_is_headless(const read_row *rows, size_t count);

/* ---- beside.c: several tables in one grid ------------------------------------------ */

/* Is the row the header of another table, below? */
bool read_is_other_table(const read_rows *t, const read_row *row);
/* Note that another table begins, in `line` or on the right in columns `column` to `last`
 * (from 0). The note also says how to read that table. */
void read_note_other_table(read_rows *t, wn_word word, uint64_t line, size_t column,
                           size_t last);

/* The empty column after the first table; 0: there is only one table. */
size_t read_beside(const read_head *head, const read_row *rows, size_t count);

#endif
