/* asian_names.h - which part of an East Asian name in Latin letters is the family's. */
#ifndef TRANSFORMS_ASIAN_NAMES_H
#define TRANSFORMS_ASIAN_NAMES_H

#include "winnow/base.h"

typedef enum asian_order {
    ASIAN_NO,     /* nothing says that the name is one */
    ASIAN_FIRST,  /* Ouyang Xiaoming: the family name is in front */
    ASIAN_LAST,   /* Xiaoming Zhang */
    ASIAN_EITHER, /* Yang Li: nobody can say */
} asian_order;

/* The words of a name, titles and suffixes apart, as written. `family`: of how many words
 * the family name is (Ou Yang). */
asian_order asian_order_of(const wn_str *words, size_t count, size_t *family);

/* Ki-moon, Chiu-wai: syllables of East Asia, the second in small letters. */
bool asian_is_given(wn_str word);

/* Is the word, in small letters without accents, a family name there? */
bool asian_is_family(wn_str folded);

/* Is the character a Chinese family name? */
bool asian_chinese(uint32_t character);
/* Are the characters a Japanese family name? 'z': Chinese names begin so, too; 0: no. */
char asian_japanese(wn_str characters);

#endif
