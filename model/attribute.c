/*
 * attribute.c - reads attributes: a choice, options of a type, columns, the name of an
 * entity or field. A name that does not exist is noted as a mistake, with a suggestion.
 */
#include "build.h"

#include "core/memory.h"
#include "transforms/transforms.h"

#include <string.h>

#define MOST_LISTED 40 /* names that a sentence lists */

int choice_index(wn_str value, const char *const *choices, int fallback)
{
    for (int i = 0; value.len && choices[i]; i++)
        if (wn_str_equal(value, wn_str_of(choices[i])))
            return i;
    return fallback;
}

static const char *const policy_names[] = {"report", "review", "refuse", NULL};

wn_policy policy_of(const xml_node *node, const char *name)
{
    return (wn_policy)choice_index(node_text(node, name), policy_names, WN_POLICY_REPORT);
}

/* Add a name to the list. */
static void list(wn_buf *out, const char *name)
{
    wn_buf_format(out, "%s%s", out->len ? ", " : "", name);
}

void note_not_of_type(xml_doc *doc, const xml_node *node, const xml_attr *attr,
                      const wn_transform *type)
{
    wn_buf takes = {0}, types = {0};

    if (!xml_attr_find(node, "from") && wn_str_equal(attr->name, WN_STR("form")) &&
        xml_attr_find(node, "to")) {
        xml_note(doc, node, attr, WN_SAY_MAP_ATTR_CLOSE, WN_FMT(node->name),
                 WN_FMT(attr->name), WN_FMT(WN_STR("from")));
        return;
    }
    for (const wn_option *o = type->options; o && o->type != WN_OPT_END; o++)
        list(&takes, o->name);
    for (const wn_transform *const *t = wn_transforms; *t; t++)
        if (wn_option_find(*t, attr->name))
            list(&types, (*t)->name);
    if (takes.len == 0)
        list(&takes, wn_say(doc->diags->lang, WN_SAY_MAP_NO_OPTIONS));
    xml_note(doc, node, attr, WN_SAY_MAP_OPTION_NOT_OF_TYPE, type->name,
             WN_FMT(attr->name), WN_FMT(wn_buf_str(&takes)), WN_FMT(attr->name),
             WN_FMT(wn_buf_str(&types)));
    wn_buf_release(&takes);
    wn_buf_release(&types);
}

void settings_read(xml_doc *doc, const xml_node *node, const wn_transform *type,
                   wn_arena *arena, wn_setting **settings_out, size_t *count_out)
{
    wn_setting *settings =
        wn_arena_alloc(arena, (node->attr_count + 1) * sizeof(*settings));
    size_t count = 0;

    for (size_t i = 0; i < node->attr_count; i++) {
        const xml_attr *attr = &node->attrs[i];
        if (!grammar_is_option(attr->name))
            continue;
        if (!wn_option_find(type, attr->name))
            note_not_of_type(doc, node, attr, type);
        else
            settings[count++] = (wn_setting){wn_arena_str(arena, attr->name),
                                             wn_arena_str(arena, attr->value)};
    }
    *settings_out = settings;
    *count_out = count;
}

/* Is it a blank, of any width? */
static bool is_space(uint32_t c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == 0x3000 || c == 0xA0;
}

static wn_str trim_wide(wn_str s)
{
    static const wn_str wide[] = {{"\u3000", 3}, {"\u00A0", 2}};
    size_t before;

    do {
        before = (s = wn_str_trim(s)).len;
        for (size_t i = 0; i < WN_COUNT(wide); i++) {
            if (s.len >= wide[i].len && !memcmp(s.ptr, wide[i].ptr, wide[i].len))
                s = (wn_str){s.ptr + wide[i].len, s.len - wide[i].len};
            if (wn_str_ends(s, wide[i]))
                s.len -= wide[i].len;
        }
    } while (s.len < before);
    return s;
}

/* Cut off the text before the next mark (the ASCII one or the full-width one) that has
 * blanks around it; marks without them are part of a column's name. */
static wn_str cut_column(wn_str *rest, uint32_t mark, bool *found)
{
    uint32_t before = 0, wide = mark + 0xFEE0;

    *found = false;
    for (size_t at = 0; at < rest->len;) {
        size_t from = at, behind;
        uint32_t c = wn_utf8_next(*rest, &at);
        behind = at;
        if ((c == mark || c == wide) && is_space(before) && at < rest->len &&
            is_space(wn_utf8_next(*rest, &behind))) {
            wn_str left = {rest->ptr, from};
            *rest = (wn_str){rest->ptr + at, rest->len - at};
            *found = true;
            return left;
        }
        before = c;
    }
    wn_str all = *rest;
    *rest = WN_STR("");
    return all;
}

void parse_columns(wn_str text, wn_arena *arena, wn_str **columns_out, size_t *count_out,
                   bool *first_filled)
{
    wn_str rest = text;
    size_t count = 0;
    bool more;

    cut_column(&rest, '|', first_filled);
    rest = text;
    wn_str *columns = wn_arena_alloc(arena, (text.len / 2 + 1) * sizeof(*columns));
    while (rest.len > 0) {
        wn_str name = trim_wide(cut_column(&rest, *first_filled ? '|' : '+', &more));
        if (name.len > 0)
            columns[count++] = wn_arena_str(arena, name);
    }
    *columns_out = columns;
    *count_out = count;
}

void note_unknown(xml_doc *doc, const xml_node *node, const xml_attr *attr, wn_str wrong,
                  const wn_str *names, size_t count, wn_word with, wn_word without)
{
    wn_str close = wn_suggest(wrong, names, count), all = WN_STR("");

    for (size_t i = 0; i < count && i < 40; i++)
        all = wn_arena_format(&doc->arena, "%.*s%s%.*s", WN_FMT(all), i ? ", " : "",
                              WN_FMT(names[i]));
    if (close.len)
        xml_note(doc, node, attr, with, WN_FMT(wrong), WN_FMT(close));
    else
        xml_note(doc, node, attr, without, WN_FMT(wrong), WN_FMT(all));
}

/* ---- entities and fields, by name or label ---------------------------------------- */

static void add_names(called *all, wn_str name, wn_str zh, wn_str en, wn_lang lang,
                      wn_arena *arena)
{
    wn_str label = wn_label(lang, en, zh, WN_STR(""));

    all->names[all->count++] = name;
    if (zh.len)
        all->names[all->count++] = zh;
    if (en.len)
        all->names[all->count++] = en;
    if (all->listed++ < MOST_LISTED)
        all->text = wn_arena_format(
            arena, "%.*s%s%.*s%s%.*s%s", WN_FMT(all->text), all->text.len ? ", " : "",
            WN_FMT(name), label.len ? " (" : "", WN_FMT(label), label.len ? ")" : "");
}

static called called_entities(const wn_model *model, wn_lang lang, wn_arena *arena)
{
    called all = {
        .names = wn_arena_alloc(arena, (3 * model->entity_count + 1) * sizeof(wn_str))};

    for (size_t i = 0; i < model->entity_count; i++)
        add_names(&all, model->entities[i].name, model->entities[i].zh,
                  model->entities[i].en, lang, arena);
    return all;
}

called called_fields(const wn_entity *entity, wn_lang lang, wn_arena *arena)
{
    called all = {
        .names = wn_arena_alloc(arena, (3 * entity->field_count + 1) * sizeof(wn_str))};

    for (size_t i = 0; i < entity->field_count; i++)
        add_names(&all, entity->fields[i].name, entity->fields[i].zh,
                  entity->fields[i].en, lang, arena);
    return all;
}

wn_entity *entity_of(wn_model *model, xml_doc *doc, const xml_node *node,
                     const char *attr_name)
{
    const xml_attr *attr = xml_attr_find(node, attr_name);
    wn_named named = attr ? wn_entity_named(model, attr->value) : (wn_named){-1, -1};

    if (attr && named.at < 0) {
        called all = called_entities(model, doc->diags->lang, &doc->arena);
        wn_str close = wn_suggest(attr->value, all.names, all.count);
        if (close.len)
            xml_note(doc, node, attr, WN_SAY_MAP_ENTITY_CLOSE, WN_FMT(attr->value),
                     WN_FMT(close));
        else
            xml_note(doc, node, attr, WN_SAY_MAP_ENTITY, WN_FMT(attr->value),
                     WN_FMT(all.text));
    }
    if (named.other >= 0)
        xml_note(doc, node, attr, WN_SAY_MAP_NAMED_TWICE, WN_FMT(attr->value),
                 WN_FMT(model->entities[named.at].name),
                 WN_FMT(model->entities[named.other].name));
    return named.at < 0 ? NULL : &model->entities[named.at];
}

int field_named(const wn_entity *entity, xml_doc *doc, const xml_node *node,
                const xml_attr *attr, wn_str name)
{
    wn_named named = wn_field_named(entity, name);

    if (named.other >= 0)
        xml_note(doc, node, attr, WN_SAY_MAP_NAMED_TWICE, WN_FMT(name),
                 WN_FMT(entity->fields[named.at].name),
                 WN_FMT(entity->fields[named.other].name));
    return named.at;
}

int field_of(const wn_entity *entity, xml_doc *doc, const xml_node *node,
             const xml_attr *attr, wn_str name)
{
    int found = field_named(entity, doc, node, attr, name);

    if (found < 0) {
        called all = called_fields(entity, doc->diags->lang, &doc->arena);
        wn_str close = wn_suggest(name, all.names, all.count);
        if (close.len)
            xml_note(doc, node, attr, WN_SAY_MAP_FIELD_CLOSE, WN_FMT(name),
                     WN_FMT(close));
        else
            xml_note(doc, node, attr, WN_SAY_MAP_FIELD, WN_FMT(name), WN_FMT(all.text));
    }
    return found;
}
