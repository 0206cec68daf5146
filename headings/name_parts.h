/*
 * name_parts.h - a name cut into words: its folded text, and where each word begins and
 * ends. At build time the same code folds the tables of words.
 */
#ifndef HEADINGS_NAME_PARTS_H
#define HEADINGS_NAME_PARTS_H

#include "winnow/base.h"

#define HEADING_ROOM 192 /* bytes of a folded name; longer texts are no names */
#define HEADING_WORDS 24

typedef enum heading_script {
    HEADING_ALPHABET,
    HEADING_IDEOGRAPHS, /* kana and Hangul too: no blanks between words */
    HEADING_DIGITS,
    HEADING_SIGN, /* % € ... */
} heading_script;

typedef struct heading_part {
    uint8_t from, to; /* byte offsets in text; `to` is behind the last byte */
    uint8_t bracket;  /* number of the bracket around the word; 0: none */
    char before; /* the last sign before the word: '.', '/', '_', ' ' ...; '\0': none */
    bool spaced; /* a blank was before the word, too */
    heading_script script;
    wn_str raw; /* as written in the name */
} heading_part;

typedef struct heading_parts {
    char text[HEADING_ROOM]; /* small letters and digits without accents, simplified */
    uint8_t len;
    heading_part words[HEADING_WORDS];
    uint8_t count, brackets;
    bool is_marked; /* the name has a star: the field is required */
} heading_parts;

/* Cut the name into words. False: there are no words, or too many. */
bool heading_parts_of(wn_str name, heading_parts *out);
/* Copy the words from number `first` up to, not including, `end` that are in this bracket
 * (0: in no bracket; -1: in any or none). */
void heading_parts_some(const heading_parts *all, size_t first, size_t end, int bracket,
                        heading_parts *out);
/* ae, oe, ue -> a, o, u: German umlauts may be written ae, oe, ue, and folded ones are a,
 * o, u. False: there was nothing to change. */
bool heading_parts_umlauts(heading_parts *parts);

#endif
