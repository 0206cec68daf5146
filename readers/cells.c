/* cells.c - a row that is put together cell by cell, and may be cut by the end of a
 * batch. */
#include "read.h"

#include <stdlib.h>
#include <string.h>

#define MOST_GIVEN ((uint64_t)1 << 30) /* bytes of text, before it is doubted */
#define MOST_SWELL 2000                /* times the file's own size */

typedef struct read_span read_span;

void read_cells_put(read_cells *c, read_rows *t, size_t column, wn_str text, bool number)
{
    if (column >= READ_MAX_COLUMNS)
        return;
    if (text.len > READ_MAX_SHEET_CELL || c->text.len > READ_MAX_ROW) {
        wn_fail(t->err, WN_E_SOURCE, WN_SAY_READ_SHEET_CELL_LONG);
        return;
    }
    text = read_as_text(t->input, text, read_rows_arena(t));
    if (text.len > 0 && memchr(text.ptr, '\0', text.len))
        t->input->has_nul = true;
    while (c->count <= column) {
        c->spans = wn_grow(c->spans, c->count, &c->room, sizeof(*c->spans));
        c->spans[c->count++] = (read_span){0};
    }
    c->spans[column] = (read_span){.at = c->text.len, .len = text.len, .number = number};
    c->has_numbers = c->has_numbers || number;
    wn_buf_add(&c->text, text);
}

/* A small file whose sheet is huge: one text in millions of cells, made to do harm. */
static bool swells(const read_rows *t)
{
    return t->given > MOST_GIVEN && t->given / MOST_SWELL > t->input->bytes;
}

/* Cells and rows that were not asked for are not there. */
static bool is_within(read_cells *c, const wn_range *range, uint64_t line)
{
    for (size_t i = 0; i < c->count; i++)
        if (i < range->left || i > range->right)
            c->spans[i].len = 0;
    if (c->count > range->right + 1)
        c->count = range->right + 1;
    if (line >= range->top && line <= range->bottom)
        return true;
    c->count = c->text.len = 0;
    c->has_numbers = false;
    return false;
}

void read_cells_give(read_cells *c, read_rows *t, uint64_t line)
{
    read_row row = read_merges_carry(c, t, line);
    const wn_range *range = &t->input->range;

    if (range->top && !is_within(c, range, line))
        return;
    t->given += c->text.len;
    if (swells(t)) {
        wn_fail(t->err, WN_E_SOURCE, WN_SAY_READ_ZIP_SWELLS, t->input->path,
                t->input->table_count ? t->input->tables[t->input->table].name.ptr : "");
        return;
    }
    const char *text = wn_arena_str(read_rows_arena(t), wn_buf_str(&c->text)).ptr;

    while (c->cell_room < c->count)
        c->cells = wn_grow(c->cells, c->cell_room, &c->cell_room, sizeof(*c->cells));
    for (size_t i = 0; i < c->count; i++)
        c->cells[i] = (wn_str){text + c->spans[i].at, c->spans[i].len};
    for (size_t i = 0; c->has_numbers && i < c->count; i++) {
        c->numbers = wn_reach(c->numbers, i, &c->number_room, sizeof(*c->numbers));
        c->numbers[i] = c->spans[i].number;
    }
    row.numbers = c->has_numbers ? c->numbers : NULL;
    row.cells = c->cells;
    row.count = c->count;
    if (c->merges.next < c->merges.count)
        read_merges_begin(&c->merges, t, &row);
    read_rows_add(t, &row);
    c->count = c->text.len = 0;
    c->has_numbers = false;
}

void read_cells_release(read_cells *c)
{
    read_merges_release(&c->merges);
    wn_buf_release(&c->text);
    free(c->spans);
    free(c->cells);
    free(c->numbers);
}
