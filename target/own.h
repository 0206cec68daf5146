/* own.h - winnow's own tables in a target, which begin with winnow_; docs/manual.md draws
 * them. In each of them but winnow_run the column `run` is the run that wrote the row
 * last. */
#ifndef TARGET_OWN_H
#define TARGET_OWN_H

#include "db.h"

typedef struct own_table {
    const char *name;
    const char *columns; /* "name:T! ...". T: text, N: whole number, R: number with a
                            decimal point; "!": never NULL */
    const char *key;     /* columns that are unique together: "a, b"; NULL: none */
    bool late;           /* the first run makes its index after its rows: faster */
} own_table;

extern const own_table own_tables[]; /* ends with a NULL name */

const own_table *own_find(const char *name);
/* Appends the names of its columns: "a", "b", "c". */
void own_add_columns(wn_buf *sql, const own_table *own);
size_t own_column_count(const own_table *own);
/* An inserter into `table`, which has the columns of winnow's own table `own`. */
db_inserter *own_inserter(db *d, const char *table, const char *own);
bool own_has(const own_table *own, const char *column);
/* Cuts the next column off `*rest`, a list as in own_table. Returns its name; *type: its
 * SQL type; *full: it is never NULL. */
wn_str own_next_column(wn_str *rest, const char **type, bool *full);

/* Makes the tables, and adds columns that an older version of them lacks. */
wn_rc own_make_all(db *d);
/* Makes the unique keys of the `late` tables. `living`: also an index by golden id, since
 * the run looks for source records of golden records. */
wn_rc own_make_indexes(db *d, bool living);

#endif
