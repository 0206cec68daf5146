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
    LOOK_GRAVE, /* a problem that stops a run */
    LOOK_DOUBT, /* a problem to look at */
    LOOK_LOOKS
} book_look;

typedef struct book_writing {
    book book;
    const wn_plan *plan;
    const wn_text *text;
    const wn_seen *seen;
    const char *name; /* of the workbook, for commands */
    edit_doc mapping;
    wn_lang lang;
    wn_arena arena;
    wn_error *err;
    sheet help, files, settings;
    sheet *tables; /* by file of the plan */
    wn_str *sheets,
        *titles; /* the same: the sheet's name, and what its first cell says */
    size_t problems;
} book_writing;

/* write_cells.c */
void book_put(book_writing *w, sheet *s, int column, wn_str text, book_look look);
void book_put_number(book_writing *w, sheet *s, int column, sheet_kind kind,
                     double number);
/* A drop-down in the cells of a column, from `first` to `last`: of a name of the
 * workbook, or of words that end with NULL. */
void book_offer_name(lxw_worksheet *page, int column, uint32_t first, uint32_t last,
                     const char *name);
void book_offer(lxw_worksheet *page, int column, uint32_t first, uint32_t last,
                const char *const *words);
/* An empty sheet; its lxw is NULL: err says why. *taken, which may be NULL: its name. */
sheet book_add_sheet(book_writing *w, wn_str name, wn_str *taken);
#define book_label_of(w, entity) \
    book_entity_label(&(w)->plan->model, (entity), (w)->lang, &(w)->arena)

/* column_use.c */
/* Does the mapping mean this column by the name? As a reader does: the one with exactly
 * the name, else one that differs in case, width and marks alone. */
bool book_is_meant(const wn_seen_file *seen, wn_str name, wn_str column);
/* The first column of the <field> that has the column behind it; "": none has. */
wn_str book_part_of(const wn_seen_file *seen, const wn_file *file, wn_str column);
/* What else uses the column of a file of the plan, in words; "": nothing. */
wn_str book_use_of(book_writing *w, size_t at, wn_str column);

wn_rc book_write_columns(book_writing *w, size_t file); /* write_columns.c */
wn_rc book_write_files(book_writing *w);                /* write_files.c */
wn_rc book_write_settings(book_writing *w);             /* write_files.c */
wn_rc book_write_values(book_writing *w);               /* write_values.c */
wn_rc book_write_links(book_writing *w);                /* write_values.c */
wn_rc book_write_fields(book_writing *w);               /* write_reference.c */
wn_rc book_write_codes(book_writing *w);                /* write_reference.c */
wn_rc book_write_options(book_writing *w);              /* write_reference.c */

#endif
