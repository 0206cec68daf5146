/* value_list.c - see value_list.h. */
#include "value_list.h"

#include "core/memory.h"

static wn_fingerprint print_of(size_t i, wn_str text)
{
    return wn_fingerprint_mix(wn_fingerprint_numbers(i, 2), text);
}

void values_take(const wn_check_context *cx, size_t i, wn_str text, size_t most)
{
    values *v = wn_gather_state(cx, cx->check->field_count * sizeof(*v));
    wn_map *table = wn_gather_table(cx, 0);
    wn_arena *arena = wn_gather_arena(cx);
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
    v->items = wn_arena_grow(arena, v->items, v->count, &v->room, sizeof(*v->items));
    v->items[v->count++] = (value){wn_arena_str(arena, text), 1};
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
