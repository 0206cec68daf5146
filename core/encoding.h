/*
 * encoding.h - from whatever bytes a file holds to UTF-8.
 */
#ifndef CORE_ENCODING_H
#define CORE_ENCODING_H

#include "text.h"

/* The canonical name ("gb18030") of an encoding people may write as GBK,
 * cp936, UTF8 ...; NULL when ICU knows none of that name. The result lives
 * as long as the program. */
const char *wn_encoding_find(wn_str name);

/* The encoding a byte order mark announces and its length, or NULL. */
const char *wn_encoding_mark(wn_str head, size_t *length_out);

/* What encoding text that is not UTF-8 is most likely in: ICU's detector
 * proposes, strict decoding and the shares of everyday characters decide. The
 * sample should hold whole lines with bytes above 127. NULL: none fits. */
const char *wn_encoding_guess(wn_str sample);

/* The name ICU's converter goes by. */
const char *wn_encoding_converter(const char *name);

typedef struct wn_decoder wn_decoder;

/* NULL when ICU cannot convert from it. */
wn_decoder *wn_decoder_new(const char *encoding);
/* Append the bytes as UTF-8 to out. What cannot be decoded becomes U+FFFD. A
 * character cut by the end of the bytes waits for the next call, or for last. */
void wn_decoder_feed(wn_decoder *decoder, wn_str bytes, bool last, wn_buf *out);
void wn_decoder_free(wn_decoder *decoder);

/* The whole text as UTF-8, byte order mark removed: by its mark, as UTF-8 when
 * it is that, else as the guess. Returns the encoding's name; NULL: none fits. */
const char *wn_decode_text(wn_str bytes, wn_buf *out);

#endif
