/* text.c - the bytes of a file as UTF-8, piece by piece. */
#include "read.h"

#include "winnow/file.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

wn_rc read_text_open(read_text *t, wn_input *input, wn_error *err)
{
    *t = (read_text){.input = input, .err = err, .fd = -1};
    input->consumed = 0;
    t->chunk = wn_alloc(input->chunk, 1);
    t->fd = wn_file_open(input->file, WN_E_SOURCE, err);
    if (t->fd < 0)
        return err->rc;
    if (lseek(t->fd, (off_t)input->mark, SEEK_SET) < 0)
        return wn_fail(err, WN_E_SOURCE, WN_SAY_CANNOT_READ, input->path,
                       strerror(errno));
    if (!input->is_utf8 || strcmp(input->encoding, "utf-8") != 0)
        t->decoder = wn_decoder_new(input->encoding);
    return WN_OK;
}

wn_str read_text_next(read_text *t)
{
    for (;;) {
        ssize_t got = read(t->fd, t->chunk, t->input->chunk);
        if (got < 0) {
            wn_fail(t->err, WN_E_SOURCE, WN_SAY_CANNOT_READ, t->input->path,
                    strerror(errno));
            return WN_STR("");
        }
        t->input->consumed += (uint64_t)got;
        wn_str piece = {t->chunk, (size_t)got};
        if (!t->decoder)
            return piece;
        t->decoded.len = 0;
        wn_decoder_feed(t->decoder, piece, got == 0, &t->decoded);
        if (got == 0 || t->decoded.len > 0)
            return wn_buf_str(&t->decoded);
    }
}

void read_text_close(read_text *t)
{
    wn_decoder_free(t->decoder);
    wn_buf_release(&t->decoded);
    if (t->fd >= 0)
        close(t->fd);
    free(t->chunk);
    *t = (read_text){.fd = -1};
}
