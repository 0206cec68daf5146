/*
 * variants.h - which values of a column are spellings of one.
 *
 *   variants_key.c    what a value is compared as
 *   variants_names.c  names that Chinese and English have of one thing
 *   variants_find.c   the values that are one, and its most frequent spelling
 *
 * Two values are spellings of one where they have the same letters and digits (case,
 * width, accents, marks, blanks, plurals and simplified characters aside), or the same
 * words in another order; where one has a word for what it is and the other has not (市,
 * 部, dept), and no third says another (吉林市 and 吉林省 are two, so 吉林 is neither);
 * where one is the pinyin or the English name of the other, and of no third (Suzhou,
 * where there is 苏州 and no 宿州); or where a long word differs in a letter from one
 * that is far more frequent, which is no word of pinyin. Numbers and
 * Chinese characters that differ are never one.
 */
#ifndef CHECKS_VARIANTS_H
#define CHECKS_VARIANTS_H

#include "value_list.h"

/* What a value says that it is: 苏州市 a city. */
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
    wn_str core;   /* letters and digits, without the word of its kind */
    wn_str sorted; /* its words by the alphabet, where their order says nothing */
    wn_str words;  /* as they stand, blanks between */
    variants_kind kind;
    bool is_han; /* all of the core */
} variants_key;

void variants_key_of(variants_key *out, wn_str text, wn_arena *arena);
/* 苏州 -> suzhou; "" where a character has no reading, or the name is never read so. */
wn_str variants_pinyin(wn_str core, wn_arena *arena);
/* The Chinese for a core in Latin letters, "" where none is known. */
wn_str variants_translate(wn_str core);
/* Take the word for its kind off the end of a Latin core: suzhoucity, suzhoushi. */
bool variants_cut_place(wn_str *core, variants_kind *kind);
/* Can the word be cut into syllables of pinyin? */
typedef struct variants_syllables {
    wn_map known;
} variants_syllables;
void variants_learn(variants_syllables *all);
bool variants_is_pinyin(const variants_syllables *all, wn_str word);

/* For each of the values the index of the one it should be, or its own. `frequent`: how
 * many times as often a value is for another to be its typing mistake. */
void variants_find(const values *v, uint64_t frequent, uint32_t *better);

#endif
