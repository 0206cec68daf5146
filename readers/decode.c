/*
 * decode.c - the bytes of a file as UTF-8, piece by piece.
 *
 * A file may be put together from two exports: UTF-8, but with some lines in another
 * encoding. Such a file is read line by line, and lines that are not UTF-8 are decoded
 * from the other one.
 */
#include "read.h"

#include "core/fail.h"
#include "core/file.h"
#include "core/memory.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

wn_rc read_text_open(read_text *t, wn_input *input, wn_error *err)
{
    *t = (read_text){.input = input, .err = err, .fd = -1};
    t->chunk = wn_alloc(input->chunk, 1);
    t->fd = read_source_open(input, err);
    return t->fd < 0 ? err->rc : read_text_again(t);
}

wn_rc read_text_again(read_text *t)
{
    wn_input *input = t->input;

    input->consumed = 0;
    t->decoded.len = t->line.len = 0;
    t->mended = 0;
    wn_decoder_free(t->decoder);
    t->decoder = NULL;
    if (lseek(t->fd, (off_t)input->mark, SEEK_SET) < 0)
        return wn_fail(t->err, WN_E_SOURCE, WN_SAY_CANNOT_READ, input->path,
                       wn_why(t->err->lang, errno));
    if (!input->is_utf8 || strcmp(input->encoding, "utf-8") != 0)
        t->decoder = wn_decoder_new(input->encoding);
    return WN_OK;
}

/* Append a whole line, decoded from its own encoding. */
static void add_line(read_text *t, wn_str line)
{
    const char *other = wn_utf8_valid(line) < line.len ? t->input->other : NULL;
    wn_decoder *decoder = wn_decoder_new(other ? other : "utf-8");

    if (other)
        read_note(t->input, WN_SAY_READ_NOTE_LINES, ++t->mended, wn_str_of(other));
    wn_decoder_feed(decoder, line, true, &t->decoded);
    wn_decoder_free(decoder);
}

/* Append all lines that are complete; at the end of the file also the rest. */
static void add_lines(read_text *t, wn_str piece)
{
    wn_buf_add(&t->line, piece);
    wn_str rest = wn_buf_str(&t->line);

    for (;;) {
        const char *end = rest.len ? memchr(rest.ptr, '\n', rest.len) : NULL;
        size_t len = end ? (size_t)(end - rest.ptr) + 1 : 0;
        bool flush = piece.len == 0 || rest.len > READ_MAX_CELL;
        if (!end && flush)
            len = rest.len;
        if (len == 0)
            break;
        add_line(t, (wn_str){rest.ptr, len});
        rest = (wn_str){rest.ptr + len, rest.len - len};
    }
    memmove(t->line.ptr, rest.ptr, rest.len);
    t->line.len = rest.len;
}

wn_str read_text_next(read_text *t)
{
    for (;;) {
        ssize_t got = read(t->fd, t->chunk, read_piece(t->input, t->input->column_count));
        if (got < 0) {
            wn_fail(t->err, WN_E_SOURCE, WN_SAY_CANNOT_READ, t->input->path,
                    wn_why(t->err->lang, errno));
            return WN_STR("");
        }
        t->input->consumed += (uint64_t)got;
        wn_str piece = {t->chunk, (size_t)got};
        if (!t->decoder)
            return piece;
        t->decoded.len = 0;
        if (t->input->other)
            add_lines(t, piece);
        else
            wn_decoder_feed(t->decoder, piece, got == 0, &t->decoded);
        if (got == 0 || t->decoded.len > 0)
            return wn_buf_str(&t->decoded);
    }
}

wn_str read_as_text(wn_input *input, wn_str text, wn_arena *arena)
{
    wn_buf out = {0};

    if (wn_utf8_valid(text) == text.len)
        return text;
    wn_decoder *decoder = wn_decoder_new("utf-8");
    wn_decoder_feed(decoder, text, true, &out);
    wn_decoder_free(decoder);
    text = wn_arena_str(arena, wn_buf_str(&out));
    wn_buf_release(&out);
    input->has_lost = true;
    return text;
}

void read_text_close(read_text *t)
{
    wn_decoder_free(t->decoder);
    wn_buf_release(&t->decoded);
    wn_buf_release(&t->line);
    if (t->fd >= 0)
        close(t->fd);
    free(t->chunk);
    *t = (read_text){.fd = -1};
}
