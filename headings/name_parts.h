/*
 * name_parts.h - a name cut into words: its folded text, and where each word begins and
 * ends. At build time the same code folds the tables of words.
 */
#ifndef HEADINGS_NAME_PARTS_H
#define HEADINGS_NAME_PARTS_H

#include "winnow/base.h"

#define DRAFT_NAME_ROOM 192 /* bytes of a folded name; longer texts are no names */
#define DRAFT_NAME_WORDS 24

typedef enum draft_script {
    DRAFT_ALPHABET,
    DRAFT_IDEOGRAPHS, /* kana and Hangul too: no blanks between words */
    DRAFT_DIGITS,
    DRAFT_SIGN, /* % € ... */
} draft_script;

typedef struct draft_part_word {
    uint8_t from, to; /* byte offsets in text; `to` is behind the last byte */
    uint8_t bracket;  /* number of the bracket around the word; 0: none */
    char before; /* the last sign before the word: '.', '/', '_', ' ' ...; '\0': none */
    bool spaced; /* a blank was before the word, too */
    draft_script script;
    wn_str raw; /* as written in the name */
} draft_part_word;

typedef struct draft_parts {
    char text[DRAFT_NAME_ROOM]; /* small letters and digits without accents, simplified */
    uint8_t len;
    draft_part_word words[DRAFT_NAME_WORDS];
    uint8_t count, brackets;
    bool is_marked; /* the name has a star: the field is required */
} draft_parts;

/* Cut the name into words. False: there are no words, or too many. */
bool draft_parts_of(wn_str name, draft_parts *out);
/* Copy the words from number `first` up to, not including, `end` that are in this bracket
 * (0: in no bracket; -1: in any or none). */
void draft_parts_some(const draft_parts *all, size_t first, size_t end, int bracket,
                      draft_parts *out);
/* ae, oe, ue -> a, o, u: German umlauts may be written ae, oe, ue, and folded ones are a,
 * o, u. False: there was nothing to change. */
bool draft_parts_umlauts(draft_parts *parts);

#endif
