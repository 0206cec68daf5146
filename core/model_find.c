/* model_find.c - entities and fields by their names, or by what people call them. */
#include "mapping.h"

int wn_entity_find(const wn_model *model, wn_str name)
{
    for (size_t i = 0; i < model->entity_count; i++)
        if (wn_str_equal(model->entities[i].name, name))
            return (int)i;
    return -1;
}

int wn_field_find(const wn_entity *entity, wn_str name)
{
    for (size_t i = 0; i < entity->field_count; i++)
        if (wn_str_equal(entity->fields[i].name, name))
            return (int)i;
    return -1;
}

/* ---- by name or label ------------------------------------------------------------- */

/* If the text is one of the three, keep the number: of the first, or of the second. */
static void see(wn_named *named, int at, wn_str text, wn_str name, wn_str zh, wn_str en)
{
    if (!wn_fold_equal(text, name) && !(zh.len > 0 && wn_fold_equal(text, zh)) &&
        !(en.len > 0 && wn_fold_equal(text, en)))
        return;
    if (named->at < 0)
        named->at = at;
    else if (named->other < 0)
        named->other = at;
}

wn_named wn_entity_named(const wn_model *model, wn_str text)
{
    wn_named named = {wn_entity_find(model, text), -1};

    if (named.at < 0)
        for (size_t i = 0; i < model->entity_count; i++)
            see(&named, (int)i, text, model->entities[i].name, model->entities[i].zh,
                model->entities[i].en);
    return named;
}

wn_named wn_field_named(const wn_entity *entity, wn_str text)
{
    wn_named named = {wn_field_find(entity, text), -1};

    if (named.at < 0)
        for (size_t i = 0; i < entity->field_count; i++)
            see(&named, (int)i, text, entity->fields[i].name, entity->fields[i].zh,
                entity->fields[i].en);
    return named;
}
