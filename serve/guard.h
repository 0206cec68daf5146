/* guard.h - which requests are answered at all. Pure functions: what they are given comes
 * from anybody who reaches the port, such as a page of the internet in the same browser. */
#ifndef SERVE_GUARD_H
#define SERVE_GUARD_H

#include "core/text.h"

#define GUARD_KEY 32 /* characters of a key: 128 bits in hex */
#define GUARD_NAME 255

/* Does the header Host name this server? A page that had its own name lead to 127.0.0.1
 * has another one. */
bool guard_host(wn_str host, int port);
/* Is the header Origin of a page of this server? */
bool guard_origin(wn_str origin, int port);
/* The value of a cookie in the header Cookie (RFC 6265, 5.4); "": it is not there, or
 * there twice. */
wn_str guard_cookie(wn_str header, wn_str name);
/* Are the keys the same? Takes as long whatever they have in common. */
bool guard_same(wn_str a, wn_str b);
/* What an upload is called: the last part of the name that the browser gave, if that may
 * be a name in the folder. False: it may not (it is hidden, has control characters, is
 * too long, is no UTF-8, or is nothing). */
bool guard_name(wn_str given, char out[GUARD_NAME + 1]);
/* Is the text a path below a folder that leads nowhere else: names with "/" between, none
 * of which is hidden, "." or ".."? */
bool guard_path(wn_str path);
/* The kind of a Content-Type, in small letters: "multipart/form-data". Borrowed; "": none. */
wn_str guard_kind(wn_str header);

#endif
