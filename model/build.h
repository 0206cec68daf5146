/*
 * build.h - from checked elements to the model and the plan.
 *
 * Inside model/ only: model.c builds the model, plan.c the mappings.
 */
#ifndef MODEL_BUILD_H
#define MODEL_BUILD_H

#include "grammar.h"

#include "winnow/error.h"

/* Build the model from a document whose grammar was checked. */
void model_build(wn_model *model, xml_doc *doc, wn_arena *arena);
/* What every field implies: checks, numbers, order. Once, after the mappings
 * have added their fields. */
void model_finish(wn_model *model, xml_doc *doc, wn_arena *arena);
void model_release(wn_model *model);

/* check.c: a <check>; and what it holds. */
void check_build(wn_model *model, xml_doc *doc, const xml_node *node, wn_arena *arena);
void check_release(wn_check *check);

/* terms.c: where= of a <file>. */
void terms_build(wn_file *file, xml_doc *doc, const xml_node *node, wn_arena *arena);

/* attribute.c: which of the choices; what a policy attribute says; the entity and the
 * field that an attribute names, noted when it is none (NULL, -1). */
int choice_index(wn_str value, const char *const *choices, int fallback);
wn_policy policy_of(const xml_node *node, const char *name);
wn_entity *entity_of(wn_model *model, xml_doc *doc, const xml_node *node,
                     const char *attr_name);
int field_of(const wn_entity *entity, xml_doc *doc, const xml_node *node,
             const xml_attr *attr, wn_str name);

/* "A + B" or "A | B" into trimmed column names. */
void parse_columns(wn_str text, wn_arena *arena, wn_str **columns_out, size_t *count_out,
                   bool *first_filled);
/* A new field at the end of the entity. */
wn_field *field_add(wn_entity *entity, wn_str name, const wn_transform *type);
/* Takes the field for what its name says, where no other is. */
void means_by_name(wn_entity *entity, int field, bool in_model);
/* The options of a type that stand on this element. Notes those that the type
 * does not have. */
void settings_read(xml_doc *doc, const xml_node *node, const wn_transform *type,
                   wn_arena *arena, wn_setting **settings_out, size_t *count_out);

/* Name the closest candidate, or list them. Fills a message for a reference
 * to something that is not there. */
void note_unknown(xml_doc *doc, const xml_node *node, const xml_attr *attr, wn_str wrong,
                  const wn_str *names, size_t count, wn_word with, wn_word without);

/* Of what a model has, the names, to choose the closest from; in the arena. */
wn_str *entity_names(const wn_model *model, wn_arena *arena);
wn_str *field_names(const wn_entity *entity, wn_arena *arena);

bool list_load(wn_list *list, const char *path, wn_arena *arena, wn_error *err);

#endif
