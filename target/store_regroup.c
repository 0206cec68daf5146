/*
 * store_regroup.c - joins and splits golden records as people decided.
 *
 * Before the groups of an entity are written, its source records are moved to the golden
 * records that they belong to now. A golden record that is left without source records is
 * deleted, and links to it lead to where its records went. winnow_history keeps images.
 */
#include "store.h"

#include "core/memory.h"

#include <stdlib.h>

/* A source record, and the id of the golden record that it belongs to now. */
typedef struct move {
    wn_str system, key;
    int64_t nth, to;
} move;

typedef struct moves {
    store *s;
    const wn_entity *entity;
    int64_t golden, heir; /* heir: where the last record went; 0: none went */
    move *items;
    size_t count, room, stay; /* stay: how many records stay in `golden` */
    move kept, left; /* the surviving record, when it goes; the first that stays */
    wn_arena arena;
} moves;

/* Takes a source record of the golden record: system, key, nth, fate. Does it go or stay?
 */
static bool take_source(void *data, const wn_str *cells)
{
    moves *m = data;
    int64_t now = (int64_t)wn_xref_find(
        m->s->context, wn_xref_fingerprint(cells[0], m->entity->name, cells[1]));
    move one = {wn_arena_str(&m->arena, cells[0]), wn_arena_str(&m->arena, cells[1]), 0,
                now};
    bool bears =
        wn_str_equal(cells[3], wn_str_of(wn_disposition_names[WN_DISPOSITION_LOADED])) ||
        wn_str_equal(cells[3], wn_str_of(wn_disposition_names[WN_DISPOSITION_REVIEW]));

    wn_str_number(cells[2], &one.nth);
    if (now == 0 || now == m->golden) {
        m->left = m->stay++ ? m->left : one;
        return true;
    }
    m->kept = bears ? one : m->kept;
    m->items = wn_grow(m->items, m->count, &m->room, sizeof(*m->items));
    m->items[m->count++] = one;
    m->heir = now;
    return true;
}

static store_known *known_of(const moves *m, const move *one)
{
    return store_find_key(m->s, one->system, m->entity->name, one->key,
                          (uint64_t)one->nth);
}

/* Appends a condition: `row` is the record's row of winnow_source. */
static void add_row(wn_buf *sql, const moves *m, const move *one, const char *row)
{
    db_sql(sql, "%s.source_key=%L AND %s.system=%L AND %s.entity=%L AND %s.nth=%d", row,
           one->key, row, one->system, row, m->entity->name, row, (long long)one->nth);
}

static wn_rc move_source(moves *m, const move *one)
{
    wn_buf which = {0};
    store_known *known = known_of(m, one);

    if (known)
        m->s->may->target->golden[known - m->s->known] = one->to;
    add_row(&which, m, one, "t");
    wn_rc rc = images_keep(&m->s->images, "winnow_source", which.ptr);
    if (rc >= 0)
        rc = db_run(m->s->db,
                    "UPDATE winnow_source_all AS t SET golden_id=%d FROM (SELECT 1) one "
                    "WHERE %s",
                    (long long)one->to, which.ptr);
    wn_buf_release(&which);
    store_golden_of(m->s, m->entity->number, m->golden)->members--;
    store_golden_of(m->s, m->entity->number, one->to)->members++;
    return rc;
}

/* The row of the surviving record has the hashes of the golden record. When that record
 * goes, its hashes are given to one that stays: else people's edits would not be noticed.
 */
static wn_rc hand_over(moves *m)
{
    wn_buf which = {0}, of = {0};
    store_known *from = known_of(m, &m->kept), *to = known_of(m, &m->left);

    if (!from || !to)
        return WN_OK;
    to->disposition = from->disposition;
    add_row(&which, m, &m->left, "t");
    add_row(&of, m, &m->kept, "b");
    wn_rc rc = images_keep(&m->s->images, "winnow_source", which.ptr);
    if (rc >= 0)
        rc = db_run(
            m->s->db,
            "UPDATE winnow_source_all AS t SET fate=b.fate, golden_hash=b.golden_hash, "
            "said=b.said, says=b.says FROM winnow_source b WHERE %s AND %s",
            of.ptr, which.ptr);
    wn_buf_release(&which);
    wn_buf_release(&of);
    return rc;
}

/* Moves the source records of the golden record to where the cross-reference has them. */
static wn_rc move_sources(moves *m)
{
    wn_rc rc = db_each(m->s->db, take_source, m,
                       "SELECT system, source_key, nth, fate FROM winnow_source WHERE "
                       "golden_id=%d AND entity=%L",
                       (long long)m->golden, m->entity->name);

    if (rc >= 0 && m->stay > 0 && m->kept.key.ptr)
        rc = hand_over(m);
    for (size_t i = 0; i < m->count && rc >= 0; i++)
        rc = move_source(m, &m->items[i]);
    return rc;
}

static wn_rc relink(store *s, const wn_entity *child, const wn_field *field, int64_t from,
                    int64_t to)
{
    wn_buf which = {0};

    db_sql(&which, "t.%I=%d", field->name, (long long)from);
    wn_rc rc = images_keep_golden(&s->images, store_whole(s, child), which.ptr);
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

/* Writes a finding: somebody had changed this value in a golden record that is deleted,
 * and where its records went. */
static wn_rc tell_edit(moves *m, size_t f, wn_str there)
{
    const wn_check *check = m->entity->implied[WN_RULE_EDITED];
    const db_value row[] = {
        db_text(check->id),
        db_text(wn_str_of(wn_severity_names[check->severity])),
        db_text(m->entity->name),
        db_text(m->items[0].system),
        db_text(m->items[0].key),
        db_int(m->heir),
        db_text(WN_STR("")),
        db_int(0),
        db_text(m->entity->fields[f].name),
        db_text(WN_STR("")),
        db_text(WN_STR("")),
        db_int(m->s->run),
        db_text(there),
        db_int(m->items[0].nth),
    };
    m->s->may->load->joined++;
    wn_rc rc = own_write(m->s->tables[STORE_FINDING], row);
    return rc < 0 ? rc : own_write(m->s->tables[STORE_NEW_FINDING], row);
}

static wn_rc tell_edits(moves *m)
{
    const store_now *now = store_now_find(m->s, m->golden);
    wn_rc rc = WN_OK;

    if (!now || !now->says.ptr || !m->entity->implied[WN_RULE_EDITED])
        return WN_OK;
    for (size_t f = 0; f < m->entity->field_count && rc >= 0; f++)
        if (now->cells[f].ptr && m->entity->fields[f].target < 0 &&
            !store_says_that(now->says, m->s->nows.numbers[f], &m->entity->fields[f],
                             now->cells[f]))
            rc = tell_edit(m, f, now->cells[f]);
    return rc;
}

/* Deletes a golden record that has no source records any more; `heir` takes its links. */
static wn_rc retire(store *s, const wn_entity *entity, int64_t golden, int64_t heir)
{
    wn_buf id = {0}, lineage = {0};

    db_sql(&id, "t.id=%d", (long long)golden);
    db_sql(&lineage, "t.entity=%L AND t.golden_id=%d", entity->name, (long long)golden);
    wn_rc rc = images_keep_golden(&s->images, store_whole(s, entity), id.ptr);
    if (rc >= 0)
        rc = images_keep(&s->images, "winnow_lineage", lineage.ptr);
    if (rc >= 0)
        rc = relink_children(s, entity, golden, heir);
    if (rc >= 0)
        rc = own_delete(s->db, "winnow_lineage", lineage.ptr);
    if (rc >= 0)
        rc = db_run(s->db, "DELETE FROM %I AS t WHERE %s", entity->name, id.ptr);
    wn_buf_release(&id);
    wn_buf_release(&lineage);
    return rc;
}

wn_rc store_regroup(store *s)
{
    const wn_xref *xref = s->context->known->xref;
    wn_rc rc = WN_OK;

    for (; s->regrouped < xref->regrouped_count && rc >= 0; s->regrouped++) {
        const wn_regrouped *r = &xref->regrouped[s->regrouped];
        moves m = {.s = s,
                   .entity = &s->context->plan->model.entities[r->entity],
                   .golden = r->golden};
        if (m.entity == s->entity)
            rc = store_now_read(s, &m.golden, 1);
        if (rc >= 0)
            rc = move_sources(&m);
        s->tallies[r->entity].apart += m.stay > 0 && m.count > 0;
        if (rc >= 0 && m.stay == 0 && m.heir != 0 && m.entity == s->entity)
            rc = tell_edits(&m);
        if (rc >= 0 && m.stay == 0 && m.heir != 0)
            rc = retire(s, m.entity, m.golden, m.heir);
        free(m.items);
        wn_arena_release(&m.arena);
    }
    return rc;
}
