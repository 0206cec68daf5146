/* read.h - what the files of the read stage share; used in readers/ only. */
#ifndef READERS_READ_H
#define READERS_READ_H

#include "core/encoding.h"
#include "core/reader.h"

#define READ_MAX_COLUMNS 16384
#define READ_MAX_NAME 2048 /* bytes, of a column's name; nested names make it long */
#define READ_MAX_CELL ((size_t)16 << 20)
#define READ_MAX_ROW ((size_t)64 << 20)
#define READ_MAX_SHEET_CELL ((size_t)32767 * 4) /* Excel: at most 32767 characters */
#define READ_MAX_TEXTS ((size_t)2 << 30)        /* texts stored apart from sheets */

/* How many bytes to read at a time when rows have this many columns. The more columns,
 * the smaller the piece: one piece then gives a bounded number of cells, even of a sheet
 * that is very wide and empty. */
static inline size_t read_piece(const wn_input *input, size_t columns)
{
    size_t most = columns > 256 ? ((size_t)64 << 20) / columns : input->chunk;

    return most < input->chunk ? most : input->chunk;
}

/* at_hand.c: returns a descriptor at the beginning of the input's file: the one that the
 * survey left open, else a new one. The caller closes it. -1: failed, and err says
 * why. */
int read_source_open(wn_input *input, wn_error *err);

/* ---- decode.c: the bytes of a file as UTF-8, piece by piece ------------------------ */

typedef struct read_text {
    wn_input *input;
    wn_error *err;
    int fd;
    char *chunk;
    wn_decoder *decoder; /* NULL: the whole file is UTF-8 */
    wn_buf decoded;
    wn_buf line; /* in a file of two encodings: the current line, as far as it is read */
    uint64_t mended; /* lines that were read in the second encoding */
} read_text;

wn_rc read_text_open(read_text *t, wn_input *input, wn_error *err);
/* Start again at the beginning of the file. The file that is open is read again, even if
 * its path now leads to another file. */
wn_rc read_text_again(read_text *t);
/* The next piece, valid until the next call. "" at the end, or when reading failed (then
 * err is set). */
wn_str read_text_next(read_text *t);
void read_text_close(read_text *t);
/* Returns the text itself if it is valid UTF-8. Else a copy in the arena with U+FFFD in
 * the place of each invalid byte, and sets input->has_lost. For text that no decoder has
 * seen. */
wn_str read_as_text(wn_input *input, wn_str text, wn_arena *arena);

/* ---- dialect.c: how delimited text is written -------------------------------------- */

typedef struct read_dialect {
    char delimiter[8]; /* usually one byte; "": there is one column only */
    size_t delimiter_len;
    char quote, escape; /* escape: a backslash that escapes a quote inside quotes, or 0 */
    bool skip_blank;    /* blanks after a delimiter are not part of the cell */
    bool boxed;         /* rows begin with a bar; other lines are rulers or titles */
    bool backslash;     /* a backslash escapes the byte after it, in all cells */
    size_t columns;     /* how many most rows have; 0: not known */
} read_dialect;

/* Guess the dialect from the first bytes of the file, as UTF-8. */
read_dialect read_dialect_of(wn_str head);
/* How many lines stand before the table that a program put there: "sep=;", or DATEV's
 * line about the file. *names: the line after them holds the column names. */
uint64_t read_lead(wn_str head, read_dialect *dialect, bool *names);
/* backslash.c: decide from the first bytes whether dialect->backslash is true. */
void read_backslashes(wn_str head, read_dialect *dialect);

/* ---- rows.c: rows of cells become a header and records ----------------------------- */

typedef struct read_row {
    wn_str *cells;
    size_t count;
    uint64_t line;
    bool after_blank; /* an empty row stands before this one */
    bool mended;      /* its quotation marks were wrong and were repaired */
    /* Only in sheets with merged cells; else 0 and NULL. */
    size_t own;         /* index of the first filled cell that was not carried down */
    size_t reach;       /* how many columns that cell is merged over */
    uint64_t merged_in; /* where a merged cell begins that covers this row */
    uint16_t *across;   /* by cell: columns it is merged over; for the header */
    bool *numbers;      /* by cell: the file says it is a number; NULL: no cell is */
} read_row;

typedef struct read_row_list {
    read_row *items;
    size_t count, room;
    wn_arena arena;
} read_row_list;

/* For readers that give rows one by one. `advance` reads on and hands rows to
 * read_rows_add. It is called again until it returns false: at the end, or when err is
 * set. */
typedef struct read_rows {
    wn_input *input;
    wn_error *err;
    bool (*advance)(void *reader);
    void *reader;
    bool is_text;     /* delimited text: how many cells a row has is told to the user */
    bool has_margin;  /* ignore empty columns on the left */
    bool names_first; /* the first row is the header, whatever it holds */
    wn_batch *batch;  /* borrowed, during read_rows_next only */
    read_row_list first; /* rows that are kept until the header is known */
    read_row_list tail;  /* rows that may be a footer */
    read_row_list heads; /* the rows of the header, with units and marks */
    wn_map names;        /* the set of the header's cells */
    size_t widest;  /* cells of the widest row so far, when rows are read as they are */
    char group[64]; /* the first cell of the last record, if it is short */
    size_t group_len;
    size_t left;      /* how many columns before the first are empty */
    uint64_t passing; /* how many tables above the wanted one are still to be skipped */
    size_t beside;    /* the empty column before a table on the right, or 0 */
    bool has_header, at_end, after_blank;
    bool is_void; /* the last record of the batch is an empty row of a sheet */
    uint64_t blank, repeated, outside; /* rows that are not records */
    struct read_aside_rows {
        uint64_t count, line; /* line: where the first of them is */
        wn_str example;
    } totals, remarks, sections;
    uint64_t given; /* bytes of cell texts of sheets so far */
} read_rows;

void read_rows_init(read_rows *t, wn_input *input, wn_error *err,
                    bool (*advance)(void *reader), void *reader);
/* The arena for the texts of the next row's cells. */
wn_arena *read_rows_arena(read_rows *t);
/* Add one row. The array of cells is copied; their texts are not and must live in the
 * arena above. */
void read_rows_add(read_rows *t, const read_row *row);
/* Add `count` empty rows; the first is in `line`. */
void read_rows_skip(read_rows *t, uint64_t count, uint64_t line);
/* How many bytes to read at a time for rows of this width; see read_piece. */
size_t read_rows_piece(const read_rows *t);
/* Read until the header is known, and set the input's columns. */
wn_rc read_rows_open(read_rows *t);
/* Fill the batch: the next() of a reader. WN_MORE: there are records in the batch; WN_OK:
 * the end. */
wn_rc read_rows_next(read_rows *t, wn_batch *batch);
void read_rows_release(read_rows *t);

/* cells.c: the merged ranges of a sheet. */
typedef struct read_range {
    uint32_t top, bottom; /* rows from 1 */
    uint16_t left, right; /* columns from 0 */
} read_range;

typedef struct read_merges {
    read_range *items;
    size_t count, room, next; /* next: the first not reached by a row */
    bool unsorted;
    struct read_carried {
        uint32_t top, bottom; /* 0: no text is carried down this column */
        wn_buf text;
        bool number;
    } * carried;
    size_t carried_room;
    uint16_t *active; /* the columns in which a text is carried down */
    size_t active_count, active_room;
    uint16_t *across; /* of the current row; see read_row */
    size_t across_room;
    size_t held;     /* bytes of the carried texts */
    uint64_t filled; /* how many cells got a carried text */
} read_merges;

/* A row that is built cell by cell. A batch may end in the middle of it. */
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

/* Add a cell. `column` counts from 0; cells beyond READ_MAX_COLUMNS are left out.
 * `number`: the file says the cell is a number, and text has a point before its fraction.
 * Sets t->err if the text is longer than a cell of Excel can be. */
void read_cells_put(read_cells *c, read_rows *t, size_t column, wn_str text, bool number);
/* Note a merged range: its value is given to each of its rows. Call it before the first
 * row of the range is given. */
void read_cells_merge(read_cells *c, read_rows *t, read_range range);
/* The row is complete: hand it to read_rows_add and start a new one. */
void read_cells_give(read_cells *c, read_rows *t, uint64_t line);
void read_cells_release(read_cells *c);

/* header.c: what the first rows of a table hold. */
typedef struct read_head {
    size_t first;   /* the first row of names; titles stand above it */
    size_t rows;    /* how many rows of names; 0: none, and `first` is a record */
    size_t units;   /* rows of units below the names: 0 or 1 */
    size_t skipped; /* rows below the units that hold technical names, types or marks */
    size_t left, columns; /* left: empty ones; columns: with these */
} read_head;

#define READ_MOST_HEADS 8 /* most rows that a header has: names, units, marks */

read_head read_find_header(const read_row *rows, size_t count, bool is_text);
/* Write the names of all columns into `out` (head->columns of them). A name is made of
 * its group, the name itself, its unit. */
void read_head_names(const read_head *head, const read_row *rows, wn_arena *arena,
                     wn_str *out);
bool read_is_blank(const read_row *row);
size_t read_filled(const read_row *row);
/* Is the cell a value (a date, a number, an address) and so no column name? */
bool read_is_value(wn_str cell);
/* total.c: rows that are not records, anywhere in a table. */
typedef enum read_aside {
    READ_RECORD,
    READ_TOTAL,  /* 小计, "Grand Totals (2 records)", with numbers */
    READ_REMARK, /* "备注：...", "Approved by:", "Page 1 of 3" */
    READ_FOOTER  /* "Generated By", 制表: only at the end of the table */
} read_aside;
read_aside read_aside_of(const read_row *row, size_t columns);
/* Is the row the total of a group: "North Total", below records that begin with
 * "North"? */
bool read_is_group_total(const read_row *row, size_t columns, wn_str group);
/* Make the column names unique and not empty: "Phone", "Phone (2)", "(column C)". */
void read_name_columns(wn_input *input);

/* archive.c: set input->file. A file in an archive is unpacked into a temporary file
 * first. */
wn_rc read_unpack(wn_input *input, wn_error *err);

/* choose_table.c: set input->table to the table that input->sheet names, else to the
 * first that is not hidden. "Name!A6:F90" also sets input->range. Fails if there is no
 * table of that name. */
wn_rc read_choose_table(wn_input *input, wn_error *err);
#define READ_LAST_ROW 1048576
/* Read a cell reference: "BC12" gives column 54 (from 0) and *row = 12; "BC" gives *row =
 * 0. SIZE_MAX: not a column. */
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

/* Note hidden rows and merged cells of a sheet. Counts that are 0 are not noted.
 * `merged`: how many merged ranges the file has. */
void read_note_sheet(wn_input *input, const read_merges *merges, uint64_t hidden_rows,
                     uint64_t merged);

/* Cells with a formula whose result is not in the file: a program wrote it that computes
 * nothing. They are empty, which is told. */
typedef struct read_unsaved {
    uint64_t count, line; /* line: of the first */
    bool columns[READ_MAX_COLUMNS];
} read_unsaved;

void read_unsaved_see(read_unsaved *u, size_t column, uint64_t line);
void read_unsaved_note(const read_unsaved *u, wn_input *input);

/* Note something that users should know about the file. Each word is noted only once.
 * `text` is copied. */
void read_note(wn_input *input, wn_word word, uint64_t number, wn_str text);
void read_note_at(wn_input *input, wn_word word, uint64_t number, wn_str text,
                  uint64_t line);

#endif
