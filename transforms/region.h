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
/* What an address names last: Deutschland; "IL 62704" is likely of the United States. */
region_hint region_at_end(wn_str address, wn_arena *scratch);
/* CN, TW, HK or MO of the Chinese division that the text begins with; NULL: none. */
const char *region_chinese(wn_str s, wn_arena *scratch);
/* The area code of a Chinese city, of the city of an address, or of one in pinyin; NULL:
 * it is not known. */
const char *region_area_code(wn_str place, wn_arena *scratch);

#endif
