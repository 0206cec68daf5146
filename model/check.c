/* check.c - builds a <check> of the model, with the attributes that its rule has. */
#include "build.h"

#include "core/finding.h"
#include "core/memory.h"

#include <stdlib.h>
#include <string.h>

/* The attributes that only some rules have, by their bits. */
static const struct {
    const char *name;
    unsigned bit;
} particulars[] = {{"after", WN_SAYS_AFTER},     {"within", WN_SAYS_WITHIN},
                   {"pattern", WN_SAYS_PATTERN}, {"values", WN_SAYS_VALUES},
                   {"min", WN_SAYS_MIN},         {"by", WN_SAYS_BY},
                   {"move-to", WN_SAYS_MOVE_TO}, {"share", WN_SAYS_SHARE},
                   {"max", WN_SAYS_MAX},         {"least", WN_SAYS_LEAST},
                   {"that", WN_SAYS_THAT}};

/* Note that the rule does not take this attribute: what it takes, which rules take it. */
static void note_not_said(xml_doc *doc, const xml_node *node, const xml_attr *attr,
                          const wn_rule *rule, unsigned bit)
{
    wn_buf takes = {0}, rules = {0};

    if (rule->min_fields > 0 || rule->all_fields)
        wn_buf_add(&takes, WN_STR("fields"));
    for (size_t i = 0; i < WN_COUNT(particulars); i++)
        if (rule->says & particulars[i].bit)
            wn_buf_format(&takes, "%s%s", takes.len ? ", " : "", particulars[i].name);
    for (int i = 0; i < WN_RULE_COUNT; i++)
        if (wn_rules[i]->in_model && (wn_rules[i]->says & bit))
            wn_buf_format(&rules, "%s%s", rules.len ? ", " : "", wn_rules[i]->name);
    if (takes.len == 0)
        wn_buf_add(&takes, wn_str_of(wn_say(doc->diags->lang, WN_SAY_MAP_NO_OPTIONS)));
    xml_note(doc, node, attr, WN_SAY_MAP_CHECK_SAYS_OTHER, rule->name, WN_FMT(attr->name),
             WN_FMT(wn_buf_str(&takes)), WN_FMT(attr->name), WN_FMT(wn_buf_str(&rules)));
    wn_buf_release(&takes);
    wn_buf_release(&rules);
}

static void check_particulars(const wn_rule *rule, xml_doc *doc, const xml_node *node)
{
    for (size_t i = 0; i < WN_COUNT(particulars); i++) {
        const xml_attr *attr = xml_attr_find(node, particulars[i].name);
        if (attr && !(rule->says & particulars[i].bit))
            note_not_said(doc, node, attr, rule, particulars[i].bit);
        if (!attr && (rule->must_say & particulars[i].bit))
            xml_note(doc, node, attr, WN_SAY_MAP_ATTR_MISSING, WN_FMT(node->name),
                     particulars[i].name);
    }
}

/* ---- fields ----------------------------------------------------------------------- */

static void read_fields(wn_check *check, const wn_entity *entity, xml_doc *doc,
                        const xml_node *node, wn_arena *arena)
{
    const wn_rule *rule = wn_rules[check->rule];
    const xml_attr *attr = xml_attr_find(node, "fields");

    if (!attr)
        attr = xml_attr_find(node, "field");
    wn_str rest = attr ? attr->value : WN_STR("");
    size_t room = rest.len + entity->field_count + 1;
    check->fields = wn_arena_alloc(arena, room * sizeof(*check->fields));
    while (rest.len > 0) {
        wn_str name = wn_str_cut(&rest, WN_STR(" "));
        int field = name.len ? field_of(entity, doc, node, attr, name) : -1;
        if (field < 0)
            continue;
        check->fields[check->field_count++] = field;
        if (rule->only_dates && !entity->fields[field].type->is_date)
            xml_note(doc, node, attr, WN_SAY_MAP_CHECK_NOT_DATE, WN_FMT(name));
        if (check->rule == WN_RULE_REFERENCE && entity->fields[field].target < 0)
            xml_note(doc, node, attr, WN_SAY_MAP_CHECK_NOT_LINK, WN_FMT(name));
        if (rule->only_numbers && !entity->fields[field].type->is_number)
            xml_note(doc, node, attr, WN_SAY_MAP_CHECK_NOT_NUMBER, WN_FMT(name));
    }
    if (!attr && rule->min_fields > 0)
        xml_note(doc, node, attr, WN_SAY_MAP_ATTR_MISSING, WN_FMT(node->name), "fields");
    else if (attr && rule->min_fields == 0 && !rule->all_fields)
        xml_note(doc, node, attr, WN_SAY_MAP_CHECK_SAYS, rule->name, "fields");
    else if ((int)check->field_count < rule->min_fields ||
             (rule->max_fields && (int)check->field_count > rule->max_fields))
        xml_note(doc, node, attr, WN_SAY_MAP_CHECK_COUNT, rule->name, rule->min_fields);
    if (!attr && rule->all_fields)
        for (size_t f = 0; f < entity->field_count; f++)
            check->fields[check->field_count++] = (int)f;
}

/* ---- where= ----------------------------------------------------------------------- */

/* A value in its canonical form; of a choice, the code of a synonym. */
static wn_str loaded_as(const wn_field *field, xml_doc *doc, const xml_node *node,
                        wn_str value, wn_arena *arena)
{
    const xml_attr *attr = xml_attr_find(node, "where");
    const wn_list_item *item = field->list ? wn_list_find(field->list, value) : NULL;

    if (item)
        return item->code;
    if (field->list) {
        wn_str close = wn_list_nearest(field->list, value);
        xml_note(doc, node, attr, WN_SAY_MAP_WHERE_VALUE, WN_FMT(value),
                 WN_FMT(field->list->name), WN_FMT(close));
    }
    return wn_arena_str(arena, value);
}

/* Read "stage in OPEN WON" after its first word was cut off. False: it cannot be read. */
static bool read_condition(wn_condition *out, const wn_entity *entity, xml_doc *doc,
                           const xml_node *node, wn_str text, wn_arena *arena)
{
    const xml_attr *attr = xml_attr_find(node, "where");
    wn_str name = wn_str_cut(&text, WN_STR(" ")), rest = wn_str_trim(text);
    wn_str word = wn_str_cut(&rest, WN_STR(" "));

    if (memchr(name.ptr, '=', name.len)) /* no blanks around it */
        return false;
    *out = (wn_condition){.field = field_of(entity, doc, node, attr, name)};
    if (wn_str_equal(word, WN_STR("filled")) || wn_str_equal(word, WN_STR("empty"))) {
        out->negated = word.ptr[0] == 'e';
        return rest.len == 0;
    }
    if (wn_str_equal(word, WN_STR("not"))) {
        out->negated = true;
        word = wn_str_cut(&rest, WN_STR(" "));
    }
    rest = wn_str_trim(rest);
    bool one = wn_str_equal(word, WN_STR("=")) || wn_str_equal(word, WN_STR("!="));
    if ((!one && !wn_str_equal(word, WN_STR("in"))) || rest.len == 0)
        return false;
    out->negated = out->negated || word.ptr[0] == '!';
    out->values = wn_arena_alloc(arena, (rest.len + 1) * sizeof(*out->values));
    while (rest.len > 0 && out->field >= 0) {
        wn_str value = one ? rest : wn_str_cut(&rest, WN_STR(" "));
        if (value.len)
            out->values[out->count++] =
                loaded_as(&entity->fields[out->field], doc, node, value, arena);
        if (one)
            break;
    }
    return true;
}

static void read_conditions(wn_check *check, const wn_entity *entity, xml_doc *doc,
                            const xml_node *node, wn_arena *arena)
{
    const xml_attr *attr = xml_attr_find(node, "where");
    wn_str rest = attr ? attr->value : WN_STR("");

    check->conditions = wn_arena_alloc(arena, (rest.len + 1) * sizeof(wn_condition));
    while (rest.len > 0) {
        wn_str text = wn_str_trim(wn_str_cut(&rest, WN_STR(" and ")));
        wn_condition *next = &check->conditions[check->condition_count];
        if (!read_condition(next, entity, doc, node, text, arena))
            xml_note(doc, node, attr, WN_SAY_MAP_WHERE, WN_FMT(text));
        else if (next->field >= 0)
            check->condition_count++;
    }
}

/* ---- the rest --------------------------------------------------------------------- */

/* values= of a rule that counts values: note those that are in no list of the fields,
 * since the fields can never have them. */
static void note_values(const wn_check *check, const wn_entity *entity, xml_doc *doc,
                        const xml_node *node, wn_str values)
{
    while (values.len > 0 && check->field_count > 0) {
        wn_str value = wn_str_trim(wn_str_cut(&values, WN_STR("|")));
        const wn_list *list = NULL;
        bool may_be = value.len == 0;
        for (size_t i = 0; i < check->field_count && !may_be; i++) {
            list = entity->fields[check->fields[i]].list;
            may_be = !list || wn_list_find(list, value);
        }
        if (may_be)
            continue;
        wn_str close = wn_list_nearest(list, value);
        xml_note(doc, node, xml_attr_find(node, "values"), WN_SAY_MAP_WHERE_VALUE,
                 WN_FMT(value), WN_FMT(list->name), WN_FMT(close));
    }
}

/* by="activity.happened_at": dates of an entity that links to this one. */
static void read_by(wn_check *check, const wn_model *model, const wn_entity *entity,
                    xml_doc *doc, const xml_node *node)
{
    const xml_attr *attr = xml_attr_find(node, "by");
    wn_str field = attr ? attr->value : WN_STR("");
    wn_str name = wn_str_cut(&field, WN_STR("."));
    bool linked = false;

    check->by_entity = check->by_field = -1;
    if (!attr)
        return;
    wn_by kind = wn_rules[check->rule]->by;
    int other = wn_entity_named(model, name).at;
    const wn_entity *by = other >= 0 ? &model->entities[other] : NULL;
    for (size_t f = 0; by && by != entity && f < by->field_count; f++)
        linked = linked || by->fields[f].target == entity->number;
    if (!(kind == WN_BY_OTHER ? by && by != entity : linked)) {
        xml_note(doc, node, attr,
                 kind == WN_BY_OTHER ? WN_SAY_MAP_CHECK_BY_OTHER : WN_SAY_MAP_CHECK_BY,
                 WN_FMT(attr->value), WN_FMT(entity->name));
        return;
    }
    if (kind != WN_BY_MOMENT && field.len == 0) {
        check->by_entity = other;
        return;
    }
    int at = field_of(by, doc, node, attr, field);
    if (at >= 0 && kind == WN_BY_OTHER &&
        !wn_str_equal(wn_str_of(by->fields[at].type->name), WN_STR("bool")))
        xml_note(doc, node, attr, WN_SAY_MAP_CHECK_NOT_BOOL, WN_FMT(field));
    if (at >= 0 && kind == WN_BY_MOMENT && !by->fields[at].type->is_date)
        xml_note(doc, node, attr, WN_SAY_MAP_CHECK_NOT_DATE, WN_FMT(field));
    check->by_entity = at >= 0 ? other : -1;
    check->by_field = at;
}

static void read_limits(wn_check *check, xml_doc *doc, const xml_node *node)
{
    check->green = wn_rules[check->rule]->green;
    check->red = wn_rules[check->rule]->red;
    parse_share(node_text(node, "green"), &check->green);
    if (!parse_share(node_text(node, "red"), &check->red) && check->red <= check->green)
        check->red = check->green + (1 - check->green) / 2;
    if (check->red <= check->green && xml_attr_find(node, "red"))
        xml_note(doc, node, xml_attr_find(node, "red"), WN_SAY_MAP_CHECK_LIMITS);
}

static void note_zero(xml_doc *doc, const xml_node *node, const char *name, bool is_zero)
{
    const xml_attr *attr = xml_attr_find(node, name);

    if (attr && is_zero)
        xml_note(doc, node, attr, WN_SAY_MAP_ABOVE_ZERO, WN_FMT(attr->name));
}

/* Read the numbers. A wrong one is a mistake, and not replaced by a default. */
static void read_numbers(wn_check *check, xml_doc *doc, const xml_node *node)
{
    note_zero(doc, node, "min",
              wn_str_number(node_text(node, "min"), &check->min) && check->min <= 0);
    note_zero(doc, node, "max",
              wn_str_number(node_text(node, "max"), &check->max) && check->max <= 0);
    note_zero(doc, node, "share",
              parse_share(node_text(node, "share"), &check->share) && check->share <= 0);
    note_zero(doc, node, "least",
              parse_share(node_text(node, "least"), &check->least) && check->least <= 0);
    const xml_attr *least = xml_attr_find(node, "least");
    if (!(wn_rules[check->rule]->says & WN_SAYS_LEAST))
        return;
    if (!least && !xml_attr_find(node, "share"))
        xml_note(doc, node, least, WN_SAY_MAP_ATTR_MISSING, WN_FMT(node->name), "share");
    if (least && !xml_attr_find(node, "values"))
        xml_note(doc, node, least, WN_SAY_MAP_ATTR_MISSING, WN_FMT(node->name), "values");
}

static void read_particulars(wn_check *check, xml_doc *doc, const xml_node *node,
                             wn_arena *arena)
{
    const wn_rule *rule = wn_rules[check->rule];
    const xml_attr *ready =
        xml_attr_find(node, rule->says & WN_SAYS_THAT ? "that" : "pattern");
    wn_str values = node_text(node, "values");
    char why[WN_WHY_ROOM];

    parse_duration(node_text(node, "after"), &check->after);
    parse_duration(node_text(node, "within"), &check->within);
    read_numbers(check, doc, node);
    check->move_to = wn_arena_str(arena, node_text(node, "move-to"));
    check->pattern = wn_arena_str(arena, node_text(node, "pattern"));
    if (values.len) {
        check->values = wn_alloc(1, sizeof(*check->values));
        wn_list_add(check->values, (wn_list_item){.code = WN_STR("")},
                    wn_arena_str(arena, values), WN_STR("|"));
    }
    if (rule->says & WN_SAYS_LEAST)
        note_values(check, check->entity, doc, node, values);
    check->that = wn_arena_str(arena, node_text(node, "that"));
    if (rule->prepare &&
        (ready || !(rule->must_say & (WN_SAYS_PATTERN | WN_SAYS_THAT))) &&
        !rule->prepare(check, doc->diags->lang, why))
        xml_note(doc, node, ready ? ready : xml_attr_find(node, "fields"),
                 rule->says & WN_SAYS_PATTERN ? WN_SAY_MAP_CHECK_PATTERN
                                              : WN_SAY_MAP_CHECK_WHY,
                 why);
}

/* focus="2026-Q4" */
static void read_focus(wn_check *check, xml_doc *doc, const xml_node *node,
                       wn_arena *arena)
{
    const xml_attr *attr = xml_attr_find(node, "focus");
    wn_str text = attr ? wn_str_trim(attr->value) : WN_STR("");
    bool fits = text.len == 7 && wn_str_span(text, "0123456789") == 4 &&
                text.ptr[4] == '-' && (text.ptr[5] | 0x20) == 'q' && text.ptr[6] >= '1' &&
                text.ptr[6] <= '4';

    if (attr && !fits)
        xml_note(doc, node, attr, WN_SAY_MAP_QUARTER, WN_FMT(attr->name),
                 WN_FMT(attr->value));
    check->focus = fits ? wn_arena_str(arena, text) : WN_STR("");
}

static void note_taken(const wn_model *model, xml_doc *doc, const xml_node *node)
{
    wn_str id = node_text(node, "id");

    for (size_t e = 0; e < model->entity_count; e++)
        for (size_t c = 0; c < model->entities[e].check_count; c++)
            if (wn_str_equal(model->entities[e].checks[c].id, id))
                xml_note(doc, node, xml_attr_find(node, "id"), WN_SAY_MAP_ENTITY_TWICE,
                         WN_FMT(id));
}

void check_build(wn_model *model, xml_doc *doc, const xml_node *node, wn_arena *arena)
{
    wn_entity *entity = entity_of(model, doc, node, "on");
    int rule = wn_rule_find(node_text(node, "rule"));

    if (!entity || rule < 0 || !wn_rules[rule]->in_model)
        return;
    note_taken(model, doc, node);
    entity->checks = wn_grow(entity->checks, entity->check_count, &entity->check_room,
                             sizeof(*entity->checks));
    wn_check *check = &entity->checks[entity->check_count++];
    *check = (wn_check){.id = wn_arena_str(arena, node_text(node, "id")),
                        .rule = (wn_rule_id)rule,
                        .entity = entity,
                        .zh = wn_arena_str(arena, node_text(node, "zh")),
                        .en = wn_arena_str(arena, node_text(node, "en"))};
    check_particulars(wn_rules[rule], doc, node);
    read_fields(check, entity, doc, node, arena);
    read_conditions(check, entity, doc, node, arena);
    read_by(check, model, entity, doc, node);
    read_particulars(check, doc, node, arena);
    read_limits(check, doc, node);
    limits_build(check, doc, node, arena);
    read_focus(check, doc, node, arena);
    check->severity = (wn_severity)choice_index(
        node_text(node, "severity"), wn_severity_names, wn_rules[rule]->severity);
    check->disposition = policy_of(node, "fate");
    check->is_key = wn_str_equal(node_text(node, "key"), WN_STR("yes"));
}

void check_release(wn_check *check)
{
    if (check->compiled && wn_rules[check->rule]->forget)
        wn_rules[check->rule]->forget(check);
    if (!check->values)
        return;
    wn_list_release(check->values);
    free(check->values);
}
