/* own.h - winnow's own tables in a target, which begin with winnow_; docs/manual.md draws
 * them. Each but winnow_run says by `run` which run wrote a row last. */
#ifndef TARGET_OWN_H
#define TARGET_OWN_H

#include "db.h"

typedef struct own_table {
    const char *name;
    const char *columns; /* "name:T! ...": a text that is never NULL; N: a number; R: one
                            with a point */
    const char *key;     /* by which a row is known: "a, b"; NULL: by nothing */
    bool late;           /* its index is made behind the rows of the first run: faster */
} own_table;

extern const own_table own_tables[]; /* ends with a NULL name */

const own_table *own_find(const char *name);
/* "a, b, c", and how many. Borrowed for ever. */
const char *own_columns(const char *table);
size_t own_column_count(const char *table);
bool own_has(const own_table *own, const char *column);
/* The next column of a list: its name, its type in SQL, and is it never NULL? */
wn_str own_next_column(wn_str *rest, const char **type, bool *full);

/* Make the tables, or add what an older version of them lacks. */
wn_rc own_make_all(db *d);
/* Their unique keys; and, for a target that is read by golden ids, that index. */
wn_rc own_make_indexes(db *d, bool living);

#endif
