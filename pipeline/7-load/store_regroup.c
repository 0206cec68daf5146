/*
 * store_regroup.c - golden records that somebody's decision put together or took apart.
 *
 * Before the groups of such an entity are written, source records go to the golden record
 * that is theirs now. One that nobody is of any more goes, and what linked to it links to
 * where its records went. History keeps what was.
 */
#include "store.h"

#include <stdlib.h>

typedef struct move {
    wn_str system, key;
    int64_t nth, to;
} move;

typedef struct moves {
    store *s;
    const wn_entity *entity;
    int64_t golden, heir; /* heir: the last place one went to; 0: none went */
    move *items;
    size_t count, room, stay;
    wn_arena arena;
} moves;

static bool take_source(void *data, const wn_str *cells)
{
    moves *m = data;
    int64_t now = (int64_t)wn_xref_find(
        m->s->context->xref, wn_xref_print(cells[0], m->entity->name, cells[1]));

    if (now == 0 || now == m->golden) {
        m->stay++;
        return true;
    }
    m->items = wn_grow(m->items, m->count, &m->room, sizeof(*m->items));
    move *one = &m->items[m->count++];
    *one = (move){wn_arena_str(&m->arena, cells[0]), wn_arena_str(&m->arena, cells[1]), 0,
                  now};
    wn_str_number(cells[2], &one->nth);
    m->heir = now;
    return true;
}

static wn_rc move_source(moves *m, const move *one)
{
    wn_buf which = {0};
    store_known *known =
        store_find_key(m->s, one->system, m->entity->name, one->key, (uint64_t)one->nth);

    if (known)
        m->s->context->xref->known_golden[known - m->s->known] = one->to;
    db_sql(&which, "t.source_key=%L AND t.system=%L AND t.entity=%L AND t.nth=%d",
           one->key, one->system, m->entity->name, (long long)one->nth);
    wn_rc rc = history_keep(&m->s->history, "winnow_source", which.ptr);
    if (rc >= 0)
        rc = db_run(m->s->db, "UPDATE winnow_source AS t SET golden_id=%d WHERE %s",
                    (long long)one->to, which.ptr);
    wn_buf_release(&which);
    store_golden_of(m->s, m->entity->number, m->golden)->members--;
    store_golden_of(m->s, m->entity->number, one->to)->members++;
    return rc;
}

/* Source records of the golden record go where the cross-reference says. */
static wn_rc move_sources(moves *m)
{
    wn_rc rc = db_each(m->s->db, take_source, m,
                       "SELECT system, source_key, nth FROM winnow_source WHERE "
                       "golden_id=%d AND entity=%L",
                       (long long)m->golden, m->entity->name);

    for (size_t i = 0; i < m->count && rc >= 0; i++)
        rc = move_source(m, &m->items[i]);
    return rc;
}

static wn_rc relink(store *s, const wn_entity *child, const wn_field *field, int64_t from,
                    int64_t to)
{
    wn_buf which = {0};

    db_sql(&which, "t.%I=%d", field->name, (long long)from);
    wn_rc rc = history_keep_golden(&s->history, store_whole(s, child), which.ptr);
    if (rc >= 0)
        rc = db_run(s->db, "UPDATE %I AS t SET %I=%d WHERE %s", child->name, field->name,
                    (long long)to, which.ptr);
    s->linked = true;
    wn_buf_release(&which);
    return rc;
}

static wn_rc relink_children(store *s, const wn_entity *entity, int64_t from, int64_t to)
{
    const wn_model *model = &s->context->plan->model;
    wn_rc rc = WN_OK;

    for (size_t e = 0; e < model->entity_count; e++)
        for (size_t f = 0; f < model->entities[e].field_count && rc >= 0; f++) {
            const wn_field *field = &model->entities[e].fields[f];
            if (field->target == entity->number &&
                s->db->class->has_table(s->db, model->entities[e].name) &&
                s->db->class->has_column(s->db, model->entities[e].name, field->name))
                rc = relink(s, &model->entities[e], field, from, to);
        }
    return rc;
}

/* Nobody is of it any more. */
static wn_rc retire(store *s, const wn_entity *entity, int64_t golden, int64_t heir)
{
    wn_buf id = {0}, lineage = {0};

    db_sql(&id, "t.id=%d", (long long)golden);
    db_sql(&lineage, "t.entity=%L AND t.golden_id=%d", entity->name, (long long)golden);
    wn_rc rc = history_keep_golden(&s->history, store_whole(s, entity), id.ptr);
    if (rc >= 0)
        rc = history_keep(&s->history, "winnow_lineage", lineage.ptr);
    if (rc >= 0)
        rc = relink_children(s, entity, golden, heir);
    if (rc >= 0)
        rc = db_run(s->db,
                    "DELETE FROM winnow_lineage AS t WHERE %s; DELETE FROM %I AS t WHERE "
                    "%s",
                    lineage.ptr, entity->name, id.ptr);
    wn_buf_release(&id);
    wn_buf_release(&lineage);
    return rc;
}

wn_rc store_regroup(store *s)
{
    const wn_xref *xref = s->context->xref;
    wn_rc rc = WN_OK;

    for (; s->regrouped < xref->regrouped_count && rc >= 0; s->regrouped++) {
        const wn_regrouped *r = &xref->regrouped[s->regrouped];
        moves m = {.s = s,
                   .entity = &s->context->plan->model.entities[r->entity],
                   .golden = r->golden};
        rc = move_sources(&m);
        if (rc >= 0 && m.stay == 0 && m.heir != 0)
            rc = retire(s, m.entity, m.golden, m.heir);
        free(m.items);
        wn_arena_release(&m.arena);
    }
    return rc;
}
