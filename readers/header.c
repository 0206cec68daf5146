/*
 * header.c - finds the row that holds the column names.
 *
 * Exports put titles, filter lines and notices before it, and some have no such row. The
 * header is the first row that is about as wide as most rows. If its cells are dates,
 * numbers and addresses like those below, there is no header.
 */
#include "header.h"

#define MOST_COUNTED 4096 /* wider rows count as having this many */

/* The most frequent result of `measure` for the rows; the larger of two. Totals do not
 * count, because in a short table they may be the majority. */
static size_t usual(const read_row *rows, size_t count,
                    size_t (*measure)(const read_row *row))
{
    uint16_t times[MOST_COUNTED] = {0};
    size_t best = 0;

    for (size_t r = 0; r < count; r++) {
        size_t n = measure(&rows[r]);
        if (read_aside_of(&rows[r], rows[r].count) == READ_TOTAL)
            continue;
        times[n < MOST_COUNTED ? n : MOST_COUNTED - 1]++;
    }
    for (size_t n = 2; n < MOST_COUNTED; n++)
        if (times[n] > 0 && times[n] >= times[best])
            best = n;
    return best ? best : 1;
}

/* May the row be names? It is nearly as full as the other rows and holds no value. */
static bool may_be_names(const read_row *row, size_t filled)
{
    size_t values = 0;

    for (size_t i = 0; i < row->count; i++)
        values += read_is_value(row->cells[i]);
    return values == 0 && read_filled(row) * 10 >= filled * 6;
}

/* Does the row look like a title above the table: one cell, or few of many, or notices
 * only? 2: yes; 1: only if a header follows; 0: no. */
static int title_like(const read_row *row, size_t filled)
{
    size_t own = read_filled(row), notices = 0;

    for (size_t i = 0; i < row->count; i++)
        notices += read_is_notice(row->cells[i]);
    if (own <= 1 || own * 3 <= filled || (notices == own && own * 4 <= filled * 3))
        return 2;
    return own * 2 <= filled;
}

/* Is it surely a header: it holds names, with values below? */
static bool is_surely_header(const read_row *rows, size_t count, size_t at,
                             size_t columns)
{
    size_t words = 0;

    for (size_t i = 0; i < rows[at].count; i++)
        words += read_is_name_word(rows[at].cells[i]);
    return words >= 2 || read_contrast(rows, count, at, at + 1, columns) >= 2;
}

static bool is_surely_title(const read_row *row)
{
    return read_filled(row) <= 1 || read_is_notice(row->cells[0]);
}

/* The first row after the titles of a table with two columns. */
static size_t below_titles(const read_row *rows, size_t count)
{
    size_t r = 0;

    while (r + 1 < count && read_filled(&rows[r]) == 1)
        r++;
    bool sure = r > 0 && (rows[r].after_blank || rows[r - 1].reach > 1 ||
                          read_is_name_word(rows[r].cells[0]) ||
                          read_contrast(rows, count, r, r + 1, 2) > 0);
    return sure && may_be_names(&rows[r], 2) ? r : 0;
}

/* The row in which the table begins, after titles. */
static size_t first_of(const read_row *rows, size_t count, size_t filled, size_t columns)
{
    bool sure = true, titles = true;

    if (filled == 2)
        return below_titles(rows, count);
    for (size_t r = 0; filled >= 3 && r < count; r++) {
        if (r > 0 && may_be_names(&rows[r], filled) &&
            (titles || is_surely_header(rows, count, r, columns)))
            return r;
        if (read_joins(rows, count, r, columns))
            return r;
        int title = title_like(&rows[r], filled);
        if (title == 0)
            return sure ? r : 0;
        titles = titles && title == 2;
        sure = sure && is_surely_title(&rows[r]);
    }
    return 0;
}

/* How many columns the names or many of the rows reach over. */
static size_t columns_of(const read_row *rows, size_t count, size_t first, size_t names,
                         bool is_text)
{
    size_t columns = 0, beyond = 0, widest = 0;

    for (size_t r = first; r < first + names; r++)
        if (read_width(&rows[r]) > columns)
            columns = read_width(&rows[r]);
    for (size_t r = first + names; r < count; r++) {
        size_t w = read_width(&rows[r]);
        beyond += w > columns;
        widest = w > widest ? w : widest;
    }
    if (widest > columns && (!is_text || names == 0 || beyond * 2 > count))
        return widest;
    return columns;
}

static size_t left_of(const read_row *rows, size_t count, size_t columns)
{
    for (size_t left = 0; left < columns; left++)
        for (size_t r = 0; r < count; r++)
            if (read_cell(&rows[r], left).len > 0)
                return left;
    return 0;
}

read_head read_find_header(const read_row *rows, size_t count, bool is_text)
{
    size_t filled = usual(rows, count, read_filled), widest = 0;
    read_head head = {0};

    for (size_t r = 0; r < count; r++)
        if (read_width(&rows[r]) > widest)
            widest = read_width(&rows[r]);
    head.columns = widest;
    head.first = first_of(rows, count, filled, widest);
    if (!read_is_headless(rows + head.first, count - head.first))
        read_find_heads(&head, rows, count);
    head.columns = columns_of(rows, count, head.first, head.rows, is_text);
    head.left = left_of(rows, count, head.columns);
    return head;
}

/* The name on one line: a mapping writes it in an attribute, which has no line breaks. */
static wn_str one_line(wn_str name, wn_arena *arena)
{
    wn_str out = wn_arena_str(arena, wn_str_trim(name));
    char *text = (char *)(uintptr_t)out.ptr;
    size_t len = 0;

    for (size_t i = 0; i < out.len; i++) {
        bool blank = (unsigned char)text[i] <= ' ';
        if (!blank || (len > 0 && text[len - 1] != ' '))
            text[len++] = blank ? ' ' : text[i];
    }
    return (wn_str){text, len};
}

/* The name; or "Phone (2)" if it is taken, or "Phone (3)" if that is taken, too. */
static wn_str unique(wn_map *seen, wn_str name, wn_arena *arena)
{
    wn_str own = name;
    bool is_new;

    wn_map_set(seen, wn_fingerprint_of(name), &is_new);
    while (!is_new) {
        int64_t times = ++*wn_map_set(seen, wn_fingerprint_of(name), NULL);
        own = wn_arena_format(arena, "%.*s (%lld)", WN_FMT(name), (long long)times + 1);
        wn_map_set(seen, wn_fingerprint_of(own), &is_new);
    }
    return own;
}

void read_name_columns(wn_input *input)
{
    wn_map seen = {0};
    char letter[8];

    for (size_t i = 0; i < input->column_count; i++) {
        wn_str name = one_line(read_as_text(input, input->columns[i], &input->arena),
                               &input->arena);
        if (name.len == 0)
            name = wn_arena_format(&input->arena, "(column %s)",
                                   wn_column_letter(letter, i + input->left));
        input->columns[i] = unique(&seen, name, &input->arena);
    }
    wn_map_release(&seen);
}

void read_note_sheet(wn_input *input, const read_merges *merges, uint64_t hidden_rows,
                     uint64_t merged)
{
    if (hidden_rows > 0)
        read_note(input, WN_SAY_READ_NOTE_HIDDEN_ROWS, hidden_rows, WN_STR(""));
    if (merged > 0)
        read_note(input, WN_SAY_READ_NOTE_MERGED, merged, WN_STR(""));
    if (merges->filled > 0)
        read_note(input, WN_SAY_READ_NOTE_CARRIED, merges->filled, WN_STR(""));
}
