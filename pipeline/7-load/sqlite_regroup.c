/*
 * sqlite_regroup.c - golden records that somebody's decision put together or took apart.
 *
 * Before the groups of such an entity are written, source records go to the golden record
 * that is theirs now. One that nobody is of any more goes, and what linked to it links to
 * where its records went. History keeps what was.
 */
#include "sqlite.h"

/* Source records of the golden record go where the cross-reference says. *heir: the last
 * place one went to; 0: none went. */
static wn_rc move_sources(struct sink *s, const wn_entity *entity, int64_t golden,
                          int64_t *heir)
{
    sqlite3_stmt *find = NULL, *move = NULL;
    wn_rc rc = WN_OK;

    *heir = 0;
    if (sqlite3_prepare_v2(s->db,
                           "SELECT rowid, system, source_key FROM winnow_source WHERE "
                           "golden_id=?1 AND entity=?2",
                           -1, &find, NULL) != SQLITE_OK ||
        sqlite3_prepare_v2(s->db, "UPDATE winnow_source SET golden_id=?1 WHERE rowid=?2",
                           -1, &move, NULL) != SQLITE_OK)
        rc = sqlite_fail(s, "regroup");
    if (rc >= 0) {
        sqlite3_bind_int64(find, 1, golden);
        sqlite_text(find, 2, entity->name);
    }
    while (rc >= 0 && sqlite3_step(find) == SQLITE_ROW) {
        wn_str part[2];
        for (int i = 0; i < 2; i++)
            part[i] = (wn_str){(const char *)sqlite3_column_text(find, i + 1),
                               (size_t)sqlite3_column_bytes(find, i + 1)};
        int64_t now = (int64_t)wn_xref_find(
            s->context->xref, wn_xref_print(part[0], entity->name, part[1]));
        if (now == 0 || now == golden)
            continue;
        *heir = now;
        sqlite3_bind_int64(move, 1, now);
        sqlite3_bind_int64(move, 2, sqlite3_column_int64(find, 0));
        rc = sqlite_step(s, move);
    }
    sqlite3_finalize(find);
    sqlite3_finalize(move);
    return rc;
}

/* History of the entity's rows with this value in the field (or as their id). */
static wn_rc keep_history(struct sink *s, const wn_entity *entity, wn_str field,
                          int64_t value)
{
    sqlite3_str *sql = sqlite3_str_new(s->db);

    sqlite3_str_appendf(
        sql, "INSERT INTO winnow_history SELECT %lld, '%.*q', id, json_object(",
        (long long)s->run, WN_FMT(entity->name));
    for (size_t f = 0; f < entity->field_count; f++)
        sqlite3_str_appendf(sql, "%s'%.*q', CAST(\"%.*w\" AS TEXT)", f ? "," : "",
                            WN_FMT(entity->fields[f].name),
                            WN_FMT(entity->fields[f].name));
    sqlite3_str_appendf(sql, ") FROM \"%.*w\" WHERE \"%.*w\"=%lld", WN_FMT(entity->name),
                        WN_FMT(field), (long long)value);
    return sqlite_run_built(s, sql);
}

static wn_rc relink(struct sink *s, const wn_entity *child, const wn_field *field,
                    int64_t from, int64_t to)
{
    sqlite3_str *sql = sqlite3_str_new(s->db);

    sqlite3_str_appendf(sql, "UPDATE \"%.*w\" SET \"%.*w\"=%lld WHERE \"%.*w\"=%lld",
                        WN_FMT(child->name), WN_FMT(field->name), (long long)to,
                        WN_FMT(field->name), (long long)from);
    wn_rc rc = keep_history(s, child, field->name, from);
    if (rc < 0) {
        sqlite3_free(sqlite3_str_finish(sql));
        return rc;
    }
    return sqlite_run_built(s, sql);
}

static wn_rc relink_children(struct sink *s, const wn_entity *entity, int64_t from,
                             int64_t to)
{
    const wn_model *model = &s->context->plan->model;
    wn_rc rc = WN_OK;

    for (size_t e = 0; e < model->entity_count; e++)
        for (size_t f = 0; f < model->entities[e].field_count && rc >= 0; f++) {
            const wn_field *field = &model->entities[e].fields[f];
            if (field->target == entity->number &&
                sqlite_has_column(s, model->entities[e].name, field->name))
                rc = relink(s, &model->entities[e], field, from, to);
        }
    return rc;
}

/* Nobody is of it any more. */
static wn_rc retire(struct sink *s, const wn_entity *entity, int64_t golden, int64_t heir)
{
    wn_rc rc = keep_history(s, entity, WN_STR("id"), golden);

    if (rc >= 0)
        rc = relink_children(s, entity, golden, heir);
    sqlite3_str *sql = sqlite3_str_new(s->db);
    sqlite3_str_appendf(
        sql,
        "DELETE FROM \"%.*w\" WHERE id=%lld;"
        "DELETE FROM winnow_lineage WHERE entity='%.*q' AND golden_id=%lld",
        WN_FMT(entity->name), (long long)golden, WN_FMT(entity->name), (long long)golden);
    if (rc >= 0)
        return sqlite_run_built(s, sql);
    sqlite3_free(sqlite3_str_finish(sql));
    return rc;
}

wn_rc sqlite_regroup(struct sink *s)
{
    const wn_xref *xref = s->context->xref;
    wn_rc rc = WN_OK;

    for (; s->regrouped < xref->regrouped_count && rc >= 0; s->regrouped++) {
        const wn_regrouped *r = &xref->regrouped[s->regrouped];
        const wn_entity *entity = &s->context->plan->model.entities[r->entity];
        int64_t heir = 0, left = 0;
        rc = move_sources(s, entity, r->golden, &heir);
        char *sql = sqlite3_mprintf("SELECT count(*) FROM winnow_source WHERE "
                                    "golden_id=%lld AND entity='%.*q'",
                                    (long long)r->golden, WN_FMT(entity->name));
        if (rc >= 0)
            rc = sqlite_number(s, sql, &left);
        sqlite3_free(sql);
        if (rc >= 0 && left == 0 && heir != 0)
            rc = retire(s, entity, r->golden, heir);
    }
    return rc;
}
