/* model_find.c - entities and fields by their names. */
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
