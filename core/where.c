/* where.c - which records a run takes (--where). */
#include "context.h"

bool wn_is_wanted(const wn_context *context, const wn_record *record)
{
    const wn_entity *entity = record->file->entity;

    for (size_t i = 0; i < context->settings->where_count; i++) {
        int field = wn_field_find(entity, context->settings->wheres[i].field);
        if (field < 0)
            continue; /* a field of another entity */
        const wn_cell *cell = &record->cells[field];
        if (!wn_str_equal(cell->value, context->settings->wheres[i].value) &&
            !wn_str_equal(wn_str_trim(cell->raw), context->settings->wheres[i].value))
            return false;
    }
    return true;
}
