/* xref.c - the cross-reference: source keys to golden ids. */
#include "context.h"
#include "memory.h"

#include <stdlib.h>

wn_fingerprint wn_xref_fingerprint(wn_str system, wn_str entity, wn_str key)
{
    return wn_fingerprint_mix(wn_fingerprint_mix(wn_fingerprint_of(system), entity), key);
}

void wn_target_known_begin(wn_target_known *known, size_t entities)
{
    known->first = wn_alloc(entities, sizeof(*known->first));
    known->models = wn_alloc(entities, sizeof(*known->models));
    known->matched = wn_alloc(entities, sizeof(*known->matched));
    for (size_t e = 0; e < entities; e++)
        known->first[e] = 1;
}

static void release_texts(wn_buf *texts, size_t entities)
{
    for (size_t e = 0; texts && e < entities; e++)
        wn_buf_release(&texts[e]);
    free(texts);
}

void wn_target_known_release(wn_target_known *known, size_t entities)
{
    release_texts(known->models, entities);
    release_texts(known->matched, entities);
    wn_map_release(&known->records);
    free(known->golden);
    free(known->first);
    *known = (wn_target_known){0};
}

void wn_xref_begin(wn_xref *xref, size_t entities)
{
    xref->fresh = wn_alloc(entities, sizeof(*xref->fresh));
    xref->models = wn_alloc(entities, sizeof(*xref->models));
    xref->matched = wn_alloc(entities, sizeof(*xref->matched));
    xref->again = wn_alloc(entities, sizeof(*xref->again));
}

void wn_xref_release(wn_xref *xref, size_t entities)
{
    release_texts(xref->models, entities);
    release_texts(xref->matched, entities);
    wn_map_release(&xref->golden);
    wn_map_release(&xref->refused);
    free(xref->fresh);
    free(xref->again);
    free(xref->regrouped);
    *xref = (wn_xref){0};
}

uint64_t wn_xref_find(const wn_context *context, wn_fingerprint print)
{
    const wn_target_known *target = context->known->target;
    const int64_t *found = wn_map_find(&context->known->xref->golden, print);

    if (found)
        return (uint64_t)*found;
    found = wn_map_find(&target->records, print);
    return found ? (uint64_t)target->golden[*found] : 0;
}

void wn_xref_set(wn_xref *xref, wn_fingerprint print, uint64_t golden)
{
    WN_ASSERT(!xref->is_read && golden != 0);
    *wn_map_set(&xref->golden, print, NULL) = (int64_t)golden;
}

void wn_xref_refuse(wn_xref *xref, wn_fingerprint print, int file, uint64_t line)
{
    WN_ASSERT(!xref->is_read);
    *wn_map_set(&xref->refused, print, NULL) =
        (int64_t)file << 40 | (int64_t)(line & 0xFFFFFFFFFF);
}

wn_str wn_xref_culprit(const wn_context *context, const wn_file *file,
                       const wn_entity *target, wn_str key, wn_arena *arena)
{
    const int64_t *at =
        wn_map_find(&context->known->xref->refused,
                    wn_xref_fingerprint(file->source->system, target->name, key));

    if (!at)
        return WN_STR("");
    WN_ASSERT((size_t)(*at >> 40) < context->plan->file_count);
    const wn_file *where = &context->plan->files[*at >> 40];
    return wn_arena_format(arena, wn_say(context->settings->lang, WN_SAY_PARENT_REFUSED),
                           WN_FMT(where->name), wn_line_mark(context, where),
                           (unsigned long long)(*at & 0xFFFFFFFFFF));
}

bool wn_xref_link(const wn_context *context, const wn_file *file, const wn_entity *target,
                  wn_cell *cell, wn_arena *arena)
{
    uint64_t golden = wn_xref_find(
        context, wn_xref_fingerprint(file->source->system, target->name, cell->value));

    if (golden == 0) {
        cell->state = WN_CELL_INVALID;
        return false;
    }
    cell->value = wn_arena_format(arena, "%llu", (unsigned long long)golden);
    cell->state = WN_CELL_CLEAN;
    return true;
}
