/*
 * json_shape.c - finds the places of a JSON file, and whether the file says that more
 * data exist.
 *
 * The objects of an array have the place of the array: "customers/contacts" means all
 * objects in all arrays "contacts" of all objects in the array "customers".
 */
#include "json_scan.h"

#include <string.h>

struct reading {
    shape *shape;
    json_scan *scan;
};

/* The node for the value that begins here. */
static uint32_t place(struct reading *r)
{
    const json_scan *scan = r->scan;
    json_level around =
        scan->depth ? scan->levels[scan->depth - 1] : (json_level){'{', 0};
    wn_str name = scan->depth ? wn_buf_str(&scan->key) : WN_STR("");

    if (around.kind == '[' || around.node == SHAPE_NOTHING)
        return around.node;
    uint32_t node = shape_child(r->shape, around.node, name);
    if (node == SHAPE_NOTHING)
        node = shape_add(r->shape, around.node, name, false);
    return node;
}

static uint32_t on_open(void *data, char kind)
{
    struct reading *r = data;
    const json_scan *scan = r->scan;
    uint32_t node = place(r);

    if (kind == '[' || node == SHAPE_NOTHING)
        return node;
    shape_enter(r->shape, node, scan->before + scan->at);
    r->shape->nodes[node].is_list =
        r->shape->nodes[node].is_list ||
        (scan->depth && scan->levels[scan->depth - 1].kind == '[');
    return node;
}

static void on_close(void *data, json_level level)
{
    struct reading *r = data;

    if (level.kind == '{' && level.node != SHAPE_NOTHING)
        shape_leave(r->shape, level.node, r->scan->before + r->scan->at);
}

static void on_value(void *data, wn_str text, bool is_string)
{
    struct reading *r = data;
    uint32_t node = r->scan->depth ? place(r) : SHAPE_NOTHING;

    if (node == SHAPE_NOTHING || (!is_string && text.ptr[0] == 'n'))
        return;
    shape_enter(r->shape, node, 0);
    if (is_string && text.len == 0)
        return;
    shape_say(r->shape, node);
    if (is_string || text.ptr[0] != 'f')
        r->shape->nodes[node].is_yes = true;
}

static const json_scan_class events = {on_open, on_close, on_value};

wn_rc json_shape_read(shape *s, json_scan *scan, wn_input *input, wn_error *err)
{
    struct reading r = {s, scan};

    shape_init(s, input);
    if (json_scan_begin(scan, &events, &r, input, err) < 0)
        return err->rc;
    while (json_scan_advance(scan))
        ;
    return err->rc;
}

/* ---- pages ------------------------------------------------------------------------ */

/* Names (lower case, letters and digits only) that say more data follow. Those in
 * `perhaps` say it only at the top, beside the records, or inside one of `pagers`. */
static const char *const more[] = {
    "nextpage",       "nextlink",      "odatanextlink",
    "nextrecordsurl", "nextpagetoken", "nextcursor",
    "hasmore",        "hasnextpage",   "hasnext",
    "morerecords",    "morepages",     "moreitemsincollection",
    "nextpageurl",    "nexturl",       NULL,
};
static const char *const perhaps[] = {"next", "offset", NULL};
static const char *const pagers[] = {"paging", "pagination", "pages",    "links",
                                     "meta",   "page",       "pageinfo", NULL};

static bool is_one_of(const char *const *list, wn_str name)
{
    char bare[32];
    size_t i = 0;

    if (!shape_bare_name(name, bare, sizeof(bare)))
        return false;
    while (list[i] && strcmp(list[i], bare) != 0)
        i++;
    return list[i] != NULL;
}

wn_str json_shape_next_page(const shape *s)
{
    for (size_t n = 2; n < s->count; n++) {
        const shape_node *node = &s->nodes[n], *up = &s->nodes[node->parent];
        bool is_there =
            node->first_child != SHAPE_NOTHING ? node->count > 0 : node->is_yes;
        if (!is_there || node->is_list)
            continue;
        if (is_one_of(more, node->name) ||
            (is_one_of(perhaps, node->name) &&
             (is_one_of(pagers, up->name) ||
              (node->parent == 1 && up->count == 1 && !up->is_list))))
            return shape_path(s, (uint32_t)n, &s->input->arena);
    }
    return WN_STR("");
}
