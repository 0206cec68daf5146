/* masked.c - masks the values, names and keys that reports show. */
#include "page.h"

#include "core/memory.h"
#include "headings/default_mask.h"

#include <string.h>

wn_str report_masked(const report *r, const wn_field *field, wn_str value,
                     wn_arena *arena)
{
    if (r->stage.context->settings->unmasked)
        return wn_arena_str(arena, value);
    return field ? wn_field_shown(field, value, &r->key, arena)
                 : wn_mask_shown(WN_STR("all"), value, NULL, arena);
}

wn_str report_value(const report *r, const wn_finding *f, const wn_record *record,
                    wn_arena *arena)
{
    const wn_field *field =
        f->field >= 0 ? &record->file->entity->fields[f->field] : NULL;

    if (f->check->rule == WN_RULE_DUPLICATES ||
        (field && (field->key || field->target >= 0)))
        return report_shown_key(
            r, record->file->source->system,
            field && field->target >= 0
                ? &r->stage.context->plan->model.entities[field->target]
                : record->file->entity,
            f->value, arena);
    if (f->check->rule == WN_RULE_PRIVATE)
        field = NULL; /* a private value in a wrong place: mask all of it */
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
    for (size_t f = 0; cells && f < entity->field_count; f++) /* a deal, a ticket */
        if (entity->fields[f].required && !entity->fields[f].key &&
            entity->fields[f].target < 0 && wn_cell_has_value(&cells[f]))
            return report_masked(r, &entity->fields[f], cells[f].value, arena);
    return WN_STR("");
}

wn_str report_cell(const wn_record *record, wn_means means)
{
    int field = record->file->entity->means[means];

    return field >= 0 && wn_cell_has_value(&record->cells[field])
               ? record->cells[field].value
               : WN_STR("");
}

wn_str report_seen(const report *r, wn_str text, wn_arena *arena)
{
    return r->stage.context->settings->unmasked && report_shows_values(r)
               ? wn_arena_str(arena, text)
               : wn_mask_parts(text, arena);
}

/* ---- keys ------------------------------------------------------------------------- */

/* Does the source key of the file's records stand in a column that is masked? */
static bool key_tells(const wn_file *file)
{
    wn_str kind;

    for (size_t k = 0; k < file->key_count; k++) {
        wn_heading_mask(file->keys[k], &kind);
        if (!wn_str_equal(kind, WN_STR("none")))
            return true;
        for (size_t b = 0; b < file->bind_count; b++) {
            const wn_field *field = &file->entity->fields[file->binds[b].field];
            bool masked = !wn_str_equal(field->mask, WN_STR("none")) &&
                          (field->has_mask || !wn_str_equal(field->mask, WN_STR("all")));
            for (size_t c = 0; c < file->binds[b].count && masked; c++)
                if (wn_str_equal(file->binds[b].columns[c], file->keys[k]))
                    return true;
        }
    }
    return false;
}

void report_keys_look(report *r)
{
    const wn_plan *plan = r->stage.context->plan;

    r->key_tells = wn_alloc(plan->file_count, sizeof(*r->key_tells));
    for (size_t f = 0; f < plan->file_count; f++)
        r->key_tells[f] = key_tells(&plan->files[f]);
}

/* Does the key alone look like the name, mailbox, phone, identity or account number of a
 * person? A key with letters is such a number only when it is an identity number that
 * ends with X, or an IBAN. */
static bool may_be_personal(wn_str key)
{
    size_t digits = 0, letters = 0;

    for (size_t i = 0; i < key.len; i++) {
        digits += key.ptr[i] >= '0' && key.ptr[i] <= '9';
        letters += (key.ptr[i] | 32) >= 'a' && (key.ptr[i] | 32) <= 'z';
    }
    if (!wn_is_ascii(key) || memchr(key.ptr, '@', key.len))
        return true;
    if (letters > 0)
        return (digits == 17 && (key.ptr[key.len - 1] | 32) == 'x') ||
               (digits >= 14 && letters <= 6 && !memchr(key.ptr, '-', key.len));
    return (digits == 11 && key.len <= 14) || digits == 15 || digits == 18 ||
           (digits == 13 && key.len >= 2 && !memcmp(key.ptr, "86", 2)) ||
           (digits >= 8 && strcspn(key.ptr, "+( ") < key.len);
}

wn_str report_shown_key(const report *r, wn_str system, const wn_entity *entity,
                        wn_str key, wn_arena *arena)
{
    const wn_plan *plan = r->stage.context->plan;
    bool tells = key.len > 0 && may_be_personal(key);

    for (size_t f = 0; f < plan->file_count && key.len > 0 && !tells; f++)
        tells = r->key_tells[f] && (!entity || plan->files[f].entity == entity) &&
                wn_str_equal(plan->files[f].source->system, system);
    return tells && !r->stage.context->settings->unmasked
               ? wn_mask(WN_STR("all"), key, NULL, arena)
               : wn_arena_str(arena, key);
}

void report_key(const report *r, wn_str system, wn_str key, page *p,
                void (*give)(page *p, wn_str text))
{
    wn_arena arena = {0};

    give(p, report_shown_key(r, system, NULL, key, &arena));
    wn_arena_release(&arena);
}
