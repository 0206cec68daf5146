/* asian_names.h - which part of an East Asian name in Latin letters is the family's. */
#ifndef TRANSFORMS_ASIAN_NAMES_H
#define TRANSFORMS_ASIAN_NAMES_H

#include "winnow/base.h"

typedef enum asian_order {
    ASIAN_NO,     /* nothing shows that this is an East Asian name */
    ASIAN_FIRST,  /* Ouyang Xiaoming: the family name is in front */
    ASIAN_LAST,   /* Xiaoming Zhang */
    ASIAN_EITHER, /* Yang Li: nobody can say */
} asian_order;

/* The order of a name, by its words as written, without titles and suffixes. *family:
 * how many words the family name has (Ou Yang has two). */
asian_order asian_order_of(const wn_str *words, size_t count, size_t *family);

/* Is the word a given name such as Ki-moon or Chiu-wai: East Asian syllables, the
 * second in small letters? */
bool asian_is_given(wn_str word);

/* Is the word an East Asian family name? Small letters, no accents. */
bool asian_is_family(wn_str folded);

/* Is the character a Chinese family name? */
bool asian_chinese(uint32_t character);
/* Is it a common one that is rarely part of a given name (王, not 林 or 安)? */
bool asian_common(wn_str character);
/* Are the characters a Japanese family name? 0: no; 'z': yes, but Chinese names begin
 * so, too. */
char asian_japanese(wn_str characters);

#endif
