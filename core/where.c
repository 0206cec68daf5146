/* where.c - which records a run is about (--where), and which entities need a reading
 * before it. */
#include "winnow/check.h"

#include <stdlib.h>

bool wn_is_wanted(const wn_context *context, const wn_record *record)
{
    const wn_entity *entity = record->file->entity;

    for (size_t i = 0; i < context->where_count; i++) {
        int field = wn_field_find(entity, context->wheres[i].field);
        if (field < 0)
            continue; /* a field of another entity */
        const wn_cell *cell = &record->cells[field];
        if (!wn_str_equal(cell->value, context->wheres[i].value) &&
            !wn_str_equal(wn_str_trim(cell->raw), context->wheres[i].value))
            return false;
    }
    return true;
}

void wn_mark_gathered(const wn_model *model, bool *entities)
{
    for (size_t e = 0; e < model->entity_count; e++)
        for (size_t c = 0; c < model->entities[e].check_count; c++) {
            const wn_check *check = &model->entities[e].checks[c];
            if (!wn_rules[check->rule]->gather)
                continue;
            entities[e] = true;
            if (check->by_entity >= 0)
                entities[check->by_entity] = true;
        }
}

void wn_gathered_init(wn_gathered *gathered, const wn_model *model)
{
    gathered->count = (size_t)model->check_count;
    gathered->tables = wn_alloc(gathered->count, sizeof(*gathered->tables));
}

void wn_gathered_release(wn_gathered *gathered)
{
    for (size_t i = 0; i < gathered->count; i++) {
        wn_map_release(&gathered->tables[i][0]);
        wn_map_release(&gathered->tables[i][1]);
    }
    free(gathered->tables);
    *gathered = (wn_gathered){0};
}
