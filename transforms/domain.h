/* domain.h - names of hosts, in e-mail and web addresses. */
#ifndef TRANSFORMS_DOMAIN_H
#define TRANSFORMS_DOMAIN_H

#include "winnow/arena.h"

/* A name as mail goes to: two labels or more of ASCII letters (of any case), digits
 * and hyphens (RFC 1123, RFC 5890: xn--), the last of two characters and no number. */
bool domain_is_good(wn_str s);
/* In small ASCII letters (IDNA, if it is not ASCII), or "" if it is no such name. In
 * the arena, or `s` itself. */
wn_str domain_read(wn_str s, wn_arena *arena);
/* s in small letters (ASCII only); in the arena, or s itself. */
wn_str domain_lower(wn_str s, wn_arena *arena);
/* Is it the end of a name, under which people register: com, cn, com.cn, co.uk? */
bool domain_is_top(wn_str s);
/* What its owner registered: example.co.uk of www.example.co.uk. */
wn_str domain_registered(wn_str domain);

#endif
