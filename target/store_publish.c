/*
 * store_publish.c - publishes what waits in the new_ tables of an entity.
 *
 * All of it is in the one transaction of the run. Before a row is changed or deleted, its
 * image goes into winnow_history, which is all that undo needs (audit/undo.c).
 */
#include "store.h"

#include "checks/check.h"
#include "core/memory.h"

#include <stdlib.h>

/* ---- golden records --------------------------------------------------------------- */

/* The terms are grouped by 32: else the expression would be nested too deeply. */
void store_add_differs(const wn_entity *entity, wn_buf *sql)
{
    db_sql(sql, "((1=0");
    for (size_t f = 0; f < entity->field_count; f++)
        db_sql(sql, "%s OR n.%I IS DISTINCT FROM t.%I", f % 32 == 31 ? ") OR (1=0" : "",
               entity->fields[f].name, entity->fields[f].name);
    db_sql(sql, "))");
}

static wn_rc keep_golden(store *s, wn_str waiting)
{
    wn_buf condition = {0};

    db_sql(&condition, "EXISTS (SELECT 1 FROM %I n WHERE n.id=t.id AND ", waiting);
    store_add_differs(s->entity, &condition);
    db_sql(&condition, ")");
    wn_rc rc = images_keep_golden(&s->images, store_whole(s, s->entity), condition.ptr);
    wn_buf_release(&condition);
    return rc;
}

static wn_rc update_golden(store *s, wn_str waiting)
{
    const wn_entity *entity = s->entity;
    wn_buf sql = {0};

    db_sql(&sql, "UPDATE %I AS t SET ", entity->name);
    for (size_t f = 0; f < entity->field_count; f++)
        db_sql(&sql, "%s%I=n.%I", f ? "," : "", entity->fields[f].name,
               entity->fields[f].name);
    db_sql(&sql, " FROM %I n WHERE n.id=t.id AND ", waiting);
    store_add_differs(entity, &sql);
    return db_run_built(s->db, &sql);
}

/* Inserts golden records that somebody deleted, and whose sources say something new. */
static wn_rc restore_golden(store *s, wn_str waiting)
{
    const wn_entity *entity = s->entity;
    wn_buf sql = {0}, names = {0};

    db_add_names(&names, entity);
    db_sql(&sql,
           "FROM %I n WHERE n.\"+part\"=0 AND NOT EXISTS (SELECT 1 FROM %I t WHERE "
           "t.id=n.id)",
           waiting, entity->name);
    wn_buf query = {0};
    db_sql(&query, "SELECT n.id %s", sql.ptr);
    wn_rc rc = images_note_new(&s->images, entity, query.ptr);
    if (rc >= 0)
        rc = db_run(s->db, "INSERT INTO %I (%s) SELECT %s %s", entity->name, names.ptr,
                    names.ptr, sql.ptr);
    wn_buf_release(&names);
    wn_buf_release(&sql);
    wn_buf_release(&query);
    return rc;
}

#define SAME_LINEAGE                                                                     \
    "n.golden_id=t.golden_id AND n.entity=t.entity AND n.field=t.field AND "             \
    "n.system=t.system AND n.source_key=t.source_key AND n.nth=t.nth AND n.rule=t.rule " \
    "AND n.\"column\" IS NOT DISTINCT FROM t.\"column\""

/* Publishes where values are from. Rows that are right already stay as they are. */
static wn_rc publish_lineage(store *s, wn_str waiting)
{
    wn_buf whose = {0}, condition = {0};

    db_sql(&whose, "t.entity=%L AND t.golden_id IN (SELECT id FROM %I WHERE \"+part\"=0)",
           s->entity->name, waiting);
    db_sql(&condition,
           "%s AND NOT EXISTS (SELECT 1 FROM new_lineage n WHERE " SAME_LINEAGE ")",
           whose.ptr);
    wn_rc rc = images_keep(&s->images, "winnow_lineage", condition.ptr);
    if (rc >= 0)
        rc = own_delete(s->db, "winnow_lineage", condition.ptr);
    db_sql(&whose,
           " AND NOT EXISTS (SELECT 1 FROM winnow_lineage n WHERE " SAME_LINEAGE ")");
    if (rc >= 0)
        rc = own_copy(s->db, "winnow_lineage", "new_lineage", whose.ptr);
    wn_buf_release(&whose);
    wn_buf_release(&condition);
    return rc;
}

/* Publishes the lineage of one field, for golden records of which only some source
 * records were read: only where the field changes, since only then its new origin is
 * known. */
static wn_rc publish_part(store *s, wn_str waiting, const wn_field *field)
{
    wn_buf which = {0}, condition = {0};

    db_sql(
        &which,
        "(SELECT n.id FROM %I n JOIN %I t ON t.id=n.id WHERE n.\"+part\"=1 AND n.%I IS "
        "DISTINCT FROM t.%I)",
        waiting, s->entity->name, field->name, field->name);
    db_sql(&condition, "t.entity=%L AND t.field=%L AND t.golden_id IN %s",
           s->entity->name, field->name, which.ptr);
    wn_rc rc = images_keep(&s->images, "winnow_lineage", condition.ptr);
    if (rc >= 0)
        rc = own_delete(s->db, "winnow_lineage", condition.ptr);
    if (rc >= 0)
        rc = own_copy(s->db, "winnow_lineage", "new_lineage", condition.ptr);
    wn_buf_release(&which);
    wn_buf_release(&condition);
    return rc;
}

static wn_rc publish_parts(store *s, wn_str waiting)
{
    int64_t parts = 0;
    wn_rc rc =
        db_number(s->db, &parts, "SELECT count(*) FROM %I WHERE \"+part\"=1", waiting);

    for (size_t f = 0; f < s->entity->field_count && rc >= 0 && parts > 0; f++)
        rc = publish_part(s, waiting, &s->entity->fields[f]);
    return rc;
}

/* Finds waiting golden records that need no change: their hash was not known, or the
 * value that a source changed is not used in them. */
static wn_rc find_idle(store *s, wn_str waiting)
{
    wn_buf differs = {0};

    store_add_differs(s->entity, &differs);
    wn_rc rc = db_run(s->db,
                      "INSERT INTO new_idle SELECT n.id FROM %I n JOIN %I t ON t.id=n.id "
                      "WHERE NOT %s",
                      waiting, s->entity->name, differs.ptr);
    wn_buf_release(&differs);
    return rc;
}

/* Copies values that stay from the old row: written from their text, they could change.
 */
static wn_rc keep_stays(store *s, wn_str waiting)
{
    const wn_entity *entity = s->entity;
    wn_rc rc = WN_OK;

    for (size_t f = 0; f < entity->field_count && rc >= 0; f++)
        if (s->stays[f])
            rc =
                db_run(s->db,
                       "UPDATE %I AS n SET %I=t.%I FROM %I t WHERE t.id=n.id AND n.id IN "
                       "(SELECT y.id FROM new_stay y WHERE y.field=%d)",
                       waiting, entity->fields[f].name, entity->fields[f].name,
                       entity->name, (long long)f);
    return rc < 0 ? rc : db_run(s->db, "DELETE FROM new_stay");
}

static wn_rc publish_golden(store *s)
{
    wn_buf name = {0};
    wn_str waiting = store_new_name(s->entity, &name);
    wn_rc rc = db_run(s->db, "CREATE INDEX new_entity_id ON %I (id)", waiting);

    if (rc >= 0)
        rc = keep_stays(s, waiting);
    if (rc >= 0)
        rc = publish_parts(s, waiting);
    if (rc >= 0)
        rc = find_idle(s, waiting);
    if (rc >= 0)
        rc = keep_golden(s, waiting);
    if (rc >= 0)
        rc = update_golden(s, waiting);
    if (rc >= 0)
        rc = restore_golden(s, waiting);
    if (rc >= 0)
        rc = publish_lineage(s, waiting);
    wn_buf_release(&name);
    return rc;
}

/* ---- source records --------------------------------------------------------------- */

#define SAME_SOURCE                                                           \
    "EXISTS (SELECT 1 FROM new_source n WHERE n.source_key=t.source_key AND " \
    "n.system=t.system AND n.entity=t.entity AND n.nth=t.nth)"

/* A condition: a source record that waits only because its golden record does, and that
 * needs no change. */
#define IDLE                                                                            \
    "t.golden_id IN (SELECT id FROM new_idle) AND EXISTS (SELECT 1 FROM winnow_source " \
    "o "                                                                                \
    "WHERE o.source_key=t.source_key AND o.system=t.system AND o.entity=t.entity AND "  \
    "o.nth=t.nth AND o.sha256=t.sha256 AND o.golden_id=t.golden_id AND o.fate=t.fate "  \
    "AND "                                                                              \
    "o.missing_since IS NULL AND o.content IS NOT DISTINCT FROM t.content AND "         \
    "o.says IS NOT DISTINCT FROM t.says)"

static bool count_idle(void *data, const wn_str *cells)
{
    store *s = data;
    size_t f = store_file_of(s->context->plan, cells, 0);
    int64_t count = 0;

    wn_str_number(cells[3], &count);
    if (f < s->context->plan->file_count)
        s->untouched[f].dispositions[WN_DISPOSITION_UNCHANGED] += (uint64_t)count;
    return true;
}

static wn_rc forget_idle(store *s)
{
    wn_rc rc =
        db_each(s->db, count_idle, s,
                "SELECT file, entity, system, count(*) FROM new_source t WHERE " IDLE
                " GROUP BY file, entity, system");

    return rc < 0 ? rc
                  : db_run(s->db, "DELETE FROM new_source AS t WHERE " IDLE
                                  "; DELETE FROM new_idle");
}

/* Rows that say the same as before have no copy of it: it is where it was. */
static wn_rc take_same_raws(store *s)
{
    uint64_t count = s->same_raws;

    s->same_raws = 0;
    return count == 0
               ? WN_OK
               : db_run(s->db,
                        "UPDATE new_source AS t SET raw=o.raw, place=o.place FROM "
                        "winnow_source_all o WHERE o.source_key=t.source_key AND "
                        "o.system=t.system AND o.entity=t.entity AND o.nth=t.nth AND "
                        "t.raw IS NULL AND t.place IS NULL");
}

static wn_rc publish_sources(store *s)
{
    wn_rc rc = db_run(s->db, "CREATE INDEX new_source_key ON new_source (source_key, "
                             "system, entity, nth)");

    if (rc >= 0 && s->changing)
        rc = forget_idle(s);
    if (rc >= 0)
        rc = take_same_raws(s);
    if (rc >= 0)
        rc = images_keep(&s->images, "winnow_source", SAME_SOURCE);
    if (rc >= 0)
        rc = own_delete(s->db, "winnow_source", SAME_SOURCE);
    return rc < 0 ? rc : own_copy(s->db, "winnow_source", "new_source", "1=1");
}

/* ---- hashes ----------------------------------------------------------------------- */

#define BEARS(row) row ".fate IN ('loaded','review')"

/* Publishes new hashes of golden records whose surviving records this run did not write.
 */
static wn_rc publish_hashes(store *s)
{
    wn_buf which = {0}, kept = {0};

    db_sql(&which,
           "t.entity=%L AND " BEARS(
               "t") " AND EXISTS (SELECT 1 FROM new_hash n WHERE "
                    "n.id=t.golden_id AND (n.hash IS DISTINCT FROM t.golden_hash OR "
                    "n.said IS "
                    "DISTINCT FROM t.said OR n.says IS DISTINCT FROM t.says))",
           s->entity->name);
    db_sql(&kept, "%s AND t.run<>%d", which.ptr, (long long)s->run);
    wn_rc rc = images_keep(&s->images, "winnow_source", kept.ptr);
    if (rc >= 0)
        rc = db_run(s->db,
                    "UPDATE winnow_source_all AS t SET golden_hash=n.hash, said=n.said, "
                    "says=n.says FROM new_hash n WHERE n.id=t.golden_id AND %s;"
                    "DELETE FROM new_hash",
                    which.ptr);
    wn_buf_release(&which);
    wn_buf_release(&kept);
    return rc;
}

typedef struct rehash {
    store *s;
    const wn_entity *entity;
    wn_rc rc;
} rehash;

/* Writes a golden record's hash, and what is said of its links, anew. Its links changed
 * because parents were joined or came later; without new hashes this would look like a
 * person's edit. Cells: id, fields, says, said. */
static bool take_golden(void *data, const wn_str *cells)
{
    rehash *r = data;
    const wn_entity *entity = r->entity;
    const wn_str *last = cells + 1 + entity->field_count;
    store_said *said = &r->s->said;
    int64_t id = 0;

    wn_str_number(cells[0], &id);
    store_says_begin(said);
    for (size_t f = 0; f < entity->field_count && last[0].ptr; f++) {
        const wn_field *field = &entity->fields[f];
        if (field->target < 0)
            store_says_keep(said, field->number,
                            store_says_find(last[0], field->number, field));
        else if (cells[1 + f].ptr)
            store_says_add(said, field->number, field, cells[1 + f]);
    }
    if (last[0].ptr)
        store_says_text(said, last[0].ptr[0], &r->s->says);
    const db_value row[] = {
        db_int(id), db_int((int64_t)store_hash_row(entity, cells + 1)),
        last[1].ptr ? db_int(strtoll(last[1].ptr, NULL, 10))
                    : (db_value){.kind = DB_NULL},
        last[0].ptr ? db_text(wn_buf_str(&r->s->says)) : (db_value){.kind = DB_NULL}};
    r->rc = r->s->db->class->insert(r->s->new_hash, row);
    return r->rc >= 0;
}

/* Rehashes golden records of the entity; `which` is a condition on the row `t`. */
static wn_rc rehash_all(store *s, const wn_entity *entity, const char *which)
{
    db *d = s->db;
    wn_buf sql = {0};
    rehash r = {.s = s, .entity = entity};

    db_sql(&sql, "SELECT t.id");
    db_add_fields(d, &sql, "t", entity);
    db_sql(&sql,
           ", s.says, s.said FROM %I t JOIN winnow_source s ON s.golden_id=t.id AND "
           "s.entity=%L AND " BEARS("s") " WHERE %s",
           entity->name, entity->name, which);
    wn_rc rc = d->class->query(d, sql.ptr, take_golden, &r);
    wn_buf_release(&sql);
    if (rc < 0 || r.rc < 0)
        return rc < 0 ? rc : r.rc;
    const wn_entity *before = s->entity;
    s->entity = entity;
    rc = publish_hashes(s);
    s->entity = before;
    return rc;
}

/* Rehashes the golden records whose links store_regroup or store_adopt changed; once, at
 * the end. */
wn_rc store_rehash_linked(store *s)
{
    const wn_model *model = &s->catalog.model;
    wn_rc rc = WN_OK;

    for (size_t e = 0; e < model->entity_count && s->linked && rc >= 0; e++) {
        wn_buf which = {0};
        db_sql(&which,
               "t.id IN (SELECT h.golden_id FROM new_image h WHERE h.entity=%L)",
               model->entities[e].name);
        if (s->db->class->has_table(s->db, model->entities[e].name))
            rc = rehash_all(s, &model->entities[e], which.ptr);
        wn_buf_release(&which);
    }
    return rc;
}

/* ---- the entity ------------------------------------------------------------------- */

static wn_rc publish(store *s)
{
    wn_buf name = {0};
    wn_str waiting = store_new_name(s->entity, &name);
    wn_rc rc = s->changing ? publish_golden(s) : WN_OK;

    if (rc >= 0)
        rc = publish_sources(s);
    if (rc >= 0)
        rc = publish_hashes(s);
    if (rc >= 0)
        rc = db_run(s->db,
                    "DROP TABLE %I; DELETE FROM new_source; DELETE FROM new_lineage;"
                    "DROP INDEX new_source_key",
                    waiting);
    wn_buf_release(&name);
    return rc;
}

wn_rc store_publish(store *s)
{
    if (!s->entity)
        return WN_OK;
    wn_rc rc = s->living ? publish(s) : WN_OK;
    if (rc >= 0)
        rc = store_link_entity(s);
    s->entity = NULL;
    s->insert = s->change = NULL;
    return rc;
}
