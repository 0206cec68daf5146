/* filled.h - files that people filled in and sent back: the rows of all their sheets, as
 * they are. */
#ifndef CLI_FILLED_H
#define CLI_FILLED_H

#include "core/stage.h"

typedef struct filled_sheet {
    const char *path;
    wn_str name; /* "": the file has no sheets */
    bool is_grid;
} filled_sheet;

/* Who takes the rows; headings come as a row, too. What is given is borrowed for the
 * call. A negative result ends the reading. */
typedef struct filled_taker {
    void *data;
    wn_rc (*begin)(void *data, const filled_sheet *sheet);
    wn_rc (*row)(void *data, const wn_str *cells, size_t count, uint64_t line);
    wn_rc (*end)(void *data);
} filled_taker;

wn_rc filled_read(const char *path, const filled_taker *taker, wn_error *err);
/* Where a cell is: "list.xlsx: Contact!B7"; of a file without sheets "list.csv:7". In the
 * arena. */
wn_str filled_place(const filled_sheet *sheet, uint64_t line, size_t column,
                    wn_arena *arena);
/* Is the cell this word in any language, whatever its case, width and blanks? */
bool filled_is_word(wn_str cell, wn_word word);

#endif
