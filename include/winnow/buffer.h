/*
 * buffer.h - text that grows.
 *
 *     wn_buf buf = {0};
 *     wn_buf_format(&buf, "%d of %d", 3, 7);
 *     puts(buf.ptr);
 *     wn_buf_release(&buf);
 */
#ifndef WINNOW_BUFFER_H
#define WINNOW_BUFFER_H

#include "winnow/base.h"

#ifdef __cplusplus
extern "C" {
#endif

/* Zero it to begin. After the first add, `ptr` is not NULL and points to `len` bytes and
 * a NUL. The caller may read both members, and may set `len` to less, or to 0 to begin
 * again. */
typedef struct wn_buf {
    char *ptr;
    size_t len, room;
} wn_buf;

void wn_buf_add(wn_buf *buf, wn_str s);
void wn_buf_char(wn_buf *buf, char c);
void wn_buf_format(wn_buf *buf, const char *format, ...)
    __attribute__((format(printf, 2, 3)));
wn_str wn_buf_str(const wn_buf *buf); /* borrowed until the next add; "" at first */
void wn_buf_release(wn_buf *buf);     /* frees the text and zeroes *buf */

#ifdef __cplusplus
}
#endif

#endif
