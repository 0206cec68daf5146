/*
 * imply.c - what the fields of a model imply, once all of them are known: the
 * checks nobody needs to write, the numbers of checks and fields, and the
 * order of the entities.
 */
#include "build.h"

#include "core/finding.h"
#include "core/memory.h"

#include <stdlib.h>
#include <string.h>

/* Does the model have a check of this rule for the field, or for the record? */
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

/* Does the field imply a check of this rule? */
static bool applies(const wn_rule *rule, wn_rule_id id, const wn_field *field)
{
    if (id >= WN_RULE_SEVERAL)
        return field->type->remarks >> (id - WN_RULE_SEVERAL + WN_REMARK_SEVERAL) & 1;
    return rule->implied && rule->implied(field);
}

static void imply(wn_entity *entity, wn_arena *arena, size_t written, wn_rule_id id)
{
    const wn_rule *rule = wn_rules[id];
    wn_check check = {.id = wn_str_of(rule->name),
                      .rule = id,
                      .by_entity = -1,
                      .severity = rule->severity,
                      .green = rule->green,
                      .red = rule->red};

    check.fields = wn_arena_alloc(arena, (entity->field_count + 1) * sizeof(int));
    for (size_t f = 0; f < entity->field_count; f++)
        if (applies(rule, id, &entity->fields[f]) &&
            !is_covered(entity, id, (int)f, written))
            check.fields[check.field_count++] = (int)f;
    if (id == WN_RULE_KEY_MISSING)
        check.disposition = WN_POLICY_REFUSE;
    if (id == WN_RULE_DUPLICATES &&
        (!entity->matched || is_covered(entity, id, -1, written)))
        return;
    if (!rule->for_record && check.field_count == 0)
        return;
    entity->checks = wn_grow(entity->checks, entity->check_count, &entity->check_room,
                             sizeof(*entity->checks));
    entity->checks[entity->check_count++] = check;
}

static void imply_checks(wn_entity *entity, wn_arena *arena)
{
    size_t written = entity->check_count;

    for (wn_rule_id id = 0; id < WN_RULE_COUNT; id++)
        if (wn_rules[id]->implied || wn_rules[id]->for_record || id >= WN_RULE_SEVERAL)
            imply(entity, arena, written, id);
}

/* A hash of what a check asks, without its name, limits and weight. Two periods can be
 * compared if it is the same in both. */
static uint64_t meaning_of(const wn_model *model, const wn_entity *entity,
                           const wn_check *check)
{
    uint64_t hash = wn_hash(wn_str_of(wn_rules[check->rule]->name), 1);
    const wn_str none = {0};

    for (size_t i = 0; i < check->field_count; i++)
        hash = wn_hash(entity->fields[check->fields[i]].name, hash);
    for (size_t i = 0; i < check->condition_count; i++) {
        const wn_condition *c = &check->conditions[i];
        hash = wn_hash(entity->fields[c->field].name, hash + c->negated);
        for (size_t k = 0; k < c->count; k++)
            hash = wn_hash(c->values[k], hash);
    }
    hash = wn_hash(check->pattern, hash);
    if (check->that.len)
        hash = wn_hash(check->that, hash);
    if (wn_rules[check->rule]->edition)
        hash = wn_hash(none, hash + wn_rules[check->rule]->edition);
    for (size_t i = 0; check->values && i < check->values->spelling_count; i++)
        hash = wn_hash(check->values->spellings[i], hash);
    hash = wn_hash(none, hash ^ (uint64_t)check->after.count << 8 ^
                             (uint64_t)check->after.unit << 40);
    hash = wn_hash(none, hash ^ (uint64_t)check->within.count << 8 ^
                             (uint64_t)check->within.unit << 40);
    hash = wn_hash(none, hash ^ (uint64_t)check->min ^ (uint64_t)(check->share * 1e6));
    if (check->max || check->least > 0)
        hash =
            wn_hash(none, hash ^ (uint64_t)check->max ^ (uint64_t)(check->least * 1e6));
    if (check->by_entity >= 0) {
        const wn_entity *other = &model->entities[check->by_entity];
        wn_str field =
            check->by_field >= 0 ? other->fields[check->by_field].name : WN_STR("");
        hash = wn_hash(field, wn_hash(other->name, hash));
    }
    return hash >> 1;
}

/* Put parents before their children. False: links form a ring (a link of an entity to
 * itself is no ring). */
static bool order_entities(wn_model *model)
{
    bool *done = wn_alloc(model->entity_count, sizeof(*done));
    size_t count = 0;

    model->order = wn_alloc(model->entity_count + 1, sizeof(*model->order));
    for (bool progress = true; progress;) {
        progress = false;
        for (size_t e = 0; e < model->entity_count; e++) {
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
    free(done);
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
            check->meaning = meaning_of(model, entity, check);
            entity->implied[check->rule] = check;
        }
        for (size_t c = 0; c < entity->check_count; c++)
            entity->checks[c].number = model->check_count++;
    }
    if (!order_entities(model))
        wn_diag_add(doc->diags, doc->path, 1, 1, 0, WN_STR(""), WN_SAY_MAP_LINK_RING);
}
