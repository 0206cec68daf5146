/*
 * csv.c - delimited text.
 *
 * RFC 4180, and what people's exports make of it. A quotation mark closes a cell where a
 * delimiter or the end of the line follows; anywhere else inside it is a mark like others
 * (10" boots). A row that does not fit the table then, though a mark opens a cell in it,
 * is cut again with that mark as a plain one, and the record says so.
 *
 * Text is collected until a row is whole, in whatever pieces it comes; where the search
 * stands is kept, so no byte is looked at twice. (Measured beside libcsv, which calls
 * back for each cell and copies each byte: see tests/bench/read.sh.)
 */
#include "read.h"

#include <stdlib.h>
#include <string.h>

#define MOST_MENDED 64 /* cells of a row that are tried as not quoted */

typedef struct cell {
    size_t at, len; /* within the row */
    bool doubled;   /* holds marks that stand for one */
    bool odd;       /* quoted, and a lone mark is inside */
} cell;

/* Where the search for the end of the row stands. */
typedef struct scan {
    size_t at;   /* next byte */
    size_t cell; /* where the cell began */
    enum { CELL_BEGIN, CELL_PLAIN, CELL_QUOTED, CELL_CLOSED } state;
    bool doubled, odd;
} scan;

struct reader {
    read_text text;
    read_rows rows;
    read_dialect dialect;
    bool special[256]; /* ends a plain cell, or may */
    wn_buf buf;        /* text from the row being read on */
    size_t begin;      /* where that row begins in it */
    scan scan;         /* positions from there */
    cell *cells;
    size_t cell_count, cell_room;
    wn_str *texts;
    size_t text_room;
    bool no_more, at_end; /* of text; of rows */
    bool gives_up;        /* a cell is too long: its opening mark is none */
    uint64_t line;
    uint64_t again; /* bytes that were looked at once more, to mend rows */
};

static wn_rc fail_at(struct reader *r, wn_word word, unsigned long long limit)
{
    if (r->text.err->rc >= 0) {
        wn_fail(r->text.err, WN_E_SOURCE, word, limit);
        wn_error_at(r->text.err, r->text.input->path, r->line);
    }
    return r->text.err->rc;
}

/* ---- cutting a row ---------------------------------------------------------------- */

static void add_cell(struct reader *r, scan *s, size_t end)
{
    if (r->cell_count == r->cell_room)
        r->cells = wn_grow(r->cells, r->cell_count, &r->cell_room, sizeof(*r->cells));
    r->cells[r->cell_count++] = (cell){s->cell, end - s->cell, s->doubled, s->odd};
    s->doubled = s->odd = false;
}

static bool is_delimiter(const struct reader *r, const char *p, const char *end)
{
    const read_dialect *d = &r->dialect;

    return d->delimiter_len == 1
               ? *p == d->delimiter[0]
               : d->delimiter_len > 0 && (size_t)(end - p) >= d->delimiter_len &&
                     !memcmp(p, d->delimiter, d->delimiter_len);
}

/* Inside quotes, on a mark: does it close the cell? *more: that cannot be said yet. */
static bool closes(const struct reader *r, const char *p, const char *end, bool *more)
{
    const char *next = p + 1;

    while (next < end && *next == ' ' && r->dialect.delimiter[0] != ' ')
        next++; /* "abc" ,"def" */
    *more = !r->no_more && (size_t)(end - next) < r->dialect.delimiter_len + 1;
    return next == end || *next == '\n' || *next == '\r' || is_delimiter(r, next, end);
}

/* On in a quoted cell; false: the text is not enough. */
static bool scan_quoted(struct reader *r, scan *s, const char *text, size_t len)
{
    char quote = r->dialect.quote, escape = r->dialect.escape;

    while (s->at < len) {
        const char *p = text + s->at;
        bool more = false;
        if (escape && *p == escape) {
            if (s->at + 1 == len && !r->no_more)
                return false;
            s->doubled = true;
            s->at += s->at + 1 < len ? 2 : 1;
        } else if (*p != quote) {
            s->at++;
        } else if (s->at + 1 < len && p[1] == quote) {
            s->doubled = true;
            s->at += 2;
        } else if (s->at + 1 == len && !r->no_more) {
            return false;
        } else if (closes(r, p, text + len, &more) && !more) {
            add_cell(r, s, s->at++);
            s->state = CELL_CLOSED;
            return true;
        } else if (more) {
            return false;
        } else {
            s->odd = true;
            s->at++;
        }
    }
    return r->no_more || r->gives_up;
}

/* At the first byte of a cell. */
static bool scan_begin(struct reader *r, scan *s, const char *text, size_t len)
{
    while (r->dialect.skip_blank && s->at < len && text[s->at] == ' ')
        s->at++;
    if (s->at == len)
        return false;
    s->cell = s->at;
    s->state = CELL_PLAIN;
    if (text[s->at] == r->dialect.quote && r->dialect.quote) {
        s->state = CELL_QUOTED;
        s->cell = ++s->at;
    }
    return true;
}

typedef enum found { FOUND_ROW, FOUND_NOTHING } found;

/* On to the row's end: its cells are in r->cells then, s->at is behind it. `plain` is a
 * place where a mark does not open a cell. */
static found scan_row(struct reader *r, scan *s, const char *text, size_t len,
                      size_t plain)
{
    for (;;) {
        if (s->state == CELL_BEGIN && !scan_begin(r, s, text, len)) {
            if (!r->no_more)
                return FOUND_NOTHING;
            s->cell = s->at; /* the text ends behind a delimiter, or is empty */
            add_cell(r, s, s->at);
            return FOUND_ROW;
        }
        if (s->state == CELL_QUOTED && s->cell == plain + 1 && s->at == s->cell) {
            s->cell = s->at = plain;
            s->state = CELL_PLAIN;
        }
        if (s->state == CELL_QUOTED && !scan_quoted(r, s, text, len))
            return FOUND_NOTHING;
        if (s->state == CELL_QUOTED) { /* it never closes */
            s->odd = true;
            add_cell(r, s, s->at);
            return FOUND_ROW;
        }
        while (s->at < len && !r->special[(unsigned char)text[s->at]])
            s->at++;
        bool cut =
            len - s->at < (r->dialect.delimiter_len > 2 ? r->dialect.delimiter_len : 2);
        if (cut && !r->no_more)
            return FOUND_NOTHING;
        char c = s->at < len ? text[s->at] : '\n';
        bool is_end = c == '\n' || c == '\r';
        if (!is_end && !is_delimiter(r, text + s->at, text + len)) {
            s->at++;
            continue;
        }
        if (s->state == CELL_PLAIN)
            add_cell(r, s, s->at);
        s->state = CELL_BEGIN;
        if (is_end) {
            s->at += s->at < len;
            s->at += c == '\r' && s->at < len && text[s->at] == '\n';
            return FOUND_ROW;
        }
        s->at += r->dialect.delimiter_len;
    }
}

/* ---- mending ---------------------------------------------------------------------- */

/* The row as it would be if the mark before r->cells[which] were a plain one. */
static bool try_plain(struct reader *r, scan *s, size_t which)
{
    const char *text = r->buf.ptr + r->begin;
    size_t len = r->buf.len - r->begin, mark = r->cells[which].at - 1;

    *s = (scan){.at = 0};
    for (size_t c = 0; c < which; c++) /* up to there all stays as it is */
        s->at = r->cells[c].at + r->cells[c].len;
    s->at = mark;
    r->cell_count = which;
    found f = scan_row(r, s, text, len, mark);
    r->again += s->at - mark;
    return f == FOUND_ROW;
}

static size_t first_odd(const struct reader *r, size_t from)
{
    while (from < r->cell_count && !r->cells[from].odd)
        from++;
    return from;
}

/* The row was cut in a way that does not fit: mend it, one opening mark after the other.
 * True: it fits now. */
static bool mend(struct reader *r)
{
    size_t columns = r->dialect.columns, tries = 0;
    scan kept = r->scan, s;
    size_t count = r->cell_count;
    cell *cells = wn_alloc(count + 1, sizeof(*cells));

    memcpy(cells, r->cells, count * sizeof(*cells));
    for (size_t c = first_odd(r, 0); c < r->cell_count && tries < MOST_MENDED;
         c = first_odd(r, c + 1), tries++) {
        if (!try_plain(r, &s, c))
            break;
        if (r->cell_count != columns)
            continue;
        r->scan = s;
        free(cells);
        return true;
    }
    r->cell_count = 0;
    for (size_t i = 0; i < count; i++) {
        r->cells = wn_grow(r->cells, r->cell_count, &r->cell_room, sizeof(*r->cells));
        r->cells[r->cell_count++] = cells[i];
    }
    r->scan = kept;
    free(cells);
    return false;
}

static bool is_odd_row(const struct reader *r)
{
    return r->dialect.columns > 0 && r->cell_count != r->dialect.columns &&
           first_odd(r, 0) < r->cell_count;
}

/* ---- a whole row ------------------------------------------------------------------ */

/* The cell's text: its marks halved; of ="00123" and '00123 what they guard. */
static wn_str text_of(const struct reader *r, char *row, const cell *c)
{
    char *text = row + c->at;
    size_t len = c->len;

    if (c->doubled) {
        len = 0;
        for (size_t i = 0; i < c->len; i++) {
            bool next = i + 1 < c->len && text[i + 1] == r->dialect.quote;
            if (next && (text[i] == r->dialect.quote || text[i] == r->dialect.escape))
                i++;
            text[len++] = text[i];
        }
    }
    if (len > 3 && text[0] == '=' && text[1] == '"' && text[len - 1] == '"' &&
        !memchr(text + 2, '"', len - 3))
        return (wn_str){text + 2, len - 3};
    wn_str rest = {text + 1, len - 1};
    bool guarded = len > 1 && text[0] == '\'' &&
                   (memchr("=+-@", text[1], 4) ||
                    wn_str_span(rest, "0123456789+-. ()/:") == rest.len);
    return guarded ? rest : (wn_str){text, len};
}

static void give_row(struct reader *r, bool mended)
{
    const char *text = r->buf.ptr + r->begin;
    size_t len = r->scan.at;
    char *row = wn_arena_bytes(read_rows_arena(&r->rows), len + 1);

    memcpy(row, text, len);
    if (r->cell_count > READ_MAX_COLUMNS) {
        fail_at(r, WN_SAY_READ_COLUMNS, READ_MAX_COLUMNS);
        return;
    }
    for (size_t need = r->cell_count; r->text_room < need;)
        r->texts = wn_grow(r->texts, r->text_room, &r->text_room, sizeof(*r->texts));
    for (size_t i = 0; i < r->cell_count; i++) {
        if (r->cells[i].len > READ_MAX_CELL)
            fail_at(r, WN_SAY_READ_CELL_LONG, READ_MAX_CELL >> 20);
        r->texts[i] = text_of(r, row, &r->cells[i]);
    }
    read_row whole = {r->texts, r->cell_count, r->line, false, mended};
    if (r->dialect.boxed && (len == 0 || row[0] != '|'))
        return;                                /* a ruler, a title */
    if (r->dialect.boxed && whole.count > 2) { /* the frame */
        whole.cells++;
        whole.count -= 2;
    }
    read_rows_add(&r->rows, &whole);
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
    r->scan = (scan){0};
    r->cell_count = 0;
}

/* More text behind what is there; what is done with goes. */
static void refill(struct reader *r)
{
    bool open = r->scan.state == CELL_QUOTED && r->scan.at - r->scan.cell > READ_MAX_CELL;

    if (open && !r->gives_up) {
        r->gives_up = true;
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
    r->no_more = more.len == 0;
}

/* A mark opens the last cell, and nothing closes it: was the file cut there? */
static bool is_cut(const struct reader *r, bool mended)
{
    const cell *last = &r->cells[r->cell_count - 1];
    bool at_end = r->no_more && r->begin + r->scan.at == r->buf.len;
    bool whole_line =
        r->scan.at > 0 && strchr("\r\n", r->buf.ptr[r->begin + r->scan.at - 1]);

    if (!mended) /* ...," and the file ends: nothing is lost */
        return last->len > 0 || r->cell_count != r->dialect.columns;
    return at_end && !whole_line;
}

/* The row that was found. */
static bool take_row(struct reader *r)
{
    bool never = r->scan.state == CELL_QUOTED, mended = false;

    if (never)
        r->again += r->scan.at; /* it was looked for to the end of the text */
    if ((never || is_odd_row(r)) && r->again < 64 * (r->text.input->bytes + 4096))
        mended = mend(r);
    if (never && is_cut(r, mended)) {
        fail_at(r, r->gives_up ? WN_SAY_READ_CELL_LONG : WN_SAY_READ_QUOTE_OPEN,
                READ_MAX_CELL >> 20);
        return false;
    }
    r->gives_up = false;
    give_row(r, mended || never);
    next_row(r);
    return r->text.err->rc >= 0;
}

/* One row, or more text. False at the end. */
static bool advance(void *reader)
{
    struct reader *r = reader;

    if (r->at_end || r->text.err->rc < 0)
        return false;
    size_t len = r->buf.len - r->begin;
    if (len == 0 && r->no_more) {
        r->at_end = true;
        return false;
    }
    if (len == 0 || scan_row(r, &r->scan, r->buf.ptr + r->begin, len, SIZE_MAX - 1) ==
                        FOUND_NOTHING) {
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
    free(r->cells);
    free(r->texts);
    free(r);
}

static wn_rc reader_open(void **reader_out, wn_input *input, wn_error *err)
{
    struct reader *r = wn_alloc(1, sizeof(*r));
    int64_t table = 1;

    *reader_out = r;
    r->text.fd = -1;
    r->line = 1;
    r->dialect = read_dialect_of(input->head);
    input->dialect = wn_arena_str(
        &input->arena, (wn_str){r->dialect.delimiter, r->dialect.delimiter_len});
    read_rows_init(&r->rows, input, err, advance, r);
    r->rows.is_text = true;
    r->rows.has_margin = false;
    if (input->sheet.len > 0 && (!wn_str_number(input->sheet, &table) || table < 1))
        return wn_fail(err, WN_E_SOURCE, WN_SAY_READ_SHEET_UNKNOWN, input->path,
                       WN_FMT(input->sheet));
    r->rows.passing = (uint64_t)table - 1; /* of several, one below the other */
    r->special['\n'] = r->special['\r'] = true;
    if (r->dialect.delimiter_len > 0)
        r->special[(unsigned char)r->dialect.delimiter[0]] = true;
    if (read_text_open(&r->text, input, err) < 0)
        return err->rc;
    return read_rows_open(&r->rows);
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
