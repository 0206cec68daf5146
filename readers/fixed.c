/*
 * fixed.c - text with fixed columns: lists that a program printed.
 *
 * Lines above the header, and lines that do not fit the columns (page titles, "(12 rows
 * affected)"), are not records. They are counted, and the user is told.
 */
#include "fixed.h"

#include "core/fail.h"
#include "core/memory.h"

#include <stdlib.h>
#include <string.h>

struct reader {
    read_text text;
    read_rows rows;
    fixed_shape shape;
    wn_buf buf;   /* text, from the current line on */
    size_t begin; /* where the current line begins in buf */
    wn_buf held;  /* the line before: a ruler may follow it */
    uint64_t held_line;
    wn_map titles; /* fingerprints of lines above the header */
    wn_buf plain;  /* scratch */
    bool is_held, no_more, has_begun, is_over; /* is_over: another table began */
    uint64_t line, off, shifted, outside;
    wn_str cells[FIXED_MOST];
};

static int reader_probe(const wn_input *input, wn_str head)
{
    fixed_shape shape;

    (void)input;
    if (head.len == 0 || head.ptr[0] == '<' || !fixed_find(head, &shape))
        return 0;
    return shape.ruler ? 60 : 55;
}

/* Fingerprint of a line in which all digits are alike, because its page number and time
 * change. */
static wn_fingerprint fingerprint_of(struct reader *r, wn_str line)
{
    wn_buf *digits = &r->plain;

    digits->len = 0;
    wn_buf_add(digits, line);
    for (size_t i = 0; i < digits->len; i++)
        if (digits->ptr[i] >= '0' && digits->ptr[i] <= '9')
            digits->ptr[i] = '0';
    return wn_fingerprint_of(wn_buf_str(digits));
}

/* Is it a title? Lines before the header are, and they may be repeated on every page. */
static bool is_title(struct reader *r, wn_str line, uint64_t number, bool keeps)
{
    size_t filled = 0;

    if (r->has_begun)
        return r->titles.count > 0 && wn_map_find(&r->titles, fingerprint_of(r, line));
    for (size_t i = 0; keeps && i < r->shape.count; i++)
        filled += r->cells[i].len > 0;
    r->has_begun =
        r->shape.ruler ? number + 1 >= r->shape.ruler : filled * 10 >= r->shape.count * 6;
    if (!r->has_begun)
        wn_map_set(&r->titles, fingerprint_of(r, line), NULL);
    else if (number > 1)
        read_note(r->rows.input, WN_SAY_READ_NOTE_BEFORE, number, WN_STR(""));
    return !r->has_begun;
}

/* Handle a line that is not a ruler. */
static void take_line(struct reader *r, wn_str line, uint64_t number)
{
    bool shifted = false;
    read_row row = {.cells = r->cells, .count = r->shape.count, .line = number};

    if (r->is_over) {
        r->outside += line.len > 0;
        return;
    }
    if (line.len == 0) {
        row.count = 0;
        read_rows_add(&r->rows, &row);
        return;
    }
    line = wn_arena_str(read_rows_arena(&r->rows), line);
    bool keeps = fixed_cut(&r->shape, line, r->cells, &shifted), begun = r->has_begun;
    bool title = is_title(r, line, number, keeps);
    if (title || !keeps) {
        if (begun)
            read_note(r->rows.input, WN_SAY_READ_NOTE_OFF, ++r->off, line);
        return;
    }
    if (shifted)
        read_note(r->rows.input, WN_SAY_READ_NOTE_SHIFTED, ++r->shifted, WN_STR(""));
    read_rows_add(&r->rows, &row);
}

/* `line` is a ruler below the held line: does it begin another table? */
static bool is_other_table(const struct reader *r, wn_str line)
{
    fixed_shape own;

    if (!r->shape.ruler || !r->has_begun || !r->is_held || r->held.len == 0 ||
        !fixed_ruler(line, &own))
        return false;
    return own.count != r->shape.count;
}

static void give_held(struct reader *r)
{
    if (r->is_held)
        take_line(r, wn_buf_str(&r->held), r->held_line);
    r->is_held = false;
}

static void give_line(struct reader *r, wn_str line)
{
    r->is_over = r->is_over || is_other_table(r, line);
    give_held(r);
    if (fixed_is_rule(line))
        return;
    r->held.len = 0;
    wn_buf_add(&r->held, line);
    r->held_line = r->line;
    r->is_held = true;
}

static bool refill(struct reader *r)
{
    if (r->begin > 0)
        memmove(r->buf.ptr, r->buf.ptr + r->begin, r->buf.len - r->begin);
    r->buf.len -= r->begin;
    r->begin = 0;
    if (r->buf.len > READ_MAX_ROW) {
        wn_fail(r->text.err, WN_E_SOURCE, WN_SAY_READ_CELL_LONG,
                (unsigned long long)(READ_MAX_CELL >> 20));
        return false;
    }
    wn_str more = read_text_next(&r->text);
    wn_buf_add(&r->buf, more);
    r->no_more = more.len == 0;
    return r->text.err->rc >= 0;
}

/* Handle one line, or read more text. False: at the end, or err is set. */
static bool advance(void *reader)
{
    struct reader *r = reader;
    wn_str rest = wn_buf_from(&r->buf, r->begin);

    if (r->text.err->rc < 0)
        return false;
    if (rest.len == 0 && r->no_more) {
        give_held(r);
        if (r->outside > 0)
            read_note(r->rows.input, WN_SAY_READ_NOTE_OUTSIDE, r->outside, WN_STR(""));
        return false;
    }
    const char *end = rest.len ? memchr(rest.ptr, '\n', rest.len) : NULL;
    if (!end && !r->no_more)
        return refill(r);
    r->begin += end ? (size_t)(end - rest.ptr) + 1 : rest.len;
    r->line++;
    give_line(r, fixed_next_line(&rest));
    return r->text.err->rc >= 0;
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
    wn_buf_release(&r->held);
    wn_buf_release(&r->plain);
    wn_map_release(&r->titles);
    free(r);
}

static wn_rc reader_open(void **reader_out, wn_input *input, wn_error *err)
{
    struct reader *r = wn_alloc(1, sizeof(*r));

    *reader_out = r;
    r->text.fd = -1;
    read_rows_init(&r->rows, input, err, advance, r);
    r->rows.is_text = true;
    r->rows.has_margin = false;
    input->table_count = 0;
    if (!fixed_find(input->head, &r->shape))
        return wn_fail(err, WN_E_SOURCE, WN_SAY_READ_NO_FORMAT, input->path);
    r->rows.names_first = r->shape.ruler > 0;
    if (read_text_open(&r->text, input, err) < 0)
        return err->rc;
    return read_rows_open(&r->rows);
}

const wn_reader_class wn_reader_fixed = {
    .name = "fixed",
    .en = "printed lists: columns by their place in the line, with or without dashes",
    .zh = "打印的清单：按位置对齐分列的文本，有无虚线均可",
    .probe = reader_probe,
    .open = reader_open,
    .next = reader_next,
    .close = reader_close,
};
