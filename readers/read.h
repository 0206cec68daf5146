/* read.h - shared by the files of stage 1 only. */
#ifndef READERS_READ_H
#define READERS_READ_H

#include "core/encoding.h"
#include "core/pipeline.h"

#define READ_MAX_COLUMNS 16384
#define READ_MAX_NAME 2048 /* of columns made of names within names */
#define READ_MAX_CELL ((size_t)16 << 20)
#define READ_MAX_ROW ((size_t)64 << 20)
#define READ_MAX_SHEET_CELL ((size_t)32767 * 4) /* Excel: so many characters */
#define READ_MAX_TEXTS ((size_t)2 << 30) /* texts a workbook keeps beside its sheets */

/* Bytes to read at a time, where rows have so many columns: what a piece holds of them is
 * bounded, be they as wide and as empty as a sheet can be. */
static inline size_t read_piece(const wn_input *input, size_t columns)
{
    size_t most = columns > 256 ? ((size_t)64 << 20) / columns : input->chunk;

    return most < input->chunk ? most : input->chunk;
}

/* at_hand.c: the input's file at its beginning: the one that its survey left open, else
 * opened. -1: err says why not. */
int read_source_open(wn_input *input, wn_error *err);

/* ---- text.c: the bytes of a file as UTF-8, piece by piece -------------------------- */

typedef struct read_text {
    wn_input *input;
    wn_error *err;
    int fd;
    char *chunk;
    wn_decoder *decoder; /* NULL: the file is UTF-8 throughout */
    wn_buf decoded;
    wn_buf line;     /* UTF-8 with broken lines: what is read of the current one */
    uint64_t mended; /* lines read in the other encoding */
} read_text;

wn_rc read_text_open(read_text *t, wn_input *input, wn_error *err);
/* From the beginning, in the file that is open: it is the same one, whatever stands under
 * its name by now. */
wn_rc read_text_again(read_text *t);
/* The next piece; "" at the end, or when reading failed and err says so. */
wn_str read_text_next(read_text *t);
void read_text_close(read_text *t);
/* Text that no decoder has seen: as it is where it is UTF-8, else in the arena, with
 * U+FFFD for what is none, and input->has_lost set. */
wn_str read_as_text(wn_input *input, wn_str text, wn_arena *arena);

/* ---- dialect.c: how delimited text is written ---------------------------------------
 */

typedef struct read_dialect {
    char delimiter[8]; /* mostly one byte; "": one column */
    size_t delimiter_len;
    char quote, escape; /* escape: 0, or a backslash before a quote inside quotes */
    bool skip_blank;    /* blanks behind a delimiter do not belong to the cell */
    bool boxed;         /* rows begin with a bar; other lines are rulers and titles */
    bool backslash;     /* it takes the meaning of the byte behind it, in all cells */
    size_t columns;     /* of most rows; 0: not known */
} read_dialect;

/* From the first bytes of the file, as UTF-8. */
read_dialect read_dialect_of(wn_str head);
/* Lines that programs put before the table: "sep=;", the line of DATEV about the file;
 * *names: right below them the columns are named. */
uint64_t read_lead(wn_str head, read_dialect *dialect, bool *names);
/* backslash.c: set dialect->backslash. */
void read_backslashes(wn_str head, read_dialect *dialect);

/* ---- rows.c: rows of cells become a header and records -------------------------------
 */

typedef struct read_row {
    wn_str *cells;
    size_t count;
    uint64_t line;
    bool after_blank; /* an empty row stood before it */
    bool mended;      /* its quotation marks were wrong */
    /* Of sheets with merged cells; 0 and NULL in others. */
    size_t own;         /* the first filled cell that was not carried down into the row */
    size_t reach;       /* columns that this cell is merged over */
    uint64_t merged_in; /* the row from which a merged cell reaches into this one */
    uint16_t *across;   /* by cell: columns it is merged over; of rows for the header */
    bool *numbers;      /* by cell: it is a number in the file; NULL: none is */
} read_row;

typedef struct read_row_list {
    read_row *items;
    size_t count, room;
    wn_arena arena;
} read_row_list;

/* Does a reader give rows one by one? It gives them to read_rows_add from `advance`,
 * which is called until it returns false: at the end, or when err says so. */
typedef struct read_rows {
    wn_input *input;
    wn_error *err;
    bool (*advance)(void *reader);
    void *reader;
    bool is_text;        /* a row's own number of cells says something */
    bool has_margin;     /* empty columns on the left are no columns */
    bool names_first;    /* the first row is the header, whatever it looks like */
    wn_batch *batch;     /* on loan during next() */
    read_row_list first; /* rows before and behind the header, until it is known */
    read_row_list tail;  /* rows that may be the file's end, not records */
    read_row_list heads; /* the header's rows, units and marks among them */
    wn_map names;        /* of the header's cells */
    size_t widest;       /* row so far, of a grid */
    char group[64];      /* what the last record begins with, if that is short */
    size_t group_len;
    size_t left;      /* empty columns before the first */
    uint64_t passing; /* tables above the one that is wanted */
    size_t beside;    /* the empty column before a table at the right, or 0 */
    bool has_header, at_end, after_blank;
    bool is_void; /* the last record of the batch is an empty row of a sheet */
    uint64_t blank, repeated, outside; /* rows that are no records */
    struct read_aside_rows {
        uint64_t count, line; /* line: of the first */
        wn_str example;
    } totals, remarks, sections;
    uint64_t given; /* bytes of sheets' texts so far */
} read_rows;

void read_rows_init(read_rows *t, wn_input *input, wn_error *err,
                    bool (*advance)(void *reader), void *reader);
/* Where the texts of the next row's cells belong. */
wn_arena *read_rows_arena(read_rows *t);
/* One row; the array of cells is copied, the texts (see above) are not. */
void read_rows_add(read_rows *t, const read_row *row);
/* So many empty rows, the first in that line. */
void read_rows_skip(read_rows *t, uint64_t count, uint64_t line);
/* Bytes to read at a time, by the width that its rows have, or may have. */
size_t read_rows_piece(const read_rows *t);
/* Read up to the header and set the input's columns. */
wn_rc read_rows_open(read_rows *t);
/* What a reader's next() does. */
wn_rc read_rows_next(read_rows *t, wn_batch *batch);
void read_rows_release(read_rows *t);

/* merges.c: the ranges of merged cells of a sheet. */
typedef struct read_range {
    uint32_t top, bottom; /* rows from 1 */
    uint16_t left, right; /* columns from 0 */
} read_range;

typedef struct read_merges {
    read_range *items;
    size_t count, room, next; /* next: the first that no row has come to */
    bool unsorted;
    struct read_carried {
        uint32_t top, bottom; /* 0: nothing is carried down this column */
        wn_buf text;
        bool number;
    } * carried;
    size_t carried_room;
    uint16_t *active; /* columns down which something is carried */
    size_t active_count, active_room;
    uint16_t *across; /* of the row that is given */
    size_t across_room;
    size_t held;     /* bytes of the texts above */
    uint64_t filled; /* cells */
} read_merges;

/* A row that is put together cell by cell, and may be cut by the end of a batch. */
typedef struct read_cells {
    read_merges merges;
    wn_buf text;
    struct read_span {
        size_t at, len;
        bool number;
    } * spans;
    size_t count, room;
    wn_str *cells;
    bool *numbers, has_numbers;
    size_t cell_room, number_room;
} read_cells;

/* Column from 0; beyond READ_MAX_COLUMNS it is left out. A text that no cell of Excel can
 * hold fails. `number`: it is one in the file, with a point before its fraction. */
void read_cells_put(read_cells *c, read_rows *t, size_t column, wn_str text, bool number);
/* The range is merged: its value belongs to all its rows. Before its first row is given.
 */
void read_cells_merge(read_cells *c, read_rows *t, read_range range);
/* The row is whole: read_rows_add, and begin anew. */
void read_cells_give(read_cells *c, read_rows *t, uint64_t line);
void read_cells_release(read_cells *c);

/* header.c: what the first rows of a table are. */
typedef struct read_head {
    size_t first;         /* where the names begin; titles stand above */
    size_t rows;          /* of names; 0: there are none, and `first` is a record */
    size_t units;         /* rows below them with units: 0 or 1 */
    size_t skipped;       /* rows below those with technical names, types, marks */
    size_t left, columns; /* empty columns before the first; all that there are */
} read_head;

#define READ_MOST_HEADS 8 /* rows of names, units, marks */

read_head read_find_header(const read_row *rows, size_t count, bool is_text);
/* The names of all columns, into `out`: groups first, units last. */
void read_head_names(const read_head *head, const read_row *rows, wn_arena *arena,
                     wn_str *out);
bool read_is_blank(const read_row *row);
size_t read_filled(const read_row *row);
/* Is it a value, and no name of a column: a date, a number, an address? */
bool read_is_value(wn_str cell);
/* total.c: rows that are no records, wherever they stand. */
typedef enum read_aside {
    READ_RECORD,
    READ_TOTAL,  /* 小计, "Grand Totals (2 records)" and numbers */
    READ_REMARK, /* "备注：...", "Approved by:", "Page 1 of 3" */
    READ_FOOTER  /* "Generated By", 制表: if nothing but such follows */
} read_aside;
read_aside read_aside_of(const read_row *row, size_t columns);
/* "North Total", below records that begin with "North". */
bool read_is_group_total(const read_row *row, size_t columns, wn_str group);
/* Make names unique and not empty: "Phone", "Phone (2)", "(column C)". */
void read_name_columns(wn_input *input);

/* archive.c: set input->file; a file in an archive is unpacked for it. */
wn_rc read_unpack(wn_input *input, wn_error *err);

/* table.c: set input->table: the one that input->sheet names, else the first that is not
 * hidden; and input->range, where it says "Name!A6:F90". Fails where there is none of
 * that name. */
wn_rc read_choose_table(wn_input *input, wn_error *err);
#define READ_LAST_ROW 1048576
/* "BC12" -> column 54; *row: 12, or 0. SIZE_MAX: no such column. */
static inline size_t read_place(wn_str s, uint64_t *row)
{
    size_t column = 0, i = 0;

    for (; i < s.len && (s.ptr[i] | 32) >= 'a' && (s.ptr[i] | 32) <= 'z'; i++)
        if (column < READ_MAX_COLUMNS)
            column = column * 26 + (size_t)((s.ptr[i] | 32) - 'a') + 1;
    for (*row = 0;
         i < s.len && s.ptr[i] >= '0' && s.ptr[i] <= '9' && *row <= READ_LAST_ROW; i++)
        *row = *row * 10 + (uint64_t)(s.ptr[i] - '0');
    return column > 0 && column <= READ_MAX_COLUMNS ? column - 1 : SIZE_MAX;
}

/* What a sheet had beside its values; 0: nothing is said. `merged`: ranges that the file
 * tells of. */
void read_note_sheet(wn_input *input, const read_merges *merges, uint64_t hidden_rows,
                     uint64_t merged);

/* Something to know about the file; said once a word. `text` is copied. */
void read_note(wn_input *input, wn_word word, uint64_t number, wn_str text);
void read_note_at(wn_input *input, wn_word word, uint64_t number, wn_str text,
                  uint64_t line);

#endif
