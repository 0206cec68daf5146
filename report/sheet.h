/* sheet.h - workbooks (.xlsx) whose sheets are written row by row; all cells are text. */
#ifndef REPORT_SHEET_H
#define REPORT_SHEET_H

#include "core/output.h"
#include "core/text.h"
#include "core/words.h"

#include <xlsxwriter.h>

typedef struct sheet {
    lxw_worksheet *lxw;
    uint32_t row; /* the next one to write, from 0; row 0 has the headings */
} sheet;

typedef struct sheet_column {
    wn_word word; /* its heading */
    double width;
} sheet_column;

typedef struct book {
    lxw_workbook *lxw;
    lxw_format *head, *text, *title;
    const wn_output *output;
    wn_lang lang;
} book;

/* Begins a workbook; its temporary files are made in `folder`. `output` may be NULL when
 * it could not be opened: `err` says why, and this returns it. WN_E_TARGET: it failed. */
wn_rc book_open(book *w, const wn_output *output, const char *folder, wn_lang lang,
                wn_error *err);
wn_rc book_close(book *w, wn_error *err); /* writes the workbook, and frees it */
void book_drop(book *w);                  /* frees it and does not write it */
/* An empty sheet, owned by the workbook; NULL: err says why. */
lxw_worksheet *book_page(book *w, const char *name, wn_error *err);
/* A sheet with a frozen row of headings. `name` is changed to one that Excel accepts. */
wn_rc book_sheet(book *w, sheet *out, const char *name, const sheet_column *columns,
                 size_t count, wn_error *err);
/* Writes a cell as text, whatever it looks like: a number keeps its leading zeros, and a
 * formula does not run. */
void sheet_text(book *w, sheet *s, uint16_t column, wn_str text);
/* Call it after the last row. The cells of `choice_column` (negative: none) below the
 * headings offer `choices`, which ends with NULL; the first `columns` columns get a
 * filter. */
void sheet_finish(sheet *s, int choice_column, const char *const *choices,
                  uint16_t columns);

/* Writes the lines of report_left from `row` on, in `lang`; returns how many. */
struct report;
size_t sheet_left(lxw_worksheet *page, uint32_t row, const struct report *r,
                  wn_lang lang);

#endif
