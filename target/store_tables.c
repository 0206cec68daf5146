/*
 * store_tables.c - the tables that a run writes: winnow's own; and, in a target that has
 * records already, the new_ tables for what waits to be published.
 */
#include "store.h"

#include "core/memory.h"

#include <stdio.h>

/* Makes the new_ tables, as temporary tables of this connection. */
static wn_rc make_waiting(db *d)
{
    static const char *const tables[] = {"finding", "refused", "pair", "source",
                                         "lineage"};
    wn_rc rc = WN_OK;

    for (size_t i = 0; i < WN_COUNT(tables) && rc >= 0; i++) {
        wn_buf name = {0}, columns = {0};
        wn_buf_format(&name, "winnow_%s", tables[i]);
        const own_table *own = own_find(name.ptr);
        own_add_columns(&columns, own);
        rc = db_run(d, "CREATE TEMP TABLE new_%s AS SELECT %s FROM %s WHERE 1=0",
                    tables[i], columns.ptr, own_all(own));
        wn_buf_release(&name);
        wn_buf_release(&columns);
    }
    return rc < 0
               ? rc
               : db_run(d,
                        "CREATE TEMP TABLE new_hash (id BIGINT, hash BIGINT, said "
                        "BIGINT, says TEXT);"
                        "CREATE INDEX new_hash_id ON new_hash (id);"
                        "CREATE TEMP TABLE new_stay (id BIGINT, field BIGINT);"
                        "CREATE INDEX new_stay_field ON new_stay (field, id);"
                        "CREATE INDEX new_lineage_id ON new_lineage (golden_id, field);"
                        "CREATE TEMP TABLE new_idle (id BIGINT);"
                        "CREATE INDEX new_idle_id ON new_idle (id);"
                        "CREATE TEMP TABLE new_noted (system TEXT, entity TEXT, "
                        "source_key TEXT, nth BIGINT, findings BIGINT)");
}

static wn_rc open_writers(store *s)
{
    static const struct {
        const char *own;
        bool waits; /* rows go to the new_ table; pairs only in a living target */
    } tables[STORE_TABLE_COUNT] = {
        [STORE_SOURCE] = {"winnow_source", false},
        [STORE_LINEAGE] = {"winnow_lineage", false},
        [STORE_REFUSED] = {"winnow_refused", false},
        [STORE_FINDING] = {"winnow_finding", false},
        [STORE_NEW_SOURCE] = {"winnow_source", true},
        [STORE_NEW_LINEAGE] = {"winnow_lineage", true},
        [STORE_NEW_REFUSED] = {"winnow_refused", true},
        [STORE_NEW_FINDING] = {"winnow_finding", true},
        [STORE_PAIR] = {"winnow_pair", true},
    };
    db *d = s->db;
    wn_rc rc = WN_OK;

    for (int i = 0; i < STORE_TABLE_COUNT && rc >= 0; i++)
        rc = own_writer_open(&s->tables[i], d, tables[i].own,
                             tables[i].waits && (s->living || i != STORE_PAIR));
    s->new_noted = d->class->inserter(d, "new_noted",
                                      "system, entity, source_key, nth, findings", 5);
    s->new_stay = d->class->inserter(d, "new_stay", "id, field", 2);
    s->new_hash = d->class->inserter(d, "new_hash", "id, hash, said, says", 4);
    return rc;
}

wn_rc store_make_tables(store *s)
{
    const wn_model *model = &s->context->plan->model;
    bool older = s->db->class->has_table(s->db, WN_STR("winnow_run")) &&
                 !s->db->class->has_table(s->db, WN_STR("winnow_column"));
    wn_rc rc = own_make_all(s->db);

    /* an older target: its tables with names of entities were made by winnow */
    for (size_t e = 0; e < model->entity_count && rc >= 0 && older; e++)
        rc = db_run(s->db, "INSERT INTO winnow_column VALUES (%L, 'id', 'id', '', 0)",
                    model->entities[e].name);
    return rc;
}

wn_rc store_make_waiting(store *s)
{
    wn_rc rc = make_waiting(s->db);

    if (rc >= 0)
        rc = images_wait(&s->images);
    if (rc >= 0)
        rc = open_writers(s);
    return rc < 0 ? rc : s->living ? own_make_indexes(s->db, true) : WN_OK;
}
