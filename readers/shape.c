/* shape.c - the places of a file of nested values, as a tree. */
#include "shape.h"

#include "core/memory.h"

#include <stdlib.h>
#include <string.h>

#define MOST_NODES 200000
#define FEW 24 /* so many children are searched one by one; more through a map */

static wn_fingerprint fingerprint_of(uint32_t parent, wn_str name)
{
    return wn_fingerprint_mix(wn_fingerprint_of(name),
                              (wn_str){(const char *)&parent, sizeof(parent)});
}

uint32_t shape_add(shape *s, uint32_t parent, wn_str name, bool is_attribute)
{
    if (s->count >= MOST_NODES || name.len > READ_MAX_NAME)
        return SHAPE_NOTHING;
    s->nodes = wn_grow(s->nodes, s->count, &s->room, sizeof(*s->nodes));
    shape_node *n = &s->nodes[s->count];
    *n = (shape_node){.name = wn_arena_str(&s->input->arena, name),
                      .parent = parent,
                      .first_child = SHAPE_NOTHING,
                      .last_child = SHAPE_NOTHING,
                      .next = SHAPE_NOTHING,
                      .last_found = SHAPE_NOTHING,
                      .is_attribute = is_attribute,
                      .column = -1};
    if (s->count > 0) { /* add it last: columns keep the order of the file */
        shape_node *up = &s->nodes[parent];
        uint32_t *link = up->children ? &s->nodes[up->last_child].next : &up->first_child;
        *link = up->last_child = (uint32_t)s->count;
        if (++up->children > FEW)
            *wn_map_set(&s->many, fingerprint_of(parent, name), NULL) = (int64_t)s->count;
    }
    return (uint32_t)s->count++;
}

void shape_init(shape *s, wn_input *input)
{
    *s = (shape){.input = input};
    shape_add(s, 0, WN_STR(""), false);
}

static uint32_t look_through(const shape *s, uint32_t parent, wn_str name)
{
    uint32_t child = s->nodes[parent].first_child;

    for (int i = 0; i < FEW && child != SHAPE_NOTHING; i++, child = s->nodes[child].next)
        if (wn_str_equal(s->nodes[child].name, name))
            return child;
    const int64_t *found = child == SHAPE_NOTHING
                               ? NULL
                               : wn_map_find(&s->many, fingerprint_of(parent, name));
    return found ? (uint32_t)*found : SHAPE_NOTHING;
}

uint32_t shape_child(shape *s, uint32_t parent, wn_str name)
{
    shape_node *up = &s->nodes[parent];
    uint32_t likely =
        up->last_found == SHAPE_NOTHING ? up->first_child : s->nodes[up->last_found].next;

    if (likely == SHAPE_NOTHING || !wn_str_equal(s->nodes[likely].name, name))
        likely = look_through(s, parent, name);
    if (likely != SHAPE_NOTHING)
        up->last_found = likely;
    return likely;
}

void shape_enter(shape *s, uint32_t node, uint64_t place)
{
    shape_node *n = &s->nodes[node], *up = &s->nodes[n->parent];

    n->shares_line = n->shares_line || (n->count > 0 && n->opened >= s->line_end);
    n->count++;
    if (n->in != up->count)
        n->here = 0; /* it is in another parent now */
    n->in = up->count;
    n->repeats = n->repeats || ++n->here > 1;
    n->is_late = n->is_late || up->has_parts;
    n->opened = place;
    n->is_said = n->has_parts = false;
}

void shape_say(shape *s, uint32_t node)
{
    shape_node *n = &s->nodes[node];

    n->has_text = true;
    n->filled += !n->is_said;
    n->is_said = true;
}

void shape_leave(shape *s, uint32_t node, uint64_t place)
{
    shape_node *n = &s->nodes[node];

    n->bytes += place - n->opened;
    if (n->first_child != SHAPE_NOTHING)
        s->nodes[n->parent].has_parts = true;
}

wn_str shape_path(const shape *s, uint32_t node, wn_arena *arena)
{
    wn_str path = s->nodes[node].name;

    for (uint32_t up = s->nodes[node].parent; up != 0 && s->nodes[up].parent != 0;
         up = s->nodes[up].parent)
        path =
            wn_arena_format(arena, "%.*s/%.*s", WN_FMT(s->nodes[up].name), WN_FMT(path));
    return path.len ? path : WN_STR("/");
}

shape shape_copy(const shape *s, wn_arena *names)
{
    shape copy = *s;

    copy.nodes = wn_alloc(s->count, sizeof(*copy.nodes));
    memcpy(copy.nodes, s->nodes, s->count * sizeof(*copy.nodes));
    copy.room = s->count;
    for (size_t i = 0; names && i < s->count; i++)
        copy.nodes[i].name = wn_arena_str(names, s->nodes[i].name);
    copy.many.slots = NULL;
    if (s->many.room > 0) {
        copy.many.slots = wn_alloc(s->many.room, sizeof(*copy.many.slots));
        memcpy(copy.many.slots, s->many.slots, s->many.room * sizeof(*copy.many.slots));
    }
    return copy;
}

void shape_release(shape *s)
{
    free(s->nodes);
    wn_map_release(&s->many);
    *s = (shape){0};
}
