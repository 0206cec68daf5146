/* limits.c - what a check has with dates: limits that become stricter, and its target. */
#include "build.h"

#include <stdio.h>
#include <string.h>

/* Reads a month, YYYY-MM; notes what is none. */
static bool read_month(char out[8], xml_doc *doc, const xml_node *node, const char *name)
{
    const xml_attr *attr = xml_attr_find(node, name);
    wn_str text = attr ? wn_str_trim(attr->value) : WN_STR("");
    bool fits = wn_is_month(text);

    if (attr && text.len > 0 && !fits) /* one that is missing or empty is noted */
        xml_note(doc, node, attr, WN_SAY_MAP_MONTH, WN_FMT(attr->name),
                 WN_FMT(attr->value));
    if (fits)
        snprintf(out, 8, "%.*s", WN_FMT(text));
    return fits;
}

/* Adds a limit at its place, the earliest first. */
static void add_limit(wn_check *check, wn_limit limit, xml_doc *doc, const xml_node *node)
{
    size_t at = check->limit_count++;

    for (; at > 0 && strcmp(check->limits[at - 1].from, limit.from) > 0; at--)
        check->limits[at] = check->limits[at - 1];
    check->limits[at] = limit;
    if (at > 0 && !strcmp(check->limits[at - 1].from, limit.from))
        xml_note(doc, node, xml_attr_find(node, "from"), WN_SAY_MAP_LIMIT_TWICE,
                 limit.from);
}

static void read_limit(wn_check *check, xml_doc *doc, const xml_node *node)
{
    wn_limit limit = {.from = ""};
    bool numbers = parse_share(node_text(node, "green"), &limit.green) &&
                   parse_share(node_text(node, "red"), &limit.red);

    if (numbers && limit.red <= limit.green)
        xml_note(doc, node, xml_attr_find(node, "red"), WN_SAY_MAP_CHECK_LIMITS);
    if (read_month(limit.from, doc, node, "from") && numbers)
        add_limit(check, limit, doc, node);
}

static void read_goal(wn_check *check, xml_doc *doc, const xml_node *node)
{
    wn_goal goal = {.by = ""};
    bool fits = read_month(goal.by, doc, node, "by") &&
                parse_share(node_text(node, "share"), &goal.share);

    if (check->goal.by[0])
        xml_note(doc, node, (xml_attr *)NULL, WN_SAY_MAP_GOAL_TWICE);
    if (fits)
        check->goal = goal;
}

void limits_build(wn_check *check, xml_doc *doc, const xml_node *node, wn_arena *arena)
{
    size_t at = (size_t)(node - doc->nodes), end = at + 1, steps = 0;

    for (; end < doc->count && doc->nodes[end].parent >= (int)at; end++)
        steps += wn_str_equal(doc->nodes[end].name, WN_STR("limit"));
    if (steps > 0) {
        check->limits = wn_arena_alloc(arena, (steps + 1) * sizeof(*check->limits));
        check->limits[check->limit_count++] =
            (wn_limit){.green = check->green, .red = check->red};
    }
    for (size_t i = at + 1; i < end; i++) {
        if (doc->nodes[i].parent != (int)at)
            continue;
        if (wn_str_equal(doc->nodes[i].name, WN_STR("limit")))
            read_limit(check, doc, &doc->nodes[i]);
        else if (wn_str_equal(doc->nodes[i].name, WN_STR("target")))
            read_goal(check, doc, &doc->nodes[i]);
    }
}

void wn_model_at(wn_model *model, const char *period)
{
    for (size_t e = 0; e < model->entity_count; e++)
        for (size_t c = 0; c < model->entities[e].check_count; c++) {
            wn_check *check = &model->entities[e].checks[c];
            for (size_t i = 0; i < check->limit_count; i++)
                if (strcmp(check->limits[i].from, period) <= 0)
                    check->limit = i;
            if (check->limit_count > 0) {
                check->green = check->limits[check->limit].green;
                check->red = check->limits[check->limit].red;
            }
        }
}
