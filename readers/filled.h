/* filled.h - files that people filled in and sent back: the rows of all their sheets.
 * They sorted and filtered them, put rows above the headings, or saved them with another
 * program: so all rows are given, and whoever takes them looks for the headings. */
#ifndef READERS_FILLED_H
#define READERS_FILLED_H

#include "core/reader.h"

typedef struct filled_sheet {
    const char *path;
    wn_str name;   /* "": the file has no sheets */
    size_t number; /* from 1 */
} filled_sheet;

/* Who takes the rows; headings come as a row, too. What is given is borrowed for the
 * call. A negative result ends the reading. */
typedef struct filled_taker {
    void *data;
    wn_rc (*begin)(void *data, const filled_sheet *sheet);
    wn_rc (*row)(void *data, const wn_str *cells, size_t count, uint64_t line);
    wn_rc (*end)(void *data);
    /* what was read otherwise than it stands there; NULL: not asked for */
    wn_rc (*note)(void *data, const wn_note *note);
} filled_taker;

/* Give the rows of all sheets, or of the one called `only` (NULL: all). An empty sheet
 * has none. */
wn_rc filled_read(const char *path, const char *only, const filled_taker *taker,
                  wn_error *err);
/* Where a cell is: "list.xlsx: Contact!B7"; of a file without sheets "list.csv:7". In the
 * arena. */
wn_str filled_place(const filled_sheet *sheet, uint64_t line, size_t column,
                    wn_arena *arena);

#endif
