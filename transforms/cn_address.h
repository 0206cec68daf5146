/* cn_address.h - the province, city and district that a Chinese address names. */
#ifndef TRANSFORMS_CN_ADDRESS_H
#define TRANSFORMS_CN_ADDRESS_H

#include "winnow/arena.h"

typedef struct cn_address {
    wn_str province, city, district; /* whole names, as they are now; or "" */
    int code;                        /* GB/T 2260 of the lowest of them, or 0 */
    wn_str detail;                   /* what follows: road, number, building */
    /* The division is no more (新津县, 卢湾区), and what is said of it is said of that
     * which its area belongs to now. */
    bool new_province, new_city, new_district, new_code;
    /* No more, and its area belongs to several, or went since the table was made: the
     * name and code are as written, and these are there instead; NULL: not so. */
    const char *instead;
} cn_address;

/* What cn_address_parse reads, of an address as it was written: simplified, without
 * blanks but those between two words or numbers. In the arena. */
wn_str cn_address_text(wn_str s, wn_arena *arena);
/* `text` is of cn_address_text. What a district or city implies (湘潭县 is in
 * 湖南省湘潭市) is filled in. False: it begins with no place that is known, or with a
 * district of several cities (鼓楼区), whose name is all that is said. */
bool cn_address_parse(wn_str text, cn_address *out);
/* ISO 3166 of a division's code: CN, TW, HK or MO. */
const char *cn_address_region(int code);

#endif
