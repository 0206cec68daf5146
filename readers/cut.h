/* cut.h - cut a row of delimited text into cells: for csv.c and for code that looks at
 * the first bytes of a file. "Mark" means quotation mark. */
#ifndef READERS_CUT_H
#define READERS_CUT_H

#include "read.h"

typedef struct cut_cell {
    size_t at, len; /* bytes, from the beginning of the row */
    bool doubled;   /* has doubled marks or backslashes that must be resolved */
    bool odd;       /* it is quoted, and a single mark stands inside */
} cut_cell;

/* How far the search for the end of the row has come. */
typedef struct cut_scan {
    size_t at;   /* the next byte to look at */
    size_t cell; /* where the current cell began */
    enum { CELL_BEGIN, CELL_PLAIN, CELL_QUOTED, CELL_CLOSED } state;
    bool doubled, odd;
} cut_scan;

typedef struct cutter {
    read_dialect dialect;
    bool special[256]; /* bytes that end an unquoted cell, or may end it */
    size_t need;       /* bytes needed to decide what such a byte is */
    cut_cell *cells;
    size_t count, room;
    wn_str *texts; /* the texts of the cells, set by cut_texts */
    size_t text_room;
    uint64_t nulls; /* how many cells were \N so far: databases write it for NULL */
    bool no_more;   /* the text is complete: nothing follows */
    bool gives_up;  /* a cell is too long: treat its opening mark as text */
} cutter;

void cut_init(cutter *c, const read_dialect *dialect);
void cut_release(cutter *c);

/* Find the end of the row. True: its cells are in c->cells, and s->at is after the row.
 * False: more text is needed. `plain`: the place of a mark that must not open a cell, or
 * CUT_NONE. */
#define CUT_NONE (SIZE_MAX - 1)
bool cut_row(cutter *c, cut_scan *s, wn_str text, size_t plain);
/* For a row that does not have `columns` cells: cut it again, each time with another
 * opening mark taken as text. True: the row fits now. `again` counts the bytes that were
 * looked at once more. */
bool cut_mend(cutter *c, cut_scan *s, wn_str text, size_t columns, uint64_t *again);
/* Does a cell hold a single mark, so that cut_mend may help? */
bool cut_is_odd(const cutter *c);
/* Set c->texts to what the cells mean. Changes the bytes of `row`, where the texts live.
 * Returns the length of the longest cell. */
size_t cut_texts(cutter *c, char *row);

/* The next row of a text that is complete in memory. False: at its end. */
bool cut_next(cutter *c, wn_str *rest, wn_str *row_out);

#endif
