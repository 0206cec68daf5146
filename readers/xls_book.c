/*
 * xls_book.c - what the sheets of an old binary workbook share: names, formats, texts
 * (MS-XLS 2.4; for BIFF5: OpenOffice's "Documentation of the Excel File Format").
 */
#include "xls.h"

#include "core/fail.h"
#include "core/file.h"
#include "core/memory.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define MOST_BYTES ((size_t)512 << 20)
#define MOST_FORMATS 65536
#define MOST_OWN 4096 /* formats that the file defines */
#define MOST_SHEETS 4096

bool xls_next(const xls_book *b, size_t *at, xls_data *out)
{
    if (*at > b->stream.len || b->stream.len - *at < 4)
        return false;
    const char *p = b->stream.ptr + *at;
    size_t left = b->stream.len - *at - 4;

    *out = (xls_data){read_u16(p), p + 4, read_u16(p + 2)};
    if (out->len > left)
        out->len = left; /* the file is cut off */
    *at += 4 + out->len;
    return true;
}

/* ---- texts ----------------------------------------------------------------------------
 */

static void add_utf16(wn_buf *out, const char *p, size_t units)
{
    char bytes[4];

    for (size_t i = 0; i < units; i++) {
        uint32_t c = read_u16(p + 2 * i);
        if (c >= 0xD800 && c < 0xDC00 && i + 1 < units) {
            uint32_t low = read_u16(p + 2 * i + 2);
            if (low >= 0xDC00 && low < 0xE000) {
                c = 0x10000 + ((c - 0xD800) << 10) + (low - 0xDC00);
                i++;
            }
        }
        if (c >= 0xD800 && c < 0xE000)
            c = 0xFFFD;
        if (c > 0)
            wn_buf_add(out, (wn_str){bytes, wn_utf8_put(bytes, c)});
    }
}

static void add_latin(wn_buf *out, const char *p, size_t len)
{
    char bytes[4];

    for (size_t i = 0; i < len; i++)
        if (p[i])
            wn_buf_add(out, (wn_str){bytes, wn_utf8_put(bytes, (unsigned char)p[i])});
}

static void add_bytes(const xls_book *b, const char *p, size_t len, wn_buf *out)
{
    if (b->decoder)
        wn_decoder_feed(b->decoder, (wn_str){p, len}, true, out);
    else
        add_latin(out, p, len);
}

void xls_add_text(xls_book *b, const char *p, size_t len, int width, wn_buf *out)
{
    if (len < (size_t)width)
        return;
    size_t chars = width == 1 ? (unsigned char)*p : read_u16(p);
    p += width;
    len -= (size_t)width;
    if (!b->is_8) {
        add_bytes(b, p, chars < len ? chars : len, out);
        return;
    }
    if (len < 1)
        return;
    int flags = *p++;
    len--;
    size_t skip =
        (size_t)((flags & 8 ? 2 : 0) + (flags & 4 ? 4 : 0)); /* runs, phonetics */
    if (len < skip)
        return;
    p += skip;
    len -= skip;
    if (flags & 1)
        add_utf16(out, p, chars < len / 2 ? chars : len / 2);
    else
        add_latin(out, p, chars < len ? chars : len);
}

/* A position in the shared strings, which continue in CONTINUE records. If a text
 * continues, the new record begins with its flags again. */
typedef struct cursor {
    const xls_book *book;
    size_t next; /* place of the next record */
    const char *p;
    size_t left;
} cursor;

static bool next_piece(cursor *c)
{
    xls_data d;
    size_t at = c->next;

    if (!xls_next(c->book, &at, &d) || d.type != XLS_CONTINUE)
        return false;
    c->next = at;
    c->p = d.ptr;
    c->left = d.len;
    return true;
}

/* Read `size` bytes into `to`; NULL: skip them. False: there are not so many. */
static bool take(cursor *c, char *to, size_t size)
{
    while (size > 0) {
        if (c->left == 0 && !next_piece(c))
            return false;
        size_t some = size < c->left ? size : c->left;
        if (to) {
            memcpy(to, c->p, some);
            to += some;
        }
        c->p += some;
        c->left -= some;
        size -= some;
    }
    return true;
}

static bool take_chars(cursor *c, size_t chars, int flags, wn_buf *out)
{
    while (chars > 0) {
        char again;
        if (c->left == 0) {
            if (!next_piece(c) || !take(c, &again, 1))
                return false;
            flags = (flags & ~1) | (again & 1);
        }
        size_t width = flags & 1 ? 2 : 1, some = c->left / width;
        some = some < chars ? some : chars;
        if (some == 0 && c->left > 0)
            return false; /* only half a character is left */
        if (flags & 1)
            add_utf16(out, c->p, some);
        else
            add_latin(out, c->p, some);
        c->p += some * width;
        c->left -= some * width;
        chars -= some;
    }
    return true;
}

static bool take_text(cursor *c, wn_buf *out)
{
    char head[3], runs[2] = {0}, extra[4] = {0};

    if (!take(c, head, 3) || ((head[2] & 8) && !take(c, runs, 2)) ||
        ((head[2] & 4) && !take(c, extra, 4)))
        return false;
    return take_chars(c, read_u16(head), head[2], out) &&
           take(c, NULL, (size_t)read_u16(runs) * 4 + read_u32(extra));
}

static void read_texts(xls_book *b, const xls_data *d, size_t next)
{
    cursor c = {b, next, d->ptr, d->len};
    char head[8];

    if (!take(&c, head, 8))
        return;
    for (uint32_t i = 0, count = read_u32(head + 4); i < count; i++) {
        size_t before = b->texts.len;
        bool good = take_text(&c, &b->texts);
        if ((!good && b->texts.len == before) || b->texts.len > READ_MAX_TEXTS)
            return;
        b->ends = wn_grow(b->ends, b->text_count, &b->text_room, sizeof(*b->ends));
        b->ends[b->text_count++] = (uint32_t)b->texts.len;
        if (!good)
            return;
    }
}

wn_str xls_book_text(const xls_book *b, size_t number)
{
    if (number >= b->text_count)
        return WN_STR("");
    size_t from = number ? b->ends[number - 1] : 0;
    return (wn_str){b->texts.ptr + from, b->ends[number] - from};
}

/* ---- globals ---------------------------------------------------------------------- */

typedef struct globals {
    xls_book *book;
    wn_input *input;
    wn_error *err;
    struct named_format {
        unsigned id;
        read_number_format format;
    } * own;
    size_t own_count, own_room, table_room;
} globals;

typedef struct named_format named_format;

static wn_decoder *decoder_of(unsigned page)
{
    static const struct {
        unsigned page;
        const char *name;
    } names[] = {{10000, "macintosh"}, {32768, "macintosh"}, {32769, "windows-1252"},
                 {936, "gb18030"},     {950, "big5"},        {932, "windows-31j"},
                 {949, "windows-949"}, {10008, "gb18030"},   {65001, "utf-8"}};
    char name[24];

    for (size_t i = 0; i < WN_COUNT(names); i++)
        if (names[i].page == page)
            return wn_decoder_new(names[i].name);
    snprintf(name, sizeof(name), "%s%u", page >= 1250 && page <= 1258 ? "windows-" : "cp",
             page);
    const char *known = wn_encoding_find(wn_str_of(name));
    return known ? wn_decoder_new(known) : NULL;
}

static void add_sheet(globals *g, const xls_data *d)
{
    xls_book *b = g->book;
    wn_buf name = {0};

    if (d->len < 7 || (d->ptr[5] & 0x0F) != 0 || /* a chart or a macro sheet */
        b->sheet_count >= MOST_SHEETS)
        return;
    xls_add_text(b, d->ptr + 6, d->len - 6, 1, &name);
    b->sheets = wn_grow(b->sheets, b->sheet_count, &b->sheet_room, sizeof(*b->sheets));
    b->sheets[b->sheet_count++] = read_u32(d->ptr);
    wn_table *tables =
        wn_arena_alloc(&g->input->arena, (b->sheet_count + 1) * sizeof(wn_table));
    if (b->sheet_count > 1)
        memcpy(tables, g->input->tables, (b->sheet_count - 1) * sizeof(wn_table));
    tables[b->sheet_count - 1] = (wn_table){
        wn_arena_str(&g->input->arena, wn_buf_str(&name)), (d->ptr[4] & 3) != 0};
    g->input->tables = tables;
    g->input->table_count = b->sheet_count;
    wn_buf_release(&name);
}

static void add_format(globals *g, const xls_data *d)
{
    wn_buf code = {0};

    if (d->len < 3 || g->own_count >= MOST_OWN)
        return;
    xls_add_text(g->book, d->ptr + 2, d->len - 2, g->book->is_8 ? 2 : 1, &code);
    g->own = wn_grow(g->own, g->own_count, &g->own_room, sizeof(*g->own));
    g->own[g->own_count++] = (named_format){
        read_u16(d->ptr), code.len ? read_format_of(wn_buf_str(&code), &g->input->arena)
                                   : read_format_builtin(read_u16(d->ptr))};
    wn_buf_release(&code);
}

static void add_style(globals *g, const xls_data *d)
{
    xls_book *b = g->book;

    if (d->len < 4 || b->format_count >= MOST_FORMATS)
        return;
    unsigned id = read_u16(d->ptr + 2);
    read_number_format format = read_format_builtin(id);
    for (size_t i = 0; i < g->own_count; i++)
        if (g->own[i].id == id)
            format = g->own[i].format;
    b->formats =
        wn_grow(b->formats, b->format_count, &b->format_room, sizeof(*b->formats));
    b->formats[b->format_count++] = format;
}

static wn_rc take_record(globals *g, const xls_data *d, size_t next)
{
    xls_book *b = g->book;

    switch (d->type) {
    case XLS_FILEPASS:
        return wn_fail(g->err, WN_E_SOURCE, WN_SAY_READ_ENCRYPTED, g->input->path);
    case XLS_CODEPAGE:
        if (d->len >= 2 && !b->decoder && !b->is_8)
            b->decoder = decoder_of(read_u16(d->ptr));
        break;
    case XLS_DATEMODE:
        b->from_1904 = d->len >= 2 && read_u16(d->ptr) == 1;
        break;
    case XLS_FORMAT:
        add_format(g, d);
        break;
    case XLS_XF:
        add_style(g, d);
        break;
    case XLS_BOUNDSHEET:
        add_sheet(g, d);
        break;
    case XLS_SST:
        read_texts(b, d, next);
        break;
    default:
        break;
    }
    return WN_OK;
}

static wn_rc read_globals(globals *g)
{
    xls_data d;
    size_t at = 0;
    wn_rc rc = WN_OK;

    if (!xls_next(g->book, &at, &d) || d.type != XLS_BOF || d.len < 4)
        return wn_fail(g->err, WN_E_SOURCE, WN_SAY_READ_XLS_BROKEN, g->input->path);
    g->book->is_8 = read_u16(d.ptr) == 0x0600;
    while (rc >= 0 && xls_next(g->book, &at, &d) && d.type != XLS_EOF)
        rc = take_record(g, &d, at);
    if (rc >= 0 && g->book->sheet_count == 0)
        rc = wn_fail(g->err, WN_E_SOURCE, WN_SAY_READ_NO_SHEET, g->input->path);
    return rc;
}

wn_rc xls_book_open(xls_book *b, wn_input *input, wn_error *err)
{
    wn_buf file = {0};
    globals g = {.book = b, .input = input, .err = err};
    int fd = read_source_open(input, err);
    wn_rc rc =
        fd < 0 ? err->rc
               : wn_file_read_open(fd, input->file, MOST_BYTES, WN_E_SOURCE, &file, err);
    wn_str bytes = wn_buf_str(&file);

    input->table_count = 0;
    if (rc >= 0 && (read_ole_has(bytes, "EncryptedPackage") ||
                    read_ole_has(bytes, "EncryptionInfo")))
        rc = wn_fail(err, WN_E_SOURCE, WN_SAY_READ_ENCRYPTED, input->path);
    if (rc >= 0 && !read_ole_stream(bytes, "Workbook", &b->stream) &&
        !read_ole_stream(bytes, "Book", &b->stream))
        rc = wn_fail(err, WN_E_SOURCE, WN_SAY_READ_XLS_BROKEN, input->path);
    wn_buf_release(&file);
    if (rc >= 0)
        rc = read_globals(&g);
    free(g.own);
    return rc;
}

void xls_book_close(xls_book *b)
{
    wn_decoder_free(b->decoder);
    wn_buf_release(&b->stream);
    wn_buf_release(&b->texts);
    free(b->formats);
    free(b->sheets);
    free(b->ends);
}
