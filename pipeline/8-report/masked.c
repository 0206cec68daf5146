/* masked.c - what reports show of values, names and keys. */
#include "page.h"

#include <string.h>

wn_str report_masked(const report *r, const wn_field *field, wn_str value,
                     wn_arena *arena)
{
    if (r->stage.context->unmasked)
        return wn_arena_str(arena, value);
    return wn_mask(field ? field->mask : WN_STR("all"), value, &r->key, arena);
}

wn_str report_value(const report *r, const wn_finding *f, const wn_record *record,
                    wn_arena *arena)
{
    const wn_field *field =
        f->field >= 0 ? &record->file->entity->fields[f->field] : NULL;

    if (f->check->rule == WN_RULE_DUPLICATES ||
        (field && (field->key || field->target >= 0)))
        return report_shown_key(r, f->value, arena);
    if (f->check->rule == WN_RULE_PRIVATE)
        field = NULL; /* the very thing that must not be shown */
    return field || f->column != WN_NO_COLUMN ? report_masked(r, field, f->value, arena)
                                              : WN_STR("");
}

wn_str report_name(const report *r, const wn_entity *entity, const wn_cell *cells,
                   wn_arena *arena)
{
    for (size_t f = 0; cells && f < entity->field_count; f++) {
        wn_role role = entity->fields[f].type->role;
        if ((role == WN_ROLE_PERSON || role == WN_ROLE_COMPANY) &&
            wn_cell_has_value(&cells[f]))
            return report_masked(r, &entity->fields[f], cells[f].value, arena);
    }
    return WN_STR("");
}

wn_str report_cell(const wn_record *record, const char *name)
{
    int field = wn_field_find(record->file->entity, wn_str_of(name));

    return field >= 0 && wn_cell_has_value(&record->cells[field])
               ? record->cells[field].value
               : WN_STR("");
}

/* Eleven digits may be a mobile number. */
static bool may_be_personal(wn_str key)
{
    size_t digits = 0;

    for (size_t i = 0; i < key.len; i++)
        digits += key.ptr[i] >= '0' && key.ptr[i] <= '9';
    return !wn_is_ascii(key) || memchr(key.ptr, '@', key.len) ||
           (digits == 11 && key.len <= 14) || digits == 18;
}

wn_str report_shown_key(const report *r, wn_str key, wn_arena *arena)
{
    return key.len && may_be_personal(key) ? report_masked(r, NULL, key, arena)
                                           : wn_arena_str(arena, key);
}

void report_key(const report *r, wn_str key, page *p, void (*give)(page *p, wn_str text))
{
    wn_arena arena = {0};

    give(p, report_shown_key(r, key, &arena));
    wn_arena_release(&arena);
}
