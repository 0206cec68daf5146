/*
 * csv.c - delimited text.
 *
 * Text is collected until a row is complete. The position of the search is kept between
 * pieces, so no byte is looked at twice. (tests/bench/read.sh measures it beside libcsv,
 * which calls back for each cell and copies each byte.) cut.c cuts rows into cells;
 * wrapped.c handles rows that are wrapped in one cell; sections.c sorts rows of several
 * tables.
 */
#include "sections.h"
#include "wrapped.h"

#include "core/fail.h"
#include "core/memory.h"

#include <stdlib.h>
#include <string.h>

struct reader {
    read_text text;
    read_rows rows;
    cutter cut;
    cutter inner; /* cuts the text inside wrapped rows */
    bool is_wrapped;
    uint64_t unwrapped; /* how many rows were wrapped */
    sections *sections; /* NULL: the text is one table */
    wn_arena row;       /* bytes of the current row, with sections */
    wn_buf buf;         /* text, from the current row on */
    size_t begin;       /* where the current row begins in buf */
    cut_scan scan;      /* its places count from `begin` */
    uint64_t lead;      /* lines before the table that are still to be skipped */
    bool at_end;        /* no more rows */
    uint64_t line;
    uint64_t again; /* bytes that were looked at again to repair rows */
};

static wn_rc fail_at(struct reader *r, wn_word word, unsigned long long limit)
{
    if (r->text.err->rc >= 0) {
        wn_fail(r->text.err, WN_E_SOURCE, word, limit);
        wn_error_at(r->text.err, r->text.input->path, r->line);
    }
    return r->text.err->rc;
}

/* How many cells a row like this one should have; 0: not known. */
static size_t expected(const struct reader *r)
{
    const cut_cell *first = r->cut.cells;

    if (!r->sections)
        return r->cut.dialect.columns;
    return sections_columns(r->sections,
                            (wn_str){r->buf.ptr + r->begin + first->at, first->len});
}

static bool is_odd_row(const struct reader *r)
{
    size_t columns = expected(r);

    return columns > 0 && r->cut.count != columns && cut_is_odd(&r->cut);
}

static wn_str text_from_row(const struct reader *r)
{
    return wn_buf_from(&r->buf, r->begin);
}

/* ---- a whole row ------------------------------------------------------------------ */

/* The cells inside a wrapped row. */
static cutter *unwrap(struct reader *r, char *row, size_t len, bool *mended,
                      size_t *longest)
{
    cutter *inner = &r->inner;
    cut_scan scan = {0};
    wn_str inside;
    bool same = r->cut.dialect.delimiter_len > 0 &&
                r->cut.dialect.delimiter[0] == inner->dialect.delimiter[0];

    if (wrapped_inside(&r->cut, same, row, len, &inside))
        read_note(r->rows.input, WN_SAY_READ_NOTE_WRAPPED, ++r->unwrapped, WN_STR(""));
    inner->count = 0;
    cut_row(inner, &scan, inside, CUT_NONE);
    if (inner->count != inner->dialect.columns && cut_is_odd(inner))
        *mended = cut_mend(inner, &scan, inside, inner->dialect.columns, &r->again);
    if (scan.at < inside.len) { /* a line ends inside: not a row */
        inner->count = 1;
        inner->cells[0] = (cut_cell){0, inside.len, false, false};
    }
    *longest = cut_texts(inner, (char *)(uintptr_t)inside.ptr);
    return inner;
}

/* Is it the line "\." that ends the rows of PostgreSQL's COPY? */
static bool is_end_mark(const cutter *c, const char *row, size_t len)
{
    return c->dialect.backslash && c->count == 1 && len >= 2 && !memcmp(row, "\\.", 2) &&
           (len == 2 || row[2] == '\r' || row[2] == '\n');
}

/* A line of dashes below the names, as sqlcmd and Markdown write it. */
static bool is_ruler(const read_row *row)
{
    size_t dashes = 0;

    if (row->count < 2 || row->cells[0].len == 0 || !strchr("-:", row->cells[0].ptr[0]))
        return false;
    for (size_t i = 0; i < row->count; i++) {
        wn_str cell = wn_str_trim(row->cells[i]);
        if (cell.len == 0 || wn_str_span(cell, "-:") < cell.len)
            return false;
        dashes += wn_str_span(cell, "-");
    }
    return dashes > row->count;
}

static void give_row(struct reader *r, bool mended)
{
    wn_arena *arena = r->sections ? &r->row : read_rows_arena(&r->rows);
    size_t len = r->scan.at, longest = 0;
    char *row = wn_arena_bytes(arena, len + 1);
    cutter *cut = &r->cut;

    if (r->lead > 0) { /* a line before the table */
        r->lead--;
        return;
    }
    memcpy(row, r->buf.ptr + r->begin, len);
    if (is_end_mark(cut, row, len))
        return;
    if (r->is_wrapped)
        cut = unwrap(r, row, len, &mended, &longest);
    else
        longest = cut_texts(cut, row);
    if (cut->count > READ_MAX_COLUMNS) {
        fail_at(r, WN_SAY_READ_COLUMNS, READ_MAX_COLUMNS);
        return;
    }
    if (longest > READ_MAX_CELL)
        fail_at(r, WN_SAY_READ_CELL_LONG, READ_MAX_CELL >> 20);
    if (cut->nulls > 0)
        read_note(r->rows.input, WN_SAY_READ_NOTE_NULLS, cut->nulls, WN_STR(""));
    read_row whole = {
        .cells = cut->texts, .count = cut->count, .line = r->line, .mended = mended};
    if (cut->dialect.boxed && (len == 0 || row[0] != '|'))
        return;                                  /* a ruler, a title */
    if (cut->dialect.boxed && whole.count > 2) { /* no cells outside the bars */
        whole.cells++;
        whole.count -= 2;
    }
    if (!r->rows.has_header && is_ruler(&whole))
        return;
    if (r->sections) {
        sections_row(r->sections, &whole);
        wn_arena_reset(&r->row);
    } else {
        read_rows_add(&r->rows, &whole);
    }
}

static uint64_t count_lines(const char *text, size_t len)
{
    char end = len > 0 && text[len - 1] == '\r' ? '\r' : '\n';
    uint64_t lines = 0;

    for (const char *p = text; (p = memchr(p, end, (size_t)(text + len - p))); p++)
        lines++;
    return lines;
}

static void next_row(struct reader *r)
{
    r->line += count_lines(r->buf.ptr + r->begin, r->scan.at);
    r->begin += r->scan.at;
    r->scan = (cut_scan){0};
    r->cut.count = 0;
}

/* Drop the rows that are done and read more text. */
static void refill(struct reader *r)
{
    bool open = r->scan.state == CELL_QUOTED && r->scan.at - r->scan.cell > READ_MAX_CELL;

    if (open && !r->cut.gives_up) {
        r->cut.gives_up = true;
        return;
    }
    if (open || r->buf.len - r->begin > READ_MAX_ROW) {
        fail_at(r, WN_SAY_READ_CELL_LONG, READ_MAX_CELL >> 20);
        return;
    }
    if (r->begin > 0) {
        memmove(r->buf.ptr, r->buf.ptr + r->begin, r->buf.len - r->begin);
        r->buf.len -= r->begin;
        r->begin = 0;
    }
    wn_str more = read_text_next(&r->text);
    wn_buf_add(&r->buf, more);
    r->cut.no_more = more.len == 0;
}

/* The last cell has an opening mark and no closing one: was the file cut off in it? */
static bool is_cut(const struct reader *r, bool mended)
{
    const cut_cell *last = &r->cut.cells[r->cut.count - 1];
    bool at_end = r->cut.no_more && r->begin + r->scan.at == r->buf.len;
    bool whole_line =
        r->scan.at > 0 && strchr("\r\n", r->buf.ptr[r->begin + r->scan.at - 1]);

    if (!mended) /* the row ends with ," and nothing is lost */
        return last->len > 0 || r->cut.count != expected(r);
    return at_end && !whole_line;
}

/* Hand on the row that was found. False: err is set. */
static bool take_row(struct reader *r)
{
    bool never = r->scan.state == CELL_QUOTED, mended = false;

    if (never)
        r->again += r->scan.at; /* all text was searched for the mark */
    if ((never || is_odd_row(r)) && r->again < 64 * (r->text.input->bytes + 4096))
        mended = cut_mend(&r->cut, &r->scan, text_from_row(r), expected(r), &r->again);
    if (never && is_cut(r, mended)) {
        fail_at(r, r->cut.gives_up ? WN_SAY_READ_CELL_LONG : WN_SAY_READ_QUOTE_OPEN,
                READ_MAX_CELL >> 20);
        return false;
    }
    r->cut.gives_up = false;
    give_row(r, mended || never);
    next_row(r);
    return r->text.err->rc >= 0;
}

/* Find one row, or read more text. False: at the end, or err is set. */
static bool advance(void *reader)
{
    struct reader *r = reader;

    if (r->at_end || r->text.err->rc < 0)
        return false;
    size_t len = r->buf.len - r->begin;
    if (len == 0 && r->cut.no_more) {
        r->at_end = true;
        return false;
    }
    if (len == 0 || !cut_row(&r->cut, &r->scan, text_from_row(r), CUT_NONE)) {
        refill(r);
        return r->text.err->rc >= 0;
    }
    return take_row(r);
}

/* ---- the reader ------------------------------------------------------------------- */

static int reader_probe(const wn_input *input, wn_str head)
{
    wn_str s = wn_str_trim(head);

    (void)input;
    if (s.len == 0 || s.ptr[0] == '<')
        return 0;
    return (s.ptr[0] == '{' || s.ptr[0] == '[') && memchr(s.ptr, ':', s.len) ? 0 : 50;
}

static wn_rc reader_next(void *reader, wn_batch *batch)
{
    return read_rows_next(&((struct reader *)reader)->rows, batch);
}

static void reader_close(void *reader)
{
    struct reader *r = reader;

    read_text_close(&r->text);
    read_rows_release(&r->rows);
    wn_buf_release(&r->buf);
    wn_arena_release(&r->row);
    sections_free(r->sections);
    cut_release(&r->cut);
    cut_release(&r->inner);
    free(r);
}

/* Find from the first bytes what kind of delimited text it is. */
static void find_shape(struct reader *r, wn_input *input)
{
    read_dialect outer = read_dialect_of(input->head), inner = outer;
    bool doubt = false;

    r->sections = sections_find(input, &outer);
    if (r->sections)
        r->rows.names_first = true;
    else
        r->lead = read_lead(input->head, &outer, &r->rows.names_first);
    if (!r->sections && !r->lead)
        r->is_wrapped = wrapped_find(input->head, &outer, &inner, &doubt);
    cut_init(&r->cut, &outer);
    cut_init(&r->inner, r->is_wrapped ? &inner : &outer);
    r->inner.no_more = true;
    const read_dialect *d = &r->inner.dialect;
    input->dialect =
        wn_arena_str(&input->arena, (wn_str){d->delimiter, d->delimiter_len});
    if (d->backslash)
        input->has_nul = true; /* because \0 is a NUL */
    if (d->backslash)
        read_note(input, WN_SAY_READ_NOTE_BACKSLASH, 0, WN_STR(""));
    if (r->lead > 0 && r->rows.names_first)
        read_note(input, WN_SAY_READ_NOTE_BEFORE, r->lead + 1, WN_STR(""));
    if (doubt)
        read_note(input, WN_SAY_READ_NOTE_ONE_CELL, 0, WN_STR(""));
}

/* Read the text once to find its tables, then go back to its beginning. */
static wn_rc count_sections(struct reader *r, wn_error *err)
{
    while (advance(r))
        ;
    read_text_again(&r->text);
    r->buf.len = r->begin = r->cut.count = 0;
    r->scan = (cut_scan){0};
    r->cut.no_more = r->at_end = false;
    r->line = 1;
    r->again = r->cut.nulls = 0;
    return err->rc < 0 ? err->rc : sections_choose(r->sections, &r->rows);
}

static wn_rc reader_open(void **reader_out, wn_input *input, wn_error *err)
{
    struct reader *r = wn_alloc(1, sizeof(*r));
    int64_t table = 1;
    bool is_named = false;

    *reader_out = r;
    r->text.fd = -1;
    r->line = 1;
    read_rows_init(&r->rows, input, err, advance, r);
    r->rows.is_text = true;
    r->rows.has_margin = false;
    input->table_count = 0;
    find_shape(r, input);
    if (read_text_open(&r->text, input, err) < 0 ||
        (r->sections && count_sections(r, err) < 0))
        return err->rc;
    if (!r->sections && input->sheet.len > 0)
        is_named = !wn_str_number(input->sheet, &table) || table < 1;
    r->rows.passing = is_named ? 0 : (uint64_t)table - 1; /* one below another */
    if (read_rows_open(&r->rows) < 0)
        return err->rc;
    if (is_named && wn_input_own_columns(input) == 0) /* else rows of a sheet */
        return wn_fail(err, WN_E_SOURCE, WN_SAY_READ_SHEET_UNKNOWN, input->path,
                       WN_FMT(input->sheet));
    return WN_OK;
}

const wn_reader_class wn_reader_csv = {
    .name = "csv",
    .en = "delimited text: comma, tab, semicolon, bar and others, in any encoding",
    .zh = "分隔文本：逗号、制表符、分号、竖线等，任何编码",
    .probe = reader_probe,
    .open = reader_open,
    .next = reader_next,
    .close = reader_close,
};
