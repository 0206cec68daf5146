/* checks.c - the table of all kinds of checks, and the calls that go through it. */
#include "check.h"

#define RULE(id, name) extern const wn_rule wn_rule_##name;
#include "core/rules.def"
#undef RULE

const wn_rule *const wn_rules[WN_RULE_COUNT] = {
#define RULE(id, name) [WN_RULE_##id] = &wn_rule_##name,
#include "core/rules.def"
#undef RULE
};

const char *wn_remark_name(wn_remark remark)
{
    return remark ? wn_rules[wn_remark_rule(remark)]->name : "";
}

const char *wn_remark_text(wn_remark remark, wn_lang lang)
{
    const wn_rule *rule = remark ? wn_rules[wn_remark_rule(remark)] : NULL;

    return !rule ? "" : lang == WN_ZH ? rule->zh : rule->en;
}

_Static_assert(WN_RULE_COUNT - WN_RULE_SEVERAL == WN_REMARK_COUNT - WN_REMARK_SEVERAL,
               "a rule for each remark");

int wn_rule_find(wn_str name)
{
    for (int i = 0; i < WN_RULE_COUNT; i++)
        if (wn_str_equal(name, wn_str_of(wn_rules[i]->name)))
            return i;
    return -1;
}

wn_str wn_check_label(const wn_check *check, wn_lang lang)
{
    const wn_rule *rule = wn_rules[check->rule];

    return wn_label(lang, check->en, check->zh,
                    wn_str_of(lang == WN_ZH ? rule->zh : rule->en));
}

wn_check_result wn_check_ask(const wn_check_context *cx)
{
    if (wn_check_applies(cx->check, cx->record))
        return wn_rules[cx->check->rule]->look(cx);
    wn_record_forget(cx->record, cx->check); /* a reader's or transform's note */
    return WN_NOT_APPLICABLE;
}

/* ---- gathering from other records ------------------------------------------------- */

/* What the check needs of the entity that by= names: the field of by=, links between
 * the two entities, and the fields that the rule's needs() asks for. */
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

bool wn_check_gathers(const wn_context *context, const wn_check *check)
{
    const wn_plan *plan = context->plan;
    const wn_entity *entity = check->entity;

    if (!wn_rules[check->rule]->gather || !wn_check_is_asked(context, check))
        return false;
    if (check->rule == WN_RULE_CHILDLESS && check->by_field >= 0 &&
        !wn_is_brought(plan, &plan->model.entities[check->by_entity], check->by_field))
        return false; /* nobody says which of the other records count */
    bool brought = check->field_count == 0 && wn_has_file(plan, entity);
    for (size_t i = 0; i < check->field_count; i++)
        brought = brought || wn_is_brought(plan, entity, check->fields[i]);
    return brought;
}

static void mark(const wn_context *context, const wn_check *check, bool *entities,
                 bool *fields)
{
    const wn_plan *plan = context->plan;
    const wn_entity *entity = check->entity;

    if (!wn_check_gathers(context, check))
        return;
    entities[entity->number] = true;
    for (size_t i = 0; i < check->field_count; i++)
        fields[entity->fields[check->fields[i]].number] = true;
    for (size_t i = 0; i < check->condition_count; i++)
        fields[entity->fields[check->conditions[i].field].number] = true;
    for (int m = 0; m < WN_MEANS_COUNT; m++)
        if (wn_rules[check->rule]->also[m] && entity->means[m] >= 0)
            fields[entity->fields[entity->means[m]].number] = true;
    if (check->by_entity >= 0)
        mark_by(&plan->model, check, entities, fields);
}

void wn_mark_gathered(const wn_context *context, bool *entities, bool *fields)
{
    const wn_model *model = &context->plan->model;

    for (size_t e = 0; e < model->entity_count; e++) {
        for (size_t c = 0; c < model->entities[e].check_count; c++)
            mark(context, &model->entities[e].checks[c], entities, fields);
        for (size_t i = 0; i < context->settings->where_count; i++) {
            int field =
                wn_field_find(&model->entities[e], context->settings->wheres[i].field);
            if (field >= 0)
                fields[model->entities[e].fields[field].number] = true;
        }
    }
}

void wn_gathered_settle(const wn_context *context, wn_gathered *gathered)
{
    const wn_model *model = &context->plan->model;

    for (size_t e = 0; e < model->entity_count; e++)
        for (size_t c = 0; c < model->entities[e].check_count; c++) {
            const wn_check *check = &model->entities[e].checks[c];
            wn_check_context cx = {.check = check,
                                   .entity = check->entity,
                                   .context = context,
                                   .gathering = gathered};
            if (wn_rules[check->rule]->settle && wn_check_is_asked(context, check))
                wn_rules[check->rule]->settle(&cx);
        }
}

/* ---- totals ----------------------------------------------------------------------- */

void wn_checks_total(const wn_context *context)
{
    const wn_model *model = &context->plan->model;

    for (size_t e = 0; e < model->entity_count; e++)
        for (size_t c = 0; c < model->entities[e].check_count; c++) {
            const wn_check *check = &model->entities[e].checks[c];
            wn_check_context cx = {
                .check = check, .entity = check->entity, .context = context};
            if (wn_rules[check->rule]->total && wn_check_is_asked(context, check) &&
                wn_has_file(context->plan, check->entity))
                wn_rules[check->rule]->total(&cx);
        }
}
