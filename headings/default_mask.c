/*
 * default_mask.c - what the name of a column says of how its values may be shown. By name
 * alone: what a value tells of a person by itself, wn_mask_shown sees.
 */
#include "default_mask.h"
#include "core/lookup.h"
#include "column_name.h"

#include <string.h>

#include "mask_words.inc"

bool wn_draft_mask(wn_str column, wn_str *kind)
{
    draft_name name;

    *kind = WN_STR("none");
    if (!draft_name_read(column, &name) || name.how == DRAFT_NEAR)
        return false;
    const char *mask = lookup_find(&mask_words, wn_str_of(name.meanings[0]->name));
    if (mask)
        *kind = wn_str_of(mask);
    return true;
}

void wn_draft_masks(wn_model *model)
{
    for (size_t e = 0; e < model->entity_count; e++)
        for (size_t f = 0; f < model->entities[e].field_count; f++) {
            wn_field *field = &model->entities[e].fields[f];
            if (!field->has_mask && wn_str_equal(field->mask, WN_STR("none")))
                wn_draft_mask(field->name, &field->mask);
        }
}
