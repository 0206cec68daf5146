/* mime.h - MHTML (RFC 2557): web pages in a mail message. Report servers call such files
 * .xls. */
#ifndef READERS_MIME_H
#define READERS_MIME_H

#include "read.h"

bool read_mime_is(wn_str head);
/* Append the HTML parts of the message to out, decoded to UTF-8, one after the other. */
wn_rc read_mime_pages(wn_input *input, wn_buf *out, wn_error *err);
/* Decode the text from quoted-printable or from base64 (RFC 2045) and append it to
 * out. */
void read_add_quoted(wn_buf *out, wn_str text);
void read_add_base64(wn_buf *out, wn_str text);
/* Is it written in base64? */
bool read_is_base64(wn_str s);
bool read_is_text(wn_str bytes);

#endif
