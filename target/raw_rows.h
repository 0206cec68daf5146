/*
 * raw_rows.h - source rows as they were read, and why pairs are the same, in compressed
 * blocks.
 *
 * A row of winnow_raw, or winnow_why, is a block: some rows, column by column
 * (raw_columns.h; older ones: each row behind its length), compressed by zstd. A row is found by its place: the number of its block and its number
 * therein. Blocks are never changed: what undo puts back names the same places.
 */
#ifndef TARGET_RAW_ROWS_H
#define TARGET_RAW_ROWS_H

#include "db.h"

typedef struct raw_rows raw_rows;

/* Writes blocks of this run into the table. The caller closes it; *out is set also after
 * an error. */
wn_rc raw_rows_open(raw_rows **out, db *d, const char *table, int64_t run);
/* Adds a row; *place is where it will be. */
wn_rc raw_rows_add(raw_rows *w, wn_str row, int64_t *place);
wn_rc raw_rows_finish(raw_rows *w); /* writes what waits */
void raw_rows_close(raw_rows *w);   /* NULL: nothing to close */

/* Reads rows, in a connection of its own; it keeps the block read last. */
typedef struct raw_reader {
    db *db;
    const char *place;  /* an expression for the place of a row: of older targets NULL */
    const char *source; /* where to read source rows: a table or view */
    const char *table;  /* of the block read last */
    int64_t block;      /* 0: none was read */
    wn_buf rows;
    wn_str rest;  /* the rows that come after the one read last */
    int64_t next; /* the number of the first of them */
} raw_reader;

wn_rc raw_reader_open(raw_reader *r, const char *target, wn_error *err);
/* *row: what is at the place, a cell; `text` where there is no place. It is borrowed
 * until the next call. */
wn_rc raw_read(raw_reader *r, const char *table, wn_str text, wn_str place, wn_str *row);
void raw_reader_close(raw_reader *r); /* also after raw_reader_open failed */

#endif
