/*
 * variants.h - which values of a column are spellings of the same thing.
 *
 *   variants_key.c    the keys by which values are compared
 *   variants_names.c  Chinese and English names of the same thing; pinyin
 *   variants_find.c   groups the spellings, and picks the most frequent one of each group
 *
 * Two values are spellings of the same thing in these cases:
 *
 * - They have the same letters and digits, or the same words in another order. Case,
 *   width, accents, marks, blanks, plurals and traditional characters do not matter.
 *
 * - One has a word for its kind (市, 部, dept), the other has none, and no third value
 *   has the same name with another kind. (Where there are 吉林市 and 吉林省, 吉林 is
 *   neither of them.)
 *
 * - One is the pinyin or the English name of the other, and of no third value (Suzhou,
 *   where there is 苏州 and no 宿州).
 *
 * - A long word differs in one letter from a word that is far more frequent: a typing
 *   mistake. The rare word must not be pinyin.
 *
 * Values that differ in numbers or in Chinese characters are never the same.
 */
#ifndef CHECKS_VARIANTS_H
#define CHECKS_VARIANTS_H

#include "value_list.h"

/* The kind of thing that a value says it is: 苏州市 is a city. */
typedef enum variants_kind {
    VARIANTS_PLAIN,
    VARIANTS_CITY,
    VARIANTS_PROVINCE,
    VARIANTS_DISTRICT,
    VARIANTS_COUNTY,
    VARIANTS_PREFECTURE,
    VARIANTS_DEPARTMENT,
    VARIANTS_OFFICE,
    VARIANTS_SECTION,
    VARIANTS_GROUP,
    VARIANTS_CENTRE,
} variants_kind;

typedef struct variants_key {
    wn_str core;   /* letters and digits, without the word for its kind */
    wn_str sorted; /* its words by the alphabet; as they stand where that matters */
    wn_str words;  /* its words in their order, with blanks between */
    variants_kind kind;
    bool is_han; /* the core is all Chinese characters */
} variants_key;

void variants_key_of(variants_key *out, wn_str text, wn_arena *arena);
/* 苏州 -> suzhou, in the arena; "" where a character has no known reading, or where the
 * place has another name in Latin letters. */
wn_str variants_pinyin(wn_str core, wn_arena *arena);
/* The Chinese for a core in Latin letters; "" where none is known. */
wn_str variants_translate(wn_str core);
/* If a Latin core ends with a word for its kind (suzhoucity, suzhoushi), cut that off
 * and set *kind. */
bool variants_cut_place(wn_str *core, variants_kind *kind);
/* variants_is_pinyin: can the word be cut into syllables of pinyin? variants_learn
 * fills the set of all syllables, which the caller releases. */
typedef struct variants_syllables {
    wn_map known;
} variants_syllables;
void variants_learn(variants_syllables *all);
bool variants_is_pinyin(const variants_syllables *all, wn_str word);

/* Sets better[i] to the index of the value that value i should be written as, or to i
 * itself. A value is taken for a typing mistake of another only if the other is
 * `frequent` times as frequent. */
void variants_find(const values *v, uint64_t frequent, uint32_t *better);

#endif
