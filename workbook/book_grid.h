/* book_grid.h - all cells of a workbook, as they are shown. */
#ifndef WORKBOOK_BOOK_GRID_H
#define WORKBOOK_BOOK_GRID_H

#include "core/reader.h"

typedef struct grid_row {
    uint64_t line; /* from 1 */
    wn_str *cells;
    size_t count;
} grid_row;

typedef struct grid_sheet {
    wn_str name;
    grid_row *rows; /* those with a cell */
    size_t count, room;
} grid_sheet;

typedef struct book_grid {
    grid_sheet *sheets;
    size_t count;
    wn_arena arena;
} book_grid;

/* Read the workbook, or the sheet `only` (NULL: all). WN_E_MAPPING: it cannot be read, or
 * is larger than any mapping is; err says so. Release the grid in any case. */
wn_rc grid_read(book_grid *grid, const char *path, const char *only, wn_error *err);
void grid_release(book_grid *grid);
/* The cell without blanks around it; "": there is none. */
wn_str grid_cell(const grid_row *row, size_t column);
const grid_sheet *grid_find(const book_grid *grid, wn_str name); /* or NULL */

#endif
