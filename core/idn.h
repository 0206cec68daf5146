/* idn.h - international domain names, by ICU (UTS 46). */
#ifndef CORE_IDN_H
#define CORE_IDN_H

#include "winnow/base.h"

/* müller.de -> xn--mller-kva.de into out; returns the length, 0: it is no such name.
 * About 2 µs a call: for domains that are not ASCII only. */
size_t wn_idn_to_ascii(wn_str domain, char *out, size_t room);

#endif
