/* own_writer.h - writes many rows into one of winnow's own tables that is split. */
#ifndef TARGET_OWN_WRITER_H
#define TARGET_OWN_WRITER_H

#include "own.h"

typedef struct own_writer own_writer;

/* Opens a writer of the table `own`; or, where `waits`, of new_NAME, a temporary table of
 * this connection which has its columns and is not split. The caller closes it; *out is
 * set also after an error. */
wn_rc own_writer_open(own_writer **out, db *d, const char *own, bool waits);
/* Writes a row: its cells are in the order of the columns. */
wn_rc own_write(own_writer *w, const db_value *row);
void own_writer_close(own_writer *w); /* NULL: nothing to close */

#endif
