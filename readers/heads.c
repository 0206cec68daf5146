/*
 * heads.c - a header of several rows: groups over names, units and marks below them.
 *
 *   序号 | 客户信息 |      | 合同
 *        | 名称     | 行业 | 金额      -> 序号, 客户信息 名称, 客户信息 行业, 合同
 * 金额（万元） |          |      | （万元）
 */
#include "header.h"

#include "core/lookup.h"
#include "core/memory.h"

#include <stdlib.h>
#include <string.h>

#include "head_words.inc"

#define MOST_NAMES 3 /* rows of names, one below another */
#define ROWS_ASKED 12
#define NO_GROUP SIZE_MAX

/* ---- groups ------------------------------------------------------------------------ */

static bool begins_above(const read_row *top, const read_row *u, size_t column)
{
    for (; top < u; top++)
        if (read_cell(top, column).len > 0)
            return true;
    return false;
}

/* Find the group of each column: the cell of row `u` that stands over it. Merged cells
 * show how far a group reaches. Without them, it reaches over the empty cells to its
 * right while there are names below. A cell that is merged over both rows is not a group.
 * No group reaches past the beginning of a group in the rows from `top` to `u`. */
static void groups_of(const read_row *top, const read_row *u, const wn_str *below,
                      size_t columns, size_t *group)
{
    size_t now = NO_GROUP, end = 0;

    for (size_t c = 0; c < columns; c++) {
        wn_str above = read_cell(u, c);
        bool named = below[c].len > 0 && !wn_str_equal(above, below[c]);
        if (above.len > 0) {
            now = c;
            end = !u->across ? (named ? columns : c + 1)
                             : c + (u->across[c] ? u->across[c] : 1);
        } else if (c >= end || (!u->across && !named) || begins_above(top, u, c)) {
            now = NO_GROUP;
        }
        group[c] = now;
    }
}

/* names[column] = the group over it; a column without a group keeps its name. */
static void lay_over(const read_row *u, size_t columns, const size_t *group,
                     wn_str *names)
{
    for (size_t c = 0; c < columns; c++)
        if (group[c] != NO_GROUP)
            names[c] = read_cell(u, group[c]);
}

typedef struct shape {
    size_t wide;    /* groups over at least two names */
    size_t largest; /* columns of the first such group */
    size_t open;    /* names that only the upper row has */
    size_t both;    /* columns with text in both rows, but no group */
    size_t words;   /* cells below that are usual column names */
} shape;

static shape shape_of(const read_row *u, const wn_str *below, size_t columns,
                      size_t *group)
{
    shape s = {0};

    groups_of(u, u, below, columns, group);
    for (size_t c = 0, end; c < columns; c = end) {
        size_t names = below[c].len > 0;
        for (end = c + 1; end < columns && group[c] != NO_GROUP && group[end] == group[c];
             end++)
            names += below[end].len > 0;
        wn_str above = read_cell(u, c);
        s.wide += names >= 2;
        if (names >= 2 && s.largest == 0)
            s.largest = end - c;
        if (above.len > 0 && end - c == 1)
            ++*(below[c].len == 0 || wn_str_equal(above, below[c]) ? &s.open : &s.both);
    }
    for (size_t c = 0; c < columns; c++)
        s.words += read_is_name_word(below[c]);
    return s;
}

/* Can all cells name columns? Texts can, and years if `years`; values and notices
 * cannot. */
static bool may_name(const read_row *row, bool years)
{
    for (size_t c = 0; c < row->count; c++) {
        wn_str s = read_cell(row, c);
        read_kind kind = read_kind_of(s);
        bool fits = kind == READ_EMPTY || kind == READ_TEXT ||
                    (years && kind == READ_NUMBER && s.len == 4);
        if (!fits || read_is_value(s) || read_is_notice(s) || s.len > 120)
            return false;
    }
    return true;
}

/* Does a cell occur again below in a row that is different? Values do, names do not. */
static bool comes_again(const read_row *rows, size_t count, size_t at)
{
    for (size_t r = at + 1; r < count && r <= at + ROWS_ASKED; r++) {
        size_t same = 0, filled = 0;
        for (size_t c = 0; c < rows[at].count; c++) {
            wn_str s = read_cell(&rows[at], c);
            filled += s.len > 0;
            same += s.len > 0 && wn_str_equal(s, read_cell(&rows[r], c));
        }
        if (same > 0 && same < filled)
            return true;
    }
    return false;
}

/* Is row `upper` a row of groups over names? `s`: the shape of both. */
static bool is_joined(const read_row *rows, size_t count, size_t upper, size_t lowest,
                      size_t columns, shape s)
{
    const read_row *u = &rows[upper], *l = u + 1;

    if (l->merged_in && l->merged_in <= u->line)
        return s.wide + s.open > 0;
    if (s.wide == 0 || read_filled(u) < 2 || comes_again(rows, count, upper + 1))
        return false;
    size_t sure = s.words + read_contrast(rows, count, lowest, lowest + 1, columns);
    if (u->across)
        return s.both == 0 || sure >= 1;
    if (s.open == 0 && s.largest * 10 > columns * 6)
        return false; /* more like a notice of two cells */
    return (s.both == 0 && s.open + s.wide >= 2 && sure >= 1) ||
           (s.words >= 2 && sure >= 3);
}

/* How many rows of names begin at `upper`: at most `most`, at least 1. */
static size_t names_from(const read_row *rows, size_t count, size_t upper, size_t columns,
                         size_t most)
{
    const read_row *u = &rows[upper], *l = u + 1;

    if (most < 2 || upper + 1 >= count || l->after_blank || read_filled(l) < 2 ||
        !may_name(u, true) || !may_name(l, false))
        return 1;
    size_t below = names_from(rows, count, upper + 1, columns, most - 1);
    wn_str *names = wn_alloc(columns + 1, sizeof(*names));
    size_t *group = wn_alloc(columns + 1, sizeof(*group));
    for (size_t c = 0; c < columns; c++)
        names[c] = read_cell(&rows[upper + below], c);
    for (size_t r = upper + below; --r > upper;) {
        groups_of(u, &rows[r], names, columns, group);
        lay_over(&rows[r], columns, group, names);
    }
    shape s = shape_of(u, names, columns, group);
    free(names);
    free(group);
    return is_joined(rows, count, upper, upper + below, columns, s) ? below + 1 : 1;
}

bool read_joins(const read_row *rows, size_t count, size_t upper, size_t columns)
{
    return names_from(rows, count, upper, columns, MOST_NAMES) > 1;
}

/* ---- units and marks --------------------------------------------------------------- */

static bool has_role(wn_str word, char role)
{
    const char *roles = lookup_find_nocase(&head_words, word);

    return roles && strchr(roles, role);
}

static const struct bracket {
    const char *open, *close;
} brackets[] = {{"（", "）"}, {"(", ")"}, {"[", "]"}, {"【", "】"}};

/* "(k€)" -> "k€". Without brackets the text is returned as it is. */
static wn_str without_brackets(wn_str s)
{
    for (size_t i = 0; i < WN_COUNT(brackets); i++) {
        wn_str open = wn_str_of(brackets[i].open), close = wn_str_of(brackets[i].close);
        if (s.len > open.len + close.len && !memcmp(s.ptr, open.ptr, open.len) &&
            wn_str_ends(s, close))
            return wn_str_trim((wn_str){s.ptr + open.len, s.len - open.len - close.len});
    }
    return s;
}

static bool is_unit(wn_str cell)
{
    wn_str bare = without_brackets(cell);

    return has_role(bare, 'u') || (bare.len < cell.len && cell.len <= 24);
}

/* A technical name: name, email_id, accountName. */
static bool is_technical(wn_str s)
{
    bool letter = s.len > 0 && (s.ptr[0] | 32) >= 'a' && (s.ptr[0] | 32) <= 'z';

    return letter && s.len <= 64 &&
           wn_str_span(s,
                       "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_"
                       ".") == s.len;
}

static bool is_mark(wn_str s)
{
    const char *open = s.len ? memchr(s.ptr, '(', s.len) : NULL;

    if (open && s.ptr[s.len - 1] == ')' &&
        wn_str_span((wn_str){open + 1, s.len - (size_t)(open - s.ptr) - 2},
                    "0123456789, max") == s.len - (size_t)(open - s.ptr) - 2)
        s.len = (size_t)(open - s.ptr);
    return has_role(wn_str_trim(without_brackets(s)), 'm');
}

/* Is it the same name in another spelling: "first_name", "First Name"? */
static bool is_same_name(wn_str a, wn_str b)
{
    size_t i = 0, j = 0;

    for (;;) {
        while (i < a.len && strchr(" _-.", a.ptr[i]))
            i++;
        while (j < b.len && strchr(" _-.", b.ptr[j]))
            j++;
        if (i == a.len || j == b.len)
            return i == a.len && j == b.len && i > 0;
        char x = a.ptr[i++], y = b.ptr[j++];
        if (x != y && !((x | 32) == (y | 32) && (x | 32) >= 'a' && (x | 32) <= 'z'))
            return false;
    }
}

/* Is it true for each filled cell, and for at least `least` cells? */
static bool all_are(const read_row *row, bool (*is)(wn_str), size_t least)
{
    size_t filled = 0;

    for (size_t c = 0; c < row->count; c++) {
        wn_str s = read_cell(row, c);
        if (s.len > 0 && !is(s))
            return false;
        filled += s.len > 0;
    }
    return filled >= least;
}

static bool is_units(const read_row *rows, size_t count, size_t at)
{
    size_t values = 0;

    if (!all_are(&rows[at], is_unit, 1) || comes_again(rows, count, at))
        return false;
    for (size_t c = 0; c < rows[at].count && at + 1 < count; c++)
        values += read_cell(&rows[at], c).len > 0 &&
                  read_kind_below(rows + at + 1, count - at - 1, c) != READ_TEXT;
    return values > 0 || at + 1 == count;
}

/* Does the row repeat the names: technical names below labels, or labels below technical
 * names? They are the same names in another spelling, or look unlike all rows below. */
static bool is_names_again(const read_row *rows, size_t count, size_t header, size_t at)
{
    const read_row *row = &rows[at], *names = &rows[header];
    size_t same = 0, filled = 0, plain = 0, technical = 0, below = 0;

    for (size_t c = 0; c < row->count; c++) {
        wn_str s = read_cell(row, c), name = read_cell(names, c);
        filled += s.len > 0;
        same += is_same_name(s, name);
        plain += name.len > 0 && !is_technical(name);
        technical += memchr(s.len ? s.ptr : "", '_', s.len) != NULL;
    }
    if (filled < 2 || comes_again(rows, count, at))
        return false;
    if (same * 2 > filled && same >= 2)
        return true;
    for (size_t r = at + 1; r < count && r <= at + ROWS_ASKED; r++)
        below += all_are(&rows[r], is_technical, 1);
    return technical > 0 && plain > 0 && below == 0 && all_are(row, is_technical, 2) &&
           filled * 10 >= read_filled(names) * 6;
}

static bool is_marks(const read_row *rows, size_t count, size_t header, size_t at)
{
    return all_are(&rows[at], is_mark, 2) && !comes_again(rows, count, at) &&
           read_filled(&rows[at]) * 10 >= read_filled(&rows[header]) * 6;
}

void read_find_heads(read_head *head, const read_row *rows, size_t count)
{
    head->rows = names_from(rows, count, head->first, head->columns, MOST_NAMES);
    size_t last = head->first + head->rows - 1;
    for (size_t at = last + 1; at < count && at - head->first < READ_MOST_HEADS; at++) {
        if (head->units + head->skipped == 0 && is_units(rows, count, at))
            head->units = 1;
        else if (is_names_again(rows, count, last, at) || is_marks(rows, count, last, at))
            head->skipped++;
        else
            break;
    }
}

/* ---- names ------------------------------------------------------------------------- */

/* Does the text begin with the part? So 序号 over 序号, merged over both rows, is not
 * doubled. */
static bool begins_with(wn_str s, wn_str part)
{
    return s.len >= part.len && !memcmp(s.ptr, part.ptr, part.len);
}

/* A unit below a name: 万元 below 金额, in the last row of names. */
static bool is_plain_unit(wn_str s)
{

    return is_unit(s) && !has_role(s, 'n');
}

static wn_str with_unit(wn_str name, wn_str unit, wn_arena *arena)
{
    const char *format = wn_is_ascii(name) ? "%.*s (%.*s)" : "%.*s（%.*s）";

    unit = without_brackets(unit);
    if (name.len == 0 || unit.len == 0 || memmem(name.ptr, name.len, unit.ptr, unit.len))
        return name;
    return wn_arena_format(arena, format, WN_FMT(name), WN_FMT(unit));
}

void read_head_names(const read_head *head, const read_row *rows, wn_arena *arena,
                     wn_str *out)
{
    size_t *group = wn_alloc(head->columns + 1, sizeof(*group));
    wn_str *names = wn_alloc(head->columns + 1, sizeof(*names));
    const read_row *units = &rows[head->first + head->rows];

    for (size_t c = 0; c < head->columns; c++)
        out[c] = names[c] = read_cell(units - 1, c);
    for (size_t k = 2; k <= head->rows; k++) { /* from below */
        const read_row *row = units - k;
        groups_of(&rows[head->first], row, names, head->columns, group);
        lay_over(row, head->columns, group, names);
        for (size_t c = 0; c < head->columns; c++) {
            wn_str part = group[c] == NO_GROUP ? WN_STR("") : names[c];
            if (out[c].len == 0)
                out[c] = part;
            else if (k == 2 && part.len > 0 && is_plain_unit(out[c]))
                out[c] = with_unit(part, out[c], arena);
            else if (part.len > 0 && !begins_with(out[c], part))
                out[c] =
                    wn_arena_format(arena, "%.*s %.*s", WN_FMT(part), WN_FMT(out[c]));
        }
    }
    for (size_t c = 0; c < head->columns && head->units; c++)
        out[c] = with_unit(out[c], read_cell(units, c), arena);
    free(group);
    free(names);
}
