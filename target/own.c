/* own.c - winnow's own tables: their columns; makes the tables and updates older ones. */
#include "own.h"

#include "core/memory.h"

#include <string.h>

const own_table own_tables[] = {
    {"winnow_run",
     "number:N! id:T! version:T started_at:T as_of:T rules:T read:N loaded:N unchanged:N "
     "review:N refused:N absorbed:N skipped:N missing:N kind:T undo_of:N undone_by:N "
     "mappings:T first_ids:T",
     "number", false},
    {"winnow_file",
     "run:N! system:T entity:T file:T sha256:T bytes:N format:T encoding:T columns:T "
     "path:T fields:T",
     NULL, false},
    {"winnow_source",
     "system:T! entity:T! source_key:T! nth:N! golden_id:N fate:T! file:T! line:N! "
     "sha256:T! raw:T! run:N! content:N golden_hash:N missing_since:T findings:N "
     "said:N says:T updated:T",
     "source_key, system, entity, nth", true},
    {"winnow_lineage",
     "entity:T! golden_id:N! field:T! system:T! source_key:T! nth:N! column:T rule:T! "
     "run:N!",
     "golden_id, entity, field", true},
    {"winnow_refused",
     "entity:T! system:T! source_key:T! file:T! line:N! rule:T! field:T column:T value:T "
     "run:N! nth:N!",
     NULL, false},
    {"winnow_pair",
     "entity:T! left_system:T! left_key:T! right_system:T! right_key:T! left_golden:N "
     "right_golden:N probability:R! weight:R! why:T! decision:T run:N! pair:T band:T",
     NULL, false},
    {"winnow_model", "entity:T! model:T! run:N!", "entity", false},
    {"winnow_history", "run:N! entity:T! golden_id:N! before:T table_name:T! step:N!",
     NULL, false},
    {"winnow_finding",
     "rule:T! severity:T! entity:T! system:T! source_key:T! golden_id:N file:T! line:N! "
     "field:T column:T value:T run:N! suggestion:T nth:N!",
     NULL, false},
    {"winnow_health",
     "period:T! rule:T! entity:T! department:T! applicable:N! failed:N! run:N! basis:T! "
     "meaning:N!",
     "period, rule, entity, department, basis", false},
    {"winnow_period",
     "period:T! basis:T! as_of:T! score:R records:N! clean:N! rules:T! run:N!",
     "period, basis", false},
    {"winnow_profile", "period:T! basis:T! kind:T! place:T! name:T! count:N! run:N!",
     "period, basis, kind, place, name", false},
    {"winnow_episode",
     "rule:T! entity:T! system:T! source_key:T! finding:N! from_period:T! to_period:T "
     "basis:T! run:N!",
     NULL, false},
    {"winnow_waiver",
     "finding:N! rule:T! entity:T! system:T! source_key:T! who:T! why:T! until:T! "
     "period:T! run:N!",
     "finding", false},
    {"winnow_touch", "record:N! basis:T! period:T! content:N! since:T! updated:T! run:N!",
     "record, basis, period", false},
    {"winnow_list", "entity:T! golden_id:N! list:T! rule:T! period:T! run:N!",
     "entity, golden_id, list", false},
    {"winnow_column", "entity:T! field:T! type:T! source:T run:N!", "entity, field",
     false},
    {"winnow_schema", "version:N! run:N!", NULL, false},
    {NULL, NULL, NULL, false},
};

#define TABLES (WN_COUNT(own_tables) - 1)

wn_str own_next_column(wn_str *rest, const char **type, bool *full)
{
    wn_str word = wn_str_cut(rest, WN_STR(" ")), name = wn_str_cut(&word, WN_STR(":"));

    *type = word.ptr[0] == 'N'   ? "BIGINT"
            : word.ptr[0] == 'R' ? "DOUBLE PRECISION"
                                 : "TEXT";
    *full = word.len > 1;
    return name;
}

const own_table *own_find(const char *name)
{
    const own_table *own = own_tables;

    while (strcmp(own->name, name) != 0)
        own++;
    return own;
}

void own_add_columns(wn_buf *sql, const own_table *own)
{
    wn_str rest = wn_str_of(own->columns);
    const char *type;
    bool full;

    for (bool first = true; rest.len > 0; first = false) {
        wn_str name = own_next_column(&rest, &type, &full);
        db_sql(sql, "%s%I", first ? "" : ", ", name);
    }
}

size_t own_column_count(const own_table *own)
{
    size_t count = 1;

    for (const char *p = own->columns; *p; p++)
        count += *p == ' ';
    return count;
}

db_inserter *own_inserter(db *d, const char *table, const char *own)
{
    const own_table *like = own_find(own);
    wn_buf columns = {0};

    own_add_columns(&columns, like);
    db_inserter *into = d->class->inserter(d, table, columns.ptr, own_column_count(like));
    wn_buf_release(&columns);
    return into;
}

bool own_has(const own_table *own, const char *column)
{
    wn_str rest = wn_str_of(own->columns);
    const char *type;
    bool full, found = false;

    while (rest.len > 0)
        found = wn_str_equal(own_next_column(&rest, &type, &full), wn_str_of(column)) ||
                found;
    return found;
}

static wn_rc make(db *d, const own_table *own)
{
    wn_str rest = wn_str_of(own->columns), table = wn_str_of(own->name);
    bool there = d->class->has_table(d, table);
    wn_buf sql = {0};

    if (!there)
        db_sql(&sql, "CREATE TABLE %I (", table);
    for (bool first = true; rest.len > 0; first = false) {
        const char *type;
        bool full;
        wn_str name = own_next_column(&rest, &type, &full);
        if (!there)
            db_sql(&sql, "%s%I %s%s", first ? "" : ", ", name, type,
                   full ? " NOT NULL" : "");
        else if (!d->class->has_column(d, table, name))
            db_sql(&sql, "ALTER TABLE %I ADD COLUMN %I %s%s;", table, name, type,
                   !full            ? ""
                   : type[0] == 'T' ? " NOT NULL DEFAULT ''"
                                    : " NOT NULL DEFAULT 0");
    }
    if (!there && own->key && !own->late)
        db_sql(&sql, ", PRIMARY KEY (%s)", own->key);
    if (!there)
        db_sql(&sql, ")");
    return db_run_built(d, &sql);
}

wn_rc own_make_all(db *d)
{
    wn_rc rc = d->class->make_own(d, true);

    for (size_t i = 0; i < TABLES && rc >= 0; i++)
        rc = make(d, &own_tables[i]);
    if (rc >= 0)
        rc = db_run(d,
                    "INSERT INTO winnow_schema (version, run) SELECT %d, 0 WHERE NOT "
                    "EXISTS (SELECT 1 FROM winnow_schema)",
                    (long long)DB_VERSION);
    return rc < 0 ? rc : d->class->make_own(d, false);
}

wn_rc own_make_indexes(db *d, bool living)
{
    wn_rc rc = d->class->make_own(d, true);

    for (size_t i = 0; i < TABLES && rc >= 0; i++)
        if (own_tables[i].late)
            rc = db_run(d, "CREATE UNIQUE INDEX IF NOT EXISTS %s_key ON %s (%s)",
                        own_tables[i].name, own_tables[i].name, own_tables[i].key);
    if (rc >= 0 && living)
        rc = db_run(d, "CREATE INDEX IF NOT EXISTS winnow_source_golden ON winnow_source"
                       " (golden_id, entity)");
    return rc < 0 ? rc : d->class->make_own(d, false);
}
