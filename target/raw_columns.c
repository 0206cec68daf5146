/* raw_columns.c - rows column by column, and back. */
#include "raw_columns.h"

#include <string.h>

void raw_add_number(wn_buf *out, size_t number)
{
    for (; number >= 128; number >>= 7)
        wn_buf_char(out, (char)(number | 128));
    wn_buf_char(out, (char)number);
}

bool raw_take_number(wn_str *text, size_t *out)
{
    *out = 0;
    for (int shift = 0; text->len > 0 && shift < 56; shift += 7) {
        unsigned char byte = (unsigned char)*text->ptr++;
        text->len--;
        *out |= (size_t)(byte & 127) << shift;
        if (byte < 128)
            return true;
    }
    return false;
}

/* ---- writing ---------------------------------------------------------------------- */

/* Appends the piece, and a comma. */
static void add_piece(raw_columns *c, size_t column, const char *from, size_t len)
{
    wn_buf *to = &c->columns[column];
    char *at = wn_buf_reserve(to, len + 1);

    memcpy(at, from, len);
    at[len] = ',';
    to->len += len + 1;
}

static size_t pieces_of(wn_str row)
{
    const char *end = row.ptr + row.len;
    size_t count = 1;

    for (const char *at = row.ptr;
         at < end && count <= RAW_COLUMNS && (at = memchr(at, ',', (size_t)(end - at)));
         at++)
        count++;
    return count;
}

void raw_columns_add(raw_columns *c, wn_str row)
{
    size_t count = pieces_of(row), column = 0;
    bool whole = count > RAW_COLUMNS;

    c->bytes += row.len + 1;
    wn_buf_char(&c->counts, (char)(whole ? 0 : count));
    if (whole) {
        raw_add_number(&c->rest, row.len);
        wn_buf_add(&c->rest, row);
        return;
    }
    for (; column + 1 < count; column++) {
        size_t len = (size_t)((const char *)memchr(row.ptr, ',', row.len) - row.ptr);
        add_piece(c, column, row.ptr, len);
        row.ptr += len + 1;
        row.len -= len + 1;
    }
    add_piece(c, column, row.len ? row.ptr : "", row.len);
    c->used = count > c->used ? count : c->used;
}

static void move(wn_buf *from, wn_buf *out)
{
    wn_buf_add(out, wn_buf_str(from));
    from->len = 0;
}

void raw_columns_write(raw_columns *c, wn_buf *out)
{
    wn_buf_add(out, WN_STR(RAW_COLUMNS_MARK));
    raw_add_number(out, c->counts.len);
    raw_add_number(out, c->used);
    for (size_t i = 0; i < c->used; i++)
        raw_add_number(out, c->columns[i].len);
    raw_add_number(out, c->rest.len);
    move(&c->counts, out);
    for (size_t i = 0; i < c->used; i++)
        move(&c->columns[i], out);
    move(&c->rest, out);
    c->used = c->bytes = 0;
}

void raw_columns_release(raw_columns *c)
{
    for (size_t i = 0; i < RAW_COLUMNS; i++)
        wn_buf_release(&c->columns[i]);
    wn_buf_release(&c->counts);
    wn_buf_release(&c->rest);
}

/* ---- reading ---------------------------------------------------------------------- */

typedef struct raw_parts {
    wn_str counts, columns[RAW_COLUMNS], rest;
    size_t used;
} raw_parts;

bool raw_is_columns(wn_str text)
{
    return text.len >= 2 && !memcmp(text.ptr, RAW_COLUMNS_MARK, 2);
}

static bool take_part(wn_str *text, size_t len, wn_str *out)
{
    if (len > text->len)
        return false;
    *out = (wn_str){text->ptr, len};
    text->ptr += len;
    text->len -= len;
    return true;
}

/* Takes the head off the text: where each part of it is. */
static bool take_parts(wn_str text, raw_parts *p)
{
    size_t count, rest, lengths[RAW_COLUMNS];
    if (!raw_is_columns(text))
        return false;
    text.ptr += 2;
    text.len -= 2;
    bool good = raw_take_number(&text, &count) && raw_take_number(&text, &p->used) &&
           p->used <= RAW_COLUMNS;
    for (size_t i = 0; good && i < p->used; i++)
        good = raw_take_number(&text, &lengths[i]);
    good = good && raw_take_number(&text, &rest) && take_part(&text, count, &p->counts);
    for (size_t i = 0; good && i < p->used; i++)
        good = take_part(&text, lengths[i], &p->columns[i]);
    return good && take_part(&text, rest, &p->rest) && text.len == 0;
}

/* Puts a row together, from its pieces. */
static bool read_pieces(raw_parts *p, size_t count, wn_buf *row)
{
    row->len = 0;
    for (size_t i = 0; i < count; i++) {
        wn_str *column = &p->columns[i], piece;
        const char *end =
            i < p->used && column->len ? memchr(column->ptr, ',', column->len) : NULL;
        if (!end || !take_part(column, (size_t)(end - column->ptr) + 1, &piece))
            return false;
        wn_buf_add(row, piece);
    }
    row->len -= count > 0; /* the last comma is ours */
    return true;
}

bool raw_columns_read(wn_str text, wn_buf *rows)
{
    raw_parts p;
    wn_buf row = {0};
    bool good = take_parts(text, &p);

    for (size_t r = 0; good && r < p.counts.len; r++) {
        size_t count = (unsigned char)p.counts.ptr[r], len;
        wn_str whole = {0};
        if (count == 0) {
            good = raw_take_number(&p.rest, &len) && take_part(&p.rest, len, &whole);
        } else {
            good = read_pieces(&p, count, &row);
            whole = wn_buf_str(&row);
        }
        raw_add_number(rows, whole.len);
        wn_buf_add(rows, whole);
    }
    wn_buf_release(&row);
    return good;
}
