/*
 * default_mask.c - what the name of a column says of how its values may be shown. By name alone:
 * what a value tells of a person by itself, wn_mask_shown sees.
 */
#include "default_mask.h"
#include "column_name.h"

#include <string.h>

/* Meanings whose values tell of a person, and do not look it. */
static const char *const kinds[][2] = {
    {"person", "name"},        {"family_name", "name"}, {"given_name", "name"},
    {"middle_name", "name"},   {"nickname", "name"},    {"owner", "name"},
    {"username", "name"},      {"profile_url", "name"}, {"email", "email"},
    {"mobile", "phone"},       {"phone", "phone"},      {"fax", "phone"},
    {"wechat", "tail4"},       {"im", "tail4"},         {"national_id", "tail4"},
    {"bank_account", "tail4"}, {"iban", "tail4"},       {"birthday", "year"},
    {"address", "all"},        {"address_2", "all"},    {"po_box", "all"},
};

bool wn_draft_mask(wn_str column, wn_str *kind)
{
    draft_name name;

    *kind = WN_STR("none");
    if (!draft_name_read(column, &name) || name.how == DRAFT_NEAR)
        return false;
    for (size_t i = 0; i < WN_COUNT(kinds); i++)
        if (!strcmp(name.meanings[0]->name, kinds[i][0]))
            *kind = wn_str_of(kinds[i][1]);
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
