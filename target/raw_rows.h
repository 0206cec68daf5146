/*
 * raw_rows.h - source rows as they were read, in compressed blocks.
 *
 * A row of winnow_raw is a block: some rows, each behind its length, compressed by zstd.
 * A row is found by its place: the number of its block and its number therein. Blocks are
 * never changed: what undo puts back names the same places.
 */
#ifndef TARGET_RAW_ROWS_H
#define TARGET_RAW_ROWS_H

#include "db.h"

typedef struct raw_rows raw_rows;

/* Writes blocks of this run. The caller closes it; *out is set also after an error. */
wn_rc raw_rows_open(raw_rows **out, db *d, int64_t run);
/* Adds a row; *place is where it will be. */
wn_rc raw_rows_add(raw_rows *w, wn_str row, int64_t *place);
wn_rc raw_rows_finish(raw_rows *w); /* writes what waits */
void raw_rows_close(raw_rows *w);   /* NULL: nothing to close */

/* Reads rows; it keeps the block read last. */
typedef struct raw_reader {
    db *db;
    int64_t block; /* 0: none was read */
    wn_buf rows;
    wn_str rest;  /* the rows that come after the one read last */
    int64_t next; /* the number of the first of them */
} raw_reader;

/* Of a target of any version: where to read source rows (an own table or view, as `s`),
 * and the columns that raw_read wants of them: the row as text, which is NULL when it is
 * in a block, and its place. */
const char *raw_table(db *d);
const char *raw_columns(db *d);
/* Reads a source row. It is borrowed until the next call. No query may be running in the
 * connection. */
wn_rc raw_read(raw_reader *r, wn_str text, int64_t place, wn_str *row);
void raw_reader_release(raw_reader *r);

#endif
