/* draft.h - shared by the files of pipeline/ that draft mappings. */
#ifndef PIPELINE_DRAFT_H
#define PIPELINE_DRAFT_H

#include "winnow/draft.h"
#include "winnow/hash.h"
#include "winnow/profile.h"
#include "winnow/record.h"

enum { ACCOUNT, CONTACT, DEAL, ENTITY_COUNT };

/* What a column means, its field in each entity (NULL: none there), how much it speaks
 * for the entity, and its names, folded, separated by blanks. */
typedef struct draft_meaning {
    const char *type;
    const char *fields[ENTITY_COUNT];
    int speaks[ENTITY_COUNT];
    const char *names;
} draft_meaning;

extern const draft_meaning draft_meanings[]; /* ends with NULL names */

/* A column of an export, and what it is taken for. */
typedef struct draft_column {
    wn_str name;
    const draft_meaning *meaning;
    bool bare;           /* just "Name" */
    wn_str near;         /* the name that this one is like, where it is none itself */
    const char *guessed; /* type by its values, when the name says nothing */
    wn_profile *profile; /* of its first rows */
    bool no_key; /* it looks like the key, but stands for several records or none */
} draft_column;

/* draft_columns.c: what the column means by its name; what all mean by their values, and
 * which of them is the record's name; which entity has such columns. */
void draft_recognise(draft_column *c);
void draft_guess(draft_column *columns, size_t count);
/* Not a record's own number when rows that share it say other things (the number of a
 * company in a list of its people), or where many have none. */
void draft_check_keys(draft_column *columns, size_t count, const wn_batch *rows);
/* By the key of each row, a hash of what the record is called: of the same system, the
 * same key has the same name. Empty where there is no key or no name. */
void draft_name_keys(const draft_column *columns, size_t count, const wn_batch *rows,
                     wn_map *out);
int draft_entity_of(const draft_column *columns, size_t count);
/* A name that from= would take for two: "A + B", "A | B". */
bool draft_is_expression(wn_str name);

#endif
