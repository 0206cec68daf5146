/*
 * match_target.c - target records: golden records of the target that no record of this
 * run belongs to.
 *
 * A user who imports this month's export of one system looks for its records among all
 * that the target has, not only among each other. So target records take part in
 * matching, numbered after the records of the run. They are not given on to later
 * stages; a group that joins one gets its id.
 */
#include "match.h"

#include "core/memory.h"

#include <stdlib.h>

/* Keep fingerprints for the <never> rules of the model, as for a record. */
static void keep_differs(struct match *m, const wn_golden *golden, uint32_t i)
{
    size_t n = 0;

    for (size_t k = 0; k < m->entity->never_count; k++) {
        const wn_never *never = &m->entity->nevers[k];
        if (!never->list)
            m->differs[i * m->never_count + n++] =
                match_fingerprint(golden->values[never->field]);
    }
}

static void take(void *data, const wn_golden *golden)
{
    struct match *m = data;
    uint32_t i = (uint32_t)(m->count + m->target_count);

    if (wn_map_find(&m->living, wn_fingerprint_numbers((uint64_t)golden->id, 0)) ||
        i == NONE - 1)
        return;
    match_make_room(m, i);
    m->first[i] = i;
    m->golden[i] = (uint64_t)golden->id;
    m->apart[i] = 0;
    keep_differs(m, golden, i);
    for (size_t k = 0; k < m->marks.count; k++)
        match_marks_set(m, i, k, golden->values[m->marks.list[k].field]);
    for (size_t f = 0; f < m->compared_count; f++) {
        wn_str value = golden->values[m->compared[f]];
        m->values[f] =
            match_is_no_evidence(m->entity, m->compared[f], value) ? WN_STR("") : value;
    }
    wn_linkage_add(m->linkage, m->values, 0);
    wn_linkage_rest(m->linkage, (uint64_t)golden->id); /* it is nobody's copy */
    wn_rulings_see(&m->rulings, golden->content, i);
    m->targets =
        wn_grow(m->targets, m->target_count, &m->target_room, sizeof(*m->targets));
    m->targets[m->target_count++] = (struct match_target){
        golden->content, wn_arena_str(&m->target_arena, golden->system),
        wn_arena_str(&m->target_arena, golden->key)};
}

wn_rc match_add_targets(struct match *m)
{
    const wn_target_known *target = m->stage.context->known->target;

    if (!target->each_golden)
        return WN_OK;
    for (size_t i = 0; i < m->count; i++)
        if (m->golden[i])
            *wn_map_set(&m->living, wn_fingerprint_numbers(m->golden[i], 0), NULL) = 1;
    return target->each_golden(target->target, m->entity, take, m);
}

void match_place_targets(struct match *m)
{
    if (m->target_count == 0)
        return;
    m->target_of = wn_alloc(m->count + 1, sizeof(*m->target_of));
    for (size_t g = 0; g < m->target_count; g++) {
        uint32_t root = match_first(m, (uint32_t)(m->count + g));
        if (root < m->count)
            m->target_of[root] = (uint32_t)(g + 1);
    }
}
