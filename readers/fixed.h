/* fixed.h - text whose columns are places in the line. */
#ifndef READERS_FIXED_H
#define READERS_FIXED_H

#include "read.h"

#define FIXED_MOST 512 /* columns */

typedef struct fixed_shape {
    size_t at[FIXED_MOST];  /* where each column begins */
    size_t end[FIXED_MOST]; /* and where its dashes end; the last does not */
    size_t gap[FIXED_MOST]; /* so many places before it are blank */
    size_t count;
    bool by_width;   /* a wide character takes two places */
    bool has_bars;   /* the last place before a column may hold a bar */
    size_t ruler;    /* the line of dashes below the header, from 1; 0: there is none */
    size_t kept, of; /* so many of these first lines keep to the columns */
} fixed_shape;

/* False: the text has no such columns. */
bool fixed_find(wn_str head, fixed_shape *out);
/* The line's cells, trimmed. False: it does not keep to the columns. *shifted: a value is
 * wider than its column, and what follows moved on by as much. */
bool fixed_cut(const fixed_shape *f, wn_str line, wn_str *cells, bool *shifted);
/* Nothing but dashes and the like. */
bool fixed_is_rule(wn_str line);
/* The columns that a line of dashes shows; false: it shows none. */
bool fixed_ruler(wn_str line, fixed_shape *out);
wn_str fixed_next_line(wn_str *rest);

#endif
