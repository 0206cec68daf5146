/* draft.h - shared by the files of pipeline/ that draft mappings. */
#ifndef PIPELINE_DRAFT_H
#define PIPELINE_DRAFT_H

#include "winnow/draft.h"

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

#endif
