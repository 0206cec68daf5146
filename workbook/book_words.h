/* book_words.h - what stands in the cells of a mapping's workbook: actions, options and
 * their values in words of both languages. */
#ifndef WORKBOOK_BOOK_WORDS_H
#define WORKBOOK_BOOK_WORDS_H

#include "book_grid.h"
#include "xml_edit.h"

#include "core/mapping.h"

/* What happens to a column. */
typedef enum book_action {
    BOOK_MAP,
    BOOK_KEEP,
    BOOK_DROP,
    BOOK_PART, /* no row of its own decides: it is a part of "A + B", a key ... */
    BOOK_ACTION_COUNT
} book_action;

/* Has the cell what was written into it for the text? Then nobody changed it. */
bool book_same(wn_str cell, wn_str text, wn_arena *arena);
/* The action that the text names; false: none. */
bool book_action_find(wn_str text, book_action *out);
/* yes, 是, y, 1 ...; false: neither yes nor no. */
bool book_yes_no(wn_str text, bool *yes);

/* The attributes that have columns of their own, in each kind of row; NULL at the end. */
extern const char *const book_own_field[],
    *const book_own_column[], *const book_own_file[], *const book_own_source[];

/* Append the attributes of the element that have no column of their own, in words:
 * "日期顺序=日月年；单位=万元"; `equals`: what stands between, "=" where it is read back. */
void book_say_options(const edit_node *node, const char *const *own, const char *equals,
                      wn_lang lang, wn_buf *out);

typedef struct book_option {
    wn_str name, value; /* as the mapping has them */
} book_option;

#define BOOK_OPTIONS 32

/* Read options in words. Returns their number; SIZE_MAX: *bad is what cannot be read.
 * Texts live in the arena. */
size_t book_read_options(wn_str text, book_option out[BOOK_OPTIONS], wn_str *bad,
                         wn_arena *arena);
/* What an option and a type are called. */
wn_str book_option_label(wn_lang lang, wn_str name);
const char *book_option_name(size_t i); /* by number from 0; NULL at the end */
wn_str book_type_label(wn_lang lang, wn_str type);
wn_str book_value_label(wn_lang lang, wn_str option, wn_str value);

/* The sentence with options as cells have them: date-order="dmy" is 日期顺序=日月年. In
 * the arena. */
wn_str book_in_words(wn_lang lang, wn_str text, wn_arena *arena);

/* One option as it stands in a cell, 日期顺序=日月年; in quotes where it must be. */
void book_say_option(wn_str name, wn_str value, const char *equals, wn_lang lang,
                     wn_buf *out);

/* read_table.c: which cells of the row are these headings, a run of `count` words from
 * `first`; -1 where one is not there. Returns how many are. */
int book_headings(const grid_row *row, wn_word first, int count, int *at);

/* read_values.c: the list that the text means: by its name, by "label (name)", or by the
 * label of a field that has it; or NULL. */
const wn_list *book_list_named(const wn_model *model, wn_str text);

/* What a field is called in the drop-down of its entity: its label, and its name behind
 * it where another one has the same label. */
wn_str book_field_label(const wn_entity *entity, const wn_field *field, wn_lang lang,
                        wn_arena *arena);
/* The field that the text means: by its name, its label in any language, or "label
 * (name)". */
wn_named book_field_find(const wn_entity *entity, wn_str text);
/* The same for entities. */
wn_str book_entity_label(const wn_model *model, const wn_entity *entity, wn_lang lang,
                         wn_arena *arena);
wn_named book_entity_find(const wn_model *model, wn_str text);
/* "Industry (industry)": the label of a field that has the list, and its name. */
wn_str book_list_label(const wn_model *model, const wn_list *list, wn_lang lang,
                       wn_arena *arena);

#endif
