/* wrapped.h - rows that are one quoted cell each, with the real columns inside. */
#ifndef READERS_WRAPPED_H
#define READERS_WRAPPED_H

#include "cut.h"

/* Is the text of this kind? Then `outer` cuts its lines, and `inner` cuts the text of
 * their first cell. *doubt: most lines are one quoted cell, but the text inside does not
 * make a table; the text is read as it stands. */
bool wrapped_find(wn_str head, read_dialect *outer, read_dialect *inner, bool *doubt);
/* Sets *inside_out to the text inside the row, which `outer` has cut. Changes the bytes
 * of the row. Returns true if the row was wrapped. `same`: the delimiter outside and
 * inside is the same. */
bool wrapped_inside(cutter *outer, bool same, char *row, size_t len, wn_str *inside_out);

#endif
