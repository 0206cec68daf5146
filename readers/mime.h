/* mime.h - MHTML (RFC 2557): web pages within a message, which report servers call .xls.
 */
#ifndef READERS_MIME_H
#define READERS_MIME_H

#include "read.h"

bool read_mime_is(wn_str head);
/* The HTML parts of the message, decoded, as UTF-8, one behind the other. */
wn_rc read_mime_pages(wn_input *input, wn_buf *out, wn_error *err);
/* Append the text to out, decoded from quoted-printable or base64 (RFC 2045). */
void read_add_quoted(wn_buf *out, wn_str text);
void read_add_base64(wn_buf *out, wn_str text);
/* Are the bytes text in some encoding, and not a picture or a key? */
bool read_is_base64(wn_str s); /* is it written so? */
bool read_is_text(wn_str bytes);

#endif
