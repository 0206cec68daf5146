/*
 * encoding.h - from the bytes of a file, in any encoding, to UTF-8.
 */
#ifndef CORE_ENCODING_H
#define CORE_ENCODING_H

#include "text.h"

/* The canonical name ("gb18030") of an encoding that people may write as GBK,
 * cp936, UTF8 ...; NULL when ICU knows no such encoding. The result lives
 * as long as the program. */
const char *wn_encoding_find(wn_str name);

/* The encoding a byte order mark announces and its length, or NULL. */
const char *wn_encoding_mark(wn_str head, size_t *length_out);

/* The most likely encoding of a text that is not UTF-8: ICU's detector
 * proposes; strict decoding and the share of everyday characters decide. The
 * sample should hold whole lines with bytes above 127. NULL: none fits. */
const char *wn_encoding_guess(wn_str sample);

/* The name of ICU's converter for an encoding. */
const char *wn_encoding_converter(const char *name);

typedef struct wn_decoder wn_decoder;

/* NULL when ICU cannot convert from it. */
wn_decoder *wn_decoder_new(const char *encoding);
/* Append the bytes as UTF-8 to out. Bytes that cannot be decoded become U+FFFD. A
 * character that is cut by the end of the bytes is kept for the next call; with `last`
 * it becomes U+FFFD. */
void wn_decoder_feed(wn_decoder *decoder, wn_str bytes, bool last, wn_buf *out);
void wn_decoder_free(wn_decoder *decoder);

/* Append the whole text as UTF-8, without its byte order mark. The encoding is that of
 * the mark, else UTF-8 if the text is valid UTF-8, else wn_encoding_guess(). Returns the
 * encoding's name; NULL: none fits. */
const char *wn_decode_text(wn_str bytes, wn_buf *out);

#endif
