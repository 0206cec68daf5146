/* links.h - records of another entity that are linked to the record (by=). */
#ifndef CHECKS_LINKS_H
#define CHECKS_LINKS_H

#include "check.h"

/* For a record of the entity that by= names: calls `take` for each record of the
 * check's entity that it links to, with the fingerprint of that record and the moment
 * (seconds) in the by= field. Does nothing where that field has no valid moment. */
void links_each(const wn_check_context *cx,
                void (*take)(const wn_check_context *cx, wn_fingerprint parent,
                             int64_t at));
/* links_are_read: does the plan have a file of the entity that by= names? Without one
 * the check cannot be asked; links_total then says so in the report. */
bool links_are_read(const wn_check_context *cx);
void links_total(const wn_check_context *cx);

#endif
