/*
 * store_settle.c - findings, refused records and pairs of a living target: what is found
 * again stays as it is, what is no longer found goes, and what is new comes.
 *
 * Rows are compared by one text that is made of the columns which tell them apart. Only
 * rows about records that this run looked at are read: of 360,000 findings a month in
 * which a tenth changed compares 40,000 (measured: 11 s of CPU before, 1.5 s now).
 */
#include "store.h"

#include "checks/check.h"
#include "core/memory.h"

#include <stdio.h>

typedef struct settled {
    const char *table, *key; /* key: columns that tell rows apart, NULL being "" or 0 */
    const char *about;       /* a condition on `t`: rows that may have the key of one that
                                waits */
    const char *scope;       /* a condition on `t`: only such rows may be deleted */
} settled;

/* Appends the key of the row `of`, as one text. */
static void add_key(const store *s, wn_buf *sql, const settled *t, const char *of)
{
    bool is_server = s->db->class->dialect->is_server;
    wn_str keys = wn_str_of(t->key);
    const char *between = "";
    wn_buf own = {0};

    wn_buf_format(&own, "winnow_%s", t->table);
    for (wn_str key; (key = wn_str_cut(&keys, WN_STR(" "))).len > 0; between = "||") {
        wn_str rest = wn_str_of(own_find(own.ptr)->columns);
        own_column column;
        while (own_next_column(&rest, &column) && !wn_str_equal(column.name, key))
            ;
        db_sql(sql, "%s%s(coalesce(%s.%I,%s))", between,
               is_server ? "quote_literal" : "quote", of, key,
               column.type[0] == 'T' ? "''" : "0");
    }
    wn_buf_release(&own);
}

/* Finds what goes and what comes: new_go and new_come have the rows' places in their
 * tables. */
static wn_rc compare(store *s, const settled *t, const own_table *own)
{
    const char *row = s->db->class->dialect->row;
    wn_buf sql = {0};

    db_sql(&sql,
           "CREATE TEMP TABLE new_had AS SELECT t.%s AS row, CASE WHEN %s THEN 1 ELSE 0 "
           "END AS ours, ",
           own->all ? "row_id" : row, t->scope);
    add_key(s, &sql, t, "t");
    db_sql(&sql,
           " AS key FROM %s t WHERE %s;"
           "CREATE TEMP TABLE new_has AS SELECT n.%s AS row, ",
           own_all(own), t->about, row);
    add_key(s, &sql, t, "n");
    db_sql(&sql,
           " AS key FROM new_%s n;"
           "CREATE INDEX new_had_key ON new_had (key);"
           "CREATE INDEX new_has_key ON new_has (key);"
           "CREATE TEMP TABLE new_go AS SELECT o.row FROM new_had o WHERE o.ours=1 AND "
           "NOT EXISTS (SELECT 1 FROM new_has n WHERE n.key=o.key);"
           "CREATE TEMP TABLE new_come AS SELECT n.row FROM new_has n WHERE NOT EXISTS "
           "(SELECT 1 FROM new_had o WHERE o.key=n.key)",
           t->table);
    return db_run_built(s->db, &sql);
}

static wn_rc settle(store *s, const settled *t)
{
    const char *row = s->db->class->dialect->row;
    wn_buf go = {0}, come = {0}, name = {0}, waiting = {0};

    wn_buf_format(&name, "winnow_%s", t->table);
    wn_buf_format(&waiting, "new_%s", t->table);
    const own_table *own = own_find(name.ptr);
    db_sql(&go, "t.%s IN (SELECT row FROM new_go)", own->all ? "row_id" : row);
    db_sql(&come, "t.%s IN (SELECT row FROM new_come)", row);
    wn_rc rc = compare(s, t, own);
    if (rc >= 0)
        rc = images_keep(&s->images, own->name, go.ptr);
    if (rc >= 0)
        rc = own_delete(s->db, own->name, go.ptr);
    if (rc >= 0)
        rc = own_copy(s->db, own->name, waiting.ptr, come.ptr);
    if (rc >= 0)
        rc = db_run(s->db, "DROP TABLE new_had; DROP TABLE new_has; DROP TABLE new_go; "
                           "DROP TABLE new_come");
    wn_buf_release(&name);
    wn_buf_release(&waiting);
    wn_buf_release(&go);
    wn_buf_release(&come);
    return rc;
}

#define NOTED                                                                \
    "EXISTS (SELECT 1 FROM new_noted n WHERE n.source_key=t.source_key AND " \
    "n.system=t.system AND n.entity=t.entity AND (n.nth=t.nth OR t.nth=0))"

#define ABOUT(waiting)                                                     \
    "t.source_key IN (SELECT source_key FROM new_noted UNION ALL SELECT " \
    "source_key FROM " waiting ")"

#define OTHERWISE                                                                        \
    "EXISTS (SELECT 1 FROM new_noted n WHERE n.source_key=t.source_key AND "             \
    "n.system=t.system AND n.entity=t.entity AND n.nth=t.nth AND coalesce(n.findings,0)" \
    "<>coalesce(t.findings,0))"

/* Records that are in no export any more have no findings. */
static wn_rc note_missing(store *s)
{
    if (s->missing == 0)
        return WN_OK;
    s->noted += s->missing;
    return db_run(s->db, "INSERT INTO new_noted SELECT system, entity, source_key, nth, "
                         "NULL FROM new_gone");
}

/* Updates the sum of findings of unchanged source records whose findings changed. */
static wn_rc settle_notes(store *s)
{
    wn_rc rc =
        db_run(s->db, "CREATE INDEX new_noted_key ON new_noted (source_key, system, "
                      "entity, nth)");

    if (rc >= 0)
        rc = images_keep(&s->images, "winnow_source", OTHERWISE);
    return rc < 0 ? rc
                  : db_run(s->db,
                           "UPDATE winnow_source_all AS t SET findings=n.findings FROM "
                           "new_noted n WHERE n.source_key=t.source_key AND "
                           "n.system=t.system AND n.entity=t.entity AND n.nth=t.nth AND "
                           "coalesce(n.findings,0)<>coalesce(t.findings,0)");
}

/* Lists the exports that were read as a whole, and whose records were compared: only of
 * these it is known which pairs are no longer found. */
static wn_rc note_read(store *s)
{
    const wn_plan *plan = s->context->plan;
    wn_rc rc = db_run(s->db, "CREATE TEMP TABLE new_read (system TEXT, entity TEXT)");

    for (size_t f = 0; f < plan->file_count && rc >= 0; f++)
        if (!wn_is_part(s->context, plan->files[f].source, plan->files[f].entity) &&
            !s->context->known->xref->again[plan->files[f].entity->number])
            rc = db_run(s->db, "INSERT INTO new_read VALUES (%L, %L)",
                        plan->files[f].source->system, plan->files[f].entity->name);
    return rc;
}

/* Deletes the decisions that are taken back. Those about records that are not there stay,
 * as their groups do. */
static wn_rc take_back(store *s)
{
    const wn_decisions *all = s->context->known->decisions;
    const bool *taken = s->context->outcome->match.taken;
    wn_rc rc = WN_OK;

    for (size_t i = 0; taken && i < all->count && rc >= 0; i++) {
        char id[WN_PAIR_ID + 1], which[128];
        if (!taken[i])
            continue;
        wn_pair_id(all->items[i].left, all->items[i].right, id);
        snprintf(which, sizeof(which), "t.pair='%s' AND t.decision IS NOT NULL", id);
        rc = images_keep(&s->images, "winnow_pair", which);
        if (rc >= 0)
            rc = own_delete(s->db, "winnow_pair", which);
    }
    return rc;
}

/* In a living target: deletes rows of what is no longer found, inserts new ones, and
 * leaves those found again as they are. */
wn_rc store_settle(store *s)
{
    static const settled tables[] = {
        {"finding", "rule entity system source_key field value golden_id",
         ABOUT("new_finding"), NOTED},
        {"refused", "rule entity system source_key field value file",
         ABOUT("new_refused"), NOTED},
        {"pair",
         "entity left_system left_key right_system right_key left_golden right_golden "
         "pair band decision",
         "1=1",
         "(t.decision IS NULL OR t.pair IN (SELECT pair FROM new_pair)) AND "
         "t.left_system IN (SELECT f.system FROM new_read f WHERE f.entity=t.entity)"},
    };
    wn_rc rc = take_back(s);

    if (rc >= 0)
        rc = note_read(s);
    if (rc >= 0)
        rc = note_missing(s);
    if (rc >= 0 && s->noted > 0)
        rc = settle_notes(s);
    for (size_t i = s->noted ? 0 : 2; i < WN_COUNT(tables) && rc >= 0; i++)
        rc = settle(s, &tables[i]);
    return rc;
}
