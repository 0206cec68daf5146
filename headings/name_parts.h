/*
 * name_parts.h - a name cut into its words: folded, in one piece, with the places where
 * words begin. The tables of words are folded by the same code while winnow is built.
 */
#ifndef HEADINGS_NAME_PARTS_H
#define HEADINGS_NAME_PARTS_H

#include "winnow/base.h"

#define DRAFT_NAME_ROOM 192 /* bytes of a name, folded; a longer one is prose */
#define DRAFT_NAME_WORDS 24

typedef enum draft_script {
    DRAFT_ALPHABET,
    DRAFT_IDEOGRAPHS, /* kana and Hangul too: words stand side by side */
    DRAFT_DIGITS,
    DRAFT_SIGN, /* % € ... */
} draft_script;

typedef struct draft_part_word {
    uint8_t from, to; /* bytes of text */
    uint8_t bracket;  /* number of the bracket that it stands in; 0: none */
    char before;      /* the last sign before it: '.', '/', '_', ' ' .. ; '\0': none */
    bool spaced;      /* there was a blank before it as well */
    draft_script script;
    wn_str raw; /* as it stands in the name */
} draft_part_word;

typedef struct draft_parts {
    char text[DRAFT_NAME_ROOM]; /* small letters and digits without accents, simplified */
    uint8_t len;
    draft_part_word words[DRAFT_NAME_WORDS];
    uint8_t count, brackets;
    bool is_marked; /* with a star: must be filled */
} draft_parts;

/* False: there are no words, or too many. */
bool draft_parts_of(wn_str name, draft_parts *out);
/* Some of them: those from `first` up to `end` in this bracket (0: in none); -1: all. */
void draft_parts_some(const draft_parts *all, size_t first, size_t end, int bracket,
                      draft_parts *out);
/* ae, oe, ue -> a, o, u, as German umlauts are written where there are none. False:
 * there was nothing to change. */
bool draft_parts_umlauts(draft_parts *parts);

#endif
