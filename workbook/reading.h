/* reading.h - shared by the files that read a mapping's workbook. */
#ifndef WORKBOOK_READING_H
#define WORKBOOK_READING_H

#include "book_grid.h"
#include "book_words.h"
#include "workbook.h"
#include "xml_edit.h"

#define BOOK_MOST_HEADINGS 12

/* A sheet with a row of headings. */
typedef struct book_table {
    const grid_sheet *sheet;
    size_t number;              /* of the sheet in the workbook */
    size_t first;               /* the first row below the headings */
    int at[BOOK_MOST_HEADINGS]; /* by heading: its column, or -1 */
} book_table;

/* What an attribute is called in the workbook: its heading. */
typedef struct book_heading_of {
    const char *attr; /* NULL: any other, and the end of the table */
    int heading;
} book_heading_of;

/* Where an element of the changed XML stands in the workbook: its ref is the index. */
typedef struct book_place {
    const book_table *table;
    const grid_row *row;
    const book_heading_of *headings;
} book_place;

struct wn_workbook {
    const char *path;
    wn_lang lang;
    wn_arena arena;
    book_grid grid;
    wn_text before, after;
    wn_plan plan; /* of the text before */
    edit_doc mapping, model;
    wn_buf texts[2]; /* the changed mapping and model */
    edit_span *spans[2];
    size_t span_counts[2];
    book_place *places;
    size_t place_count, place_room;
    wn_diags *diags;
    struct book_of_file {
        wn_str sheet, title; /* of its columns */
        edit_node *node;
        int entity;          /* after what people changed; -1: not known */
        const grid_row *row; /* on the sheet of files; NULL: none yet */
        bool is_left_out;
        book_table table;
    } * files;
    size_t file_count;
    book_table files_table, settings, values;
    struct book_set { /* a cell that was set */
        const grid_sheet *sheet;
        const grid_row *row;
        size_t column;
    } * sets;
    size_t set_count;
};

/* read_table.c: find the headings of a sheet, a run of `count` words from `first`; it
 * must have those of `must`, which ends with -1. Behind that stand those that are read
 * where they are there, and another -1. False, and a mistake is noted: it has not, or one
 * of them was renamed. */
bool book_table_open(wn_workbook *b, book_table *t, const grid_sheet *sheet,
                     wn_word first, int count, const int *must);
wn_str book_cell(const book_table *t, const grid_row *row, int heading);
uint32_t book_place_add(wn_workbook *b, const book_table *t, const grid_row *row,
                        const book_heading_of *headings);
/* Put the last mistake at a cell; row NULL: at the sheet. */
void book_at(wn_workbook *b, const book_table *t, const grid_row *row, int heading);
#define book_note(b, t, row, heading, ...)                                 \
    (wn_diag_add((b)->diags, (b)->path, 0, 0, 0, WN_STR(""), __VA_ARGS__), \
     book_at((b), (t), (row), (heading)))

/* Take over what people changed in the sheets. */
void book_take_settings(wn_workbook *b);                           /* read_files.c */
void book_take_files(wn_workbook *b);                              /* read_files.c */
void book_take_columns(wn_workbook *b, struct book_of_file *file); /* read_columns.c */
void book_take_values(wn_workbook *b);                             /* read_values.c */
/* Set the options that the cell names, and remove those that it does not name any more.
 */
void book_take_options(wn_workbook *b, edit_doc *doc, edit_node *node, wn_str text,
                       const char *const *own, const book_table *t, const grid_row *row,
                       int heading);

/* set_cells.c: put the texts into the cells of the grid; afterwards, when the sheets were
 * read: was each of them a cell that is read? Was one of the row set? */
void book_set_cells(wn_workbook *b, const char *const *cells, size_t count);
void book_check_cells(wn_workbook *b);
bool book_is_set(const wn_workbook *b, const grid_row *row);

/* mark_book.c: the row of headings of a sheet that is read, or NULL. Do people write below
 * the heading? */
const grid_row *book_heading_row(const wn_workbook *b, const grid_sheet *sheet);
bool book_is_input(wn_str heading);

#endif
