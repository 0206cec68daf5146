/* beside.c - several tables in one grid: one below another, or side by side. */
#include "header.h"

/* ---- below ------------------------------------------------------------------------- */

/* Is the row another header? Most of its cells are column names of this table, but it is
 * not this table's header. */
static bool is_other_header(const read_rows *t, const read_row *row)
{
    size_t names = 0, filled = 0;

    if (row->count < 2 || t->input->header_count < 2 ||
        !wn_str_equal(row->cells[0], t->input->header[0]))
        return false;
    for (size_t i = 0; i < row->count; i++) {
        filled += row->cells[i].len > 0;
        names += row->cells[i].len > 0 &&
                 wn_map_find(&t->names, wn_fingerprint_of(row->cells[i]));
    }
    return names >= 2 && names * 10 >= filled * 6;
}

/* Does a new table begin? It does if the row holds names only, and an empty row stands
 * before it, or an empty row and a title. */
static bool begins_anew(const read_rows *t, const read_row *row)
{
    bool titled = t->tail.count == 1 && t->tail.items[0].after_blank &&
                  read_filled(&t->tail.items[0]) == 1;

    if (!titled && !row->after_blank) /* cheap test first: it is asked for every row */
        return false;
    size_t filled = read_filled(row), words = 0;
    if (filled < 2)
        return false;
    for (size_t i = 0; i < row->count; i++) {
        if (read_is_value(row->cells[i]))
            return false;
        words += read_is_name_word(row->cells[i]);
    }
    if (words >= 2 && words * 2 >= filled)
        return true;
    return t->is_text && titled && filled >= 3 && filled == row->count &&
           filled != t->input->column_count;
}

void read_note_other_table(read_rows *t, wn_word word, uint64_t line, size_t column,
                           size_t last)
{
    wn_input *input = t->input;
    char from[8], to[8];
    wn_str wanted = WN_STR("2");

    if (!t->is_text && input->table_count > 0) {
        wn_str name = input->tables[input->table].name;
        if (word == WN_SAY_READ_NOTE_TABLES)
            wanted = wn_arena_format(&input->arena, "%.*s!%llu:%d", WN_FMT(name),
                                     (unsigned long long)line, READ_LAST_ROW);
        else
            wanted = wn_arena_format(&input->arena, "%.*s!%s:%s", WN_FMT(name),
                                     wn_column_letter(from, column),
                                     wn_column_letter(to, last));
    }
    read_note(input, word, word == WN_SAY_READ_NOTE_TABLES ? line : column + 1, wanted);
}

bool read_is_other_table(const read_rows *t, const read_row *row)
{
    return is_other_header(t, row) || begins_anew(t, row);
}

/* ---- beside: with an empty column between them ---------------------------------------
 */

static bool is_empty_column(const read_row *rows, size_t count, size_t column)
{
    for (size_t r = 0; r < count; r++)
        if (read_cell(&rows[r], column).len > 0)
            return false;
    return true;
}

static size_t filled_between(const read_row *row, size_t from, size_t to)
{
    size_t filled = 0;

    for (size_t c = from; c < to; c++)
        filled += read_cell(row, c).len > 0;
    return filled;
}

/* How many names stand on both sides of the gap? */
static size_t twice(const read_row *names, size_t left, size_t gap, size_t columns)
{
    size_t n = 0;

    for (size_t c = gap + 1; c < columns; c++)
        for (size_t k = left; k < gap; k++)
            if (read_cell(names, c).len > 0 &&
                wn_str_equal(read_cell(names, c), read_cell(names, k))) {
                n++;
                break;
            }
    return n;
}

size_t read_beside(const read_head *head, const read_row *rows, size_t count)
{
    if (head->rows == 0)
        return 0;
    const read_row *names = &rows[head->first + head->rows - 1];
    size_t behind = head->first + head->rows;

    for (size_t gap = head->left + 2; gap + 2 < head->columns; gap++) {
        if (read_cell(names, gap).len > 0 || read_cell(names, gap - 1).len == 0 ||
            read_cell(names, gap + 1).len == 0 || read_cell(names, gap + 2).len == 0 ||
            !is_empty_column(rows + head->first, count - head->first, gap))
            continue;
        if (twice(names, head->left, gap, head->columns) >= 2)
            return gap;
        for (size_t r = behind; r < count; r++)
            if (filled_between(&rows[r], head->left, gap) == 0 &&
                filled_between(&rows[r], gap, head->columns) >= 2)
                return gap;
    }
    return 0;
}
