/* mapping_edit.h - changes of the mapping: each is a command, shown, and can be taken back. */
#ifndef SERVE_MAPPING_EDIT_H
#define SERVE_MAPPING_EDIT_H

#include "site.h"

#define EDIT_CELLS 400 /* that one command sets, at most */
#define MAPPING_PATIENCE 5000 /* milliseconds that a page waits for a change */

/* A part of a page: what the last change was, and how it is taken back. */
void write_last_change(frame *f, const char *page);
/* What the command said of a change that it did not make. */
void write_refused_change(frame *f, const job *j);

/* A change of a form: the cells of the mapping's workbook that it sets, as words
 * "--set=CELL=TEXT"; none where the page that it was sent from is
 * older than what is there. */
typedef struct mapping_change {
    const char *cells[EDIT_CELLS];
    size_t count;
    job job;
    wn_error err;
} mapping_change;

/* Make the change. False: it was not made, and the page is to say so (write_not_made). */
bool mapping_change_make(serve *s, request *q, mapping_change *c);
void write_not_made(frame *f, const mapping_change *c);

#endif
