/* sheet.h - a sheet of a workbook that is written row by row, all cells text. */
#ifndef REPORT_SHEET_H
#define REPORT_SHEET_H

#include "core/output.h"
#include "core/text.h"
#include "core/words.h"

#include <xlsxwriter.h>

typedef struct sheet {
    lxw_worksheet *lxw;
    uint32_t row; /* the next */
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

/* `output` NULL: err says why. Temporary files are made in the folder. WN_E_TARGET. */
wn_rc book_open(book *w, const wn_output *output, const char *folder, wn_lang lang,
                wn_error *err);
wn_rc book_close(book *w, wn_error *err); /* writes it */
void book_drop(book *w);                  /* does not */
/* An empty sheet; NULL: err says why. */
lxw_worksheet *book_page(book *w, const char *name, wn_error *err);
/* A sheet with a frozen row of headings; `name` is made one that Excel takes. */
wn_rc book_sheet(book *w, sheet *out, const char *name, const sheet_column *columns,
                 size_t count, wn_error *err);
/* Text, whatever it looks like: no number loses its zeros, no formula runs. */
void sheet_text(book *w, sheet *s, uint16_t column, wn_str text);
/* The rows from 1 on of the column take one of these; `count` columns can be filtered. */
void sheet_finish(sheet *s, int choice_column, const char *const *choices,
                  uint16_t columns);

/* The lines of report_left, from that row on; returns how many there are. */
struct report;
size_t sheet_left(lxw_worksheet *page, uint32_t row, const struct report *r,
                  wn_lang lang);

#endif
