/* name_words.c - the tables of words. See name_words.h. */
#include "name_words.h"
#include "name_rows.h"

#include "core/memory.h"

#include <string.h>

#define ROW(name, type) {#name, #type},
typedef heading_meaning names_row;
#include "names.inc"
#undef ROW

#define ROW(what, value) {HEADING_IS_##what, HEADING_VALUE_##value},
typedef heading_around qualifiers_row;
#include "qualifiers.inc"
#undef ROW

#define ROW(kind, nothing) #kind,
typedef const char *kinds_row;
#include "kinds.inc"

const char *const heading_texts[HEADING_LISTS] = {
    [HEADING_LIST_NAMES] = names_texts,
    [HEADING_LIST_SOUNDS] = sounds_texts,
    [HEADING_LIST_QUALIFIERS] = qualifiers_texts,
    [HEADING_LIST_KINDS] = kinds_texts,
};

const heading_meaning *heading_meaning_of(const heading_word *word)
{
    return &names_rows[word->row];
}

const heading_around *heading_around_of(const heading_word *word)
{
    return &qualifiers_rows[word->row];
}

const char *heading_kind_at(const heading_word *word)
{
    return kinds_rows[word->row];
}

const heading_meaning *heading_meaning_find(const char *name)
{
    for (size_t i = 0; i < WN_COUNT(names_rows); i++)
        if (!strcmp(names_rows[i].name, name) && *name != '-')
            return &names_rows[i];
    return NULL;
}

uint32_t heading_hash(wn_str text)
{
    uint32_t hash = HEADING_HASH_BEGIN;

    for (size_t i = 0; i < text.len; i++)
        hash = heading_hash_more(hash, text.ptr[i]);
    return hash;
}

const heading_word *heading_words_find(const heading_words *table, wn_str text,
                                       uint32_t hash)
{
    uint32_t at = (hash ^ hash >> 15) % table->size;

    for (; table->at[at]; at = (at + 1) % table->size) {
        const heading_word *word = &table->words[table->at[at] - 1];
        if (word->len == text.len && !memcmp(heading_text(word).ptr, text.ptr, text.len))
            return word;
    }
    return NULL;
}

const heading_word *heading_words_next(const heading_words *table,
                                       const heading_word *word)
{
    const heading_word *next = word + 1;

    return next < table->words + table->count &&
                   wn_str_equal(heading_text(next), heading_text(word))
               ? next
               : NULL;
}
