/* sheet.h - workbooks (.xlsx) whose sheets are written row by row, with typed cells, set
 * up to be printed. */
#ifndef REPORT_SHEET_H
#define REPORT_SHEET_H

#include "core/output.h"
#include "core/text.h"
#include "core/words.h"

#include <xlsxwriter.h>

/* What a cell holds. What is no number, or no date, is written as text. */
typedef enum sheet_kind {
    SHEET_TEXT,
    SHEET_NUMBER,
    SHEET_PERCENT, /* 0 to 1 */
    SHEET_DATE,    /* YYYY-MM-DD */
    SHEET_MOMENT,  /* YYYY-MM-DD HH:MM:SS */
    SHEET_MONTH,   /* YYYY-MM */
    SHEET_KIND_COUNT
} sheet_kind;

/* How a cell looks. */
typedef enum sheet_shade {
    SHEET_PLAIN,
    SHEET_SAME, /* of a pair of records: green, yellow, red */
    SHEET_NEAR,
    SHEET_OTHER,
    SHEET_INPUT, /* people write here */
    SHEET_FAINT, /* for the machine */
    SHEET_SHADE_COUNT
} sheet_shade;

typedef struct sheet_column {
    wn_word word; /* its heading */
    double width;
    wn_str label;     /* the heading, where it is no word */
    bool hides;       /* it is hidden where no row has anything there */
    bool is_left_out; /* when the sheet is printed; the last columns */
} sheet_column;

typedef struct sheet {
    lxw_worksheet *lxw;
    uint32_t row;  /* the next one to write, from 0 */
    uint32_t head; /* the one with the headings */
    size_t lines;  /* of text that the row has so far, in its highest cell */
    const sheet_column *columns;
    size_t count;
    bool *filled; /* by column: a row has something there */
} sheet;

typedef struct book {
    lxw_workbook *lxw;
    lxw_format *head, *title, *link;
    lxw_format *formats[SHEET_KIND_COUNT][SHEET_SHADE_COUNT][2];
    const wn_output *output;
    wn_arena arena;
    wn_lang lang;
    size_t longest; /* bytes of a cell; more is cut off */
} book;

#define SHEET_LONGEST 30000 /* bytes: Excel allows 32,767 characters */

/* Begins a workbook; its temporary files are made in `folder`. `output` may be NULL when
 * it could not be opened: `err` says why, and this returns it. WN_E_TARGET: it failed. */
wn_rc book_open(book *w, const wn_output *output, const char *folder, wn_lang lang,
                wn_error *err);
wn_rc book_close(book *w, wn_error *err); /* writes the workbook, and frees it */
void book_drop(book *w);                  /* frees it and does not write it */
/* An empty sheet, owned by the workbook; NULL: err says why. */
lxw_worksheet *book_page(book *w, const char *name, wn_error *err);
/* A sheet with a frozen row of headings, and so many frozen columns, that prints in
 * landscape, one page wide. `columns` must live as long as the sheet. `name` is changed
 * to one that Excel accepts; name_out, which may be NULL, gets it. */
#define SHEET_NAME 128
wn_rc book_sheet(book *w, sheet *out, const char *name, const sheet_column *columns,
                 size_t count, uint16_t frozen, char name_out[SHEET_NAME], wn_error *err);
/* The same for a sheet that is there: headings in the row that is next, and all else. */
void sheet_heads(book *w, sheet *s, const sheet_column *columns, size_t count,
                 uint16_t frozen);
/* A name like `wanted` that Excel accepts and no sheet of the workbook has. */
void book_sheet_name(book *w, const char *wanted, char out[SHEET_NAME]);
/* The beginning of a text as the name of a sheet may be: at most 26 characters. Returns
 * its length in bytes. */
size_t sheet_begin_name(wn_str wanted, char out[SHEET_NAME]);
/* The text as a cell shows it: without control characters, and cut. In the arena. */
wn_str sheet_shown(wn_str text, size_t longest, wn_arena *arena);
/* Writes a cell as text, whatever it looks like: a number keeps its leading zeros, and a
 * formula does not run. */
void sheet_text(book *w, sheet *s, uint16_t column, wn_str text);
/* Writes a cell; `above`: with a line above it. */
void sheet_cell(book *w, sheet *s, uint16_t column, sheet_kind kind, sheet_shade shade,
                bool above, wn_str text);
/* Ends the row, which gets the height that its texts need. */
void sheet_next(sheet *s);
/* Call it after the last row. The cells of `choice_column` (negative: none) below the
 * headings offer `choices`, which ends with NULL; all columns get a filter. */
void sheet_finish(sheet *s, int choice_column, const char *const *choices);
/* The first sheet, a page of text with this title. */
wn_rc book_cover(book *w, sheet *out, const char *title, wn_error *err);
/* The same for a sheet that is there. */
void sheet_cover(book *w, sheet *s, const char *title);
/* Writes a title into the first cell of the row that is next. */
void sheet_title(book *w, sheet *s, const char *title);
/* Writes a text into the first column of a cover, and goes to the next row. */
void sheet_line(book *w, sheet *s, const char *text);
/* A cell that leads to a sheet of the workbook. */
void sheet_link(book *w, sheet *s, uint16_t column, const char *name, const char *text);

/* Writes the lines of report_left. */
struct report;
void sheet_left(book *w, sheet *s, const struct report *r);

#endif
