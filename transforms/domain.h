/* domain.h - host names in e-mail and web addresses. */
#ifndef TRANSFORMS_DOMAIN_H
#define TRANSFORMS_DOMAIN_H

#include "winnow/arena.h"

/* Is it a host name as mail needs it? Two or more labels of ASCII letters (any case),
 * digits and hyphens (RFC 1123; RFC 5890: xn--); the last label has at least two
 * characters and is no number. */
bool domain_is_good(wn_str s);
/* The name in small ASCII letters (non-ASCII by IDNA); "" if it is no such name. In the
 * arena, or `s` itself. */
wn_str domain_read(wn_str s, wn_arena *arena);
/* s in small letters (ASCII only); in the arena, or s itself. */
wn_str domain_lower(wn_str s, wn_arena *arena);
/* Is it a suffix under which people register names: com, cn, com.cn, co.uk? */
bool domain_is_top(wn_str s);
/* The part that its owner registered: example.co.uk of www.example.co.uk. */
wn_str domain_registered(wn_str domain);

#endif
