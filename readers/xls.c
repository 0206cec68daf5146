/* xls.c - the cells of a sheet of an old binary workbook (.xls of Excel 5 to 2003). */
#include "xls.h"

#include "core/fail.h"
#include "core/memory.h"

#include <stdlib.h>
#include <string.h>

#define CELLS_AT_ONCE 256 /* then it is checked whether the batch is full */

/* Where the record of a cell is. The records are usually, but not always, in order of
 * rows. */
typedef struct place {
    uint32_t row_column; /* row << 16 | column, for sorting */
    uint32_t at;         /* in the stream */
} place;

struct reader {
    wn_input *input;
    wn_error *err;
    xls_book book;
    read_rows rows;
    place *places;
    size_t place_count, place_room, next;
    read_cells cells;
    uint64_t row; /* the current row, from 1; 0: none yet */
    uint64_t hidden, merged;
    wn_buf text;
    bool at_end;
};

static void give_row(struct reader *r)
{
    if (r->row > 0)
        read_cells_give(&r->cells, &r->rows, r->row);
}

static void go_to(struct reader *r, size_t row)
{
    if (row + 1 != r->row) {
        give_row(r);
        if (row > r->row)
            read_rows_skip(&r->rows, row - r->row, r->row + 1);
        r->row = row + 1;
    }
}

static void put(struct reader *r, size_t row, size_t column, wn_str text)
{
    go_to(r, row);
    read_cells_put(&r->cells, &r->rows, column, text, false);
}

static void put_number(struct reader *r, size_t row, size_t column, unsigned style,
                       double value)
{
    char out[READ_NUMBER_ROOM];
    read_number_format format = {0};

    if (style < r->book.format_count)
        format = r->book.formats[style];
    go_to(r, row);
    read_cells_put(&r->cells, &r->rows, column,
                   (wn_input_as_shown(r->input) ? read_format_shown : read_format_number)(
                       value, WN_STR(""), format, r->book.from_1904, out),
                   true);
}

static double double_of(const char *p)
{
    uint64_t bits = read_u32(p) | (uint64_t)read_u32(p + 4) << 32;
    double value;

    memcpy(&value, &bits, sizeof(value));
    return value;
}

/* A number in four bytes. Bit 0: divide by 100; bit 1: an integer; else the upper half of
 * a double. */
static double rk_of(const char *p)
{
    uint32_t rk = read_u32(p);
    uint64_t bits = (uint64_t)(rk & ~3u) << 32;
    double value;

    memcpy(&value, &bits, sizeof(value));
    if (rk & 2)
        value = (double)((int32_t)rk >> 2);
    return rk & 1 ? value / 100 : value;
}

static wn_str bool_or_error(unsigned value, bool is_error)
{
    static const struct {
        unsigned code;
        const char *text;
    } errors[] = {{0x00, "#NULL!"}, {0x07, "#DIV/0!"}, {0x0F, "#VALUE!"}, {0x17, "#REF!"},
                  {0x1D, "#NAME?"}, {0x24, "#NUM!"},   {0x2A, "#N/A"}};

    if (!is_error)
        return value ? WN_STR("TRUE") : WN_STR("FALSE");
    for (size_t i = 0; i < WN_COUNT(errors); i++)
        if (errors[i].code == value)
            return wn_str_of(errors[i].text);
    return WN_STR("#ERROR");
}

/* The text of a formula: it is in a record after the formula's, which ends at `at`. */
static wn_str text_behind(struct reader *r, size_t at)
{
    xls_data d;

    r->text.len = 0;
    for (int i = 0; i < 3 && xls_next(&r->book, &at, &d); i++)
        if (d.type == XLS_STRING && d.len >= 2) {
            xls_add_text(&r->book, d.ptr, d.len, 2, &r->text);
            break;
        }
    return wn_buf_str(&r->text);
}

/* Formula: row, column, style, then 8 bytes: a double, or FF FF as the last two and the
 * kind of the result as the first. */
static void put_formula(struct reader *r, const xls_data *d, size_t row, size_t column,
                        size_t behind)
{
    const char *v = d->ptr + 6;

    if (read_u16(v + 6) != 0xFFFF)
        put_number(r, row, column, read_u16(d->ptr + 4), double_of(v));
    else if (v[0] == 0)
        put(r, row, column, text_behind(r, behind));
    else if (v[0] == 1 || v[0] == 2)
        put(r, row, column, bool_or_error((unsigned char)v[2], v[0] == 2));
}

static void put_text(struct reader *r, const xls_data *d, size_t row, size_t column)
{
    r->text.len = 0;
    xls_add_text(&r->book, d->ptr + 6, d->len - 6, 2, &r->text);
    put(r, row, column, wn_buf_str(&r->text));
}

static void put_several(struct reader *r, const xls_data *d, size_t row, size_t column)
{
    for (size_t at = 4; at + 6 + 2 <= d->len; at += 6, column++)
        put_number(r, row, column, read_u16(d->ptr + at), rk_of(d->ptr + at + 2));
}

/* The least length of a record that holds cells; 0: it holds none. */
static size_t least_of(unsigned type)
{
    return type == XLS_NUMBER                                                    ? 14
           : type == XLS_RK || type == XLS_LABELSST                              ? 10
           : type == XLS_LABEL || type == XLS_RSTRING                            ? 8
           : type == XLS_BOOLERR                                                 ? 8
           : type == XLS_MULRK                                                   ? 6
           : type == XLS_FORMULA || type == XLS_FORMULA3 || type == XLS_FORMULA4 ? 14
                                                                                 : 0;
}

static void take_cell(struct reader *r, const xls_data *d, size_t behind)
{
    size_t row = read_u16(d->ptr), column = read_u16(d->ptr + 2);
    unsigned style = d->len >= 6 ? read_u16(d->ptr + 4) : 0;

    switch (d->type) {
    case XLS_NUMBER:
        put_number(r, row, column, style, double_of(d->ptr + 6));
        break;
    case XLS_RK:
        put_number(r, row, column, style, rk_of(d->ptr + 6));
        break;
    case XLS_LABELSST:
        put(r, row, column, xls_book_text(&r->book, read_u32(d->ptr + 6)));
        break;
    case XLS_LABEL:
    case XLS_RSTRING:
        put_text(r, d, row, column);
        break;
    case XLS_BOOLERR:
        put(r, row, column, bool_or_error((unsigned char)d->ptr[6], d->ptr[7] != 0));
        break;
    case XLS_MULRK:
        put_several(r, d, row, column);
        break;
    default:
        put_formula(r, d, row, column, behind);
    }
}

static int by_place(const void *a, const void *b)
{
    const place *x = a, *y = b;

    if (x->row_column != y->row_column)
        return x->row_column < y->row_column ? -1 : 1;
    return x->at < y->at ? -1 : x->at > y->at;
}

/* Skip a chart inside the sheet. */
static void skip_inner(struct reader *r, size_t *at)
{
    xls_data d;

    for (int depth = 1; depth > 0 && xls_next(&r->book, at, &d);)
        depth += d.type == XLS_BOF ? 1 : d.type == XLS_EOF ? -1 : 0;
}

/* Take merged ranges. Each: first row, last row, first column, last column. */
static void take_merged(struct reader *r, const xls_data *d)
{
    size_t count = read_u16(d->ptr);

    r->merged += count;
    for (size_t i = 0;
         i < count && 2 + 8 * i + 8 <= d->len && !wn_input_as_shown(r->input); i++) {
        const char *p = d->ptr + 2 + 8 * i;
        read_cells_merge(&r->cells, &r->rows,
                         (read_range){(uint32_t)read_u16(p) + 1,
                                      (uint32_t)read_u16(p + 2) + 1, read_u16(p + 4),
                                      read_u16(p + 6)});
    }
}

/* Find the records of all cells of the sheet that begins at `at`. */
static void find_cells(struct reader *r, size_t at)
{
    xls_data d = {0};
    bool sorted = true;

    for (size_t here = at; xls_next(&r->book, &at, &d) && d.type != XLS_EOF; here = at) {
        size_t least = least_of(d.type);
        if (d.type == XLS_BOF) {
            skip_inner(r, &at);
        } else if (least > 0 && d.len >= least) {
            place p = {(uint32_t)read_u16(d.ptr) << 16 | read_u16(d.ptr + 2),
                       (uint32_t)here};
            r->places =
                wn_grow(r->places, r->place_count, &r->place_room, sizeof(*r->places));
            sorted = sorted && (r->place_count == 0 ||
                                r->places[r->place_count - 1].row_column < p.row_column);
            r->places[r->place_count++] = p;
        } else if (d.type == XLS_ROW && d.len >= 14) {
            r->hidden += (read_u16(d.ptr + 12) & 0x20) != 0;
        } else if (d.type == XLS_MERGED && d.len >= 2) {
            take_merged(r, &d);
        }
    }
    if (d.type != XLS_EOF)
        wn_fail(r->err, WN_E_SOURCE, WN_SAY_READ_XLS_BROKEN, r->input->path);
    if (!sorted)
        qsort(r->places, r->place_count, sizeof(*r->places), by_place);
}

static bool advance(void *reader)
{
    struct reader *r = reader;
    xls_data d;

    for (int i = 0; i < CELLS_AT_ONCE && r->next < r->place_count; i++) {
        size_t at = r->places[r->next++].at;
        if (xls_next(&r->book, &at, &d))
            take_cell(r, &d, at);
    }
    r->input->consumed = r->input->bytes * r->next / (r->place_count + 1);
    if (r->err->rc < 0 || r->next < r->place_count)
        return r->err->rc >= 0;
    if (!r->at_end) {
        give_row(r);
        read_note_sheet(r->input, &r->cells.merges, r->hidden, r->merged);
    }
    r->at_end = true;
    return false;
}

static int reader_probe(const wn_input *input, wn_str head)
{
    (void)input;
    return head.len >= 8 && !memcmp(head.ptr, "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", 8) ? 95
                                                                                     : 0;
}

static void reader_close(void *reader)
{
    struct reader *r = reader;

    xls_book_close(&r->book);
    read_rows_release(&r->rows);
    wn_buf_release(&r->text);
    read_cells_release(&r->cells);
    free(r->places);
    free(r);
}

static wn_rc reader_open(void **reader_out, wn_input *input, wn_error *err)
{
    struct reader *r = wn_alloc(1, sizeof(*r));
    xls_data d;
    size_t at;

    *reader_out = r;
    r->input = input;
    r->err = err;
    input->consumed = 0;
    read_rows_init(&r->rows, input, err, advance, r);
    if (xls_book_open(&r->book, input, err) < 0 || read_choose_table(input, err) < 0)
        return err->rc;
    at = r->book.sheets[input->table];
    if (!xls_next(&r->book, &at, &d) || d.type != XLS_BOF)
        return wn_fail(err, WN_E_SOURCE, WN_SAY_READ_XLS_BROKEN, input->path);
    find_cells(r, at);
    return err->rc < 0 ? err->rc : read_rows_open(&r->rows);
}

static wn_rc reader_next(void *reader, wn_batch *batch)
{
    return read_rows_next(&((struct reader *)reader)->rows, batch);
}

const wn_reader_class wn_reader_xls = {
    .name = "xls",
    .en = "Excel workbooks of 1995 to 2003 (.xls)",
    .zh = "Excel 95 至 2003 工作簿（.xls）",
    .is_binary = true,
    .probe = reader_probe,
    .open = reader_open,
    .next = reader_next,
    .close = reader_close,
};
