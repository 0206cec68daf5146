/*
 * template.c - files that Frappe and ERPNext export to be filled in and imported again.
 *
 * First come lines that explain the use, then lines about the columns; each of these
 * begins with a word and a colon (in the language of the site). One of them has the names
 * of the fields, "name" first. A line with one cell says that the records begin. After
 * the columns of the document come those of its lists (child tables), each list after a
 * column "~". More entries of a list stand in further rows, in which the columns of the
 * document are empty.
 */
#include "sections.h"

#include "core/memory.h"

#include <stdlib.h>
#include <string.h>

#define MAX_ROWS 200

typedef struct block {
    size_t at, count; /* its columns: the first, and how many */
    size_t which;     /* its section */
    read_row names;   /* the header; of a list, with the document's key first */
} block;

typedef struct template
{
    read_row above[2]; /* the two rows above the row of field names */
    wn_arena arenas[2];
    wn_str *fields; /* the field name of each column */
    size_t field_count;
    block *blocks; /* the document first, then its lists */
    size_t block_count, block_room;
    wn_buf parent; /* key of the document that the rows belong to */
    bool is_named, has_begun;
    wn_arena row; /* the cells of a list's row */
}
template;

static wn_str cell_of(const read_row *row, size_t i)
{
    return i < row->count ? wn_str_trim(row->cells[i]) : WN_STR("");
}

static bool ends_with_colon(wn_str cell)
{
    return wn_str_ends(cell, WN_STR(":")) || wn_str_ends(cell, WN_STR("：")) ||
           wn_str_ends(cell, WN_STR(" :"));
}

static bool is_tilde(wn_str cell)
{
    return cell.len == 1 && cell.ptr[0] == '~';
}

/* Is it the row of field names: "Column Name:", "name", "first_name", ..., "~", "name",
 * "email_id"? */
static bool is_names(const read_row *row)
{
    if (row->count < 3 || !ends_with_colon(cell_of(row, 0)) ||
        !wn_str_equal(cell_of(row, 1), WN_STR("name")))
        return false;
    for (size_t i = 1; i < row->count; i++) {
        wn_str cell = cell_of(row, i);
        if (!is_tilde(cell) &&
            wn_str_span(cell, "abcdefghijklmnopqrstuvwxyz0123456789_") < cell.len)
            return false;
    }
    return true;
}

static bool template_is(wn_str head, read_dialect *d)
{
    static const char delimiters[] = ",;\t";
    bool found = false;

    for (size_t i = 0; delimiters[i] && !found; i++) {
        read_dialect own = {
            .delimiter = {delimiters[i]}, .delimiter_len = 1, .quote = '"'};
        cutter c = {0};
        wn_buf copy = {0};
        wn_str rest = head, row;
        cut_init(&c, &own);
        for (size_t r = 0; r < MAX_ROWS && !found && cut_next(&c, &rest, &row); r++) {
            copy.len = 0;
            wn_buf_add(&copy, row);
            cut_texts(&c, copy.ptr);
            found = is_names(&(read_row){.cells = c.texts, .count = c.count});
        }
        if (found)
            *d = own;
        cut_release(&c);
        wn_buf_release(&copy);
    }
    return found;
}

/* ---- before the records ----------------------------------------------------------- */

static void keep_above(template *t, const read_row *row)
{
    wn_arena arena = t->arenas[0];

    t->above[0] = t->above[1];
    t->arenas[0] = t->arenas[1];
    t->arenas[1] = arena;
    wn_arena_reset(&t->arenas[1]);
    t->above[1] = *row;
    t->above[1].cells =
        wn_arena_alloc(&t->arenas[1], (row->count + 1) * sizeof(*row->cells));
    for (size_t i = 0; i < row->count; i++)
        t->above[1].cells[i] = wn_arena_str(&t->arenas[1], row->cells[i]);
}

static void add_block(sections *s, const read_row *fields, size_t at, size_t end)
{
    template *t = s->state;
    size_t key = t->block_count > 0, count = end - at;
    wn_str title = cell_of(&t->above[0], at);
    wn_str *cells = wn_arena_alloc(&s->arena, (count + 1) * sizeof(*cells));

    if (at >= end || s->count >= SECTIONS_MOST)
        return;
    if (title.len == 0)
        title = wn_arena_format(&s->arena, "table %zu", t->block_count + 1);
    block b = {at,
               count,
               sections_add(s, title, count + key),
               {.cells = cells, .count = count + key, .line = fields->line}};
    if (key > 0)
        cells[0] = wn_arena_format(&s->arena, "%.*s ID",
                                   WN_FMT(s->items[t->blocks[0].which].name));
    for (size_t i = 0; i < count; i++) {
        wn_str label = cell_of(&t->above[1], at + i);
        cells[key + i] =
            wn_arena_str(&s->arena, label.len > 0 ? label : cell_of(fields, at + i));
    }
    t->blocks = wn_grow(t->blocks, t->block_count, &t->block_room, sizeof(*t->blocks));
    t->blocks[t->block_count++] = b;
}

static void take_fields(sections *s, const read_row *row)
{
    template *t = s->state;
    size_t from = 1;

    t->is_named = true;
    if (!t->fields) { /* in the first pass */
        t->field_count = row->count;
        t->fields = wn_arena_alloc(&s->arena, row->count * sizeof(wn_str));
        for (size_t i = 0; i < row->count; i++)
            t->fields[i] = wn_arena_str(&s->arena, cell_of(row, i));
        for (size_t i = 1; i <= row->count; i++)
            if (i == row->count || is_tilde(t->fields[i])) {
                add_block(s, row, from, i);
                from = i + 1;
            }
    }
    if (s->rows)
        read_note(s->input, WN_SAY_READ_NOTE_BEFORE, row->line, WN_STR(""));
    for (size_t i = 0; i < t->block_count; i++)
        sections_names_of(s, t->blocks[i].which, &t->blocks[i].names);
}

/* ---- records ---------------------------------------------------------------------- */

/* The value of a cell. Keys have extra quotation marks, which are removed. */
static wn_str value_of(const template *t, const read_row *row, size_t i)
{
    wn_str cell = cell_of(row, i);

    if (cell.len > 1 && cell.ptr[0] == '"' && cell.ptr[cell.len - 1] == '"' &&
        i < t->field_count && wn_str_equal(t->fields[i], WN_STR("name")))
        return (wn_str){cell.ptr + 1, cell.len - 2};
    return i < row->count ? row->cells[i] : cell;
}

static bool is_filled(const read_row *row, const block *b)
{
    for (size_t i = 0; i < b->count; i++)
        if (cell_of(row, b->at + i).len > 0)
            return true;
    return false;
}

static void take_block(sections *s, const read_row *row, const block *b)
{
    template *t = s->state;
    size_t key = b != t->blocks;
    wn_str *cells = wn_arena_alloc(&t->row, (b->count + 1) * sizeof(*cells));

    cells[0] = wn_buf_str(&t->parent);
    for (size_t i = 0; i < b->count; i++)
        cells[key + i] = value_of(t, row, b->at + i);
    sections_row_of(s, b->which,
                    &(read_row){.cells = cells,
                                .count = b->count + key,
                                .line = row->line,
                                .mended = row->mended});
    wn_arena_reset(&t->row);
}

/* Is something outside of the columns: in the first cell, or after the last column? */
static bool is_beside(const template *t, const read_row *row)
{
    for (size_t i = t->field_count; i < row->count; i++)
        if (cell_of(row, i).len > 0)
            return true;
    return cell_of(row, 0).len > 0;
}

static void take_record(sections *s, const read_row *row)
{
    template *t = s->state;

    if (is_beside(t, row) || t->block_count == 0) {
        sections_stray(s, row);
        return;
    }
    if (is_filled(row, &t->blocks[0])) {
        t->parent.len = 0;
        wn_buf_add(&t->parent, value_of(t, row, t->blocks[0].at));
    }
    for (size_t i = 0; i < t->block_count; i++)
        if (is_filled(row, &t->blocks[i]))
            take_block(s, row, &t->blocks[i]);
}

static void template_row(sections *s, const read_row *row)
{
    template *t = s->state;

    if (t->has_begun)
        take_record(s, row);
    else if (t->is_named)
        t->has_begun = read_filled(row) == 1 && cell_of(row, 0).len > 0 &&
                       !ends_with_colon(cell_of(row, 0));
    else if (is_names(row))
        take_fields(s, row);
    else
        keep_above(t, row);
}

/* ---- the kind --------------------------------------------------------------------- */

static size_t template_columns(const sections *s, wn_str first)
{
    const template *t = s->state;

    (void)first;
    return t->has_begun ? t->field_count : 0;
}

static void template_begin(sections *s)
{
    template *t = s->state;

    t->is_named = t->has_begun = false;
    t->parent.len = 0;
}

static void template_free(sections *s)
{
    template *t = s->state;

    wn_arena_release(&t->arenas[0]);
    wn_arena_release(&t->arenas[1]);
    wn_arena_release(&t->row);
    wn_buf_release(&t->parent);
    free(t->blocks);
}

const sections_kind sections_template = {
    .is = template_is,
    .row = template_row,
    .columns = template_columns,
    .begin = template_begin,
    .free = template_free,
    .size = sizeof(template),
    .is_first_main = true,
};
