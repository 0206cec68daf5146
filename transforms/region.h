/* region.h - which country a text beside a telephone number names, and how certain that
 * is. */
#ifndef TRANSFORMS_REGION_H
#define TRANSFORMS_REGION_H

#include "winnow/transform.h"

typedef struct region_hint {
    const char *sure;   /* "DE", or NULL */
    const char *likely; /* "US IT": the one whose plan the number fits; or NULL */
} region_hint;

region_hint region_ask(wn_str text, wn_place place, wn_arena *scratch);
/* The telephone area code of a Chinese city: by its name, in an address, or in pinyin.
 * NULL: not known. */
const char *region_area_code(wn_str place, wn_arena *scratch);

#endif
