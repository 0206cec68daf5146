/* sheet.h - a sheet of a workbook that is written row by row, all cells text. */
#ifndef REPORT_SHEET_H
#define REPORT_SHEET_H

#include "winnow/error.h"
#include "winnow/text.h"

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
    char path[4096];
    wn_lang lang;
} book;

wn_rc book_open(book *w, const char *path, const char *folder, wn_lang lang,
                wn_error *err);
wn_rc book_close(book *w, wn_error *err); /* writes it */
void book_drop(book *w);                  /* does not */
/* A sheet with a frozen row of headings; `name` is made one that Excel takes. */
sheet book_sheet(book *w, const char *name, const sheet_column *columns, size_t count);
/* Text, whatever it looks like: no number loses its zeros, no formula runs. */
void sheet_text(book *w, sheet *s, uint16_t column, wn_str text);
/* The rows from 1 on of the column take one of these; `count` columns can be filtered. */
void sheet_finish(sheet *s, int choice_column, const char *const *choices,
                  uint16_t columns);

#endif
