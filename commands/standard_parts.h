/* standard_parts.h - shared by the files that make a standard. */
#ifndef COMMANDS_STANDARD_PARTS_H
#define COMMANDS_STANDARD_PARTS_H

#include "standard.h"

#include "workbook/book_words.h"

typedef struct standard_making {
    wn_standard *out;
    const wn_plan *plan;
    wn_lang lang;
    edit_doc doc; /* the mapping's text */
} standard_making;

#define standard_word(m, word) wn_str_of(wn_say((m)->lang, (word)))
wn_str standard_format(standard_making *m, wn_word word, ...) WN_SAYS(2, 3);

void standard_heading(standard_making *m, int level, wn_str text);
void standard_note(standard_making *m, wn_str text);
void standard_table(standard_making *m, const wn_word *heads, size_t count);
void standard_row(standard_making *m, const wn_str *cells, size_t count);
/* Begin: the mapping's text is parsed, and the title set; `word` has one argument. */
void standard_begin(standard_making *m, wn_standard *out, const wn_plan *plan,
                    wn_str text, wn_lang lang, wn_word word);
void standard_end(standard_making *m);

wn_str standard_entity(standard_making *m, const wn_entity *entity);
wn_str standard_field(standard_making *m, const wn_entity *entity, const wn_field *field);
wn_str standard_list(standard_making *m, const wn_list *list);
/* "Street + City" or "Mobile | Phone" */
wn_str standard_columns(standard_making *m, const wn_bind *bind);
/* The texts with this mark between them. */
wn_str standard_join(standard_making *m, const wn_str *texts, size_t count,
                     const char *mark);
/* The spellings of an item that are not its code or a label, and the words that a text of
 * it contains. */
wn_str standard_spellings(standard_making *m, const wn_list *list, size_t item);
wn_str standard_contains(standard_making *m, const wn_list *list, size_t item);
/* A note: what becomes of values that the list does not have. */
void standard_unknown(standard_making *m, const wn_list *list);
/* Is there a record type of the mapping that has the field, and no column for it? */
bool standard_is_read(const standard_making *m, const wn_entity *entity);
bool standard_is_filled(const standard_making *m, const wn_entity *entity, int field);
/* Puts each list that the mapping uses under the heading, and below it the note, which may
 * be NULL. */
void standard_lists(standard_making *m, wn_word heading, const wn_word *note,
                    void (*put)(standard_making *m, const wn_list *list));

/* The element of a <file>, by its number in the plan; NULL: not found. And the next
 * element in it with this name, behind `after`; its number, or -1. */
const edit_node *standard_file(const standard_making *m, size_t file);
int standard_next(const standard_making *m, const edit_node *file, int after,
                  const char *name);
void standard_columns_of(standard_making *m, size_t file, const char *element);
void standard_skips(standard_making *m);

#endif
