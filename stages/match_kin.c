/*
 * match_kin.c - keeps a record and its parents apart: a company and its parent company, a
 * contact and the manager.
 *
 * Each field that names a parent is an edge, and a group knows the edges of its
 * records. Two groups may not become one when an edge leads from one to the other.
 */
#include "match.h"

#include "core/memory.h"

#include <stdlib.h>

bool match_kin_has_parents(const wn_entity *entity)
{
    for (size_t f = 0; f < entity->field_count; f++)
        if (entity->fields[f].target == entity->number)
            return true;
    return false;
}

void match_kin_see(struct match *m, const wn_record *record, uint32_t i)
{
    for (size_t f = 0; f < m->entity->field_count && !m->apart[i]; f++) {
        if (m->entity->fields[f].target != m->entity->number ||
            !wn_cell_has_value(&record->cells[f]))
            continue;
        m->kin.edges =
            wn_grow(m->kin.edges, m->kin.count, &m->kin.room, sizeof(*m->kin.edges));
        m->kin.edges[m->kin.count++] = (struct match_edge){
            .child = i, .key = wn_fingerprint_mix(m->prefix, record->cells[f].value)};
    }
}

static void hang(struct match *m, uint32_t record, uint32_t half)
{
    uint32_t root = match_first(m, record);

    m->kin.next[half] = m->kin.first[root];
    m->kin.first[root] = half + 1;
    m->kin.length[root]++;
}

/* Return the record at a half edge: half 2e of edge e is the child, half 2e + 1 the
 * parent. */
static uint32_t end_of(const struct match *m, uint32_t half)
{
    const struct match_edge *e = &m->kin.edges[half / 2];

    return half % 2 ? e->parent : e->child;
}

void match_kin_settle(struct match *m)
{
    size_t all = m->count + m->target_count, kept = 0;
    wn_map targets = {0};

    if (m->kin.count == 0)
        return;
    for (size_t g = 0; g < m->target_count; g++)
        *wn_map_set(
            &targets,
            wn_xref_fingerprint(m->targets[g].system, m->entity->name, m->targets[g].key),
            NULL) = (int64_t)(m->count + g);
    for (size_t e = 0; e < m->kin.count; e++) {
        struct match_edge edge = m->kin.edges[e];
        edge.parent = match_with_key(m, edge.key);
        const int64_t *target =
            edge.parent == NONE ? wn_map_find(&targets, edge.key) : NULL;
        edge.parent = target ? (uint32_t)*target : edge.parent;
        if (edge.parent == NONE ||
            match_first(m, edge.parent) == match_first(m, edge.child))
            continue;
        m->kin.edges[kept++] = edge;
    }
    m->kin.count = kept;
    m->kin.first = wn_alloc(all + 1, sizeof(*m->kin.first));
    m->kin.length = wn_alloc(all + 1, sizeof(*m->kin.length));
    m->kin.parent = wn_alloc(all + 1, sizeof(*m->kin.parent));
    m->kin.next = wn_alloc(2 * kept + 1, sizeof(*m->kin.next));
    for (size_t e = kept; e-- > 0;) /* the first of several counts */
        m->kin.parent[match_first(m, m->kin.edges[e].child)] = m->kin.edges[e].parent + 1;
    for (uint32_t half = 0; half < 2 * kept; half++)
        hang(m, end_of(m, half), half);
    wn_map_release(&targets);
}

void match_kin_share(struct match *m, uint32_t low, uint32_t high)
{
    uint32_t *at;

    if (!m->kin.first)
        return;
    if (!m->kin.parent[low])
        m->kin.parent[low] = m->kin.parent[high];
    if (!m->kin.first[high])
        return;
    if (m->kin.length[low] < m->kin.length[high]) { /* walk the shorter list */
        uint32_t first = m->kin.first[low];
        m->kin.first[low] = m->kin.first[high];
        m->kin.first[high] = first;
    }
    at = &m->kin.first[high];
    while (*at)
        at = &m->kin.next[*at - 1];
    *at = m->kin.first[low];
    m->kin.first[low] = m->kin.first[high];
    m->kin.first[high] = 0;
    m->kin.length[low] += m->kin.length[high];
}

bool match_are_kin(struct match *m, uint32_t x, uint32_t y)
{
    if (!m->kin.first)
        return false;
    if (m->kin.length[x] > m->kin.length[y]) {
        uint32_t swap = x;
        x = y;
        y = swap;
    }
    for (uint32_t half = m->kin.first[x]; half; half = m->kin.next[half - 1])
        if (match_first(m, end_of(m, (half - 1) ^ 1)) == y)
            return true;
    return false;
}

bool match_are_siblings(struct match *m, uint32_t x, uint32_t y)
{
    return m->kin.parent && m->kin.parent[x] && m->kin.parent[y] &&
           match_first(m, m->kin.parent[x] - 1) == match_first(m, m->kin.parent[y] - 1);
}

void match_kin_release(struct match *m)
{
    free(m->kin.edges);
    free(m->kin.first);
    free(m->kin.length);
    free(m->kin.parent);
    free(m->kin.next);
}
