/*
 * default_mask.c - how the values of a column may be shown, by the column's name alone.
 * wn_mask_shown finds what identifies a person in the values themselves.
 */
#include "default_mask.h"
#include "column_name.h"

#include "core/lookup.h"

#include <string.h>

#include "mask_words.inc"

bool wn_heading_mask(wn_str column, wn_str *kind)
{
    heading name;

    *kind = WN_STR("none");
    if (!heading_read(column, &name) || name.how == HEADING_NEAR)
        return false;
    const char *mask = lookup_find(&mask_words, wn_str_of(name.meanings[0]->name));
    if (mask)
        *kind = wn_str_of(mask);
    return true;
}

void wn_heading_masks(wn_model *model)
{
    for (size_t e = 0; e < model->entity_count; e++)
        for (size_t f = 0; f < model->entities[e].field_count; f++) {
            wn_field *field = &model->entities[e].fields[f];
            if (!field->has_mask && wn_str_equal(field->mask, WN_STR("none")))
                wn_heading_mask(field->name, &field->mask);
        }
}
