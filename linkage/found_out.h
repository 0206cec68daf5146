/* found_out.h - what was found out about the table, for people. */
#ifndef LINKAGE_FOUND_OUT_H
#define LINKAGE_FOUND_OUT_H

#include "model.h"

typedef struct link_notes {
    wn_link_note *items;
    size_t count, room;
    wn_arena arena;
} link_notes;

/* When the model is trained, recalled or calibrated; replaces what was made before. */
void link_notes_make(link_notes *n, const link_model *model, const link_table *t);
void link_notes_release(link_notes *n);

#endif
