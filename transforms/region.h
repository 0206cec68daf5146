/* region.h - which country a text beside a telephone number speaks of, and how surely. */
#ifndef TRANSFORMS_REGION_H
#define TRANSFORMS_REGION_H

#include "winnow/transform.h"

typedef struct region_hint {
    const char *sure; /* "DE", or NULL */
    const char
        *likely; /* "US IT": of these, the one whose plan the number fits; or NULL */
} region_hint;

region_hint region_ask(wn_str text, wn_place place, wn_arena *scratch);
/* The area code of a Chinese city, of the city of an address, or of one in pinyin; NULL:
 * it is not known. */
const char *region_area_code(wn_str place, wn_arena *scratch);

#endif
