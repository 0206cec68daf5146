/*
 * sqlite_golden.c - what the target knows of its golden records, for matching: what they
 * say, and how they were compared.
 */
#include "sqlite.h"

#include <stdlib.h>
#include <string.h>

/* The query has the id, the fields, and of a source record the system and the key. */
static char *query_of(struct sink *s, const wn_entity *entity)
{
    sqlite3_str *sql = sqlite3_str_new(s->db);

    sqlite3_str_appendall(sql, "SELECT g.id");
    for (size_t f = 0; f < entity->field_count; f++)
        if (sqlite_has_column(s, entity->name, entity->fields[f].name))
            sqlite3_str_appendf(sql, ", CAST(g.\"%.*w\" AS TEXT)",
                                WN_FMT(entity->fields[f].name));
        else
            sqlite3_str_appendall(sql, ", NULL");
    sqlite3_str_appendf(
        sql,
        ", s.system, s.source_key, s.content FROM \"%.*w\" g JOIN winnow_source s ON "
        "s.golden_id=g.id AND s.entity='%.*q' AND s.fate IN "
        "('loaded','review') ORDER BY g.id",
        WN_FMT(entity->name), WN_FMT(entity->name));
    return sqlite3_str_finish(sql);
}

static wn_str text_of(sqlite3_stmt *row, int i)
{
    const char *text = (const char *)sqlite3_column_text(row, i);

    return text ? (wn_str){text, (size_t)sqlite3_column_bytes(row, i)} : WN_STR("");
}

static wn_rc each_golden(void *target, const wn_entity *entity,
                         void (*take)(void *data, const wn_golden *golden), void *data)
{
    struct sink *s = target;
    char *sql = query_of(s, entity);
    sqlite3_stmt *row = NULL;
    int fields = (int)entity->field_count, code = SQLITE_DONE;
    int64_t before = 0;
    wn_str *values = wn_alloc(entity->field_count + 1, sizeof(*values));
    wn_rc rc = WN_OK;

    if (!sql || sqlite3_prepare_v2(s->db, sql, -1, &row, NULL) != SQLITE_OK)
        rc = sqlite_fail(s, "read golden records");
    while (rc >= 0 && (code = sqlite3_step(row)) == SQLITE_ROW) {
        wn_golden golden = {.id = sqlite3_column_int64(row, 0), .values = values};
        if (golden.id == before)
            continue; /* two source records of it are called loaded */
        before = golden.id;
        for (int f = 0; f < fields; f++)
            values[f] = text_of(row, f + 1);
        golden.system = text_of(row, fields + 1);
        golden.key = text_of(row, fields + 2);
        golden.content = (uint64_t)sqlite3_column_int64(row, fields + 3);
        take(data, &golden);
    }
    if (rc >= 0 && code != SQLITE_DONE)
        rc = sqlite_fail(s, "read golden records");
    sqlite3_finalize(row);
    sqlite3_free(sql);
    free(values);
    return rc;
}

wn_rc sqlite_offer_golden(struct sink *s)
{
    wn_xref *xref = s->context->xref;
    const wn_model *model = &s->context->plan->model;
    sqlite3_stmt *row = NULL;

    if (!s->living)
        return WN_OK;
    xref->each_golden = each_golden;
    xref->target = s;
    if (!s->same_rules) /* other rules, other columns: it is trained anew */
        return WN_OK;
    if (sqlite3_prepare_v2(s->db, "SELECT entity, model FROM winnow_model", -1, &row,
                           NULL) != SQLITE_OK)
        return sqlite_fail(s, "read models");
    while (sqlite3_step(row) == SQLITE_ROW) {
        int e = wn_entity_find(model, text_of(row, 0));
        if (e >= 0)
            wn_buf_add(&xref->models[e], text_of(row, 1));
    }
    sqlite3_finalize(row);
    return WN_OK;
}

wn_rc sqlite_keep_models(struct sink *s)
{
    const wn_model *model = &s->context->plan->model;
    sqlite3_stmt *write = NULL;
    wn_rc rc = WN_OK;

    if (sqlite3_prepare_v2(s->db,
                           "INSERT INTO winnow_model VALUES (?1,?2,?3) ON CONFLICT "
                           "(entity) DO UPDATE SET model=?2, run=?3 WHERE model<>?2",
                           -1, &write, NULL) != SQLITE_OK)
        return sqlite_fail(s, "keep models");
    for (size_t e = 0; e < model->entity_count && rc >= 0; e++) {
        if (s->context->xref->models[e].len == 0)
            continue;
        sqlite_text(write, 1, model->entities[e].name);
        sqlite_text(write, 2, wn_buf_str(&s->context->xref->models[e]));
        sqlite3_bind_int64(write, 3, s->run);
        rc = sqlite_step(s, write);
    }
    sqlite3_finalize(write);
    return rc;
}
