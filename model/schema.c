/*
 * schema.c - the grammar's table as XSD, as RELAX NG, and for people.
 *
 * Editors use the schemas for completion. The type of an element depends on its
 * parent (<field> of an entity is not <field> of a file), so declarations are local.
 */
#include "grammar.h"

#include "transforms/transforms.h"

#include <string.h>

static void escape(wn_buf *out, const char *text)
{
    for (; *text; text++) {
        if (*text == '&')
            wn_buf_add(out, WN_STR("&amp;"));
        else if (*text == '<')
            wn_buf_add(out, WN_STR("&lt;"));
        else if (*text == '"')
            wn_buf_add(out, WN_STR("&quot;"));
        else
            wn_buf_char(out, *text);
    }
}

static bool has_children(const element_rule *parent)
{
    for (const element_rule *e = grammar; e->name; e++)
        if (e->parent && !strcmp(e->parent, parent->name))
            return true;
    return false;
}

/* Does the option have choices, and the same ones for every type that has it? If they
 * differ (part=), only `winnow check` knows which of them a field may have. */
static bool is_one(const wn_option *option)
{
    for (const wn_transform *const *t = wn_transforms; *t; t++)
        for (const wn_option *o = (*t)->options; o && o->type != WN_OPT_END; o++)
            if (!strcmp(o->name, option->name) && o->choices != option->choices)
                return false;
    return option->choices != NULL;
}

static void add_options(wn_buf *out, const element_rule *rule,
                        void (*add)(wn_buf *out, const attr_rule *attr))
{
    const wn_option *options[GRAMMAR_OPTIONS];
    size_t count = rule->takes_options ? grammar_options(options) : 0;

    for (size_t i = 0; i < count; i++) {
        bool one = is_one(options[i]);
        add(out, &(attr_rule){options[i]->name, one ? ATTR_CHOICE : ATTR_TEXT, false,
                              one ? options[i]->choices : NULL, options[i]->en,
                              options[i]->zh});
    }
}

/* ---- XSD -------------------------------------------------------------------------- */

static void xsd_attr(wn_buf *out, const attr_rule *attr)
{
    const char *room[GRAMMAR_CHOICES];
    const char *const *choices = grammar_choices_of(attr, room);

    wn_buf_format(out, "<xs:attribute name=\"%s\"%s%s><xs:annotation><xs:documentation>",
                  attr->name, attr->is_required ? " use=\"required\"" : "",
                  choices ? "" : " type=\"xs:string\"");
    escape(out, attr->en);
    wn_buf_add(out, WN_STR("</xs:documentation></xs:annotation>"));
    if (choices) {
        wn_buf_add(out, WN_STR("<xs:simpleType><xs:restriction base=\"xs:string\">"));
        for (size_t i = 0; choices[i]; i++)
            wn_buf_format(out, "<xs:enumeration value=\"%s\"/>", choices[i]);
        wn_buf_add(out, WN_STR("</xs:restriction></xs:simpleType>"));
    }
    wn_buf_add(out, WN_STR("</xs:attribute>\n"));
}

static void xsd_element(wn_buf *out, const element_rule *rule)
{
    wn_buf_format(out, "<xs:element name=\"%s\"><xs:annotation><xs:documentation>",
                  rule->name);
    escape(out, rule->en);
    wn_buf_add(out, WN_STR("</xs:documentation></xs:annotation><xs:complexType>\n"));
    if (has_children(rule)) {
        wn_buf_add(out, WN_STR("<xs:choice minOccurs=\"0\" maxOccurs=\"unbounded\">\n"));
        for (const element_rule *e = grammar; e->name; e++)
            if (e->parent && !strcmp(e->parent, rule->name))
                xsd_element(out, e);
        wn_buf_add(out, WN_STR("</xs:choice>\n"));
    }
    for (const attr_rule *a = rule->attrs; a->name; a++)
        xsd_attr(out, a);
    add_options(out, rule, xsd_attr);
    wn_buf_add(out, WN_STR("</xs:complexType></xs:element>\n"));
}

void wn_schema_xsd(wn_buf *out)
{
    wn_buf_add(out,
               WN_STR("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
                      "<!-- Made by winnow explain, schema xsd -->\n"
                      "<xs:schema xmlns:xs=\"http://www.w3.org/2001/XMLSchema\">\n"));
    for (const element_rule *e = grammar; e->name; e++)
        if (!e->parent)
            xsd_element(out, e);
    wn_buf_add(out, WN_STR("</xs:schema>\n"));
}

/* ---- RELAX NG ------------------------------------------------------------------------
 */

static void rng_attr(wn_buf *out, const attr_rule *attr)
{
    const char *room[GRAMMAR_CHOICES];
    const char *const *choices = grammar_choices_of(attr, room);

    if (!attr->is_required)
        wn_buf_add(out, WN_STR("<optional>"));
    wn_buf_format(out, "<attribute name=\"%s\">", attr->name);
    if (choices) {
        wn_buf_add(out, WN_STR("<choice>"));
        for (size_t i = 0; choices[i]; i++)
            wn_buf_format(out, "<value>%s</value>", choices[i]);
        wn_buf_add(out, WN_STR("</choice>"));
    } else {
        wn_buf_add(out, WN_STR("<text/>"));
    }
    wn_buf_add(out, WN_STR("</attribute>"));
    wn_buf_add(out, attr->is_required ? WN_STR("\n") : WN_STR("</optional>\n"));
}

static void rng_element(wn_buf *out, const element_rule *rule)
{
    wn_buf_format(out, "<element name=\"%s\">\n", rule->name);
    for (const attr_rule *a = rule->attrs; a->name; a++)
        rng_attr(out, a);
    add_options(out, rule, rng_attr);
    if (has_children(rule)) {
        wn_buf_add(out, WN_STR("<zeroOrMore><choice>\n"));
        for (const element_rule *e = grammar; e->name; e++)
            if (e->parent && !strcmp(e->parent, rule->name))
                rng_element(out, e);
        wn_buf_add(out, WN_STR("</choice></zeroOrMore>\n"));
    } else {
        wn_buf_add(out, WN_STR("<empty/>\n"));
    }
    wn_buf_add(out, WN_STR("</element>\n"));
}

void wn_schema_rng(wn_buf *out)
{
    wn_buf_add(out, WN_STR("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
                           "<!-- Made by winnow explain, schema rng -->\n"
                           "<grammar xmlns=\"http://relaxng.org/ns/structure/1.0\">\n"
                           "<start><choice>\n"));
    for (const element_rule *e = grammar; e->name; e++)
        if (!e->parent)
            rng_element(out, e);
    wn_buf_add(out, WN_STR("</choice></start>\n</grammar>\n"));
}

/* ---- for people ------------------------------------------------------------------- */

static void explain_element(wn_buf *out, const element_rule *rule, wn_lang lang)
{
    wn_buf_format(out, "<%s>%s%s%s  %s\n", rule->name, rule->parent ? "  in <" : "",
                  rule->parent ? rule->parent : "", rule->parent ? ">" : "",
                  lang == WN_ZH ? rule->zh : rule->en);
    for (const attr_rule *a = rule->attrs; a->name; a++) {
        const char *room[GRAMMAR_CHOICES];
        const char *const *choices = grammar_choices_of(a, room);
        wn_buf_format(out, "  %-14s%s %s\n", a->name, a->is_required ? "*" : " ",
                      lang == WN_ZH ? a->zh : a->en);
        for (size_t i = 0; choices && choices[i]; i++)
            wn_buf_format(out, "%s%s%s", i ? " | " : "                  ", choices[i],
                          choices[i + 1] ? "" : "\n");
    }
    if (rule->takes_options)
        wn_buf_format(out, "  %s\n", wn_say(lang, WN_SAY_EXPLAIN_OPTIONS));
}

void wn_grammar_explain(wn_buf *out, wn_lang lang, const char *element)
{
    for (const element_rule *e = grammar; e->name; e++)
        if (!element || !strcmp(element, e->name))
            explain_element(out, e, lang);
}
