/*
 * fixed_shape.c - finds where the columns of a printed list are.
 *
 * Databases print a line of dashes below the names, one group for each column. Without
 * such a line, columns are separated by places that are blank in every line. Ordinary
 * text may have such places too, so columns must also have names above them, or be filled
 * in many lines. Wide characters (CJK) take two places in most programs and one in
 * others: both are tried.
 */
#include "fixed.h"

#include "core/memory.h"

#include <stdlib.h>
#include <string.h>

#define MAX_LINES 400
#define MAX_WIDTH 4096
#define MOST_TITLES 3 /* lines directly above or below the table */
#define MOST_RUNS 8   /* most runs of full lines, and rulers, that are tried */
#define FEW_LINES 50  /* with fewer lines, no exception is allowed */

/* ---- lines ------------------------------------------------------------------------ */

wn_str fixed_next_line(wn_str *rest)
{
    wn_str line = wn_str_cut(rest, WN_STR("\n"));

    while (line.len > 0 &&
           (line.ptr[line.len - 1] == '\r' || line.ptr[line.len - 1] == ' '))
        line.len--;
    if (line.len > 0 && line.ptr[0] == '\f') /* a new page begins */
        line = (wn_str){line.ptr + 1, line.len - 1};
    return line;
}

bool fixed_is_rule(wn_str line)
{
    return wn_str_span(line, "-=_+| *") == line.len &&
           (memmem(line.ptr, line.len, "--", 2) || memmem(line.ptr, line.len, "==", 2) ||
            memmem(line.ptr, line.len, "__", 2));
}

/* One character: its place, and how many places it takes. */
typedef struct place {
    size_t byte, at, width;
    bool is_blank;
} place;

static bool next_place(wn_str line, bool by_width, size_t *byte, size_t *at, place *out)
{
    if (*byte >= line.len)
        return false;
    *out = (place){*byte, *at, 1, line.ptr[*byte] == ' '};
    if ((unsigned char)line.ptr[*byte] < 0x80) {
        ++*byte;
    } else {
        uint32_t c = wn_utf8_next(line, byte);
        out->is_blank = c == 0x3000 || c == 0xA0;
        if (by_width)
            out->width = wn_utf8_width((wn_str){line.ptr + out->byte, *byte - out->byte});
    }
    *at += out->width;
    return true;
}

/* ---- cutting ---------------------------------------------------------------------- */

static void set_cell(wn_str *cell, wn_str line, size_t from, size_t to)
{
    *cell = wn_str_trim((wn_str){line.ptr + from, to > from ? to - from : 0});
}

/* Put a text that reaches from place to place into the column it touches. False: it
 * touches none or several, or a column before the last one. */
static bool put_chunk(const fixed_shape *f, size_t from, size_t to, wn_str text,
                      wn_str *cells, size_t *next)
{
    size_t touched = 0, which = 0;

    for (size_t c = 0; c < f->count; c++)
        if (from < f->end[c] && to > f->at[c]) {
            which = c;
            touched++;
        }
    if (touched != 1 || which < *next)
        return false;
    cells[which] = text;
    *next = which + 1;
    return true;
}

/* Cut a line whose values do not keep to the columns, but have at least two blanks
 * between them. */
static bool cut_by_chunks(const fixed_shape *f, wn_str line, wn_str *cells)
{
    size_t byte = 0, at = 0, from = 0, to = 0, begin = 0, end = 0, next = 0;
    place p;

    for (size_t c = 0; c < f->count; c++)
        cells[c] = WN_STR("");
    while (next_place(line, f->by_width, &byte, &at, &p)) {
        if (p.is_blank)
            continue;
        if (p.at >= to + 2 || end == 0) {
            if (end > 0 &&
                !put_chunk(f, from, to, (wn_str){line.ptr + begin, end - begin}, cells,
                           &next))
                return false;
            begin = p.byte;
            from = p.at;
        }
        end = byte;
        to = at;
    }
    return end > 0 &&
           put_chunk(f, from, to, (wn_str){line.ptr + begin, end - begin}, cells, &next);
}

/* Cut by place. A value that is too wide moves all that follows to the right. */
static bool cut_by_place(const fixed_shape *f, wn_str line, wn_str *cells, bool *shifted)
{
    size_t byte = 0, at = 0, from = 0, to = 0, i = 0, shift = 0;
    bool over = false, begins = false;
    place p;

    *shifted = false;
    for (size_t c = 0; c < f->count; c++)
        cells[c] = WN_STR("");
    while (next_place(line, f->by_width, &byte, &at, &p)) {
        while (i + 1 < f->count && !over && p.at >= f->at[i + 1] + shift) {
            set_cell(&cells[i++], line, from, to);
            from = to = p.byte;
            if (*shifted && i > 0 && p.at == f->at[i] + shift)
                begins = begins || !p.is_blank; /* a value stands at the moved place */
        }
        if (p.is_blank)
            continue;
        size_t next = i + 1 < f->count ? f->at[i + 1] + shift : SIZE_MAX;
        if (over && line.ptr[p.byte - 1] == ' ') { /* after the value that is too wide */
            over = false;
            shift = p.at - f->at[i + 1];
            set_cell(&cells[i++], line, from, to);
            from = p.byte;
        } else if (!over && next < SIZE_MAX && p.at + p.width > next - f->gap[i + 1]) {
            if (f->has_bars && p.at + 1 == next && line.ptr[p.byte] == '|')
                continue;
            if (*shifted || f->has_bars)
                return false;
            over = *shifted = true;
        }
        to = byte;
    }
    set_cell(&cells[i], line, from, to);
    return !*shifted || (begins && !over);
}

bool fixed_cut(const fixed_shape *f, wn_str line, wn_str *cells, bool *shifted)
{
    if (cut_by_place(f, line, cells, shifted))
        return true;
    *shifted = true;
    return f->ruler && !f->has_bars && cut_by_chunks(f, line, cells);
}

/* ---- the ruler -------------------------------------------------------------------- */

bool fixed_ruler(wn_str line, fixed_shape *out)
{
    bool bars = memchr(line.ptr ? line.ptr : "", '+', line.len) != NULL;
    size_t dashes = 0;

    *out = (fixed_shape){.has_bars = bars};
    if (!fixed_is_rule(line) || line.ptr[0] == '+' || line.ptr[0] == '|')
        return false;
    for (size_t i = 0; i < line.len; i++) {
        bool dash = strchr("-=_", line.ptr[i]) != NULL;
        bool first = dash && (i == 0 || !strchr("-=_", line.ptr[i - 1]));
        dashes += dash;
        if (dash && !first)
            out->end[out->count - 1] = i + 1;
        if (!first)
            continue;
        if (out->count == FIXED_MOST)
            return false;
        out->gap[out->count] = 1;
        out->at[out->count] = out->count == 0 ? 0 : i;
        out->end[out->count] = i + 1;
        out->count++;
    }
    return out->count >= 2 && dashes >= 2 * out->count;
}

/* ---- which lines keep to it ------------------------------------------------------- */

typedef struct lines {
    wn_str items[MAX_LINES];
    bool is_page[MAX_LINES]; /* a page begins with this line */
    size_t count;
    bool is_ascii; /* each character takes one place */
} lines;

static void count_kept(fixed_shape *f, const lines *l, size_t from, size_t to)
{
    wn_str cells[FIXED_MOST];
    bool shifted;

    f->kept = f->of = 0;
    for (size_t i = from; i < to; i++) {
        if (l->items[i].len == 0 || fixed_is_rule(l->items[i]))
            continue;
        f->of++;
        f->kept += fixed_cut(f, l->items[i], cells, &shifted) && (f->ruler || !shifted);
    }
}

static bool fits(const fixed_shape *f)
{
    return f->kept >= 2 && (f->kept + 1 >= f->of || f->kept * 10 >= f->of * 8);
}

/* What the lines have at each place. */
typedef struct ink {
    uint32_t lines[MAX_WIDTH + 2]; /* how many lines have something there */
    uint8_t names[MAX_WIDTH + 2];  /* a word of the first line begins here: blanks before
                                      it, at most 2 */
} ink;

static void find_names(ink *k, wn_str header, bool by_width)
{
    size_t byte = 0, at = 0, blank = 0;
    place p;

    memset(k->names, 0, sizeof(k->names));
    while (at < MAX_WIDTH && next_place(header, by_width, &byte, &at, &p)) {
        if (!p.is_blank)
            k->names[p.at] = blank < 2 ? (uint8_t)blank : 2;
        blank = p.is_blank ? blank + p.width : 0;
    }
}

static void count_ink(const lines *l, size_t from, size_t to, bool by_width, ink *k)
{
    memset(k->lines, 0, sizeof(k->lines));
    find_names(k, l->items[from], by_width);
    for (size_t i = from; i < to; i++) {
        size_t byte = 0, at = 0;
        place p;
        if (fixed_is_rule(l->items[i]))
            continue;
        while (at < MAX_WIDTH && next_place(l->items[i], by_width, &byte, &at, &p))
            for (size_t w = 0; w < p.width && !p.is_blank; w++)
                k->lines[p.at + w]++;
    }
}

/* The dashes may be only as wide as the names: text reaches into the gap after them,
 * numbers into the gap before. Then the column begins where no line has anything. */
static void settle_gaps(fixed_shape *f, wn_str ruler, const ink *k)
{
    for (size_t i = 1; i < f->count && !f->has_bars; i++)
        for (size_t at = f->at[i]; at < MAX_WIDTH && !strchr("-=_", ruler.ptr[at - 1]);
             at--)
            if (k->lines[at - 1] == 0 && (at == f->at[i] || k->lines[at - 2] == 0)) {
                f->at[i] = at;
                break;
            }
    f->end[f->count - 1] = SIZE_MAX;
}

static bool find_by_ruler(const lines *l, ink *k, fixed_shape *out)
{
    for (size_t r = 1, tried = 0; r + 1 < l->count && tried < MOST_RUNS; r++) {
        if (!fixed_ruler(l->items[r], out) || l->items[r - 1].len == 0)
            continue;
        fixed_shape best = {0};
        tried++;
        for (int by_width = 1; by_width >= 0; by_width--) {
            fixed_shape f = *out;
            f.by_width = by_width;
            f.ruler = r + 1;
            count_ink(l, r - 1, l->count, by_width, k);
            settle_gaps(&f, l->items[r], k);
            count_kept(&f, l, r - 1, l->count);
            if (f.kept > best.kept)
                best = f;
        }
        *out = best;
        if (fits(out))
            return true;
    }
    return false;
}

/* ---- blank places ----------------------------------------------------------------- */

/* How many places before this one, at most two, are blank in all but `stray` lines? */
static size_t blanks_before(const ink *k, size_t at, size_t stray)
{
    size_t blank = 0;

    while (blank < 2 && blank < at && k->lines[at - 1 - blank] <= stray)
        blank++;
    return k->lines[at] > stray ? blank : 0;
}

/* How many blank places are before a column that begins here? 0: none begins. One blank
 * place is enough only where a name of the header begins. Where a name begins after two
 * blanks, a few values may be too wide. */
static size_t gap_before(const ink *k, size_t count, size_t at)
{
    size_t gap = blanks_before(k, at, count < FEW_LINES ? 0 : count / 50);
    bool named = count >= 5 && k->names[at] > 0 && k->lines[at] * 2 >= count;

    if (gap == 2 || (gap == 1 && named))
        return gap;
    gap = blanks_before(k, at, count < 10 ? 1 : count / 10);
    return gap == 2 && k->names[at] == 2 ? 2 : 0;
}

/* Find columns that are separated by blank places. */
static void cut_by_ink(fixed_shape *f, size_t count, const ink *k)
{
    size_t wide = 0, i = 0;

    f->count = 1;
    f->at[0] = f->gap[0] = 0;
    while (i < MAX_WIDTH && k->lines[i] == 0)
        i++; /* skip the left margin */
    for (i++; i < MAX_WIDTH && f->count < FIXED_MOST; i++) {
        size_t gap = k->lines[i] > 0 ? gap_before(k, count, i) : 0;
        if (gap == 0 || i - gap <= f->at[f->count - 1])
            continue;
        f->gap[f->count] = gap;
        f->at[f->count++] = i;
        wide += gap > 1;
    }
    if (wide == 0)
        f->count = 1;
}

static bool says_something(wn_str cell)
{
    return wn_str_span(cell, "-=:.,;*#|<>/ ") < cell.len;
}

/* Is it a table: each column has a name or is often filled, and most rows are full? */
static bool is_table(const fixed_shape *f, const lines *l, size_t from, size_t to)
{
    size_t filled[FIXED_MOST] = {0}, all = 0, rows = 0, firsts = 0;
    bool named[FIXED_MOST] = {false}, shifted;
    wn_str cells[FIXED_MOST];

    for (size_t r = from; r < to; r++) {
        if (fixed_is_rule(l->items[r]) || !fixed_cut(f, l->items[r], cells, &shifted))
            continue;
        for (size_t i = 0; i < f->count; i++) {
            filled[i] += says_something(cells[i]);
            all += cells[i].len > 0;
            named[i] = named[i] || (rows == 0 && cells[i].len > 0);
        }
        firsts += cells[0].len > 0;
        rows++;
    }
    for (size_t i = 0; i < f->count; i++)
        if (filled[i] == 0 || (!named[i] && filled[i] * 10 < rows * 3))
            return false;
    return rows >= (f->count > 2 ? 4 : 6) && all * 10 >= rows * f->count * 6 &&
           firsts * 10 >= rows * 8;
}

/* Find the best columns in lines `from` to `to`. Lines at the top are tried as titles;
 * each must gain a column, so that the header is not taken for a title. */
static void find_in_run(const lines *l, size_t from, size_t to, ink *k, fixed_shape *best)
{
    for (size_t skip = 0; skip <= MOST_TITLES && from + skip + 4 <= to; skip++)
        for (int by_width = !l->is_ascii; by_width >= 0; by_width--) {
            fixed_shape f = {.by_width = by_width};
            count_ink(l, from + skip, to, by_width, k);
            cut_by_ink(&f, to - from - skip, k);
            if (f.count < 2 || f.count <= best->count ||
                !is_table(&f, l, from + skip, to))
                continue;
            count_kept(&f, l, from + skip, to);
            if (fits(&f) && (best->count == 0 || f.count > best->count + skip))
                *best = f;
        }
}

static bool find_by_blanks(const lines *l, ink *k, fixed_shape *out)
{
    size_t from = 0, runs = 0;

    *out = (fixed_shape){0};
    for (size_t i = 0; i <= l->count && runs < MOST_RUNS; i++) {
        bool ends = i == l->count || l->items[i].len == 0;
        if (!ends && !l->is_page[i])
            continue;
        runs += i - from >= 4;
        for (size_t below = 0; below <= MOST_TITLES && i - from >= 4 + below; below++)
            find_in_run(l, from, i - below, k, out); /* without totals directly below */
        from = ends ? i + 1 : i;
    }
    return out->count > 1;
}

/* Does a delimiter cut all lines alike, with the first one? Then the text is
 * delimited. */
static bool is_delimited(wn_str head)
{
    read_dialect d = read_dialect_of(head);
    char c = d.delimiter[0];

    if (d.columns < 2 || d.boxed || strchr(" :/#&", c))
        return d.boxed;
    size_t cells = 1;
    for (wn_str line = fixed_next_line(&head); line.len > 0; line.len--)
        cells += line.ptr[line.len - 1] == c;
    return cells >= d.columns;
}

/* Do half of the lines have two blanks inside? If not, there is no need to look
 * closer. */
static bool has_gaps(const lines *l)
{
    size_t with = 0, filled = 0;

    for (size_t i = 0; i < l->count; i++) {
        with += memmem(l->items[i].ptr, l->items[i].len, "  ", 2) != NULL;
        filled += l->items[i].len > 0;
    }
    return with * 2 >= filled;
}

bool fixed_find(wn_str head, fixed_shape *out)
{
    wn_str rest = head;
    bool whole = head.len > 0 && head.ptr[head.len - 1] == '\n', found = false;
    lines *l = wn_alloc(1, sizeof(*l));
    ink *k = wn_alloc(1, sizeof(*k));

    l->is_ascii = wn_is_ascii(head);
    while (rest.len > 0 && l->count < MAX_LINES) {
        l->is_page[l->count] = rest.ptr[0] == '\f';
        wn_str line = fixed_next_line(&rest);
        if (rest.len == 0 && !whole && l->count > 4)
            break; /* the text ends inside this line */
        if (line.len > MAX_WIDTH || memchr(line.len ? line.ptr : "", '\t', line.len)) {
            l->count = 0;
            break;
        }
        l->items[l->count++] = line;
    }
    found = l->count > 2 &&
            (find_by_ruler(l, k, out) ||
             (has_gaps(l) && !is_delimited(head) && find_by_blanks(l, k, out)));
    free(l);
    free(k);
    return found;
}
