/* header.h - shared by the files that tell titles, header and records of a grid apart. */
#ifndef READERS_HEADER_H
#define READERS_HEADER_H

#include "read.h"

/* ---- kind.c: what a cell is by its looks ------------------------------------------ */

typedef enum read_kind {
    READ_EMPTY,
    READ_TEXT,
    READ_NUMBER,
    READ_DATE,
    READ_PHONE,
    READ_EMAIL,
    READ_URL,
    READ_CODE /* letters and three digits or more, without blanks */
} read_kind;

read_kind read_kind_of(wn_str cell);
/* What most of a column's cells are, of the first rows given; READ_TEXT: no one kind. */
read_kind read_kind_below(const read_row *rows, size_t count, size_t column);
/* Is it a word that names columns: 手机, "First name", Straße? */
bool read_is_name_word(wn_str cell);
/* "制表人：王芳", "Report run on: ...": says something and what it is. */
bool read_is_notice(wn_str cell);
/* The cell without blanks around it; "" beyond the row. */
wn_str read_cell(const read_row *row, size_t column);
/* Cells up to the last that says something. */
size_t read_width(const read_row *row);
/* Columns where the row has a text and the rows from `below` on have values. */
size_t read_contrast(const read_row *rows, size_t count, size_t at, size_t below,
                     size_t columns);

/* ---- heads.c: a header of several rows --------------------------------------------- */

/* Is `upper` a row of groups over names in the row below it? */
bool read_joins(const read_row *rows, size_t count, size_t upper, size_t columns);
/* Complete what is known from head->first on: rows, units, skipped. */
void read_find_heads(read_head *head, const read_row *rows, size_t count);

/* ---- headless.c: no row of names --------------------------------------------------- */

bool read_is_headless(const read_row *rows, size_t count);

/* ---- beside.c: several tables in one grid ------------------------------------------ */

/* Is the row the header of another table, below? */
bool read_is_other_table(const read_rows *t, const read_row *row);
/* Another table begins in the line, or at the right, in a column (from 0) up to `last`:
 * say so, and what is to be written to read it. */
void read_note_other_table(read_rows *t, wn_word word, uint64_t line, size_t column,
                           size_t last);

/* The empty column behind the first of them; 0: there is but one. */
size_t read_beside(const read_head *head, const read_row *rows, size_t count);

#endif
