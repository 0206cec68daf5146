/* idn.h - international domain names, by ICU (UTS 46). */
#ifndef CORE_IDN_H
#define CORE_IDN_H

#include "winnow/base.h"

/* müller.de -> xn--mller-kva.de into out. Returns the length; 0: no valid domain. A call
 * takes about 2 µs: use it only for domains that are not ASCII. */
size_t wn_idn_to_ascii(wn_str domain, char *out, size_t room);

#endif
