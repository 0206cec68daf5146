/* name_words.c - the tables of words. See name_words.h. */
#include "name_words.h"
#include "name_rows.h"

#include "core/memory.h"

#include <string.h>

#define ROW(name, type) {#name, #type},
typedef heading_meaning names_row;
#include "names.inc"
#undef ROW

#define ROW(what, value) {DRAFT_IS_##what, DRAFT_VALUE_##value},
typedef draft_around qualifiers_row;
#include "qualifiers.inc"
#undef ROW

#define ROW(kind, nothing) #kind,
typedef const char *kinds_row;
#include "kinds.inc"

const heading_meaning *draft_meaning_of(const draft_word *word)
{
    return &names_rows[word->row];
}

const draft_around *draft_around_of(const draft_word *word)
{
    return &qualifiers_rows[word->row];
}

const char *draft_kind_at(const draft_word *word)
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

uint32_t draft_hash(wn_str text)
{
    uint32_t hash = DRAFT_HASH_BEGIN;

    for (size_t i = 0; i < text.len; i++)
        hash = draft_hash_more(hash, text.ptr[i]);
    return hash;
}

const draft_word *draft_words_find(const draft_words *table, wn_str text, uint32_t hash)
{
    uint32_t at = (hash ^ hash >> 15) % table->size;

    for (; table->at[at]; at = (at + 1) % table->size) {
        const draft_word *word = &table->words[table->at[at] - 1];
        if (word->len == text.len && !memcmp(word->text, text.ptr, text.len))
            return word;
    }
    return NULL;
}

const draft_word *draft_words_next(const draft_words *table, const draft_word *word)
{
    const draft_word *next = word + 1;

    return next < table->words + table->count && next->len == word->len &&
                   !memcmp(next->text, word->text, word->len)
               ? next
               : NULL;
}
