/* cn_address.h - the province, city and district that a Chinese address names. */
#ifndef TRANSFORMS_CN_ADDRESS_H
#define TRANSFORMS_CN_ADDRESS_H

#include "winnow/arena.h"

typedef struct cn_address {
    wn_str province, city, district; /* whole names, as they are now; or "" */
    int code;                        /* GB/T 2260 of the lowest of them, or 0 */
    wn_str detail;                   /* what follows: road, number, building */
} cn_address;

/* What cn_address_parse reads, of an address as it was written: simplified, without
 * blanks, a postcode in front and 中国. In the arena. */
wn_str cn_address_text(wn_str s, wn_arena *arena);
/* `text` is in simplified characters, without blanks. What a district or city implies
 * (湘潭县 is in 湖南省湘潭市) is filled in. False: it begins with no place that is known.
 */
bool cn_address_parse(wn_str text, cn_address *out);

#endif
