/* saved.h - a trained model as JSON, and back. */
#ifndef LINKAGE_SAVED_H
#define LINKAGE_SAVED_H

#include "column_type.h"
#include "model.h"

/* A compared column of the table that the model was trained on. */
typedef struct link_saved_column {
    wn_str name, source; /* as compared; as it came */
    link_kind kind;
    wn_link_type type; /* of the source column */
    int levels, parent;
    double m[8], u[8], parent_weight;
    uint32_t made_of; /* saved columns, as bits: see repeats.c */
    int month_first;  /* of dates: is 3/4/2020 in March? -1: the model does not say */
    double counts;    /* see link_calibration: the column's factor */
} link_saved_column;

typedef struct link_saved_model {
    link_saved_column columns[WN_LINK_COLUMNS];
    size_t column_count;
    link_class classes[LINK_CLASSES];
    size_t class_count;
    double records, pairs, prior, derived_u[3];
    bool alone, derived;
    double answers, shift, slope; /* see link_calibration; answers 0: none */
} link_saved_model;

/* Write a model that was just trained. */
void link_model_write(const link_model *model, const link_table *t, wn_buf *out);
/* False: the text is no such model. Texts are copied into the arena. */
bool link_model_parse(wn_str text, link_saved_model *out, wn_arena *arena);
/* The columns that this one is made of, by the saved model (link_table.made_of). */
uint32_t link_saved_made_of(const link_saved_model *saved, const link_table *t, size_t c);
/* In place of training: columns of the same name and as many levels have the parameters
 * that were saved, others default parameters. The table was prepared with the same model.
 */
void link_model_apply(const link_saved_model *saved, link_model *model,
                      const link_table *t);

#endif
