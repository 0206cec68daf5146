/*
 * cells.c - builds a row of a sheet cell by cell. A batch may end in the middle of a row.
 *
 * Cells of a sheet may be merged. The value of a merged range is carried down into each
 * of its rows: who merges a company over three rows means all three. It is not carried to
 * the right: it stays in the range's first column. A row without cells of its own stays
 * empty. For each column one text is kept that is being carried.
 */
#include "read.h"

#include "core/fail.h"
#include "core/memory.h"

#include <stdlib.h>
#include <string.h>

#define MOST_GIVEN ((uint64_t)1 << 30) /* bytes of text; beyond them, see MOST_SWELL */
#define MOST_SWELL 2000                /* text may be this many times the file's size */
#define MOST_RANGES ((size_t)1 << 20)
#define MOST_FILLED ((uint64_t)1 << 26)
#define MOST_HELD ((size_t)16 << 20) /* bytes of texts that are carried down */

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

/* ---- merged cells ----------------------------------------------------------------- */

static void refuse(read_rows *t, uint64_t most)
{
    wn_fail(t->err, WN_E_SOURCE, WN_SAY_READ_MERGES, t->input->path,
            (unsigned long long)most);
}

void read_cells_merge(read_cells *c, read_rows *t, read_range range)
{
    read_merges *m = &c->merges;

    if (range.left >= READ_MAX_COLUMNS || range.bottom < range.top ||
        (range.top == range.bottom && range.left >= range.right) || t->err->rc < 0)
        return;
    if (m->count >= MOST_RANGES) {
        refuse(t, MOST_RANGES);
        return;
    }
    m->unsorted = m->unsorted || (m->count > 0 && m->items[m->count - 1].top > range.top);
    m->items = wn_grow(m->items, m->count, &m->room, sizeof(*m->items));
    m->items[m->count++] = range;
}

static int by_place(const void *a, const void *b)
{
    const read_range *x = a, *y = b;

    if (x->top != y->top)
        return x->top < y->top ? -1 : 1;
    return x->left < y->left ? -1 : x->left > y->left;
}

static size_t first_own(const read_cells *c)
{
    size_t i = 0;

    while (i < c->count && c->spans[i].len == 0)
        i++;
    return i;
}

static read_row carry_down(read_cells *c, read_rows *t, uint64_t line)
{
    read_merges *m = &c->merges;
    read_row row = {.line = line};
    size_t kept = 0;

    if (m->active_count == 0)
        return row;
    row.own = first_own(c);
    if (row.own == c->count)
        return row;
    for (size_t i = 0; i < m->active_count; i++) {
        uint16_t column = m->active[i];
        struct read_carried *down = &m->carried[column];
        if (down->bottom < line) {
            m->held -= down->text.len;
            down->top = down->bottom = 0;
            continue;
        }
        m->active[kept++] = column;
        if (line <= down->top || (column < c->count && c->spans[column].len > 0))
            continue;
        read_cells_put(c, t, column, wn_buf_str(&down->text), down->number);
        if (++m->filled == MOST_FILLED)
            refuse(t, MOST_FILLED);
        if (!row.merged_in || down->top < row.merged_in)
            row.merged_in = down->top;
    }
    m->active_count = kept;
    return row;
}

/* Carry the text of the range's first cell down. */
static void carry(read_merges *m, read_rows *t, const read_range *range, wn_str text,
                  bool number)
{
    m->carried = wn_reach(m->carried, range->left, &m->carried_room, sizeof(*m->carried));
    struct read_carried *down = &m->carried[range->left];

    if (down->bottom == 0) {
        m->active =
            wn_grow(m->active, m->active_count, &m->active_room, sizeof(*m->active));
        m->active[m->active_count++] = range->left;
    }
    m->held += text.len - down->text.len * (down->bottom > 0);
    down->top = range->top;
    down->bottom = range->bottom;
    down->number = number;
    down->text.len = 0;
    wn_buf_add(&down->text, text);
    if (m->held > MOST_HELD)
        wn_fail(t->err, WN_E_SOURCE, WN_SAY_READ_MERGED_TEXT, t->input->path,
                (unsigned long long)(MOST_HELD >> 20));
}

/* Note how many columns the cells of a row are merged over; the search for the header
 * needs it. */
static void note_across(read_merges *m, read_row *row, const read_range *range)
{
    if (!row->across) {
        m->across = wn_reach(m->across, row->count, &m->across_room, sizeof(*m->across));
        memset(m->across, 0, row->count * sizeof(*m->across));
        row->across = m->across;
    }
    if (range->left < row->count)
        row->across[range->left] = (uint16_t)(range->right - range->left + 1);
}

static void begin_merges(read_merges *m, read_rows *t, read_row *row)
{
    if (m->unsorted) {
        qsort(m->items + m->next, m->count - m->next, sizeof(*m->items), by_place);
        m->unsorted = false;
    }
    if (m->next == m->count || m->items[m->next].top > row->line)
        return;
    while (row->own < row->count && row->cells[row->own].len == 0)
        row->own++;
    for (; m->next < m->count && m->items[m->next].top <= row->line; m->next++) {
        const read_range *range = &m->items[m->next];
        if (range->top < row->line) /* the range's first row has no cells */
            continue;
        if (range->right > range->left && range->left == row->own)
            row->reach = (size_t)range->right - range->left + 1;
        if (range->right > range->left && !t->has_header)
            note_across(m, row, range);
        if (range->bottom > range->top && range->left < row->count &&
            row->cells[range->left].len > 0)
            carry(m, t, range, row->cells[range->left],
                  row->numbers && row->numbers[range->left]);
    }
    if (m->next == m->count)
        m->next = m->count = 0;
}

static void release_merges(read_merges *m)
{
    for (size_t i = 0; i < m->carried_room; i++)
        wn_buf_release(&m->carried[i].text);
    free(m->carried);
    free(m->items);
    free(m->active);
    free(m->across);
}

/* ---- a row ------------------------------------------------------------------------ */

/* A small file with a huge sheet: one text in millions of cells, made to do harm. */
static bool swells(const read_rows *t)
{
    return t->given > MOST_GIVEN && t->given / MOST_SWELL > t->input->bytes;
}

/* Drop cells outside of the wanted range. False: the whole row is outside. */
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
    read_row row = carry_down(c, t, line);
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
        begin_merges(&c->merges, t, &row);
    read_rows_add(t, &row);
    c->count = c->text.len = 0;
    c->has_numbers = false;
}

void read_cells_release(read_cells *c)
{
    release_merges(&c->merges);
    wn_buf_release(&c->text);
    free(c->spans);
    free(c->cells);
    free(c->numbers);
}
