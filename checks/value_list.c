/* value_list.c - see value_list.h. */
#include "value_list.h"

#include <string.h>

static wn_fingerprint print_of(size_t i, wn_str text)
{
    return wn_fingerprint_mix(wn_fingerprint_numbers(i, 2), text);
}

static void grow(values *v, wn_arena *arena)
{
    size_t room = v->room ? v->room * 2 : 64;
    value *items = wn_arena_alloc(arena, room * sizeof(*items));

    if (v->count)
        memcpy(items, v->items, v->count * sizeof(*items));
    v->items = items;
    v->room = room;
}

void values_take(const wn_check_context *cx, size_t i, wn_str text, size_t most)
{
    values *v = wn_gather_state(cx, cx->check->field_count * sizeof(*v));
    wn_map *table = wn_gather_table(cx, 0);
    const int64_t *known = wn_map_find(table, print_of(i, text));

    v += i;
    v->all++;
    if (known) {
        v->items[*known - 1].count++;
        return;
    }
    if (v->count >= most) {
        v->is_over = true;
        return;
    }
    if (v->count == v->room)
        grow(v, wn_gather_arena(cx));
    v->items[v->count++] = (value){wn_arena_str(wn_gather_arena(cx), text), 1};
    *wn_map_set(table, print_of(i, text), NULL) = (int64_t)v->count;
}

const values *values_of(const wn_check_context *cx, size_t i)
{
    const values *v = wn_gathered_state(cx);

    return v ? v + i : NULL;
}

int64_t values_find(const wn_check_context *cx, size_t i, wn_str text)
{
    return wn_gathered_find(cx, 0, print_of(i, text), 0) - 1;
}
