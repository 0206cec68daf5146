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

    for (size_t i = 0; i < WN_COUNT(tables) && rc >= 0; i++)
        rc = db_run(d, "CREATE TEMP TABLE new_%s AS SELECT * FROM winnow_%s WHERE 1=0",
                    tables[i], tables[i]);
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

static void open_inserters(store *s)
{
    static const struct {
        const char *table;
        bool waits; /* rows go to the new_ table; pairs only in a living target */
    } tables[STORE_TABLE_COUNT] = {
        [STORE_SOURCE] = {"source", false},      [STORE_LINEAGE] = {"lineage", false},
        [STORE_REFUSED] = {"refused", false},    [STORE_FINDING] = {"finding", false},
        [STORE_NEW_SOURCE] = {"source", true},   [STORE_NEW_LINEAGE] = {"lineage", true},
        [STORE_NEW_REFUSED] = {"refused", true}, [STORE_NEW_FINDING] = {"finding", true},
        [STORE_PAIR] = {"pair", true},
    };
    db *d = s->db;

    for (int i = 0; i < STORE_NEW_NOTED; i++) {
        char own[32], name[32];
        bool waits = tables[i].waits && (s->living || i != STORE_PAIR);
        snprintf(own, sizeof(own), "winnow_%s", tables[i].table);
        snprintf(name, sizeof(name), "%s_%s", waits ? "new" : "winnow", tables[i].table);
        s->tables[i] = own_inserter(d, name, own);
    }
    s->tables[STORE_NEW_NOTED] = d->class->inserter(
        d, "new_noted", "system, entity, source_key, nth, findings", 5);
    s->tables[STORE_NEW_STAY] = d->class->inserter(d, "new_stay", "id, field", 2);
    s->tables[STORE_NEW_HASH] =
        d->class->inserter(d, "new_hash", "id, hash, said, says", 4);
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
        open_inserters(s);
    return rc < 0 ? rc : s->living ? own_make_indexes(s->db, true) : WN_OK;
}
