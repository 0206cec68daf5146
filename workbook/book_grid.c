/* book_grid.c - reads all sheets of a workbook into memory, row by row as they are. */
#include "book_grid.h"

#include "core/fail.h"
#include "core/memory.h"
#include "readers/filled.h"

#include <stdlib.h>

#define MOST_SHEETS 2000
#define MOST_BYTES ((size_t)64 << 20)

typedef struct filling {
    book_grid *grid;
    const char *path;
    size_t room, bytes;
    wn_error *err;
} filling;

static wn_rc too_big(const filling *f)
{
    return wn_fail(f->err, WN_E_MAPPING, WN_SAY_FILE_TOO_BIG, f->path, MOST_BYTES >> 20);
}

static wn_rc begin_sheet(void *data, const filled_sheet *sheet)
{
    filling *f = data;
    book_grid *grid = f->grid;

    grid->sheets = wn_grow(grid->sheets, grid->count, &f->room, sizeof(*grid->sheets));
    grid->sheets[grid->count++] =
        (grid_sheet){.name = wn_arena_str(&grid->arena, sheet->name)};
    return grid->count > MOST_SHEETS ? too_big(f) : WN_OK;
}

static wn_rc take_row(void *data, const wn_str *cells, size_t count, uint64_t line)
{
    filling *f = data;
    wn_arena *arena = &f->grid->arena;
    grid_sheet *sheet = &f->grid->sheets[f->grid->count - 1];
    grid_row row = {.line = line, .count = count};

    row.cells = wn_arena_alloc(arena, (count + 1) * sizeof(*row.cells));
    for (size_t c = 0; c < count; c++) {
        row.cells[c] = wn_arena_str(arena, cells[c]);
        f->bytes += cells[c].len + sizeof(*row.cells);
    }
    sheet->rows = wn_grow(sheet->rows, sheet->count, &sheet->room, sizeof(*sheet->rows));
    sheet->rows[sheet->count++] = row;
    return f->bytes > MOST_BYTES ? too_big(f) : WN_OK;
}

static wn_rc end_sheet(void *data)
{
    (void)data;
    return WN_OK;
}

/* A mapping of which cells are not known is none. */
static wn_rc take_note(void *data, const wn_note *note)
{
    filling *f = data;
    wn_buf said = {0};

    if (note->word != WN_SAY_READ_NOTE_FORMULAS)
        return WN_OK;
    wn_note_say(note, f->err->lang, &said);
    wn_fail(f->err, WN_E_MAPPING, WN_SAY_BOOK_UNSAVED, f->path,
            WN_FMT(f->grid->sheets[f->grid->count - 1].name), WN_FMT(wn_buf_str(&said)));
    wn_buf_release(&said);
    return f->err->rc;
}

wn_rc grid_read(book_grid *grid, const char *path, const char *only, wn_error *err)
{
    filling f = {.grid = grid, .path = path, .err = err};
    filled_taker taker = {&f, begin_sheet, take_row, end_sheet, take_note};

    *grid = (book_grid){0};
    if (filled_read(path, only, &taker, err) < 0)
        err->rc = WN_E_MAPPING;
    return err->rc;
}

void grid_release(book_grid *grid)
{
    for (size_t i = 0; i < grid->count; i++)
        free(grid->sheets[i].rows);
    free(grid->sheets);
    wn_arena_release(&grid->arena);
    *grid = (book_grid){0};
}

wn_str grid_cell(const grid_row *row, size_t column)
{
    return column < row->count ? wn_str_trim(row->cells[column]) : WN_STR("");
}

const grid_sheet *grid_find(const book_grid *grid, wn_str name)
{
    for (size_t i = 0; i < grid->count; i++)
        if (wn_str_equal(grid->sheets[i].name, name))
            return &grid->sheets[i];
    return NULL;
}
