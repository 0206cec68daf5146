/*
 * html.c - tables of web pages, also inside MHTML. Many web CRMs call such files .xls.
 *
 * The page is read twice: first to find its tables, then for the cells of one. A table
 * inside a cell belongs to the text of that cell. Tables with a single row are used for
 * layout and are ignored.
 */
#include "mime.h"
#include "package.h"

#include "core/fail.h"
#include "core/file.h"
#include "core/memory.h"

#include <libxml/HTMLparser.h>
#include <stdlib.h>
#include <string.h>

#define MOST_TABLES 4096
#define MOST_SPAN 1000
#define MOST_HELD ((size_t)1 << 20)

typedef struct span {
    size_t column, rows; /* a cell from above also covers the next `rows` rows */
} span;

struct reader {
    wn_input *input;
    wn_error *err;
    read_text text;
    wn_buf page; /* of MHTML: the decoded pages */
    size_t page_at;
    bool is_mime;
    htmlParserCtxt *parser;
    xmlSAXHandler handler;
    read_rows rows;
    read_cells cells;
    bool reading; /* in the second pass */
    bool stopped;
    size_t *rows_of; /* by table: its number of rows */
    size_t table_count, table_room;
    size_t table; /* the current table, from 1; 0: outside of tables */
    int depth;    /* of tables within tables */
    uint64_t row;
    size_t column;
    span *spans;
    size_t span_count, span_room;
    size_t across, down;
    bool in_cell, in_ignored, in_row;
    wn_buf value;
    wn_buf held; /* the beginning of a tag that the next piece ends */
    uint64_t merged;
};

static bool is(const xmlChar *name, const char *wanted)
{
    return !strcmp((const char *)name, wanted);
}

/* ---- cells ------------------------------------------------------------------------ */

/* Append text; a run of blanks becomes one. Line breaks come only from <br> and <p>. */
static void add_text(wn_buf *out, wn_str s)
{
    for (size_t i = 0; i < s.len; i++) {
        bool nbsp = i + 1 < s.len && s.ptr[i] == '\xC2' && s.ptr[i + 1] == '\xA0';
        bool blank = nbsp || s.ptr[i] == ' ' || s.ptr[i] == '\t' || s.ptr[i] == '\n' ||
                     s.ptr[i] == '\r';
        i += nbsp;
        if (!blank)
            wn_buf_char(out, s.ptr[i]);
        else if (out->len > 0 && out->ptr[out->len - 1] != ' ' &&
                 out->ptr[out->len - 1] != '\n')
            wn_buf_char(out, ' ');
    }
}

static bool is_ours(const struct reader *r)
{
    return r->reading && r->table == r->input->table + 1;
}

/* Skip columns that a cell from above covers. */
static void skip_spans(struct reader *r)
{
    for (size_t i = 0; i < r->span_count; i++)
        if (r->spans[i].column == r->column && r->spans[i].rows > 0) {
            r->column++;
            i = SIZE_MAX; /* from the first again: several may be side by side */
        }
}

static size_t number_in(const xmlChar **attrs, const char *name)
{
    for (; attrs && attrs[0]; attrs += 2)
        if (is(attrs[0], name) && attrs[1]) {
            long n = strtol((const char *)attrs[1], NULL, 10);
            return n < 1 ? 1 : n > MOST_SPAN ? MOST_SPAN : (size_t)n;
        }
    return 1;
}

static void end_cell(struct reader *r)
{
    if (!r->in_cell)
        return;
    r->in_cell = false;
    if (is_ours(r)) {
        skip_spans(r);
        wn_str text = wn_str_trim(wn_buf_str(&r->value));
        if (text.len > 0)
            read_cells_put(&r->cells, &r->rows, r->column, text, false);
        for (size_t k = 0; r->down > 1 && k < r->across && r->span_count < MOST_SPAN;
             k++) {
            r->spans = wn_grow(r->spans, r->span_count, &r->span_room, sizeof(*r->spans));
            r->spans[r->span_count++] = (span){r->column + k, r->down};
        }
        r->merged += r->down > 1 || r->across > 1;
        if (!wn_input_as_shown(r->input) && r->column + r->across <= READ_MAX_COLUMNS)
            read_cells_merge(
                &r->cells, &r->rows,
                (read_range){(uint32_t)(r->row + 1), (uint32_t)(r->row + r->down),
                             (uint16_t)r->column, (uint16_t)(r->column + r->across - 1)});
    }
    r->column += r->across;
}

static void end_row(struct reader *r)
{
    size_t kept = 0;

    end_cell(r);
    if (!r->in_row)
        return;
    r->in_row = false;
    r->row++;
    if (!r->reading && r->table > 0)
        r->rows_of[r->table - 1]++;
    if (is_ours(r))
        read_cells_give(&r->cells, &r->rows, r->row);
    for (size_t i = 0; i < r->span_count; i++)
        if (--r->spans[i].rows > 0)
            r->spans[kept++] = r->spans[i];
    r->span_count = kept;
}

static void start_table(struct reader *r)
{
    if (r->depth++ > 0 || r->table_count >= MOST_TABLES)
        return;
    r->rows_of = wn_grow(r->rows_of, r->table_count, &r->table_room, sizeof(*r->rows_of));
    if (!r->reading)
        r->rows_of[r->table_count] = 0;
    r->table = ++r->table_count;
    r->row = 0;
    r->span_count = 0;
}

static void end_table(struct reader *r)
{
    if (r->depth == 0 || --r->depth > 0)
        return;
    end_row(r);
    if (is_ours(r)) {
        r->stopped = true;
        xmlStopParser(r->parser);
    }
    r->table = 0;
}

/* ---- events ----------------------------------------------------------------------- */

static void on_start(void *data, const xmlChar *name, const xmlChar **attrs)
{
    struct reader *r = ((htmlParserCtxt *)data)->_private;

    if (r->stopped)
        return;
    if (is(name, "table")) {
        start_table(r);
    } else if (is(name, "script") || is(name, "style") || is(name, "title")) {
        r->in_ignored = true;
    } else if (r->depth > 1) {
        add_text(&r->value, WN_STR(" "));
    } else if (is(name, "tr")) {
        end_row(r);
        r->in_row = true;
        r->column = 0;
    } else if (is(name, "td") || is(name, "th")) {
        end_cell(r);
        r->in_row = r->in_cell = true;
        r->across = number_in(attrs, "colspan");
        r->down = number_in(attrs, "rowspan");
        r->value.len = 0;
    } else if ((is(name, "br") || is(name, "p") || is(name, "div")) && r->value.len > 0) {
        wn_buf_char(&r->value, '\n');
    }
}

static void on_end(void *data, const xmlChar *name)
{
    struct reader *r = ((htmlParserCtxt *)data)->_private;

    if (r->stopped)
        return;
    if (is(name, "table"))
        end_table(r);
    else if (is(name, "script") || is(name, "style") || is(name, "title"))
        r->in_ignored = false;
    else if (r->depth == 1 && is(name, "tr"))
        end_row(r);
    else if (r->depth == 1 && (is(name, "td") || is(name, "th")))
        end_cell(r);
}

static void on_text(void *data, const xmlChar *text, int len)
{
    struct reader *r = ((htmlParserCtxt *)data)->_private;

    if (!r->stopped && r->in_cell && !r->in_ignored &&
        r->value.len <= READ_MAX_SHEET_CELL)
        add_text(&r->value, (wn_str){(const char *)text, (size_t)len});
}

/* ---- the reader ------------------------------------------------------------------- */

static wn_str next_piece(struct reader *r)
{
    if (!r->is_mime)
        return read_text_next(&r->text);
    size_t left = r->page.len - r->page_at;
    size_t most = read_rows_piece(&r->rows);
    wn_str piece = {wn_buf_from(&r->page, r->page_at).ptr, left < most ? left : most};
    r->page_at += piece.len;
    return piece;
}

/* Give the parser whole tags only: it fails if a piece ends inside an attribute. */
static void feed(struct reader *r, wn_str piece)
{
    wn_buf_add(&r->held, piece);
    const char *end = r->held.len ? memrchr(r->held.ptr, '>', r->held.len) : NULL;
    size_t len = end ? (size_t)(end - r->held.ptr) + 1 : 0;

    if (piece.len == 0 || r->held.len - len > MOST_HELD)
        len = r->held.len;
    if (len > 0)
        htmlParseChunk(r->parser, r->held.ptr, (int)len, 0);
    r->held.len -= len;
    if (r->held.len > 0)
        memmove(r->held.ptr, r->held.ptr + len, r->held.len);
}

static bool advance(void *reader)
{
    struct reader *r = reader;

    if (r->stopped || r->err->rc < 0)
        return false;
    wn_str piece = next_piece(r);
    feed(r, piece);
    bool cut = piece.len == 0 && r->in_row; /* the parser closes what is still open */
    if (piece.len == 0) {
        htmlParseChunk(r->parser, "", 0, 1);
        if (cut && !r->stopped)
            wn_fail(r->err, WN_E_SOURCE, WN_SAY_READ_HTML_CUT, r->input->path);
        end_row(r);
        r->stopped = true;
    }
    if (r->stopped)
        read_note_sheet(r->input, &r->cells.merges, 0, r->merged);
    return r->err->rc >= 0 && !r->stopped;
}

static wn_rc begin(struct reader *r)
{
    if (r->parser)
        htmlFreeParserCtxt(r->parser);
    r->handler = (xmlSAXHandler){.startElement = on_start,
                                 .endElement = on_end,
                                 .characters = on_text,
                                 .cdataBlock = on_text,
                                 .ignorableWhitespace = on_text};
    r->parser = htmlCreatePushParserCtxt(&r->handler, NULL, NULL, 0, NULL,
                                         XML_CHAR_ENCODING_UTF8);
    if (!r->parser)
        return wn_fail(r->err, WN_E_SOURCE, WN_SAY_READ_NO_FORMAT, r->input->path);
    r->parser->_private = r;
    htmlCtxtUseOptions(r->parser, HTML_PARSE_NONET | HTML_PARSE_IGNORE_ENC);
    r->stopped = r->in_cell = r->in_row = r->in_ignored = false;
    r->table = r->table_count = r->page_at = 0;
    r->depth = 0;
    r->merged = r->held.len = 0;
    if (r->is_mime)
        return WN_OK;
    return r->text.fd >= 0 ? read_text_again(&r->text)
                           : read_text_open(&r->text, r->input, r->err);
}

static int reader_probe(const wn_input *input, wn_str head)
{
    wn_str s = wn_str_trim(head);
    char begin[4096];
    size_t len = s.len < sizeof(begin) ? s.len : sizeof(begin);

    (void)input;
    if (read_mime_is(s))
        return 97;
    if (len < 6 || s.ptr[0] != '<')
        return 0;
    for (size_t i = 0; i < len; i++)
        begin[i] = (char)(s.ptr[i] >= 'A' && s.ptr[i] <= 'Z' ? s.ptr[i] + 32 : s.ptr[i]);
    static const char *const marks[] = {"<html", "<table", "<!doctype html", "<body",
                                        "<tr"};
    for (size_t i = 0; i < WN_COUNT(marks); i++)
        if (memmem(begin, len, marks[i], strlen(marks[i])))
            return 95;
    return 0;
}

static void list_tables(struct reader *r)
{
    wn_input *input = r->input;

    input->tables =
        wn_arena_alloc(&input->arena, (r->table_count + 1) * sizeof(wn_table));
    input->table_count = r->table_count;
    for (size_t i = 0; i < r->table_count; i++)
        input->tables[i] = (wn_table){wn_arena_format(&input->arena, "table %zu", i + 1),
                                      r->rows_of[i] < 2};
}

static void reader_close(void *reader)
{
    struct reader *r = reader;

    if (r->parser)
        htmlFreeParserCtxt(r->parser);
    if (!r->is_mime)
        read_text_close(&r->text);
    read_rows_release(&r->rows);
    read_cells_release(&r->cells);
    wn_buf_release(&r->value);
    wn_buf_release(&r->page);
    wn_buf_release(&r->held);
    free(r->rows_of);
    free(r->spans);
    free(r);
}

static wn_rc reader_open(void **reader_out, wn_input *input, wn_error *err)
{
    struct reader *r = wn_alloc(1, sizeof(*r));

    *reader_out = r;
    r->input = input;
    r->err = err;
    r->text.fd = -1;
    read_rows_init(&r->rows, input, err, advance, r);
    r->is_mime = read_mime_is(wn_str_trim(input->head));
    if (r->is_mime && read_mime_pages(input, &r->page, err) < 0)
        return err->rc;
    if (begin(r) < 0)
        return err->rc;
    while (advance(r))
        ;
    list_tables(r);
    if (err->rc >= 0 && r->table_count == 0)
        wn_fail(err, WN_E_SOURCE, WN_SAY_READ_NO_TABLE, input->path);
    if (err->rc < 0 || read_choose_table(input, err) < 0)
        return err->rc;
    r->reading = true;
    return begin(r) < 0 ? err->rc : read_rows_open(&r->rows);
}

static wn_rc reader_next(void *reader, wn_batch *batch)
{
    return read_rows_next(&((struct reader *)reader)->rows, batch);
}

const wn_reader_class wn_reader_html = {
    .name = "html",
    .en = "tables of web pages and MHTML, whatever they are called",
    .zh = "网页和 MHTML 里的表格，不论扩展名",
    .probe = reader_probe,
    .open = reader_open,
    .next = reader_next,
    .close = reader_close,
};
