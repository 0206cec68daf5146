/* book_grid.c - reads all sheets of a workbook into memory, row by row as they are. */
#include "book_grid.h"

#include "core/fail.h"
#include "core/memory.h"

#include <stdlib.h>

#define MOST_SHEETS 2000
#define MOST_BYTES ((size_t)64 << 20)

static size_t keep(book_grid *grid, grid_sheet *sheet, const wn_record *record)
{
    grid_row row = {.line = record->line, .count = record->source_count};
    size_t bytes = 0;

    row.cells = wn_arena_alloc(&grid->arena, (row.count + 1) * sizeof(*row.cells));
    for (size_t c = 0; c < row.count; c++) {
        row.cells[c] = wn_arena_str(&grid->arena, record->source[c]);
        bytes += row.cells[c].len + sizeof(*row.cells);
    }
    sheet->rows = wn_grow(sheet->rows, sheet->count, &sheet->room, sizeof(*sheet->rows));
    sheet->rows[sheet->count++] = row;
    return bytes;
}

static wn_rc too_big(const char *path, wn_error *err)
{
    return wn_fail(err, WN_E_MAPPING, WN_SAY_FILE_TOO_BIG, path, MOST_BYTES >> 20);
}

static wn_rc read_sheet(book_grid *grid, grid_sheet *sheet, wn_input *input,
                        size_t *bytes, wn_error *err)
{
    void *reader = NULL;
    wn_batch batch;

    wn_batch_init(&batch, 512);
    input->sheet = sheet->name;
    wn_error own = {.lang = err->lang};
    wn_rc rc = input->reader->open(&reader, input, &own);
    bool is_void = rc < 0 && own.word == WN_WORD_NUMBER(WN_SAY_READ_EMPTY);
    if (rc < 0 && !is_void)
        *err = own;
    for (bool more = rc >= 0; more && rc >= 0;) {
        rc = input->reader->next(reader, &batch);
        more = rc == WN_MORE;
        for (size_t i = 0; i < batch.count && rc >= 0; i++)
            *bytes += keep(grid, sheet, &batch.records[i]);
        if (*bytes > MOST_BYTES)
            rc = too_big(input->path, err);
        wn_batch_clear(&batch);
    }
    if (reader)
        input->reader->close(reader);
    wn_batch_release(&batch);
    return rc < 0 ? rc : WN_OK;
}

wn_rc grid_read(book_grid *grid, const char *path, wn_error *err)
{
    wn_input input = {0};
    size_t bytes = 0;
    wn_rc rc = wn_input_survey(&input, path, WN_STR(""), err);

    *grid = (book_grid){0};
    input.chunk = WN_CHUNK;
    input.is_raw = true;
    if (rc >= 0 && input.bytes > MOST_BYTES)
        rc = too_big(path, err);
    if (rc >= 0)
        rc = wn_input_look(&input, err);
    if (rc >= 0 && input.table_count > MOST_SHEETS)
        rc = too_big(path, err);
    grid->count = rc >= 0 ? input.table_count : 0;
    grid->sheets = wn_alloc(grid->count + 1, sizeof(*grid->sheets));
    for (size_t i = 0; i < grid->count; i++) /* opening the input makes them anew */
        grid->sheets[i].name = wn_arena_str(&grid->arena, input.tables[i].name);
    for (size_t i = 0; i < grid->count && rc >= 0; i++)
        rc = read_sheet(grid, &grid->sheets[i], &input, &bytes, err);
    if (rc < 0)
        err->rc = WN_E_MAPPING;
    wn_input_release(&input);
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
