/* own.h - winnow's own tables in a target, which begin with winnow_; docs/manual.md draws
 * them. In each of them but winnow_run the column `run` is the run that wrote the row
 * last. */
#ifndef TARGET_OWN_H
#define TARGET_OWN_H

#include "db.h"

typedef struct own_table {
    const char *name;
    const char *columns; /* "name:T! ...". T: text, N: whole number, R: number with a
                            decimal point, B: bytes, read as hexadecimal text; "!": never
                            NULL; "&": shared; "-": not for people */
    const char *key;     /* columns that are unique together: "a, b"; NULL: none */
    const char *all;     /* a table with shared columns: NAME_all; NULL: it has none */
    const char *index;   /* the first run makes it after its rows: faster; NULL: none */
} own_table;

/* A table with shared columns is split: NAME_row has its rows, and NAME_kind, once, the
 * texts that many of them share. NAME is a view for people. NAME_all is one for us: it
 * has all columns, and row_id, the row of NAME_row; triggers let rows be inserted into it
 * and updated. Many rows are written by own_writer.h, and deleted by own_delete. */
typedef struct own_column {
    wn_str name;
    const char *type; /* of SQL, in the view */
    bool full;        /* it is never NULL */
    bool shared, bytes, hidden;
} own_column;

extern const own_table own_tables[]; /* ends with a NULL name */

const own_table *own_find(const char *name);
const char *own_all(const own_table *own); /* the view with all columns, or the table */
/* Cuts the next column off `*rest`, a list as in own_table; false: there are no more. */
bool own_next_column(wn_str *rest, own_column *out);
/* Appends the names of its columns: "a", "b", "c"; own_add_some: only those that are
 * shared, or that are not, each behind `before`. */
void own_add_columns(wn_buf *sql, const own_table *own);
void own_add_some(wn_buf *sql, const own_table *own, bool shared, const char *before);
size_t own_column_count(const own_table *own);
bool own_has(const own_table *own, const char *column);
/* An inserter into `table`, which has all columns of winnow's own table `own` and is not
 * split. */
db_inserter *own_inserter(db *d, const char *table, const char *own);
/* Deletes the rows, which the condition calls `t`. */
wn_rc own_delete(db *d, const char *table, const char *condition);

/* own_kinds.c: appends a condition: the row `k` of NAME_kind has the shared texts of the
 * row `of`. */
void own_add_same_kind(wn_buf *sql, const own_table *own, const char *of);
/* Appends a statement: the shared texts of the row NEW, where they are new. */
void own_add_new_kind(wn_buf *sql, const own_table *own);
/* Appends a statement: the row `of` into NAME_row, with the number of its kind; of a
 * `table`, where one is named, all rows that meet the condition (NULL: all). */
void own_add_row(db *d, wn_buf *sql, const own_table *own, const char *of,
                 const char *table, const char *condition);
/* Copies rows of `from`, which the condition calls `t`, into a table that is split. */
wn_rc own_copy_split(db *d, const own_table *own, const char *from,
                     const char *condition);
/* The same for any of winnow's own tables. */
wn_rc own_copy(db *d, const char *table, const char *from, const char *condition);

/* own_make.c: makes the tables, and brings those of an older version up to date. */
wn_rc own_make_all(db *d);
/* Makes the indexes of tables with many rows. `living`: also one by golden id, since the
 * run looks for source records of golden records. */
wn_rc own_make_indexes(db *d, bool living);

#endif
