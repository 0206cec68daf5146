/*
 * xlsx.c - workbooks of Excel since 2007, read sheet by sheet as a stream. Only one row
 * is in memory, and the texts that the sheets share (ECMA-376, 18.3).
 */
#include "xlsx.h"

#include "core/memory.h"

#include <stdlib.h>
#include <string.h>

typedef enum cell_type {
    CELL_NUMBER,
    CELL_SHARED,
    CELL_TEXT, /* str, inlineStr, d, e: the text itself */
    CELL_BOOL
} cell_type;

struct reader {
    wn_input *input;
    wn_error *err;
    xlsx_book book;
    read_rows rows;
    xlsx_ahead part;
    read_sax sax;
    char *chunk;
    read_cells cells; /* of the row being read */
    size_t column;    /* of the cell being read */
    cell_type type;
    size_t style;
    wn_buf value;
    bool in_value, in_phonetic;
    bool has_formula, in_formula; /* the cell being read */
    wn_buf formula;               /* of a file that people filled in */
    read_unsaved unsaved;
    uint64_t row, hidden, merged;
    bool at_end;
};

static bool is(const char *name, const char *wanted)
{
    return name[0] == wanted[0] && !strcmp(name, wanted);
}

/* ---- events ----------------------------------------------------------------------- */

static void start_row(struct reader *r, const read_attrs *attrs)
{
    int64_t number = 0;
    bool said = wn_str_number(read_attr(attrs, "r"), &number) && number > 0 &&
                number <= READ_LAST_ROW;

    if (said && (uint64_t)number > r->row + 1)
        read_rows_skip(&r->rows, (uint64_t)number - r->row - 1, r->row + 1);
    r->row = said ? (uint64_t)number : r->row + 1;
    wn_str hidden = read_attr(attrs, "hidden");
    r->hidden +=
        wn_str_equal(hidden, WN_STR("1")) || wn_str_equal(hidden, WN_STR("true"));
    r->column = SIZE_MAX;
}

static cell_type type_of(wn_str t)
{
    return t.len == 0 || wn_str_equal(t, WN_STR("n")) ? CELL_NUMBER
           : wn_str_equal(t, WN_STR("s"))             ? CELL_SHARED
           : wn_str_equal(t, WN_STR("b"))             ? CELL_BOOL
                                                      : CELL_TEXT;
}

/* Read r="B2" t="s" s="3" in one pass over the attributes, because there are millions of
 * cells. */
static void start_cell(struct reader *r, const read_attrs *attrs)
{
    int64_t style = 0;
    uint64_t row;

    r->column++;
    r->type = CELL_NUMBER;
    for (int i = 0; i < attrs->count; i++) {
        const xmlChar **a = attrs->items + 5 * i;
        wn_str value = {(const char *)a[3], (size_t)(a[4] - a[3])};
        if (a[0][0] == 0 || a[0][1] != 0)
            continue; /* cm, vm, ph */
        if (a[0][0] == 'r')
            r->column = read_place(value, &row);
        else if (a[0][0] == 't')
            r->type = type_of(value);
        else if (a[0][0] == 's')
            wn_str_number(value, &style);
    }
    r->style = style > 0 ? (size_t)style : 0;
    r->value.len = r->formula.len = 0;
    r->has_formula = false;
}

static void on_start(void *data, const char *name, const read_attrs *attrs)
{
    struct reader *r = data;

    if (is(name, "c"))
        start_cell(r, attrs);
    else if (is(name, "v") || is(name, "t"))
        r->in_value = !r->in_phonetic;
    else if (is(name, "f"))
        r->has_formula = r->in_formula = true;
    else if (is(name, "row"))
        start_row(r, attrs);
    else if (is(name, "rPh"))
        r->in_phonetic = true;
    else if (is(name, "mergeCell"))
        r->merged++;
}

static wn_str number_text(struct reader *r, wn_str written, char *out)
{
    char digits[64], *end;
    read_number_format format = {0};

    if (r->style < r->book.format_count)
        format = r->book.formats[r->style];
    bool whole = written.len < 16 && format.kind == READ_NUMBER_PLAIN &&
                 wn_str_span(written, "0123456789") == written.len;
    if (written.len == 0 || written.len >= sizeof(digits) || whole)
        return written;
    memcpy(digits, written.ptr, written.len);
    digits[written.len] = '\0';
    double value = strtod(digits, &end);
    if (*end)
        return written;
    return (wn_input_as_shown(r->input) ? read_format_shown : read_format_number)(
        value, written, format, r->book.from_1904, out);
}

static wn_str text_of(struct reader *r, char *out)
{
    wn_str value = wn_buf_str(&r->value);
    int64_t number = -1;

    switch (r->type) {
    case CELL_SHARED:
        wn_str_number(wn_str_trim(value), &number);
        return number >= 0 ? xlsx_book_text(&r->book, (size_t)number) : WN_STR("");
    case CELL_BOOL:
        return wn_str_equal(wn_str_trim(value), WN_STR("1")) ? WN_STR("TRUE")
               : value.len                                   ? WN_STR("FALSE")
                                                             : value;
    case CELL_NUMBER:
        return number_text(r, wn_str_trim(value), out);
    case CELL_TEXT:
        break;
    }
    return value;
}

/* Is it a formula of which the file has no result? Programs that compute nothing leave it
 * out, or write 0 and that all is to be computed when the file is opened. */
static bool is_unsaved(const struct reader *r)
{
    wn_str value = wn_buf_str(&r->value);
    bool zero = wn_str_equal(value, WN_STR("0")) || wn_str_equal(value, WN_STR("0.0"));

    return r->has_formula && r->type != CELL_TEXT &&
           (value.len == 0 || (zero && r->book.to_compute && r->type == CELL_NUMBER));
}

/* What is read of it: nothing. In a file that people filled in it is given
 * as a text that is no answer: so whoever reads the cell tells it with its place. */
static wn_str unsaved_of(struct reader *r, wn_buf *text)
{
    read_unsaved_see(&r->unsaved, r->column, r->row);
    if (r->input->is_filled)
        wn_buf_format(text, wn_say(r->err->lang, WN_SAY_READ_UNSAVED),
                      WN_FMT(wn_buf_str(&r->formula)));
    return wn_buf_str(text);
}

static void end_cell(struct reader *r)
{
    char out[READ_NUMBER_ROOM];
    wn_buf clean = {0};

    if (r->column >= READ_MAX_COLUMNS)
        return;
    wn_str text = text_of(r, out);
    if (r->type == CELL_TEXT && memmem(text.ptr, text.len, "_x", 2)) {
        xlsx_add_text(&clean, text);
        text = wn_buf_str(&clean);
    }
    if (is_unsaved(r))
        text = unsaved_of(r, &clean);
    if (text.len > 0)
        read_cells_put(&r->cells, &r->rows, r->column, text, r->type == CELL_NUMBER);
    wn_buf_release(&clean);
}

static void on_end(void *data, const char *name)
{
    struct reader *r = data;

    if (is(name, "v") || is(name, "t")) {
        r->in_value = false;
    } else if (is(name, "f")) {
        r->in_formula = false;
    } else if (is(name, "c")) {
        end_cell(r);
    } else if (is(name, "rPh")) {
        r->in_phonetic = false;
    } else if (is(name, "row")) {
        read_cells_give(&r->cells, &r->rows, r->row);
    }
}

#define MOST_FORMULA 200 /* bytes that are shown */

static void on_text(void *data, wn_str text)
{
    struct reader *r = data;

    if (r->in_value && r->value.len <= READ_MAX_CELL)
        wn_buf_add(&r->value, text);
    else if (r->in_formula && r->formula.len < MOST_FORMULA && r->input->is_filled)
        wn_buf_add(&r->formula, text);
}

static const read_sax_class sheet_events = {on_start, on_end, on_text};

static void on_merge(void *data, wn_str ref)
{
    struct reader *r = data;
    uint64_t top, bottom;
    wn_str first = wn_str_cut(&ref, WN_STR(":"));
    size_t left = read_place(first, &top), right = read_place(ref, &bottom);

    if (left < READ_MAX_COLUMNS && right < READ_MAX_COLUMNS && top > 0 &&
        bottom <= READ_LAST_ROW)
        read_cells_merge(&r->cells, &r->rows,
                         (read_range){(uint32_t)top, (uint32_t)bottom, (uint16_t)left,
                                      (uint16_t)right});
}

/* ---- the reader ------------------------------------------------------------------- */

static bool advance(void *reader)
{
    struct reader *r = reader;

    if (r->at_end || r->err->rc < 0)
        return false;
    wn_str piece = xlsx_ahead_next(&r->part, r->chunk, read_rows_piece(&r->rows));
    r->input->consumed += piece.len / 8; /* estimate, in bytes of the packed file */
    r->at_end = piece.len == 0;
    if (r->err->rc >= 0)
        read_sax_feed(&r->sax, piece, r->at_end);
    if (r->at_end) {
        read_note_sheet(r->input, &r->cells.merges, r->hidden, r->merged);
        read_unsaved_note(&r->unsaved, r->input);
    }
    return r->err->rc >= 0 && !r->at_end;
}

static int reader_probe(const wn_input *input, wn_str head)
{
    wn_error quiet = {.lang = WN_EN};
    read_package p = {0};
    wn_input same = {.path = input->path, .file = input->file};
    int sure = 0;

    if (head.len < 4 || memcmp(head.ptr, "PK\x03\x04", 4) != 0)
        return 0;
    same.at_hand = wn_input_at_hand(input);
    if (read_package_open(&p, &same, &quiet) >= 0)
        sure = read_package_has(&p, "xl/workbook.xml") ||
                       read_package_has(&p, "xl/workbook.bin") ||
                       (read_package_has(&p, "[Content_Types].xml") &&
                        !read_package_has(&p, "word/document.xml") &&
                        !read_package_has(&p, "ppt/presentation.xml"))
                   ? 95
                   : 0;
    read_package_close(&p);
    return sure;
}

static void reader_close(void *reader)
{
    struct reader *r = reader;

    read_sax_close(&r->sax);
    xlsx_ahead_close(&r->part);
    xlsx_book_close(&r->book);
    read_rows_release(&r->rows);
    wn_buf_release(&r->value);
    wn_buf_release(&r->formula);
    read_cells_release(&r->cells);
    free(r->chunk);
    free(r);
}

static wn_rc reader_open(void **reader_out, wn_input *input, wn_error *err)
{
    struct reader *r = wn_alloc(1, sizeof(*r));

    *reader_out = r;
    r->input = input;
    r->err = err;
    input->consumed = 0;
    read_rows_init(&r->rows, input, err, advance, r);
    r->chunk = wn_alloc(input->chunk, 1);
    if (xlsx_book_open(&r->book, input, err) < 0 || read_choose_table(input, err) < 0)
        return err->rc;
    r->part = (xlsx_ahead){.package = &r->book.package,
                           .name = r->book.parts[input->table].ptr,
                           .merge = on_merge,
                           .data = r};
    if (xlsx_ahead_open(&r->part, !wn_input_as_shown(input)) < 0)
        return err->rc;
    if (read_sax_open(&r->sax, &sheet_events, r, input, false, err) < 0)
        return err->rc;
    r->sax.part = r->book.parts[input->table].ptr;
    return read_rows_open(&r->rows);
}

static wn_rc reader_next(void *reader, wn_batch *batch)
{
    return read_rows_next(&((struct reader *)reader)->rows, batch);
}

const wn_reader_class wn_reader_xlsx = {
    .name = "xlsx",
    .en = "Excel workbooks (.xlsx, .xlsm)",
    .zh = "Excel 工作簿（.xlsx、.xlsm）",
    .is_binary = true,
    .probe = reader_probe,
    .open = reader_open,
    .next = reader_next,
    .close = reader_close,
};
