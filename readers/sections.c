/*
 * sections.c - several tables in one delimited text; each row belongs to one of them.
 *
 * The text is read twice: first to find the tables and count their rows, then for the
 * rows of the chosen table. Rows that belong to no table are counted, and the user is
 * told.
 */
#include "sections.h"

#include "core/memory.h"

#include <stdlib.h>

void sections_free(sections *s)
{
    if (!s)
        return;
    s->kind->free(s);
    wn_map_release(&s->names);
    wn_arena_release(&s->arena);
    free(s->state);
    free(s->items);
    free(s);
}

void sections_row(sections *s, const read_row *row)
{
    if (!read_is_blank(row))
        s->kind->row(s, row);
}

size_t sections_columns(const sections *s, wn_str first)
{
    return s->kind->columns(s, first);
}

size_t sections_add(sections *s, wn_str name, size_t columns)
{
    int64_t *times = wn_map_set(&s->names, wn_fingerprint_of(name), NULL);

    while (++*times > 1) {
        name = wn_arena_format(&s->arena, "%.*s (%lld)", WN_FMT(name), (long long)*times);
        times = wn_map_set(&s->names, wn_fingerprint_of(name), NULL);
    }
    s->items = wn_grow(s->items, s->count, &s->room, sizeof(*s->items));
    s->items[s->count] =
        (section){.name = wn_arena_str(&s->arena, name), .columns = columns};
    return s->count++;
}

static void give(sections *s, const read_row *row)
{
    read_row copy = *row;
    wn_arena *arena = read_rows_arena(s->rows);

    copy.cells = wn_arena_alloc(arena, (row->count + 1) * sizeof(*copy.cells));
    for (size_t i = 0; i < row->count; i++)
        copy.cells[i] = wn_arena_str(arena, row->cells[i]);
    read_rows_add(s->rows, &copy);
}

static bool is_wanted(const sections *s, size_t which)
{
    return s->rows && which == s->input->table;
}

void sections_names_of(sections *s, size_t which, const read_row *row)
{
    if (is_wanted(s, which) && !s->items[which].is_given) {
        s->items[which].is_given = true;
        give(s, row);
    }
}

void sections_row_of(sections *s, size_t which, const read_row *row)
{
    if (!s->rows)
        s->items[which].rows++;
    else if (is_wanted(s, which))
        give(s, row);
}

void sections_stray(sections *s, const read_row *row)
{
    if (s->rows)
        return;
    if (s->strays++ == 0)
        s->stray = wn_arena_str(&s->arena, row->cells[0]);
}

/* The table with the most columns, of those that have records: if no table was asked
 * for. */
static void choose_widest(sections *s)
{
    size_t most = 0;

    for (size_t i = 0; i < s->count; i++)
        if (!s->input->tables[i].is_hidden && s->items[i].columns > most) {
            most = s->items[i].columns;
            s->input->table = i;
        }
}

wn_rc sections_choose(sections *s, read_rows *rows)
{
    wn_input *input = s->input;

    input->tables = wn_arena_alloc(&input->arena, (s->count + 1) * sizeof(wn_table));
    input->table_count = s->count;
    for (size_t i = 0; i < s->count; i++)
        input->tables[i] = (wn_table){wn_arena_str(&input->arena, s->items[i].name),
                                      s->items[i].rows == 0 ||
                                          wn_str_equal(s->items[i].name, WN_STR("HDR"))};
    if (read_choose_table(input, rows->err) < 0)
        return rows->err->rc;
    if (input->sheet.len == 0 && !s->kind->is_first_main)
        choose_widest(s);
    if (s->strays > 0)
        read_note(input, WN_SAY_READ_NOTE_STRAYS, s->strays, s->stray);
    s->rows = rows;
    s->kind->begin(s);
    return WN_OK;
}
