/* fixed.h - text in which each column has fixed places in the line. */
#ifndef READERS_FIXED_H
#define READERS_FIXED_H

#include "read.h"

#define FIXED_MOST 512 /* columns */

typedef struct fixed_shape {
    size_t at[FIXED_MOST];  /* the place where each column begins */
    size_t end[FIXED_MOST]; /* where the dashes of each column end; the last has no end */
    size_t gap[FIXED_MOST]; /* how many places before it are blank */
    size_t count;
    bool by_width;   /* a wide character (CJK) takes two places */
    bool has_bars;   /* the last place before a column may hold a bar "|" */
    size_t ruler;    /* the line of dashes below the header, from 1; 0: there is none */
    size_t kept, of; /* kept: how many of the first `of` lines fit the columns */
} fixed_shape;

/* Find the columns. False: the text has none. */
bool fixed_find(wn_str head, fixed_shape *out);
/* Cut the line into cells, trimmed. False: the line does not fit the columns. *shifted: a
 * value is wider than its column, so what follows stands further right. */
bool fixed_cut(const fixed_shape *f, wn_str line, wn_str *cells, bool *shifted);
/* Does the line hold only dashes and the like? */
bool fixed_is_rule(wn_str line);
/* Find the columns that a line of dashes shows. False: it shows none. */
bool fixed_ruler(wn_str line, fixed_shape *out);
wn_str fixed_next_line(wn_str *rest);

#endif
