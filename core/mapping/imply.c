/*
 * imply.c - what the fields of a model imply, once all of them are known: the
 * checks nobody needs to write, the numbers of checks and fields, and the
 * order of the entities.
 */
#include "build.h"

#include "winnow/finding.h"

#include <string.h>

static bool always(const wn_field *field)
{
    (void)field;
    return false;
}

static bool is_required(const wn_field *field)
{
    return field->required && !field->key;
}

static bool can_be_invalid(const wn_field *field)
{
    const wn_transform *type = field->type;

    return strcmp(type->name, "text") && strcmp(type->name, "choice") &&
           strcmp(type->name, "id") && type->role != WN_ROLE_LINK;
}

static bool has_list(const wn_field *field)
{
    return field->list != NULL;
}

static bool has_range(const wn_field *field)
{
    return field->type->is_number && (field->has_min || field->has_max);
}

static bool has_length(const wn_field *field)
{
    return !field->type->is_number && (field->has_min || field->has_max);
}

static bool is_link(const wn_field *field)
{
    return field->target >= 0;
}

static bool can_be_remarked(const wn_field *field, wn_rule_id rule)
{
    return rule >= WN_RULE_SEVERAL &&
           field->type->remarks >> (rule - WN_RULE_SEVERAL + WN_REMARK_SEVERAL) & 1;
}

static const struct {
    wn_rule_id rule;
    bool (*applies)(const wn_field *field);
    bool without_fields; /* about the record as a whole */
} implications[] = {
    {WN_RULE_REQUIRED, is_required, false}, {WN_RULE_VALID, can_be_invalid, false},
    {WN_RULE_CLASSIFIED, has_list, false},  {WN_RULE_RANGE, has_range, false},
    {WN_RULE_LENGTH, has_length, false},    {WN_RULE_REFERENCE, is_link, false},
    {WN_RULE_DUPLICATES, always, true},     {WN_RULE_KEY_MISSING, always, true},
    {WN_RULE_KEY_REPEATED, always, true},   {WN_RULE_ROW_SHORT, always, true},
    {WN_RULE_ROW_LONG, always, true},       {WN_RULE_TEXT_LOST, always, true},
    {WN_RULE_ROW_QUOTES, always, true},     {WN_RULE_NUL_BYTE, always, true},
};

/* The admin's own check of this kind for the field, or for the record. */
static bool is_covered(const wn_entity *entity, wn_rule_id rule, int field,
                       size_t written)
{
    for (size_t i = 0; i < written; i++) {
        const wn_check *check = &entity->checks[i];
        for (size_t k = 0; check->rule == rule && k < check->field_count; k++)
            if (check->fields[k] == field)
                return true;
        if (check->rule == rule && field < 0)
            return true;
    }
    return false;
}

static void imply(wn_entity *entity, wn_arena *arena, size_t written, wn_rule_id rule,
                  bool (*applies)(const wn_field *), bool without_fields)
{
    wn_check check = {.id = wn_str_of(wn_rules[rule].name),
                      .rule = rule,
                      .severity = wn_rules[rule].severity,
                      .green = wn_rules[rule].green,
                      .red = wn_rules[rule].red};

    check.fields = wn_arena_alloc(arena, (entity->field_count + 1) * sizeof(int));
    for (size_t f = 0; f < entity->field_count; f++)
        if ((applies ? applies(&entity->fields[f])
                     : can_be_remarked(&entity->fields[f], rule)) &&
            !is_covered(entity, rule, (int)f, written))
            check.fields[check.field_count++] = (int)f;
    if (rule == WN_RULE_KEY_MISSING)
        check.fate = WN_POLICY_REFUSE;
    if (rule == WN_RULE_DUPLICATES &&
        (!entity->matched || is_covered(entity, rule, -1, written)))
        return;
    if (!without_fields && check.field_count == 0)
        return;
    entity->checks = wn_grow(entity->checks, entity->check_count, &entity->check_room,
                             sizeof(*entity->checks));
    entity->checks[entity->check_count++] = check;
}

static void imply_checks(wn_entity *entity, wn_arena *arena)
{
    size_t written = entity->check_count;

    for (size_t i = 0; i < WN_COUNT(implications); i++)
        imply(entity, arena, written, implications[i].rule, implications[i].applies,
              implications[i].without_fields);
    for (wn_rule_id rule = WN_RULE_SEVERAL; rule < WN_RULE_COUNT; rule++)
        imply(entity, arena, written, rule, NULL, false);
}

/* Parents first. False when links form a ring (a link to the own entity is none). */
static bool order_entities(wn_model *model)
{
    bool done[256] = {false};
    size_t count = 0;

    model->order = wn_alloc(model->entity_count + 1, sizeof(*model->order));
    for (bool progress = true; progress;) {
        progress = false;
        for (size_t e = 0; e < model->entity_count && e < WN_COUNT(done); e++) {
            const wn_entity *entity = &model->entities[e];
            bool ready = !done[e];
            for (size_t f = 0; f < entity->field_count && ready; f++) {
                int target = entity->fields[f].target;
                ready = target < 0 || target == (int)e || done[target];
            }
            if (!ready)
                continue;
            done[e] = progress = true;
            model->order[count++] = (int)e;
        }
    }
    return count == model->entity_count;
}

void model_finish(wn_model *model, xml_doc *doc, wn_arena *arena)
{
    for (size_t e = 0; e < model->entity_count; e++) {
        wn_entity *entity = &model->entities[e];
        imply_checks(entity, arena);
        for (size_t f = 0; f < entity->field_count; f++)
            entity->fields[f].number = model->field_count++;
        for (size_t c = entity->check_count; c-- > 0;) {
            wn_check *check = &entity->checks[c];
            check->entity = entity;
            entity->implied[check->rule] = check;
        }
        for (size_t c = 0; c < entity->check_count; c++)
            entity->checks[c].number = model->check_count++;
    }
    if (!order_entities(model))
        wn_diag_add(doc->diags, doc->path, 1, 1, 0, WN_STR(""), WN_SAY_MAP_LINK_RING);
}
