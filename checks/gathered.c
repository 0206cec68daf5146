/* gathered.c - what checks know of other records: gathered in a reading before the run.
 */
#include "winnow/check.h"

#include <stdlib.h>

wn_print wn_record_print(const wn_record *record)
{
    return wn_xref_print(record->file->source->system, record->file->entity->name,
                         record->key);
}

wn_print wn_link_print(const wn_look *look, const wn_cell *link, int target)
{
    return wn_xref_print(look->record->file->source->system,
                         look->context->plan->model.entities[target].name, link->value);
}

wn_map *wn_gather_table(const wn_look *look, int which)
{
    return &look->context->gathered->tables[look->check->number][which];
}

int64_t wn_gathered_find(const wn_look *look, int which, wn_print print, int64_t none)
{
    const struct wn_gathered *gathered = look->context->gathered;
    const int64_t *found =
        gathered->tables
            ? wn_map_find(&gathered->tables[look->check->number][which], print)
            : NULL;

    return found ? *found : none;
}

void *wn_gather_state(const wn_look *look, size_t size)
{
    const struct wn_gathered *gathered = look->context->gathered;
    struct wn_gathered_own *own =
        gathered->own ? &gathered->own[look->check->number] : NULL;

    if (own && !own->state && size)
        own->state = wn_arena_alloc(&own->arena, size);
    return own ? own->state : NULL;
}

wn_arena *wn_gather_arena(const wn_look *look)
{
    return &look->context->gathered->own[look->check->number].arena;
}

bool wn_has_file(const wn_plan *plan, const wn_entity *entity)
{
    for (size_t f = 0; f < plan->file_count; f++)
        if (plan->files[f].entity == entity)
            return true;
    return false;
}

bool wn_is_brought(const wn_plan *plan, const wn_entity *entity, int field)
{
    for (size_t f = 0; f < plan->file_count; f++)
        for (size_t b = 0;
             plan->files[f].entity == entity && b < plan->files[f].bind_count; b++)
            if (plan->files[f].binds[b].field == field)
                return true;
    return false;
}

/* What the check looks at in records of another entity: a moment, the links, and what it
 * needs besides. */
static void mark_by(const wn_model *model, const wn_check *check, bool *entities,
                    bool *fields)
{
    const wn_entity *by = &model->entities[check->by_entity], *own = check->entity;
    const wn_rule *rule = wn_rules[check->rule];

    entities[check->by_entity] = true;
    if (check->by_field >= 0)
        fields[by->fields[check->by_field].number] = true;
    for (size_t f = 0; f < by->field_count; f++)
        if (by->fields[f].target == own->number ||
            (rule->needs && rule->needs(check, &by->fields[f])))
            fields[by->fields[f].number] = true;
    for (size_t f = 0; rule->needs && f < own->field_count; f++)
        if (own->fields[f].target == check->by_entity)
            fields[own->fields[f].number] = true;
}

static void mark(const wn_context *context, const wn_check *check, bool *entities,
                 bool *fields)
{
    const wn_plan *plan = context->plan;
    const wn_entity *entity = check->entity;
    wn_str also = wn_str_of(wn_rules[check->rule]->also);

    if (!wn_rules[check->rule]->gather || !wn_check_is_asked(context, check))
        return;
    bool brought = check->field_count == 0 && wn_has_file(plan, entity);
    for (size_t i = 0; i < check->field_count; i++)
        brought = brought || wn_is_brought(plan, entity, check->fields[i]);
    if (!brought)
        return;
    entities[entity->number] = true;
    for (size_t i = 0; i < check->field_count; i++)
        fields[entity->fields[check->fields[i]].number] = true;
    for (size_t i = 0; i < check->condition_count; i++)
        fields[entity->fields[check->conditions[i].field].number] = true;
    while (also.len > 0) {
        int field = wn_field_find(entity, wn_str_cut(&also, WN_STR(" ")));
        if (field >= 0)
            fields[entity->fields[field].number] = true;
    }
    if (check->by_entity >= 0)
        mark_by(&plan->model, check, entities, fields);
}

void wn_mark_gathered(const wn_context *context, bool *entities, bool *fields)
{
    const wn_model *model = &context->plan->model;

    for (size_t e = 0; e < model->entity_count; e++) {
        for (size_t c = 0; c < model->entities[e].check_count; c++)
            mark(context, &model->entities[e].checks[c], entities, fields);
        for (size_t i = 0; i < context->where_count; i++) {
            int field = wn_field_find(&model->entities[e], context->wheres[i].field);
            if (field >= 0)
                fields[model->entities[e].fields[field].number] = true;
        }
    }
}

void wn_gathered_settle(const wn_context *context)
{
    const wn_model *model = &context->plan->model;

    for (size_t e = 0; e < model->entity_count; e++)
        for (size_t c = 0; c < model->entities[e].check_count; c++) {
            const wn_check *check = &model->entities[e].checks[c];
            wn_look look = {.check = check, .entity = check->entity, .context = context};
            if (wn_rules[check->rule]->settle && wn_check_is_asked(context, check))
                wn_rules[check->rule]->settle(&look);
        }
}

void wn_gathered_init(wn_gathered *gathered, const wn_model *model)
{
    gathered->count = (size_t)model->check_count;
    gathered->tables = wn_alloc(gathered->count, sizeof(*gathered->tables));
    gathered->own = wn_alloc(gathered->count, sizeof(*gathered->own));
}

void wn_gathered_release(wn_gathered *gathered)
{
    for (size_t i = 0; i < gathered->count; i++) {
        wn_map_release(&gathered->tables[i][0]);
        wn_map_release(&gathered->tables[i][1]);
        wn_arena_release(&gathered->own[i].arena);
    }
    free(gathered->own);
    free(gathered->tables);
    *gathered = (wn_gathered){0};
}
