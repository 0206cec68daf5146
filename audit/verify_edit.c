/*
 * verify_edit.c - golden records that differ from their sources for a good reason: a
 * person edited them since, or the run left a value as it was (store_stay.c).
 *
 * That the source records still say what they said then was checked before, by their
 * SHA-256. A golden record that is as a run left it has the hash of that run, and a
 * mark if a value stayed. One that was edited since has another hash, and the verified
 * run did not write it.
 */
#include "verifying.h"

#include "core/memory.h"

#include <stdlib.h>

#define AT_ONCE 500 /* ids in one query */

typedef struct settling {
    wn_verification *v;
    const wn_entity *whole; /* with all columns that its table has */
    int entity;
    int64_t run;
} settling;

void verify_suspect(wn_verification *v, int64_t id)
{
    v->suspects =
        wn_grow(v->suspects, v->suspect_count, &v->suspect_room, sizeof(*v->suspects));
    v->suspects[v->suspect_count++] = id;
}

static void name_it(wn_verification *v, expected *e)
{
    e->named = v->named_golden++ < VERIFY_NAMED;
}

static void differs(wn_verification *v, expected *e)
{
    v->out->differ++;
    name_it(v, e);
}

/* Name it only for a caller who asked what was edited since. */
static void note_edited(wn_verification *v, expected *e)
{
    v->out->edited++;
    if (v->store.context->settings->names_edits)
        name_it(v, e);
}

/* id, fields, golden_hash, the mark, run */
static bool settle_row(void *data, const wn_str *cells)
{
    settling *s = data;
    const wn_str *last = cells + 1 + s->whole->field_count;
    expected *e = verify_of(s->v, s->entity, strtoll(cells[0].ptr, NULL, 10));
    uint64_t hash = store_hash_row(s->whole, cells + 1);
    bool as_left = last[0].ptr && (uint64_t)strtoll(last[0].ptr, NULL, 10) == hash;
    char mark = last[1].ptr && last[1].len ? last[1].ptr[0] : STORE_SAYS_ALL;

    if (e->settled)
        return true;
    e->settled = true;
    if (as_left && mark != STORE_SAYS_ALL)
        s->v->out->stayed++;
    else if (last[0].ptr && !as_left && strtoll(last[2].ptr, NULL, 10) < s->run)
        note_edited(s->v, e);
    else
        differs(s->v, e);
    return true;
}

static wn_rc settle_some(settling *s, const int64_t *ids, size_t count)
{
    db *d = s->v->store.db;
    wn_buf sql = {0};

    db_sql(&sql, "SELECT t.id");
    db_add_fields(d, &sql, "t", s->whole);
    db_sql(&sql,
           ", s.golden_hash, substr(s.says,1,1), s.run FROM %I t JOIN winnow_source s ON "
           "s.golden_id=t.id AND s.entity=%L AND s.fate IN ('loaded','review') WHERE "
           "t.id IN (",
           s->whole->name, s->whole->name);
    for (size_t i = 0; i < count; i++)
        db_sql(&sql, "%s%d", i ? "," : "", (long long)ids[i]);
    db_sql(&sql, ")");
    wn_rc rc = d->class->query(d, sql.ptr, settle_row, s);
    wn_buf_release(&sql);
    return rc;
}

wn_rc verify_settle(wn_verification *v, const wn_entity *entity)
{
    settling s = {
        .v = v, .entity = entity->number, .whole = store_whole(&v->store, entity)};
    wn_rc rc = v->suspect_count ? db_number(v->store.db, &s.run,
                                            "SELECT number FROM winnow_run WHERE id=%L",
                                            wn_str_of(wn_run_name(v->store.context)))
                                : WN_OK;

    for (size_t i = 0; i < v->suspect_count && rc >= 0; i += AT_ONCE)
        rc = settle_some(&s, v->suspects + i,
                         v->suspect_count - i < AT_ONCE ? v->suspect_count - i : AT_ONCE);
    for (size_t i = 0; i < v->suspect_count && rc >= 0; i++) {
        expected *e = verify_of(v, entity->number, v->suspects[i]);
        if (!e->settled) /* the target has no surviving record for it */
            differs(v, e);
        e->settled = true;
    }
    v->suspect_count = 0;
    return rc;
}
