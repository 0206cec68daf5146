/* lines.c - reads text line by line. */
#include "lines.h"

#include "core/fail.h"

#include <string.h>

wn_rc read_lines_open(read_lines *l, wn_input *input, wn_error *err)
{
    wn_str head = input->head;
    bool has_lf = head.len == 0 || memchr(head.ptr, '\n', head.len);

    l->buf.len = l->at = 0;
    l->no_more = false;
    l->number = 0;
    l->end = has_lf || !memchr(head.ptr, '\r', head.len) ? '\n' : '\r';
    return l->text.fd >= 0 ? read_text_again(&l->text)
                           : read_text_open(&l->text, input, err);
}

bool read_lines_fit(const read_lines *l, size_t len)
{
    if (len > READ_MAX_ROW)
        wn_fail(l->text.err, WN_E_SOURCE, WN_SAY_READ_CELL_LONG,
                (unsigned long long)(READ_MAX_CELL >> 20));
    return len <= READ_MAX_ROW;
}

/* Drop the lines that are done and read on. */
static void refill(read_lines *l)
{
    size_t left = l->buf.len - l->at;

    if (!read_lines_fit(l, left))
        return;
    if (l->at > 0)
        memmove(l->buf.ptr, l->buf.ptr + l->at, left);
    l->buf.len = left;
    l->at = 0;
    wn_str more = read_text_next(&l->text);
    wn_buf_add(&l->buf, more);
    l->no_more = more.len == 0;
}

bool read_lines_next(read_lines *l, wn_str *line_out)
{
    size_t looked = 0; /* bytes without a line end */

    while (l->text.err->rc >= 0) {
        size_t left = l->buf.len - l->at;
        const char *from = wn_buf_from(&l->buf, l->at).ptr;
        const char *end =
            left > looked ? memchr(from + looked, l->end, left - looked) : NULL;
        if (!end && !l->no_more) {
            looked = left;
            refill(l);
            continue;
        }
        if (!end && left == 0)
            return false;
        size_t len = end ? (size_t)(end - from) : left;
        l->at += end ? len + 1 : len;
        l->number++;
        len -= len > 0 && from[len - 1] == '\r';
        size_t mark = len >= 3 && !memcmp(from, "\xEF\xBB\xBF", 3) ? 3 : 0;
        *line_out = (wn_str){from + mark, len - mark}; /* joined files have several */
        return true;
    }
    return false;
}

void read_lines_close(read_lines *l)
{
    read_text_close(&l->text);
    wn_buf_release(&l->buf);
}
