/*
 * wrapped.c - rows that are one quoted cell each, with the real columns inside.
 *
 * A spreadsheet that opened a text as a single column saves it like this: each line, or
 * each with a comma or quotation mark in it, becomes one cell with doubled marks; empty
 * cells may follow. A list of addresses looks almost the same. So the text inside must
 * make a table: the same number of cells in nearly every row, names in the first, no
 * prose with blanks after its commas. Otherwise the text is read as it stands.
 */
#include "wrapped.h"

#include "core/memory.h"

#include <stdlib.h>
#include <string.h>

#define MAX_ROWS 200
#define MOST_CELLS 256

static const char *const inners[] = {",", ";", "\t", "|"};
static const char *const outers[] = {"", ",", ";", "\t"};

/* What the first rows look like when cut by one pair of delimiters. */
typedef struct look {
    size_t rows, wrapped;
    size_t proofs; /* wrapped rows that hold a quoted cell */
    size_t blanks; /* delimiters of wrapped rows that a blank follows */
    size_t delimiters;
    size_t columns, fits; /* columns: of the first row; fits: rows with as many */
    bool named;           /* all cells of the first row may be names */
} look;

bool wrapped_inside(cutter *outer, bool same, char *row, size_t len, wn_str *inside_out)
{
    const cut_cell *first = outer->cells;
    wn_str d = {outer->dialect.delimiter, outer->dialect.delimiter_len};
    bool alone = first->at > 0 && row[first->at - 1] == outer->dialect.quote;

    for (size_t i = 1; i < outer->count; i++)
        alone = alone && outer->cells[i].len == 0;
    if (alone && !first->odd) {
        cut_texts(outer, row);
        *inside_out = outer->texts[0];
        return true;
    }
    while (len > 0 && (row[len - 1] == '\n' || row[len - 1] == '\r'))
        len--;
    while (d.len > 0 && !same && wn_str_ends((wn_str){row, len}, d))
        len -= d.len;
    *inside_out = (wn_str){row, len};
    return false;
}

static void look_inside(look *l, const cutter *inner, wn_str inside)
{
    const read_dialect *d = &inner->dialect;
    bool proof = false;

    for (size_t i = 0; i < inner->count; i++) {
        const cut_cell *cell = &inner->cells[i];
        bool quoted = cell->at > 0 && inside.ptr[cell->at - 1] == d->quote;
        proof = proof || (quoted && !cell->odd && cell->len > 0);
        l->blanks += i > 0 && cell->at < inside.len && inside.ptr[cell->at] == ' ';
    }
    l->delimiters += inner->count - 1;
    l->proofs += proof;
}

static void look_at_names(look *l, const cutter *inner, wn_str inside)
{
    l->columns = inner->count;
    l->named = true;
    for (size_t i = 0; i < inner->count; i++) {
        wn_str cell = {inside.ptr + inner->cells[i].at, inner->cells[i].len};
        l->named = l->named && wn_str_trim(cell).len > 0 && !read_is_value(cell);
    }
}

static look look_at(wn_str head, cutter *outer, cutter *inner, bool same)
{
    look l = {0};
    wn_str row, inside;
    wn_buf copy = {0};
    bool whole = head.len > 0 && head.ptr[head.len - 1] == '\n';

    while (l.rows < MAX_ROWS && cut_next(outer, &head, &row)) {
        if (head.len == 0 && !whole && l.rows > 2)
            break; /* the text ends inside this row */
        copy.len = 0;
        wn_buf_add(&copy, row);
        bool wrapped = wrapped_inside(outer, same, copy.ptr, copy.len, &inside);
        if (wn_str_trim(inside).len == 0)
            continue;
        wn_str rest = inside, line;
        cut_next(inner, &rest, &line);
        if (l.rows++ == 0)
            look_at_names(&l, inner, inside);
        l.fits += inner->count == l.columns && rest.len == 0;
        l.wrapped += wrapped;
        if (wrapped)
            look_inside(&l, inner, inside);
    }
    wn_buf_release(&copy);
    return l;
}

static bool is_table(const look *l, bool same)
{
    bool prose = l->blanks * 3 > l->delimiters;
    size_t misfits = l->rows - l->fits;

    if (l->columns < 2 || l->rows < 2 || l->wrapped == 0)
        return false;
    if (l->proofs > 0 && l->columns > 2) /* a total below may be different */
        return misfits * 10 <= l->rows || (misfits == 1 && l->rows > 3);
    if (misfits * 10 > l->rows || !l->named || prose || (same && l->wrapped < l->rows))
        return false;
    if (l->proofs > 0)
        return true;
    return l->wrapped > 1 &&
           (l->columns > 2 || (l->blanks == 0 && l->rows > 3 && l->wrapped == l->rows));
}

/* Does some line begin and end with a mark, apart from delimiters after it? */
static bool may_be(wn_str head, char quote)
{
    for (size_t i = 0; head.len > 0 && i < MAX_ROWS; i++) {
        wn_str line = wn_str_trim(wn_str_cut(&head, WN_STR("\n")));
        while (line.len > 0 && strchr(",;\t\r", line.ptr[line.len - 1]))
            line.len--;
        if (line.len > 2 && line.ptr[0] == quote && line.ptr[line.len - 1] == quote)
            return true;
    }
    return false;
}

static void set_delimiter(read_dialect *d, const char *delimiter)
{
    d->delimiter_len = strlen(delimiter);
    memcpy(d->delimiter, delimiter, d->delimiter_len + 1);
}

bool wrapped_find(wn_str head, read_dialect *outer, read_dialect *inner, bool *doubt)
{
    read_dialect plain = {.quote = '"'}, out = plain, in = plain;
    bool found = false, one_column = outer->columns < 2;
    cutter around = {0}, inside = {0};

    if (outer->quote != '"' || outer->escape || outer->backslash || outer->boxed ||
        !may_be(head, '"'))
        return false;
    for (size_t o = 0; o < WN_COUNT(outers) && !found; o++)
        for (size_t i = 0; i < WN_COUNT(inners) && !found; i++) {
            set_delimiter(&out, outers[o]);
            set_delimiter(&in, inners[i]);
            cut_init(&around, &out);
            cut_init(&inside, &in);
            bool same = !strcmp(outers[o], inners[i]);
            look l = look_at(head, &around, &inside, same);
            found = is_table(&l, same);
            in.columns = l.columns;
            *doubt = *doubt || (one_column && l.wrapped > 1 && l.wrapped * 2 > l.rows &&
                                l.delimiters >= l.wrapped);
            if (l.wrapped == 0)
                break; /* whatever stands inside */
        }
    if (found) {
        *outer = out;
        *inner = in;
        *doubt = false;
    }
    cut_release(&around);
    cut_release(&inside);
    return found;
}
