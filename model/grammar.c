/* grammar.c - the table of the language, and the check of a file against it. */
#include "grammar.h"

#include "core/finding.h"
#include "core/memory.h"
#include "transforms/transforms.h"

#include <stdio.h>
#include <string.h>

bool xml_is_container(wn_str name)
{
    for (const element_rule *e = grammar; e->name; e++)
        if (e->parent && wn_str_equal(name, wn_str_of(e->parent)))
            return true;
    return false;
}

static const element_rule *find(wn_str name, wn_str parent)
{
    for (const element_rule *e = grammar; e->name; e++)
        if (wn_str_equal(name, wn_str_of(e->name)) &&
            wn_str_equal(parent, wn_str_of(e->parent)))
            return e;
    return NULL;
}

wn_str xml_proper(wn_str name)
{
    for (const element_rule *e = grammar; e->name; e++)
        if (wn_str_equal_nocase(name, wn_str_of(e->name)))
            return wn_str_of(e->name);
    return name;
}

bool xml_may_hold(wn_str parent, wn_str name)
{
    return parent.len > 0 && find(name, parent);
}

bool grammar_is_root(wn_str name)
{
    static const wn_str roots[] = {{"mapping", 7}, {"model", 5}};

    return wn_suggest(name, roots, WN_COUNT(roots)).len > 0;
}

bool grammar_is_option(wn_str name)
{
    for (const wn_transform *const *t = wn_transforms; *t; t++)
        if (wn_option_find(*t, name))
            return true;
    return false;
}

size_t grammar_options(const wn_option *out[GRAMMAR_OPTIONS])
{
    size_t count = 0;

    for (const wn_transform *const *t = wn_transforms; *t; t++)
        for (const wn_option *o = (*t)->options; o && o->type != WN_OPT_END; o++) {
            bool seen = count == GRAMMAR_OPTIONS;
            for (size_t i = 0; i < count && !seen; i++)
                seen = !strcmp(out[i]->name, o->name);
            if (!seen)
                out[count++] = o;
        }
    return count;
}

const char *const *grammar_choices_of(const attr_rule *attr,
                                      const char *room[GRAMMAR_CHOICES])
{
    size_t count = 0;

    if (attr->type == ATTR_CHOICE)
        return attr->choices;
    if (attr->type == ATTR_YES_NO)
        room[count++] = "yes", room[count++] = "no";
    for (size_t i = 0; attr->type == ATTR_TYPE && wn_transforms[i]; i++)
        room[count++] = wn_transforms[i]->name;
    for (size_t i = 0; attr->type == ATTR_RULE && i < WN_RULE_COUNT; i++)
        if (wn_rules[i]->in_model)
            room[count++] = wn_rules[i]->name;
    WN_ASSERT(count < GRAMMAR_CHOICES);
    room[count] = NULL;
    return count ? room : NULL;
}

wn_str grammar_choices(wn_arena *arena, const char *const *choices)
{
    wn_str all = WN_STR("");

    for (size_t i = 0; choices[i]; i++)
        all = wn_arena_format(arena, "%.*s%s%s", WN_FMT(all), i ? " | " : "", choices[i]);
    return all;
}

/* ---- the check -------------------------------------------------------------------- */

/* A list of names to choose a suggestion from. */
typedef struct names {
    wn_str items[128];
    size_t count;
} names;

static void names_add(names *n, const char *name)
{
    WN_ASSERT(n->count < WN_COUNT(n->items)); /* names of the language, not of a model */
    if (n->count < WN_COUNT(n->items))
        n->items[n->count++] = wn_str_of(name);
}

static void check_choice(xml_doc *doc, const xml_node *node, const xml_attr *attr,
                         const char *const *choices)
{
    for (size_t i = 0; choices[i]; i++)
        if (wn_str_equal(attr->value, wn_str_of(choices[i])))
            return;
    wn_str all = grammar_choices(&doc->arena, choices);
    wn_str close = choice_meant(choices, attr->value, &doc->arena);
    if (close.len)
        xml_note(doc, node, attr, WN_SAY_MAP_CHOICE_CLOSE, WN_FMT(attr->name),
                 WN_FMT(attr->value), WN_FMT(close), WN_FMT(all));
    else
        xml_note(doc, node, attr, WN_SAY_MAP_CHOICE, WN_FMT(attr->name),
                 WN_FMT(attr->value), WN_FMT(all));
}

bool is_name(wn_str s)
{
    for (size_t i = 0; i < s.len; i++) {
        unsigned char c = (unsigned char)s.ptr[i];
        bool letter =
            (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c >= 0x80;
        if (!letter && (i == 0 || !((c >= '0' && c <= '9') || c == '-')))
            return false;
    }
    return s.len > 0 && s.len <= 63;
}

static void check_duration(xml_doc *doc, const xml_node *node, const xml_attr *attr)
{
    static const wn_str units[] = {{"hours", 5}, {"小时", 6}, {"days", 4}, {"months", 6},
                                   {"years", 5}, {"天", 3},   {"个月", 6}, {"年", 3}};
    wn_duration duration;
    size_t digits = 0;

    if (parse_duration(attr->value, &duration))
        return;
    while (digits < attr->value.len && strchr("0123456789 ", attr->value.ptr[digits]))
        digits++;
    wn_str unit = {attr->value.ptr + digits, attr->value.len - digits};
    wn_str close = digits ? wn_suggest(unit, units, WN_COUNT(units)) : WN_STR("");
    if (close.len)
        xml_note(doc, node, attr, WN_SAY_MAP_DURATION_CLOSE, WN_FMT(attr->name),
                 WN_FMT(attr->value), WN_FMT(close));
    else
        xml_note(doc, node, attr, WN_SAY_MAP_DURATION, WN_FMT(attr->name),
                 WN_FMT(attr->value));
}

static void note_number(xml_doc *doc, const xml_node *node, const xml_attr *attr,
                        attr_type type, wn_word word)
{
    wn_str meant = number_meant(type, attr->value, &doc->arena);

    if (meant.len)
        xml_note(doc, node, attr, WN_SAY_MAP_VALUE_CLOSE, WN_FMT(attr->name),
                 WN_FMT(attr->value), WN_FMT(meant));
    else
        xml_note(doc, node, attr, word, WN_FMT(attr->name), WN_FMT(attr->value));
}

static void check_value(xml_doc *doc, const xml_node *node, const xml_attr *attr,
                        const attr_rule *rule)
{
    const char *room[GRAMMAR_CHOICES];
    double share;
    int64_t number;

    switch (rule->type) {
    case ATTR_TEXT:
    case ATTR_CALLED:
        if (rule->is_required && wn_str_trim(attr->value).len == 0)
            xml_note(doc, node, attr, WN_SAY_MAP_EMPTY, WN_FMT(attr->name));
        break;
    case ATTR_NAME:
        if (!is_name(attr->value))
            xml_note(doc, node, attr, WN_SAY_MAP_NAME, WN_FMT(attr->name),
                     WN_FMT(attr->value));
        break;
    case ATTR_YES_NO:
    case ATTR_CHOICE:
    case ATTR_TYPE:
    case ATTR_RULE:
        check_choice(doc, node, attr, grammar_choices_of(rule, room));
        break;
    case ATTR_NUMBER:
        if (!wn_str_number(attr->value, &number))
            note_number(doc, node, attr, ATTR_NUMBER, WN_SAY_MAP_NUMBER);
        break;
    case ATTR_FRACTION:
        if (!parse_fraction(attr->value, &share))
            note_number(doc, node, attr, ATTR_FRACTION, WN_SAY_MAP_FRACTION);
        break;
    case ATTR_SHARE:
        if (!parse_share(attr->value, &share))
            note_number(doc, node, attr, ATTR_SHARE, WN_SAY_MAP_SHARE);
        break;
    case ATTR_DURATION:
        check_duration(doc, node, attr);
        break;
    }
}

static const attr_rule *attr_rule_find(const element_rule *rule, wn_str name)
{
    for (const attr_rule *a = rule->attrs; a->name; a++)
        if (wn_str_equal(name, wn_str_of(a->name)))
            return a;
    return NULL;
}

/* An element that takes this attribute: one of the same name (<field> of an entity)
 * before others. NULL: none does. */
static const element_rule *elsewhere(wn_str name, const element_rule *rule)
{
    const element_rule *found = NULL;

    for (const element_rule *e = grammar; e->name; e++)
        if (e != rule && e->parent && attr_rule_find(e, name) &&
            (!found || !strcmp(e->name, rule->name)))
            found = e;
    return found;
}

/* What people write for an attribute that they know from other languages. */
static const struct {
    const char *name, *words;
} aliases[] = {{"from", " column col source src header 列 来源 来源列 "},
               {"to", " target field dest 字段 目标 "},
               {"path", " file filename name href 文件 文件名 "},
               {"key", " id primary 主键 "},
               {"why", " reason because 原因 "},
               {"entity", " table object 实体 "},
               {"code", " value id 代码 "},
               {"also", " synonyms aliases alias 同义词 "}};

static wn_str alias_of(const attr_rule *attrs, const xml_node *node, wn_str name)
{
    char wanted[40];

    snprintf(wanted, sizeof(wanted), " %.*s ", WN_FMT(name));
    for (size_t i = 0; i < WN_COUNT(aliases) && name.len < 36; i++)
        for (const attr_rule *a = attrs; a->name; a++)
            if (!strcmp(a->name, aliases[i].name) && !xml_attr_find(node, a->name) &&
                strstr(aliases[i].words, wanted))
                return wn_str_of(a->name);
    return WN_STR("");
}

static void note_unknown_attr(xml_doc *doc, const xml_node *node, const xml_attr *attr,
                              const element_rule *rule)
{
    names n = {.count = 0};
    const wn_option *options[GRAMMAR_OPTIONS];
    size_t count = rule->takes_options ? grammar_options(options) : 0;

    for (const attr_rule *a = rule->attrs; a->name; a++)
        if (!xml_attr_find(node, a->name))
            names_add(&n, a->name);
    for (size_t i = 0; i < count; i++)
        names_add(&n, options[i]->name);
    wn_str close = wn_suggest(attr->name, n.items, n.count), all = WN_STR("");
    const element_rule *other = elsewhere(attr->name, rule);
    wn_str alias = alias_of(rule->attrs, node, attr->name);
    if (alias.len > 0)
        close = alias;
    else if (other && !strcmp(other->name, rule->name)) /* <field> of an entity */
        close = WN_STR("");
    for (const attr_rule *a = rule->attrs; a->name; a++)
        all = wn_arena_format(&doc->arena, "%.*s%s%s", WN_FMT(all), all.len ? ", " : "",
                              a->name);
    if (close.len)
        xml_note(doc, node, attr, WN_SAY_MAP_ATTR_CLOSE, WN_FMT(node->name),
                 WN_FMT(attr->name), WN_FMT(close));
    else if (other)
        xml_note(doc, node, attr, WN_SAY_MAP_ATTR_PLACE, WN_FMT(node->name),
                 WN_FMT(attr->name), other->name, other->parent, WN_FMT(all));
    else
        xml_note(doc, node, attr, WN_SAY_MAP_ATTR, WN_FMT(node->name), WN_FMT(attr->name),
                 WN_FMT(all));
}

static void check_attrs_of(xml_doc *doc, const xml_node *node, const element_rule *rule)
{
    bool unknown = false;

    for (size_t i = 0; i < node->attr_count; i++) {
        const attr_rule *known = attr_rule_find(rule, node->attrs[i].name);
        if (known)
            check_value(doc, node, &node->attrs[i], known);
        else if (!rule->takes_options || !grammar_is_option(node->attrs[i].name)) {
            note_unknown_attr(doc, node, &node->attrs[i], rule);
            unknown = true;
        }
    }
    for (const attr_rule *a = rule->attrs; a->name; a++) {
        /* a misspelt name was reported already; do not report its absence too */
        if (!a->is_required || xml_attr_find(node, a->name) || unknown)
            continue;
        wn_str choices = WN_STR("");
        const char *room[GRAMMAR_CHOICES];
        if (a->type != ATTR_YES_NO && grammar_choices_of(a, room))
            choices = grammar_choices(&doc->arena, grammar_choices_of(a, room));
        if (choices.len)
            xml_note(doc, node, (xml_attr *)NULL, WN_SAY_MAP_ATTR_MISSING_OF,
                     WN_FMT(node->name), a->name, WN_FMT(choices));
        else
            xml_note(doc, node, (xml_attr *)NULL, WN_SAY_MAP_ATTR_MISSING,
                     WN_FMT(node->name), a->name);
    }
}

static void note_unknown_element(xml_doc *doc, const xml_node *node, wn_str parent)
{
    names inside = {.count = 0}, all = {.count = 0};
    const element_rule *elsewhere = NULL;

    for (const element_rule *e = grammar; e->name; e++) {
        names_add(&all, e->name);
        if (wn_str_equal(parent, wn_str_of(e->parent)))
            names_add(&inside, e->name);
        if (wn_str_equal(node->name, wn_str_of(e->name)) && e->parent && !elsewhere)
            elsewhere = e;
    }
    wn_str close = wn_suggest(node->name, inside.items, inside.count);
    if (close.len == 0)
        close = wn_suggest(node->name, all.items, all.count);
    if (wn_edits(close, node->name) > 2)
        close = WN_STR("");
    wn_str takes = WN_STR("");
    for (size_t i = 0; i < inside.count; i++)
        takes = wn_arena_format(&doc->arena, "%.*s%s<%.*s>", WN_FMT(takes), i ? ", " : "",
                                WN_FMT(inside.items[i]));
    if (elsewhere) {
        xml_note(doc, node, (xml_attr *)NULL, WN_SAY_MAP_ELEMENT_PLACE,
                 WN_FMT(node->name), elsewhere->parent, WN_FMT(parent));
        check_attrs_of(doc, node, elsewhere); /* report wrong values as well */
    } else if (close.len)
        xml_note(doc, node, (xml_attr *)NULL, WN_SAY_MAP_ELEMENT_CLOSE,
                 WN_FMT(node->name), WN_FMT(close));
    else
        xml_note(doc, node, (xml_attr *)NULL, WN_SAY_MAP_ELEMENT, WN_FMT(node->name),
                 WN_FMT(parent), WN_FMT(takes));
}

void grammar_check(xml_doc *doc, const char *root)
{
    if (doc->count == 0 || !wn_str_equal(doc->nodes[0].name, wn_str_of(root))) {
        wn_diag_add(doc->diags, doc->path, doc->count ? doc->nodes[0].line : 1, 1, 0,
                    xml_line(doc, doc->count ? doc->nodes[0].line : 1), WN_SAY_MAP_ROOT,
                    root, root);
        xml_forget_nodes(doc);
        return;
    }
    for (size_t i = 0; i < doc->count; i++) {
        const xml_node *node = &doc->nodes[i];
        wn_str parent = node->parent < 0 ? WN_STR("") : doc->nodes[node->parent].name;
        const element_rule *rule = find(node->name, parent);
        if (rule)
            check_attrs_of(doc, node, rule);
        else
            note_unknown_element(doc, node, parent);
    }
}
