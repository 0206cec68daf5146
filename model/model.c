/*
 * model.c - the clean model from its elements.
 *
 * References (to a list, an entity, a field) are resolved here; one that does
 * not exist is noted as a mistake, with a suggestion. Later imply.c adds the
 * checks that fields imply (required, valid, in its list, within its limits),
 * unless the model has a check of that rule for the field.
 */
#include "build.h"

#include "core/file.h"
#include "core/finding.h"
#include "core/memory.h"

#include <stdlib.h>
#include <string.h>

/* The list of this name; NULL: there is none, and the mistake is noted. */
static const wn_list *list_of(const wn_model *model, xml_doc *doc, const xml_node *node,
                              const xml_attr *attr, wn_str name)
{
    wn_str *names = wn_arena_alloc(&doc->arena, model->list_count * sizeof(*names));

    for (size_t i = 0; i < model->list_count; i++) {
        if (wn_str_equal(model->lists[i].name, name))
            return &model->lists[i];
        names[i] = model->lists[i].name;
    }
    note_unknown(doc, node, attr, name, names, model->list_count, WN_SAY_MAP_LIST_CLOSE,
                 WN_SAY_MAP_LIST);
    return NULL;
}

static wn_conflict conflict_of(const xml_node *node, wn_conflict otherwise)
{
    return (wn_conflict)choice_index(node_text(node, "conflict"), wn_conflict_names,
                                     (int)otherwise);
}

/* ---- entities and fields ---------------------------------------------------------- */

wn_field *field_add(wn_entity *entity, wn_str name, const wn_transform *type)
{
    entity->fields = wn_grow(entity->fields, entity->field_count, &entity->field_room,
                             sizeof(*entity->fields));
    wn_field *field = &entity->fields[entity->field_count++];
    *field = (wn_field){.name = name,
                        .conflict = entity->conflict,
                        .print = wn_hash(name, 0),
                        .type = type,
                        .target = -1,
                        .survive = entity->survive_all};
    field->mask = wn_str_of(type->mask ? type->mask : "none");
    return field;
}

static void read_limits(wn_field *field, const xml_node *node)
{
    wn_str min = node_text(node, "min"), max = node_text(node, "max");

    field->has_min = wn_str_number(min, &field->min);
    field->has_max = wn_str_number(max, &field->max);
}

/* Usual names of fields with a role, for entities in which no field says role=. */
static const struct {
    const char *name;
    bool in_model; /* only for fields of the model, not for those a mapping adds */
} usual[WN_MEANS_COUNT] = {[WN_MEANS_OWNER] = {"owner", false},
                           [WN_MEANS_DEPARTMENT] = {"department", false},
                           [WN_MEANS_CREATED] = {"created_at", false},
                           [WN_MEANS_UPDATED] = {"updated_at", true},
                           [WN_MEANS_SOURCE] = {"source", false},
                           [WN_MEANS_CLOSED] = {"resolved_at", true},
                           [WN_MEANS_MANAGER] = {"manager_id", true}};

void means_by_name(wn_entity *entity, int field, bool in_model)
{
    for (int m = 0; m < WN_MEANS_COUNT; m++)
        if (entity->means[m] == field)
            return; /* role= gives the field another meaning */
    for (int m = 0; m < WN_MEANS_COUNT; m++)
        if (entity->means[m] < 0 && (in_model || !usual[m].in_model) &&
            wn_str_equal(entity->fields[field].name, wn_str_of(usual[m].name)))
            entity->means[m] = field;
}

/* Read role= of the field that was added last. */
static void read_role(wn_entity *entity, xml_doc *doc, const xml_node *node)
{
    wn_str role = node_text(node, "role");

    for (int m = 0; m < WN_MEANS_COUNT; m++) {
        if (!wn_str_equal(role, wn_str_of(wn_means_names[m])))
            continue;
        if (entity->means[m] >= 0)
            xml_note(doc, node, xml_attr_find(node, "role"), WN_SAY_MAP_ROLE_TWICE,
                     WN_FMT(role), WN_FMT(entity->fields[entity->means[m]].name),
                     WN_FMT(entity->name));
        else
            entity->means[m] = (int)entity->field_count - 1;
    }
}

static void build_field(wn_entity *entity, xml_doc *doc, const xml_node *node,
                        wn_arena *arena)
{
    const wn_transform *type = wn_transform_find(node_text(node, "type"));
    wn_str name = wn_arena_str(arena, node_text(node, "name"));

    if (!type) /* the grammar noted it; references to the field are no mistakes */
        type = wn_transform_find(WN_STR("text"));
    if (!name.len)
        return;
    if (wn_str_equal_nocase(name, WN_STR("id")) ||
        wn_str_equal_nocase(name, WN_STR("extra")) ||
        (name.len > 7 && !strncasecmp(name.ptr, "winnow_", 7))) {
        xml_note(doc, node, xml_attr_find(node, "name"), WN_SAY_MAP_NAME_RESERVED,
                 WN_FMT(name));
        return;
    }
    for (size_t i = 0; i < entity->field_count; i++) {
        if (wn_str_equal_nocase(entity->fields[i].name, name)) {
            xml_note(doc, node, xml_attr_find(node, "name"), WN_SAY_MAP_FIELD_TWICE,
                     WN_FMT(name), WN_FMT(entity->name));
            return;
        }
    }
    wn_field *field = field_add(entity, name, type);
    field->zh = wn_arena_str(arena, node_text(node, "zh"));
    field->en = wn_arena_str(arena, node_text(node, "en"));
    field->required = wn_str_equal(node_text(node, "required"), WN_STR("yes"));
    field->key = wn_str_equal(node_text(node, "key"), WN_STR("yes"));
    field->missing = policy_of(node, "missing");
    field->invalid = policy_of(node, "invalid");
    field->orphan = wn_str_equal(node_text(node, "orphan"), WN_STR("hold"))
                        ? WN_POLICY_REVIEW
                        : policy_of(node, "orphan");
    field->conflict = conflict_of(node, entity->conflict);
    field->has_mask = xml_attr_find(node, "mask") != NULL;
    if (field->has_mask)
        field->mask = wn_arena_str(arena, node_text(node, "mask"));
    read_limits(field, node);
    if (field->key && entity->key < 0)
        entity->key = (int)entity->field_count - 1;
    read_role(entity, doc, node);
    settings_read(doc, node, type, arena, &field->settings, &field->setting_count);
    if (xml_attr_find(node, "unit"))
        xml_note(doc, node, xml_attr_find(node, "unit"), WN_SAY_MAP_UNIT_PLACE);
}

/* The entity's weight in the total score; fixed, so that a huge table of junk does not
 * hide the other entities. */
static double weight_of(wn_str name)
{
    static const struct {
        const char *name;
        double weight;
    } weights[] = {{"account", 35}, {"contact", 45}, {"deal", 20}};

    for (size_t i = 0; i < WN_COUNT(weights); i++)
        if (wn_str_equal(name, wn_str_of(weights[i].name)))
            return weights[i].weight;
    return 10;
}

static void build_entity(wn_model *model, xml_doc *doc, size_t at, wn_arena *arena)
{
    const xml_node *node = &doc->nodes[at];
    wn_str name = wn_arena_str(arena, node_text(node, "name"));
    int64_t weight;

    if (wn_entity_find(model, name) >= 0 ||
        (name.len > 6 && !strncasecmp(name.ptr, "winnow", 6)) ||
        (name.len > 6 && !strncasecmp(name.ptr, "sqlite", 6))) {
        xml_note(doc, node, xml_attr_find(node, "name"), WN_SAY_MAP_ENTITY_TWICE,
                 WN_FMT(name));
        return;
    }
    wn_entity *entity = &model->entities[model->entity_count];
    *entity = (wn_entity){.name = name,
                          .key = -1,
                          .extra = -1,
                          .means = WN_MEANS_NONE,
                          .weight = weight_of(name),
                          .number = (int)model->entity_count,
                          .merge_at = 0.95,
                          .review_at = 0.80};
    if (wn_str_number(node_text(node, "weight"), &weight) && weight >= 0)
        entity->weight = (double)weight;
    entity->conflict = conflict_of(node, WN_CONFLICT_REVIEW);
    entity->zh = wn_arena_str(arena, node_text(node, "zh"));
    entity->en = wn_arena_str(arena, node_text(node, "en"));
    model->entity_count++;
    for (size_t i = at + 1; i < doc->count; i++)
        if (doc->nodes[i].parent == (int)at &&
            wn_str_equal(doc->nodes[i].name, WN_STR("field")))
            build_field(entity, doc, &doc->nodes[i], arena);
    for (int f = 0; f < (int)entity->field_count; f++)
        means_by_name(entity, f, true);
    entity->department = entity->means[WN_MEANS_DEPARTMENT];
    if (entity->field_count == 0)
        xml_note(doc, node, (xml_attr *)NULL, WN_SAY_MAP_ENTITY_EMPTY, WN_FMT(name));
}

/* ---- lists ------------------------------------------------------------------------ */

/* Note a code or a spelling that another item of the list has: a value could mean both.
 */
static void note_item(const wn_list *list, xml_doc *doc, const xml_node *node)
{
    static const char *const names[] = {"code", "zh", "en", "also"};

    for (size_t i = 0; i < WN_COUNT(names); i++) {
        const xml_attr *attr = xml_attr_find(node, names[i]);
        wn_str rest = attr ? attr->value : WN_STR("");
        while (rest.len > 0) {
            wn_str one = wn_str_trim(i == 3 ? wn_str_cut(&rest, WN_STR("|")) : rest);
            rest = i == 3 ? rest : WN_STR("");
            const wn_list_item *other = one.len ? wn_list_has(list, one) : NULL;
            if (other)
                xml_note(doc, node, attr, WN_SAY_MAP_ITEM_TWICE, WN_FMT(one),
                         WN_FMT(other->code));
        }
    }
}

static void build_list(wn_model *model, xml_doc *doc, size_t at, wn_arena *arena)
{
    const xml_node *node = &doc->nodes[at];
    wn_list *list = &model->lists[model->list_count++];
    wn_str file = node_text(node, "file");

    *list = (wn_list){.name = wn_arena_str(arena, node_text(node, "name")),
                      .unknown = policy_of(node, "unknown")};
    for (size_t i = at + 1; i < doc->count; i++) {
        const xml_node *item = &doc->nodes[i];
        if (item->parent != (int)at)
            continue;
        note_item(list, doc, item);
        wn_list_add(list,
                    (wn_list_item){wn_arena_str(arena, node_text(item, "code")),
                                   wn_arena_str(arena, node_text(item, "zh")),
                                   wn_arena_str(arena, node_text(item, "en"))},
                    wn_arena_str(arena, node_text(item, "also")), WN_STR("|"));
        wn_list_contains(list, wn_arena_str(arena, node_text(item, "contains")));
    }
    if (file.len) {
        wn_error err = {.lang = doc->diags->lang};
        wn_str path = wn_path_join(arena, wn_path_dir(wn_str_of(doc->path)), file);
        list->path = path;
        if (!list_load(list, path.ptr, arena, &err))
            xml_note(doc, node, xml_attr_find(node, "file"), WN_SAY_PLAIN, err.text);
    } else if (list->count == 0) {
        xml_note(doc, node, (xml_attr *)NULL, WN_SAY_MAP_LIST_EMPTY, WN_FMT(list->name));
    }
}

static void link_field(wn_model *model, xml_doc *doc, const xml_node *node,
                       wn_field *field)
{
    if (wn_option_find(field->type, WN_STR("list"))) {
        const xml_attr *attr = xml_attr_find(node, "list");
        if (attr)
            field->list = list_of(model, doc, node, attr, attr->value);
        else
            xml_note(doc, node, attr, WN_SAY_MAP_ATTR_MISSING, WN_FMT(node->name),
                     "list");
    }
    if (field->type->role == WN_ROLE_LINK) {
        const wn_entity *target = entity_of(model, doc, node, "target");
        field->target = target ? target->number : -1;
        if (!xml_attr_find(node, "target"))
            xml_note(doc, node, (xml_attr *)NULL, WN_SAY_MAP_ATTR_MISSING,
                     WN_FMT(node->name), "target");
    }
}

/* ---- match, score ----------------------------------------------------------------- */

static void build_never(wn_model *model, wn_entity *entity, xml_doc *doc,
                        const xml_node *node)
{
    const xml_attr *attr = xml_attr_find(node, "when");
    wn_str rest = attr ? wn_str_trim(attr->value) : WN_STR("");
    wn_str name = wn_str_cut(&rest, WN_STR(" "));
    wn_never never = {.field = -1};

    rest = wn_str_trim(rest);
    bool differs = wn_str_equal(rest, WN_STR("differs"));
    bool in_list = rest.len > 3 && !memcmp(rest.ptr, "in ", 3);
    if (!attr || (!differs && !in_list)) {
        if (attr)
            xml_note(doc, node, attr, WN_SAY_MAP_NEVER, WN_FMT(attr->value));
        return;
    }
    never.field = field_of(entity, doc, node, attr, name);
    wn_str list = wn_str_trim((wn_str){rest.ptr + 3, in_list ? rest.len - 3 : 0});
    if (in_list)
        never.list = list_of(model, doc, node, attr, list);
    if (never.field < 0 || (in_list && !never.list))
        return;
    entity->nevers = wn_grow(entity->nevers, entity->never_count, &entity->never_room,
                             sizeof(*entity->nevers));
    entity->nevers[entity->never_count++] = never;
}

/* Note survive= that does not suit the field: sums need numbers, unions text, and only a
 * field with a list can survive by the list. */
static void check_survive(const wn_field *field, xml_doc *doc, const xml_node *node)
{
    static const struct {
        wn_survive_from from;
        const char *types;
    } wanted[] = {{WN_SURVIVE_LIST, "choice"},
                  {WN_SURVIVE_SUM, "integer money"},
                  {WN_SURVIVE_UNION, "text"}};

    for (size_t i = 0; i < WN_COUNT(wanted); i++) {
        wn_str rest = wn_str_of(wanted[i].types);
        bool fits = field->survive != wanted[i].from;
        while (rest.len > 0)
            fits |= wn_str_equal(wn_str_cut(&rest, WN_STR(" ")),
                                 wn_str_of(field->type->name));
        if (!fits)
            xml_note(doc, node, xml_attr_find(node, "from"), WN_SAY_MAP_SURVIVE_TYPE,
                     wn_survive_names[wanted[i].from], wanted[i].types,
                     WN_FMT(field->name), field->type->name);
    }
}

static void build_match(wn_model *model, xml_doc *doc, size_t at)
{
    const xml_node *node = &doc->nodes[at];
    wn_entity *entity = entity_of(model, doc, node, "entity");

    if (!entity)
        return;
    entity->matched = true;
    parse_fraction(node_text(node, "merge-at"), &entity->merge_at);
    parse_fraction(node_text(node, "review-at"), &entity->review_at);
    for (size_t i = at + 1; i < doc->count; i++) {
        const xml_node *child = &doc->nodes[i];
        if (child->parent != (int)at)
            continue;
        if (wn_str_equal(child->name, WN_STR("never")))
            build_never(model, entity, doc, child);
        if (!wn_str_equal(child->name, WN_STR("survive")) ||
            !wn_str_equal(node_text(child, "field"), WN_STR("*")))
            continue;
        entity->survive_all =
            (wn_survive_from)choice_index(node_text(child, "from"), wn_survive_names, 0);
        if (entity->survive_all >= WN_SURVIVE_LIST) {
            xml_note(doc, child, xml_attr_find(child, "from"), WN_SAY_MAP_SURVIVE_ALL,
                     wn_survive_names[entity->survive_all]);
            entity->survive_all = WN_SURVIVE_NEWEST;
        }
    }
    for (size_t f = 0; f < entity->field_count; f++)
        entity->fields[f].survive = entity->survive_all;
    for (size_t i = at + 1; i < doc->count; i++) {
        const xml_node *child = &doc->nodes[i];
        if (child->parent != (int)at || !wn_str_equal(child->name, WN_STR("survive")) ||
            wn_str_equal(node_text(child, "field"), WN_STR("*")))
            continue;
        int field = field_of(entity, doc, child, xml_attr_find(child, "field"),
                             node_text(child, "field"));
        if (field < 0)
            continue;
        entity->fields[field].survive =
            (wn_survive_from)choice_index(node_text(child, "from"), wn_survive_names, 0);
        check_survive(&entity->fields[field], doc, child);
    }
}

static void build_score(wn_model *model, const xml_node *node)
{
    static const char *const names[] = {"completeness", "validity", "uniqueness",
                                        "timeliness", "consistency"};
    int64_t number;

    for (size_t i = 0; i < WN_COUNT(names); i++)
        if (wn_str_number(node_text(node, names[i]), &number) && number >= 0)
            model->weights[i] = (double)number;
    if (wn_str_number(node_text(node, "green"), &number))
        model->green = (double)number;
    if (wn_str_number(node_text(node, "yellow"), &number))
        model->yellow = (double)number;
    if (wn_str_number(node_text(node, "min-rows"), &number))
        model->min_rows = number;
    parse_share(node_text(node, "kpi-share"), &model->kpi_share);
}

/* ---- the whole -------------------------------------------------------------------- */

static bool is_a(const xml_node *node, const char *name)
{
    return node->parent == 0 && wn_str_equal(node->name, wn_str_of(name));
}

static void link_fields(wn_model *model, xml_doc *doc)
{
    for (size_t i = 0; i < doc->count; i++) {
        const xml_node *node = &doc->nodes[i];
        if (node->parent < 0 || !wn_str_equal(node->name, WN_STR("field")))
            continue;
        int entity = wn_entity_find(model, node_text(&doc->nodes[node->parent], "name"));
        int field =
            entity < 0 ? -1
                       : wn_field_find(&model->entities[entity], node_text(node, "name"));
        if (field >= 0)
            link_field(model, doc, node, &model->entities[entity].fields[field]);
    }
}

void model_build(wn_model *model, xml_doc *doc, wn_arena *arena)
{
    static const double weights[] = {30, 20, 20, 15, 15};

    model->path = (char *)(uintptr_t)wn_arena_str(arena, wn_str_of(doc->path)).ptr;
    memcpy(model->sha256, doc->sha256, sizeof(model->sha256));
    memcpy(model->weights, weights, sizeof(weights));
    model->green = 90;
    model->yellow = 75;
    model->min_rows = 30;
    model->kpi_share = -1;
    model->entities = wn_alloc(doc->count, sizeof(*model->entities));
    model->lists = wn_alloc(doc->count, sizeof(*model->lists));
    if (doc->count > 0)
        model->name = wn_arena_str(arena, node_text(&doc->nodes[0], "name"));
    for (size_t i = 0; i < doc->count; i++) {
        if (is_a(&doc->nodes[i], "entity"))
            build_entity(model, doc, i, arena);
        else if (is_a(&doc->nodes[i], "list"))
            build_list(model, doc, i, arena);
        else if (is_a(&doc->nodes[i], "score"))
            build_score(model, &doc->nodes[i]);
        else if (is_a(&doc->nodes[i], "blank"))
            for (wn_str rest = node_text(&doc->nodes[i], "values"); rest.len > 0;)
                wn_blank_add(model, wn_str_cut(&rest, WN_STR("|")));
    }
    link_fields(model, doc);
    for (size_t i = 0; i < doc->count; i++) {
        if (is_a(&doc->nodes[i], "match"))
            build_match(model, doc, i);
        else if (is_a(&doc->nodes[i], "check"))
            check_build(model, doc, &doc->nodes[i], arena);
    }
}

void model_release(wn_model *model)
{
    for (size_t i = 0; i < model->entity_count; i++) {
        wn_entity *entity = &model->entities[i];
        for (size_t c = 0; c < entity->check_count; c++)
            check_release(&entity->checks[c]);
        free(entity->fields);
        free(entity->checks);
        free(entity->nevers);
    }
    for (size_t i = 0; i < model->list_count; i++) {
        wn_list_release(&model->lists[i]);
    }
    free(model->entities);
    free(model->lists);
    free(model->order);
    wn_map_release(&model->blanks);
    *model = (wn_model){0};
}
