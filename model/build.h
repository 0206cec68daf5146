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
/* Add what the fields imply: checks, the numbers of checks and fields, the order of
 * entities. Once, after the mappings have added their fields. */
void model_finish(wn_model *model, xml_doc *doc, wn_arena *arena);
void model_release(wn_model *model);

/* check.c: build a <check>; free what it owns. */
void check_build(wn_model *model, xml_doc *doc, const xml_node *node, wn_arena *arena);
void check_release(wn_check *check);

/* limits.c: <limit> and <target> of a check, whose own limits are read before. */
void limits_build(wn_check *check, xml_doc *doc, const xml_node *node, wn_arena *arena);

/* terms.c: where= of a <file>. */
void terms_build(wn_file *file, xml_doc *doc, const xml_node *node, wn_arena *arena);

/* attribute.c: the index of a choice; the policy that an attribute says; the entity or
 * field that an attribute names. If there is none of that name, a mistake is noted and
 * NULL or -1 returned. */
int choice_index(wn_str value, const char *const *choices, int fallback);
wn_policy policy_of(const xml_node *node, const char *name);
wn_entity *entity_of(wn_model *model, xml_doc *doc, const xml_node *node,
                     const char *attr_name);
int field_of(const wn_entity *entity, xml_doc *doc, const xml_node *node,
             const xml_attr *attr, wn_str name);
/* The same, but it is no mistake when nothing is called so. */
int field_named(const wn_entity *entity, xml_doc *doc, const xml_node *node,
                const xml_attr *attr, wn_str name);

/* "A + B" or "A | B" into trimmed column names. */
void parse_columns(wn_str text, wn_arena *arena, wn_str **columns_out, size_t *count_out,
                   bool *first_filled);
/* A new field at the end of the entity. */
wn_field *field_add(wn_entity *entity, wn_str name, const wn_transform *type);
/* Give the field the meaning that its name suggests, if no other field has it. */
void means_by_name(wn_entity *entity, int field, bool in_model);
/* Read the options of a type from this element's attributes. Options that the type does
 * not have are noted as mistakes. */
void settings_read(xml_doc *doc, const xml_node *node, const wn_transform *type,
                   wn_arena *arena, wn_setting **settings_out, size_t *count_out);

/* meant.c: the value that was likely meant by one that the option does not take, or "". */
wn_str option_meant(const wn_option *option, wn_str text, wn_arena *arena);
/* Note that a type (a rule) does not take this attribute: what it takes, and which types
 * (rules) take the attribute. */
void note_not_of_type(xml_doc *doc, const xml_node *node, const xml_attr *attr,
                      const wn_transform *type);

/* Note a mistake: a reference to something that does not exist. The sentence `with` names
 * the closest candidate; `without` lists them where none is close. */
void note_unknown(xml_doc *doc, const xml_node *node, const xml_attr *attr, wn_str wrong,
                  const wn_str *names, size_t count, wn_word with, wn_word without);

/* Everything that the fields are called, in the arena: to suggest, and as a list for
 * people. */
typedef struct called {
    wn_str *names; /* names, and labels in both languages */
    size_t count, listed;
    wn_str text;
} called;
called called_fields(const wn_entity *entity, wn_lang lang, wn_arena *arena);

bool list_load(wn_list *list, const char *path, wn_arena *arena, wn_error *err);

/* plan_texts.c: the texts that stand for files. */
typedef struct plan_texts {
    const wn_text *items;
    size_t count;
} plan_texts;

wn_rc plan_load_text(xml_doc *doc, plan_texts texts, const char *path, wn_diags *diags);
/* The model that the mappings name, in the arena; NULL: none. Mappings that name another
 * one, or one that is not there, are noted. */
const char *plan_find_model(wn_arena *arena, plan_texts texts, xml_doc *docs,
                            size_t count);

#endif
