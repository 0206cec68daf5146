/*
 * name_words.h - the tables of words that tools/fold_names.c makes of *.tsv. Words are
 * sorted by their first letter, then by their number of letters; words of the same
 * spelling are neighbours, those of more languages first.
 */
#ifndef HEADINGS_NAME_WORDS_H
#define HEADINGS_NAME_WORDS_H

#include "winnow/base.h"

typedef struct heading_word {
    uint32_t text, shown; /* places in heading_texts: folded; as written in the table, with
                             its "=" */
    uint32_t mask;        /* a bit for each letter in the word */
    uint16_t row;
    uint16_t languages;   /* bits: en zh de fr es pt it nl pl ru ja ko tr */
    uint8_t len, letters; /* bytes, characters */
    uint8_t list;         /* heading_list */
} heading_word;

typedef enum heading_list {
    HEADING_LIST_NAMES,
    HEADING_LIST_SOUNDS,
    HEADING_LIST_QUALIFIERS,
    HEADING_LIST_KINDS,
    HEADING_LISTS
} heading_list;

extern const char *const heading_texts[HEADING_LISTS];

static inline wn_str heading_text(const heading_word *word)
{
    return (wn_str){heading_texts[word->list] + word->text, word->len};
}

static inline const char *heading_shown(const heading_word *word)
{
    return heading_texts[word->list] + word->shown;
}

typedef struct heading_words {
    const heading_word *words;
    size_t count;
    const uint16_t *at; /* hash -> 1 + the first word of that spelling; 0: none */
    uint32_t size;      /* of at: a power of two */
} heading_words;

extern const heading_words heading_words_names, heading_words_sounds,
    heading_words_qualifiers, heading_words_kinds;

/* FNV-1a, byte by byte; the first hash is HEADING_HASH_BEGIN. */
#define HEADING_HASH_BEGIN 2166136261u
static inline uint32_t heading_hash_more(uint32_t hash, char byte)
{
    return (hash ^ (unsigned char)byte) * 16777619u;
}

/* The first word of this spelling, or NULL; the words after it may have the same one. */
const heading_word *heading_words_find(const heading_words *table, wn_str text,
                                       uint32_t hash);
uint32_t heading_hash(wn_str text);
/* The next of the same spelling, or NULL. */
const heading_word *heading_words_next(const heading_words *table,
                                       const heading_word *word);

#endif
