/*
 * store_golden.c - gives matching the target's golden records, and the trained models
 * with which they were compared.
 */
#include "store.h"

#include "core/memory.h"

#include <stdlib.h>

/* Appends a query for the id and the fields of golden records, and for system, key and
 * content of a source record of each. */
static void add_query(store *s, const wn_entity *entity, wn_buf *sql)
{
    db *d = s->db;

    db_sql(sql, "SELECT g.id");
    for (size_t f = 0; f < entity->field_count; f++) {
        db_sql(sql, ", ");
        if (d->class->has_column(d, entity->name, entity->fields[f].name))
            d->class->dialect->text(sql, "g", &entity->fields[f]);
        else
            db_sql(sql, "NULL");
    }
    db_sql(sql,
           ", s.system, s.source_key, s.content FROM %I g JOIN winnow_source s ON "
           "s.golden_id=g.id AND s.entity=%L AND s.fate IN ('loaded','review') ORDER BY "
           "g.id",
           entity->name, entity->name);
}

typedef struct giver {
    const wn_entity *entity;
    wn_str *values;
    int64_t before;
    void (*take)(void *data, const wn_golden *golden);
    void *data;
} giver;

static bool give(void *data, const wn_str *cells)
{
    giver *g = data;
    size_t fields = g->entity->field_count;
    wn_golden golden = {.values = g->values};

    wn_str_number(cells[0], &golden.id);
    if (golden.id == g->before)
        return true; /* seen: two of its source records are marked as loaded */
    g->before = golden.id;
    for (size_t f = 0; f < fields; f++)
        g->values[f] = cells[f + 1].ptr ? cells[f + 1] : WN_STR("");
    golden.system = cells[fields + 1];
    golden.key = cells[fields + 2];
    golden.content = (uint64_t)db_cell_number(cells[fields + 3]);
    g->take(g->data, &golden);
    return true;
}

static wn_rc each_golden(void *target, const wn_entity *entity,
                         void (*take)(void *data, const wn_golden *golden), void *data)
{
    store *s = target;
    giver g = {.entity = entity, .take = take, .data = data};
    wn_buf sql = {0};

    g.values = wn_alloc(entity->field_count + 1, sizeof(*g.values));
    add_query(s, entity, &sql);
    wn_rc rc = s->db->class->query(s->db, sql.ptr, give, &g);
    wn_buf_release(&sql);
    free(g.values);
    return rc;
}

static bool take_model(void *data, const wn_str *cells)
{
    store *s = data;
    int e = wn_entity_find(&s->context->plan->model, cells[0]);

    if (e >= 0)
        wn_buf_add(&s->may->target->models[e], cells[1]);
    return true;
}

wn_rc store_offer_golden(store *s)
{
    wn_target_known *target = s->may->target;

    if (!s->living)
        return WN_OK;
    target->each_golden = each_golden;
    target->target = s;
    if (!s->same_rules) /* other rules may compare other columns: train anew */
        return WN_OK;
    return db_each(s->db, take_model, s, "SELECT entity, model FROM winnow_model");
}

wn_rc store_keep_models(store *s)
{
    const wn_model *model = &s->context->plan->model;
    wn_rc rc = WN_OK;

    for (size_t e = 0; e < model->entity_count && rc >= 0; e++) {
        wn_str learned = wn_buf_str(&s->context->known->xref->models[e]);
        wn_buf which = {0};
        if (learned.len == 0)
            continue;
        db_sql(&which, "t.entity=%L AND t.model<>%L", model->entities[e].name, learned);
        rc = images_keep(&s->images, "winnow_model", which.ptr);
        if (rc >= 0)
            rc = db_run(s->db,
                        "DELETE FROM winnow_model AS t WHERE %s;"
                        "INSERT INTO winnow_model SELECT %L, %L, %d WHERE NOT EXISTS "
                        "(SELECT 1 FROM winnow_model WHERE entity=%L)",
                        which.ptr, model->entities[e].name, learned, (long long)s->run,
                        model->entities[e].name);
        wn_buf_release(&which);
    }
    return rc;
}
