/*
 * store_golden.c - gives matching the target's golden records, the trained models with
 * which they were compared, and what the last run matched.
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

/* A line "ENTITY TEXT" for each entity that was matched. */
static void take_matched(store *s, wn_str lines)
{
    while (lines.len > 0) {
        wn_str text = wn_str_cut(&lines, WN_STR("\n")),
               name = wn_str_cut(&text, WN_STR(" "));
        int e = wn_entity_find(&s->context->plan->model, name);
        if (e >= 0)
            wn_buf_add(&s->may->target->matched[e], text);
    }
}

static bool take_last(void *data, const wn_str *cells)
{
    store *s = data;

    if (wn_str_equal(cells[0], WN_STR(WINNOW_VERSION)) && cells[1].ptr)
        take_matched(s, cells[1]);
    return false;
}

typedef struct pair_giver {
    void (*take)(void *data, const wn_known_pair *pair);
    void *data;
} pair_giver;

static bool give_pair(void *data, const wn_str *cells)
{
    const pair_giver *g = data;
    wn_known_pair pair = {.left_system = cells[0],
                          .left_key = cells[1],
                          .right_system = cells[2],
                          .right_key = cells[3],
                          .why = cells[4],
                          .id = cells[5].ptr ? cells[5] : WN_STR(""),
                          .left = db_cell_number(cells[6]),
                          .right = db_cell_number(cells[7]),
                          .ruling = wn_ruling_named(cells[10])};

    pair.probability = strtod(cells[8].ptr, NULL);
    pair.weight = strtod(cells[9].ptr, NULL);
    g->take(g->data, &pair);
    return true;
}

static wn_rc each_pair(void *target, const wn_entity *entity,
                       void (*take)(void *data, const wn_known_pair *pair), void *data)
{
    store *s = target;
    pair_giver g = {take, data};

    return db_each(s->db, give_pair, &g,
                   "SELECT left_system, left_key, right_system, right_key, why, pair, "
                   "left_golden, right_golden, probability, weight, "
                   "coalesce(decision,'') FROM winnow_pair WHERE entity=%L AND "
                   "(band='review' OR decision IS NOT NULL) AND left_key<>''",
                   entity->name);
}

wn_rc store_offer_golden(store *s)
{
    wn_target_known *target = s->may->target;

    if (!s->living)
        return WN_OK;
    target->each_golden = each_golden;
    target->each_pair = each_pair;
    target->target = s;
    if (!s->same_rules) /* other rules may compare other columns: train anew */
        return WN_OK;
    wn_rc rc = db_each(s->db, take_last, s,
                       "SELECT version, matched FROM winnow_run WHERE number<%d AND "
                       "coalesce(kind,'run')='run' AND undone_by IS NULL ORDER BY number "
                       "DESC LIMIT 1",
                       (long long)s->run);
    return rc < 0
               ? rc
               : db_each(s->db, take_model, s, "SELECT entity, model FROM winnow_model");
}

static wn_rc keep_matched(store *s)
{
    const wn_model *model = &s->context->plan->model;
    wn_buf lines = {0};

    for (size_t e = 0; e < model->entity_count; e++) {
        const wn_buf *text = &s->context->known->xref->matched[e];
        if (text->len > 0)
            wn_buf_format(&lines, "%.*s %.*s\n", WN_FMT(model->entities[e].name),
                          (int)text->len, text->ptr);
    }
    wn_rc rc = db_run(s->db, "UPDATE winnow_run SET matched=%L WHERE number=%d",
                      wn_buf_str(&lines), (long long)s->run);
    wn_buf_release(&lines);
    return rc;
}

wn_rc store_keep_models(store *s)
{
    const wn_model *model = &s->context->plan->model;
    wn_rc rc = keep_matched(s);

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
