/* wrapped.h - rows of which each is one quoted cell, with the columns inside. */
#ifndef READERS_WRAPPED_H
#define READERS_WRAPPED_H

#include "cut.h"

/* Is the text such a one? Then its lines are cut by `outer`, and what is in their first
 * cell by `inner`. *doubt: most lines are one quoted cell, but what is inside fits no
 * table; it is read as it stands. */
bool wrapped_find(wn_str head, read_dialect *outer, read_dialect *inner, bool *doubt);
/* What is in the row, which was cut and is changed for it; true: it was wrapped. `same`:
 * one delimiter is outside and inside. */
bool wrapped_inside(cutter *outer, bool same, char *row, size_t len, wn_str *inside_out);

#endif
