/* cut.h - a row of delimited text into cells: for csv.c and those who look at a head. */
#ifndef READERS_CUT_H
#define READERS_CUT_H

#include "read.h"

typedef struct cut_cell {
    size_t at, len; /* within the row */
    bool doubled;   /* holds marks that stand for one, or backslashes */
    bool odd;       /* quoted, and a lone mark is inside */
} cut_cell;

/* Where the search for the end of the row stands. */
typedef struct cut_scan {
    size_t at;   /* next byte */
    size_t cell; /* where the cell began */
    enum { CELL_BEGIN, CELL_PLAIN, CELL_QUOTED, CELL_CLOSED } state;
    bool doubled, odd;
} cut_scan;

typedef struct cutter {
    read_dialect dialect;
    bool special[256]; /* ends a plain cell, or may */
    size_t need;       /* so many bytes say what such a one is */
    cut_cell *cells;
    size_t count, room;
    wn_str *texts; /* of these cells, after cut_texts */
    size_t text_room;
    uint64_t nulls; /* cells so far that are \N, which databases write for no value */
    bool no_more;   /* no text comes behind what is given */
    bool gives_up;  /* a cell is too long: its opening mark is none */
} cutter;

void cut_init(cutter *c, const read_dialect *dialect);
void cut_release(cutter *c);

/* On to the row's end: its cells are in c->cells then, s->at is behind it. False: the
 * text is not enough. `plain` is a place where a mark does not open a cell, or CUT_NONE.
 */
#define CUT_NONE (SIZE_MAX - 1)
bool cut_row(cutter *c, cut_scan *s, wn_str text, size_t plain);
/* The row does not have so many columns: cut it again with one opening mark after the
 * other as a plain one. True: it has now. `again` counts bytes looked at once more. */
bool cut_mend(cutter *c, cut_scan *s, wn_str text, size_t columns, uint64_t *again);
/* Is there a lone mark in a cell, so that mending may help? */
bool cut_is_odd(const cutter *c);
/* What the cells of the row mean: c->texts. The row's bytes are changed for it. How long
 * the longest cell is. */
size_t cut_texts(cutter *c, char *row);

/* A text that is there as a whole, row by row. False: at its end. */
bool cut_next(cutter *c, wn_str *rest, wn_str *row_out);

#endif
