/* saved.h - a trained model as text, and back. For stage 5 only. */
#ifndef MATCH_SAVED_H
#define MATCH_SAVED_H

#include "column_type.h"
#include "model.h"

/* A compared column of the table that the model was trained on. */
typedef struct match_saved_column {
    wn_str name, source; /* as compared; as it came */
    kind kind;
    wn_link_type type; /* of the source column */
    int levels, parent;
    double m[8], u[8], parent_weight;
} match_saved_column;

typedef struct match_saved {
    match_saved_column columns[WN_LINK_COLUMNS];
    size_t column_count;
    match_class classes[MATCH_CLASSES];
    size_t class_count;
    double records, pairs, prior, derived_u[3];
    bool alone, derived;
} match_saved;

/* The model in JSON, just trained. */
void match_save(const match_model *model, const match_table *t, wn_buf *out);
/* False: the text is no such model. Texts are copied into the arena. */
bool match_saved_parse(wn_str text, match_saved *out, wn_arena *arena);
/* In place of training: what the model says of columns of the same name and levels; of
 * others, what is usual. The table is prepared, by the same saved model. */
void match_apply(const match_saved *saved, match_model *model, const match_table *t);

#endif
