/*
 * undo_golden.c - puts back golden records that a run made or changed, unless somebody
 * edited them since.
 */
#include "undo.h"
#include "target/store.h"

typedef struct check {
    undo *u;
    const wn_entity *entity;
    db_inserter *into;
    wn_rc rc;
} check;

static wn_rc keep_one(check *c, int64_t id)
{
    const db_value row[] = {db_text(c->entity->name), db_int(id),
                            db_int(WN_KEPT_EDITED)};

    return c->u->db->class->insert(c->into, row);
}

/* Does the record say what was written last? Without a hash we cannot know; then it
 * counts as not edited. */
static bool check_golden(void *data, const wn_str *cells)
{
    check *c = data;
    size_t fields = c->entity->field_count;

    if (cells[fields + 1].ptr && (uint64_t)strtoll(cells[fields + 1].ptr, NULL, 10) !=
                                     store_hash_row(c->entity, cells + 1))
        c->rc = keep_one(c, strtoll(cells[0].ptr, NULL, 10));
    return c->rc >= 0;
}

static wn_rc find_edited(undo *u, const wn_entity *entity, db_inserter *into)
{
    check c = {.u = u, .entity = entity, .into = into};
    wn_buf sql = {0};

    db_sql(&sql, "SELECT t.id");
    db_add_fields(u->db, &sql, "t", entity);
    db_sql(&sql,
           ", s.golden_hash FROM %I t JOIN winnow_source s ON s.golden_id=t.id AND "
           "s.entity=%L AND s.fate IN ('loaded','review') WHERE t.id IN (SELECT id FROM "
           "undo_touched)",
           entity->name, entity->name);
    wn_rc rc = u->db->class->query(u->db, sql.ptr, check_golden, &c);
    wn_buf_release(&sql);
    return rc < 0 ? rc : c.rc;
}

static int64_t first_id(const undo *u, wn_str entity)
{
    wn_str rest = u->of.first_ids;

    while (rest.len > 0) {
        wn_str number = wn_str_cut(&rest, WN_STR(" ")),
               name = wn_str_cut(&number, WN_STR("="));
        int64_t id = 0;
        if (wn_str_equal(name, entity) && wn_str_number(number, &id))
            return id;
    }
    return INT64_MAX;
}

/* Make the tables undo_old (images that come back), undo_new (ids that go) and
 * undo_touched (the ids of both). */
static wn_rc find_touched(undo *u, const wn_entity *entity)
{
    wn_rc rc = images_unpack_golden(u->db, "winnow_history", "undo_old", u->images, entity);

    if (rc >= 0 && u->restored)
        rc = db_run(
            u->db,
            "CREATE TEMP TABLE undo_new AS SELECT DISTINCT golden_id AS id FROM "
            "winnow_history WHERE run=%d AND entity=%L AND table_name='' AND before "
            "IS NOT NULL AND golden_id NOT IN (SELECT id FROM undo_old)",
            (long long)u->restored, entity->name);
    else if (rc >= 0)
        rc =
            db_run(u->db,
                   "CREATE TEMP TABLE undo_new AS SELECT golden_id AS id FROM "
                   "winnow_source WHERE entity=%L AND golden_id>=%d AND fate IN "
                   "('loaded','review') UNION SELECT golden_id FROM winnow_history WHERE "
                   "run=%d AND entity=%L AND table_name='' AND before IS NULL",
                   entity->name, (long long)first_id(u, entity->name),
                   (long long)u->of.number, entity->name);
    if (rc >= 0)
        rc = db_run(u->db,
                    "CREATE TEMP TABLE undo_touched AS SELECT id FROM undo_old UNION "
                    "SELECT id FROM undo_new;"
                    "CREATE INDEX undo_touched_id ON undo_touched (id)");
    return rc;
}

/* Keep golden records that would go although a record that stays links to them. */
static wn_rc keep_linked(undo *u, const wn_entity *child, const wn_field *field,
                         const wn_entity *parent, int64_t *more)
{
    int64_t before = 0, after = 0;
    wn_rc rc = db_number(u->db, &before, "SELECT count(*) FROM undo_kept");

    if (rc >= 0)
        rc = db_run(
            u->db,
            "INSERT INTO undo_kept SELECT DISTINCT %L, c.%I, %d FROM %I c JOIN undo_gone "
            "g ON g.entity=%L AND g.id=c.%I WHERE NOT EXISTS (SELECT 1 FROM "
            "undo_gone x WHERE x.entity=%L AND x.id=c.id AND NOT EXISTS (SELECT 1 "
            "FROM undo_kept k WHERE k.entity=x.entity AND k.id=x.id)) AND NOT "
            "EXISTS (SELECT 1 FROM undo_back b WHERE b.entity=%L AND b.id=c.id AND "
            "NOT EXISTS (SELECT 1 FROM undo_kept k WHERE k.entity=b.entity AND "
            "k.id=b.id)) AND NOT EXISTS (SELECT 1 FROM undo_kept k WHERE k.entity=%L AND "
            "k.id=c.%I)",
            parent->name, field->name, WN_KEPT_LINKED, child->name, parent->name,
            field->name,
            child->name, child->name, parent->name, field->name);
    if (rc >= 0)
        rc = db_number(u->db, &after, "SELECT count(*) FROM undo_kept");
    *more += after - before;
    return rc;
}

static wn_rc keep_parents(undo *u)
{
    const wn_model *model = &u->catalog.model;
    int64_t more = 1;
    wn_rc rc = WN_OK;

    while (more > 0 && rc >= 0) {
        more = 0;
        for (size_t e = 0; e < model->entity_count; e++)
            for (size_t f = 0; f < model->entities[e].field_count && rc >= 0; f++)
                if (model->entities[e].fields[f].target >= 0)
                    rc = keep_linked(
                        u, &model->entities[e], &model->entities[e].fields[f],
                        &model->entities[model->entities[e].fields[f].target], &more);
    }
    return rc;
}

/* For one entity: find what goes, what comes back, and what was edited since. */
static wn_rc survey_entity(undo *u, const wn_entity *entity, db_inserter *kept)
{
    wn_rc rc = find_touched(u, entity);

    if (rc >= 0)
        rc = find_edited(u, entity, kept);
    /* keep deleted what somebody deleted since: the record is gone, though source rows
     * still name it, so no merge took it away */
    if (rc >= 0)
        rc = db_run(
            u->db,
            "INSERT INTO undo_kept SELECT %L, o.id, %d FROM undo_old o WHERE NOT EXISTS "
            "(SELECT 1 FROM %I t WHERE t.id=o.id) AND EXISTS (SELECT 1 FROM "
            "winnow_source s WHERE s.golden_id=o.id AND s.entity=%L)",
            entity->name, WN_KEPT_DELETED, entity->name, entity->name);
    if (rc >= 0)
        rc = db_run(u->db,
                    "INSERT INTO undo_gone SELECT %L, n.id FROM undo_new n;"
                    "INSERT INTO undo_back SELECT %L, o.id FROM undo_old o;"
                    "DROP TABLE undo_old; DROP TABLE undo_new; DROP TABLE undo_touched",
                    entity->name, entity->name);
    return rc;
}

wn_rc undo_survey(undo *u)
{
    const wn_model *model = &u->catalog.model;
    wn_rc rc = db_run(u->db, "CREATE TEMP TABLE undo_kept (entity TEXT, id BIGINT, why INT);"
                             "CREATE TEMP TABLE undo_gone (entity TEXT, id BIGINT);"
                             "CREATE TEMP TABLE undo_back (entity TEXT, id BIGINT);"
                             "CREATE INDEX undo_kept_id ON undo_kept (id, entity);"
                             "CREATE INDEX undo_gone_id ON undo_gone (id, entity);"
                             "CREATE INDEX undo_back_id ON undo_back (id, entity)");

    if (rc < 0)
        return rc;
    db_inserter *kept = u->db->class->inserter(u->db, "undo_kept", "entity, id, why", 3);
    for (size_t e = 0; e < model->entity_count && rc >= 0; e++)
        rc = survey_entity(u, &model->entities[e], kept);
    return rc < 0 ? rc : keep_parents(u);
}

/* Add the condition: the id is in the list, and not kept. */
static void add_which(wn_buf *sql, const char *list, wn_str entity, const char *id)
{
    db_sql(sql,
           "%s IN (SELECT g.id FROM %s g WHERE g.entity=%L AND NOT EXISTS (SELECT 1 FROM "
           "undo_kept k WHERE k.entity=g.entity AND k.id=g.id))",
           id, list, entity);
}

static wn_rc put_back(undo *u, const wn_entity *entity)
{
    wn_buf names = {0}, sets = {0}, which = {0};
    wn_rc rc;

    db_add_names(&names, entity);
    for (size_t f = 0; f < entity->field_count; f++)
        db_sql(&sets, "%s%I=n.%I", f ? "," : "", entity->fields[f].name,
               entity->fields[f].name);
    add_which(&which, "undo_back", entity->name, "n.id");
    rc = db_run(u->db,
                "INSERT INTO %I (%s) SELECT %s FROM undo_old n WHERE %s AND NOT EXISTS "
                "(SELECT 1 FROM %I t WHERE t.id=n.id)",
                entity->name, names.ptr, names.ptr, which.ptr, entity->name);
    if (rc >= 0 && entity->field_count > 0)
        rc = db_run(u->db, "UPDATE %I AS t SET %s FROM undo_old n WHERE n.id=t.id AND %s",
                    entity->name, sets.ptr, which.ptr);
    wn_buf_release(&names);
    wn_buf_release(&sets);
    wn_buf_release(&which);
    return rc;
}

/* Called twice: retired records come back before other records go, since records link
 * to them. */
static wn_rc reverse_entity(undo *u, const wn_entity *entity, bool goes)
{
    wn_buf gone = {0}, back = {0};
    wn_rc rc;

    if (goes) {
        add_which(&gone, "undo_gone", entity->name, "t.id");
        rc = images_keep_golden(&u->own_images, entity, gone.ptr);
        if (rc >= 0)
            rc = db_run(u->db, "DELETE FROM %I AS t WHERE %s", entity->name, gone.ptr);
        wn_buf_release(&gone);
        return rc;
    }
    add_which(&back, "undo_back", entity->name, "t.id");
    rc = images_keep_golden(&u->own_images, entity, back.ptr);
    if (rc >= 0)
        rc = find_touched(u, entity);
    if (rc >= 0)
        rc = put_back(u, entity);
    if (rc >= 0)
        rc = db_run(u->db, "DROP TABLE undo_old; DROP TABLE undo_new; DROP TABLE "
                           "undo_touched");
    wn_buf_release(&back);
    return rc;
}

wn_rc undo_reverse_golden(undo *u)
{
    const wn_model *model = &u->catalog.model;
    wn_rc rc = WN_OK;

    for (int goes = 0; goes < 2; goes++)
        for (size_t e = 0; e < model->entity_count && rc >= 0; e++)
            rc = reverse_entity(u, &model->entities[e], goes);
    return rc;
}
