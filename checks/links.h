/* links.h - records of another entity that are linked to the record (by=). */
#ifndef CHECKS_LINKS_H
#define CHECKS_LINKS_H

#include "check.h"

/* Of a record of the entity that by= names: its moment, for each record of the check's
 * entity that it is linked to. */
void links_each(const wn_check_context *cx,
                void (*take)(const wn_check_context *cx, wn_fingerprint parent,
                             int64_t at));
/* Is there a file of that entity? Without one nothing can be said, and that is told. */
bool links_are_read(const wn_check_context *cx);
void links_total(const wn_check_context *cx);

#endif
