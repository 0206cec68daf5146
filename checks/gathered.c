/* gathered.c - what checks know of other records: the tables that are filled before the
 * run. */
#include "check.h"

#include "core/memory.h"

#include <stdlib.h>

wn_fingerprint wn_record_fingerprint(const wn_record *record)
{
    return wn_xref_fingerprint(record->file->source->system, record->file->entity->name,
                               record->key);
}

wn_fingerprint wn_link_fingerprint(const wn_check_context *cx, const wn_cell *link,
                                   int target)
{
    return wn_xref_fingerprint(cx->record->file->source->system,
                               cx->context->plan->model.entities[target].name,
                               link->value);
}

wn_map *wn_gather_table(const wn_check_context *cx, int which)
{
    return &cx->gathering->tables[cx->check->number][which];
}

void *wn_gather_state(const wn_check_context *cx, size_t size)
{
    struct wn_gathered_own *own = &cx->gathering->own[cx->check->number];

    if (!own->state && size)
        own->state = wn_arena_alloc(&own->arena, size);
    return own->state;
}

wn_arena *wn_gather_arena(const wn_check_context *cx)
{
    return &cx->gathering->own[cx->check->number].arena;
}

int64_t wn_gathered_find(const wn_check_context *cx, int which, wn_fingerprint print,
                         int64_t none)
{
    const wn_gathered *gathered = cx->context->known->gathered;
    const int64_t *found =
        gathered->tables ? wn_map_find(&gathered->tables[cx->check->number][which], print)
                         : NULL;

    return found ? *found : none;
}

const void *wn_gathered_state(const wn_check_context *cx)
{
    const wn_gathered *gathered = cx->context->known->gathered;

    return gathered->own ? gathered->own[cx->check->number].state : NULL;
}

void wn_gathered_init(wn_gathered *gathered, const wn_model *model)
{
    gathered->count = (size_t)model->check_count;
    gathered->tables = wn_alloc(gathered->count, sizeof(*gathered->tables));
    gathered->own = wn_alloc(gathered->count, sizeof(*gathered->own));
}

void wn_gathered_release(wn_gathered *gathered)
{
    for (size_t i = 0; i < gathered->count; i++) {
        wn_map_release(&gathered->tables[i][0]);
        wn_map_release(&gathered->tables[i][1]);
        wn_arena_release(&gathered->own[i].arena);
    }
    free(gathered->own);
    free(gathered->tables);
    *gathered = (wn_gathered){0};
}
