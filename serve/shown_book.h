/* shown_book.h - the mapping as the pages show it: the workbook that `winnow sheet` writes
 * of it and of the files, by its headings. */
#ifndef SERVE_SHOWN_BOOK_H
#define SERVE_SHOWN_BOOK_H

#include "site.h"

#include "workbook/book_words.h"

#define SHOWN_HEADINGS 12

/* A sheet with a row of headings; `head` is the first of their words, in order. */
typedef struct shown_sheet {
    const grid_sheet *sheet; /* NULL: it is not there */
    size_t first;            /* the first row below the headings */
    wn_word head;
    int at[SHOWN_HEADINGS];
} shown_sheet;

typedef struct shown_table {
    shown_sheet sheet;
    const wn_file *file; /* of the plan */
    size_t problems;     /* rows that have one */
} shown_table;

typedef struct shown_book {
    book_grid grid;
    shown_sheet files, values, links;
    shown_table *tables; /* by <file> of the mapping */
    size_t table_count;
    const wn_model *model;
    wn_arena arena;
} shown_book;

/* The workbook of the mapping as it is now; it is written anew where the mapping or a file
 * changed. False: there is none (yet); `j` is the job that is to make it, JOB_NONE: there
 * is no mapping, or the error says why. Release it in any case. */
bool shown_book_open(serve *s, wn_lang lang, shown_book *out, job *j, wn_error *err);
void shown_book_release(shown_book *book);
/* Where the files of the mapping are: "." or the folder of one that was named. */
const char *shown_book_files(const serve *s, const char *mapping, wn_arena *arena);
/* Says why there is none, as a part of a page. */
void shown_book_missing(frame *f, const job *j, const wn_error *err);

/* The cell below the heading, trimmed; "": there is none. */
wn_str shown_cell(const shown_sheet *sheet, const grid_row *row, wn_word heading);
/* The table with this sheet; NULL: none. */
shown_table *shown_table_find(const shown_book *book, wn_str name);
/* "'It''s'!F12=TEXT", for winnow sheet --set; in the arena. "": there is no such column. */
const char *shown_set(const shown_sheet *sheet, const grid_row *row, wn_word heading,
                      wn_str text, wn_arena *arena);

#endif
