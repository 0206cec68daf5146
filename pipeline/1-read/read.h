/* read.h - shared by the files of stage 1 only. */
#ifndef READ_READ_H
#define READ_READ_H

#include "winnow/encoding.h"
#include "winnow/pipeline.h"

#define READ_MAX_COLUMNS 16384
#define READ_MAX_CELL ((size_t)16 << 20)
#define READ_MAX_ROW ((size_t)64 << 20)
#define READ_MAX_SHEET_CELL ((size_t)32767 * 4) /* Excel: so many characters */
#define READ_MAX_TEXTS ((size_t)2 << 30) /* texts a workbook keeps beside its sheets */

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
/* The next piece; "" at the end, or when reading failed and err says so. */
wn_str read_text_next(read_text *t);
void read_text_close(read_text *t);

/* ---- dialect.c: how delimited text is written ---------------------------------------
 */

typedef struct read_dialect {
    char delimiter[8]; /* mostly one byte; "": one column */
    size_t delimiter_len;
    char quote, escape; /* escape: 0, or a backslash before a quote inside quotes */
    bool skip_blank;    /* blanks behind a delimiter do not belong to the cell */
    bool boxed;         /* rows begin with a bar; other lines are rulers and titles */
    size_t columns;     /* of most rows; 0: not known */
} read_dialect;

/* From the first bytes of the file, as UTF-8. */
read_dialect read_dialect_of(wn_str head);

/* ---- rows.c: rows of cells become a header and records -------------------------------
 */

typedef struct read_row {
    wn_str *cells;
    size_t count;
    uint64_t line;
    bool after_blank; /* an empty row stood before it */
    bool mended;      /* its quotation marks were wrong */
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
    wn_batch *batch;     /* on loan during next() */
    read_row_list first; /* rows before and behind the header, until it is known */
    read_row_list tail;  /* rows that may be the file's end, not records */
    wn_map names;        /* of the header's cells */
    size_t widest;       /* row so far, of a grid */
    size_t left;         /* empty columns before the first */
    uint64_t passing;    /* tables above the one that is wanted */
    bool has_header, at_end, after_blank;
    uint64_t blank, repeated, outside; /* rows that are no records */
    uint64_t given;                    /* bytes of sheets' texts so far */
} read_rows;

void read_rows_init(read_rows *t, wn_input *input, wn_error *err,
                    bool (*advance)(void *reader), void *reader);
/* Where the texts of the next row's cells belong. */
wn_arena *read_rows_arena(read_rows *t);
/* One row; the array of cells is copied, the texts (see above) are not. */
void read_rows_add(read_rows *t, const read_row *row);
/* So many empty rows, the first in that line. */
void read_rows_skip(read_rows *t, uint64_t count, uint64_t line);
/* Read up to the header and set the input's columns. */
wn_rc read_rows_open(read_rows *t);
/* What a reader's next() does. */
wn_rc read_rows_next(read_rows *t, wn_batch *batch);
void read_rows_release(read_rows *t);

/* A row that is put together cell by cell, and may be cut by the end of a batch. */
typedef struct read_cells {
    wn_buf text;
    struct read_span {
        size_t at, len;
    } * spans;
    size_t count, room;
    wn_str *cells;
    size_t cell_room;
} read_cells;

/* Column from 0; beyond READ_MAX_COLUMNS it is left out. A text that no cell of Excel can
 * hold fails. */
void read_cells_put(read_cells *c, read_rows *t, size_t column, wn_str text);
/* The row is whole: read_rows_add, and begin anew. */
void read_cells_give(read_cells *c, read_rows *t, uint64_t line);
void read_cells_release(read_cells *c);

/* header.c: which of the first rows is the header: its index; -1: none is, all are
 * records. *columns_out: how many columns the table has, *left_out: empty ones before. */
int read_find_header(const read_row *rows, size_t count, bool is_text, size_t *left_out,
                     size_t *columns_out);
bool read_is_blank(const read_row *row);
size_t read_filled(const read_row *row);
/* Is it a value, and no name of a column: a date, a number, an address? */
bool read_is_value(wn_str cell);
/* Words that stand below a table: "Grand Totals", "Generated By", 合计. */
bool read_is_footer_word(wn_str cell);
/* Make names unique and not empty: "Phone", "Phone (2)", "(column C)". */
void read_name_columns(wn_input *input);

/* archive.c: set input->file; a file in an archive is unpacked for it. */
wn_rc read_unpack(wn_input *input, wn_error *err);

/* table.c: set input->table: the one that input->sheet names, else the first that is not
 * hidden. Fails where there is none of that name. */
wn_rc read_choose_table(wn_input *input, wn_error *err);

/* What a sheet had beside its values; 0: nothing is said. */
void read_note_sheet(wn_input *input, uint64_t hidden_rows, uint64_t merged);

/* Something to know about the file; said once a word. `text` is copied. */
void read_note(wn_input *input, wn_word word, uint64_t number, wn_str text);

#endif
