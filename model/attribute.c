/*
 * attribute.c - reads attributes: a choice, options of a type, columns, the name of an
 * entity or field. A name that does not exist is noted as a mistake, with a suggestion.
 */
#include "build.h"

#include <string.h>

int choice_index(wn_str value, const char *const *choices, int fallback)
{
    for (int i = 0; value.len && choices[i]; i++)
        if (wn_str_equal(value, wn_str_of(choices[i])))
            return i;
    return fallback;
}

static const char *const policy_names[] = {"report", "review", "refuse", NULL};

wn_policy policy_of(const xml_node *node, const char *name)
{
    return (wn_policy)choice_index(node_text(node, name), policy_names, WN_POLICY_REPORT);
}

void settings_read(xml_doc *doc, const xml_node *node, const wn_transform *type,
                   wn_arena *arena, wn_setting **settings_out, size_t *count_out)
{
    wn_setting *settings =
        wn_arena_alloc(arena, (node->attr_count + 1) * sizeof(*settings));
    size_t count = 0;

    for (size_t i = 0; i < node->attr_count; i++) {
        const xml_attr *attr = &node->attrs[i];
        if (!grammar_is_option(attr->name))
            continue;
        if (!wn_option_find(type, attr->name))
            xml_note(doc, node, attr, WN_SAY_MAP_OPTION_NOT_OF_TYPE, type->name,
                     WN_FMT(attr->name));
        else
            settings[count++] = (wn_setting){wn_arena_str(arena, attr->name),
                                             wn_arena_str(arena, attr->value)};
    }
    *settings_out = settings;
    *count_out = count;
}

void parse_columns(wn_str text, wn_arena *arena, wn_str **columns_out, size_t *count_out,
                   bool *first_filled)
{
    wn_str rest = text, bar = WN_STR(" | "), plus = WN_STR(" + ");
    size_t count = 0;

    *first_filled = memmem(text.ptr, text.len, bar.ptr, bar.len) != NULL;
    wn_str *columns = wn_arena_alloc(arena, (text.len / 2 + 1) * sizeof(*columns));
    while (rest.len > 0) {
        wn_str name = wn_str_trim(wn_str_cut(&rest, *first_filled ? bar : plus));
        if (name.len > 0)
            columns[count++] = wn_arena_str(arena, name);
    }
    *columns_out = columns;
    *count_out = count;
}

void note_unknown(xml_doc *doc, const xml_node *node, const xml_attr *attr, wn_str wrong,
                  const wn_str *names, size_t count, wn_word with, wn_word without)
{
    wn_str close = wn_suggest(wrong, names, count), all = WN_STR("");

    for (size_t i = 0; i < count && i < 40; i++)
        all = wn_arena_format(&doc->arena, "%.*s%s%.*s", WN_FMT(all), i ? ", " : "",
                              WN_FMT(names[i]));
    if (close.len)
        xml_note(doc, node, attr, with, WN_FMT(wrong), WN_FMT(close));
    else
        xml_note(doc, node, attr, without, WN_FMT(wrong), WN_FMT(all));
}

static wn_str *entity_names(const wn_model *model, wn_arena *arena)
{
    wn_str *names = wn_arena_alloc(arena, model->entity_count * sizeof(*names));

    for (size_t i = 0; i < model->entity_count; i++)
        names[i] = model->entities[i].name;
    return names;
}

wn_str *field_names(const wn_entity *entity, wn_arena *arena)
{
    wn_str *names = wn_arena_alloc(arena, entity->field_count * sizeof(*names));

    for (size_t i = 0; i < entity->field_count; i++)
        names[i] = entity->fields[i].name;
    return names;
}

wn_entity *entity_of(wn_model *model, xml_doc *doc, const xml_node *node,
                     const char *attr_name)
{
    const xml_attr *attr = xml_attr_find(node, attr_name);
    int found = attr ? wn_entity_find(model, attr->value) : -1;

    if (attr && found < 0)
        note_unknown(doc, node, attr, attr->value, entity_names(model, &doc->arena),
                     model->entity_count, WN_SAY_MAP_ENTITY_CLOSE, WN_SAY_MAP_ENTITY);
    return found < 0 ? NULL : &model->entities[found];
}

int field_of(const wn_entity *entity, xml_doc *doc, const xml_node *node,
             const xml_attr *attr, wn_str name)
{
    int found = wn_field_find(entity, name);

    if (found < 0)
        note_unknown(doc, node, attr, name, field_names(entity, &doc->arena),
                     entity->field_count, WN_SAY_MAP_FIELD_CLOSE, WN_SAY_MAP_FIELD);
    return found;
}
