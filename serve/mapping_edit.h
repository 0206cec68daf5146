/* mapping_edit.h - changes of the mapping: each is a command, shown, and can be taken back. */
#ifndef SERVE_MAPPING_EDIT_H
#define SERVE_MAPPING_EDIT_H

#include "site.h"

#define EDIT_CELLS (JOB_WORDS - 12) /* that one command sets, at most */

/* Change cells of the mapping's workbook: words "--set=CELL=TEXT". The job has ended, or
 * runs still; an error: it could not begin. */
wn_rc mapping_edit(serve *s, request *q, const char *const *cells, size_t count, job *out,
                   wn_error *err);
/* A part of a page: what the last change was, and how it is taken back. */
void write_last_change(frame *f, const char *page);
/* What the command said of a change that it did not make. */
void write_refused_change(frame *f, const job *j);

#endif
