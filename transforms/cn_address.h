/* cn_address.h - the province, city and district that a Chinese address names. */
#ifndef TRANSFORMS_CN_ADDRESS_H
#define TRANSFORMS_CN_ADDRESS_H

#include "winnow/arena.h"

typedef struct cn_address {
    wn_str province, city, district; /* whole names, as they are now; or "" */
    int code;                        /* GB/T 2260 of the lowest of them, or 0 */
    wn_str detail;                   /* what follows: road, number, building */
    /* The written division no longer exists (新津县, 卢湾区); the part given is today's
     * division, to which its area belongs. */
    bool new_province, new_city, new_district, new_code;
    /* The division no longer exists, and its area belongs to several now, or it was
     * dissolved after the table was made. Then name and code stay as written, and this
     * text names today's divisions; else NULL. */
    const char *instead;
} cn_address;

/* Prepares an address for cn_address_parse: simplified characters, and no blanks except
 * between two words or numbers. In the arena. */
wn_str cn_address_text(wn_str s, wn_arena *arena);
/* Takes an address apart; `text` comes from cn_address_text. What a district or city
 * implies (湘潭县 is in 湖南省湘潭市) is filled in. False: the text begins with no known
 * place, or with a district of several cities (鼓楼区); then only the district's name is
 * set. */
bool cn_address_parse(wn_str text, cn_address *out);
/* ISO 3166 of the division that the text begins with: CN, TW, HK or MO; NULL: it begins
 * with none. `text` as for cn_address_parse; less is read than there. */
const char *cn_address_region(wn_str text);

#endif
