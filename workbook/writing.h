/* writing.h - shared by the files that write a mapping's workbook. */
#ifndef WORKBOOK_WRITING_H
#define WORKBOOK_WRITING_H

#include "book_words.h"
#include "workbook.h"
#include "xml_edit.h"

#include "report/sheet.h"

typedef enum book_look {
    LOOK_TEXT,  /* people may change it */
    LOOK_GIVEN, /* what is, and is not read back */
    LOOK_SHARE, /* the same, a percentage */
    LOOK_COUNT, /* the same, a number */
    LOOK_GRAVE, /* a problem that stops a run */
    LOOK_DOUBT, /* a problem to look at */
    LOOK_HEAD,
    LOOK_TITLE,
    LOOK_LINK,
    LOOK_LOOKS
} book_look;

typedef struct book_writing {
    book book;
    lxw_format *looks[LOOK_LOOKS];
    const wn_plan *plan;
    const wn_text *text;
    const wn_seen *seen;
    const char *name; /* of the workbook, for commands */
    edit_doc mapping;
    wn_lang lang;
    wn_arena arena;
    wn_error *err;
    lxw_worksheet *help, *files, *settings;
    lxw_worksheet **tables; /* by file of the plan */
    wn_str *sheets,
        *titles; /* the same: the sheet's name, and what its first cell says */
    size_t problems;
    const struct book_column *columns; /* of the sheet that is written */
    int column_count;
    unsigned lines; /* that the texts of the row need */
} book_writing;

typedef struct book_column {
    wn_word word; /* its heading */
    double width;
} book_column;

/* write_cells.c */
void book_make_looks(book_writing *w);
lxw_worksheet *book_add_page(book_writing *w, wn_str name, wn_str *taken);
void book_put(book_writing *w, lxw_worksheet *page, uint32_t row, int column, wn_str text,
              book_look look);
void book_put_number(book_writing *w, lxw_worksheet *page, uint32_t row, int column,
                     double number, book_look look);
/* End the row: it gets the height that its texts need. */
void book_end_row(book_writing *w, lxw_worksheet *page, uint32_t row);
void book_put_head(book_writing *w, lxw_worksheet *page, uint32_t row,
                   const book_column *columns, int count);
/* A drop-down in the cells of a column, from `first` to `last`: of a name of the
 * workbook, or of words that end with NULL. */
void book_offer_name(lxw_worksheet *page, int column, uint32_t first, uint32_t last,
                     const char *name);
void book_offer(lxw_worksheet *page, int column, uint32_t first, uint32_t last,
                const char *const *words);
/* A link to a sheet of the workbook. */
void book_put_link(book_writing *w, lxw_worksheet *page, uint32_t row, int column,
                   wn_str tab, wn_str text);
#define book_label_of(w, entity) \
    book_entity_label(&(w)->plan->model, (entity), (w)->lang, &(w)->arena)

wn_rc book_write_columns(book_writing *w, size_t file); /* write_columns.c */
wn_rc book_write_files(book_writing *w);                /* write_files.c */
wn_rc book_write_settings(book_writing *w);             /* write_files.c */
wn_rc book_write_values(book_writing *w);               /* write_values.c */
wn_rc book_write_links(book_writing *w);                /* write_values.c */
wn_rc book_write_fields(book_writing *w);               /* write_reference.c */
wn_rc book_write_codes(book_writing *w);                /* write_reference.c */
wn_rc book_write_options(book_writing *w);              /* write_reference.c */

#endif
