/*
 * sqlite_tables.c - the tables of the target.
 *
 * One table per entity: `id`, the golden id, then the model's fields with
 * their types. An existing table is extended by new fields, never changed
 * otherwise. Winnow's own tables begin with winnow_; docs/manual.md draws them.
 */
#include "sqlite.h"

#include <string.h>

static const char own_tables[] =
    "CREATE TABLE IF NOT EXISTS winnow_run ("
    " number INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, version TEXT, started_at TEXT,"
    " as_of TEXT, rules TEXT, read INTEGER, loaded INTEGER, unchanged INTEGER,"
    " review INTEGER, refused INTEGER, absorbed INTEGER, skipped INTEGER);"
    "CREATE TABLE IF NOT EXISTS winnow_file ("
    " run INTEGER NOT NULL REFERENCES winnow_run(number), system TEXT, entity TEXT,"
    " file TEXT, sha256 TEXT, bytes INTEGER, format TEXT, encoding TEXT, columns TEXT);"
    "CREATE TABLE IF NOT EXISTS winnow_source ("
    " system TEXT NOT NULL, entity TEXT NOT NULL, source_key TEXT NOT NULL,"
    " nth INTEGER NOT NULL, golden_id INTEGER, fate TEXT NOT NULL, file TEXT NOT NULL,"
    " line INTEGER NOT NULL, sha256 BLOB NOT NULL, raw TEXT NOT NULL,"
    " run INTEGER NOT NULL REFERENCES winnow_run(number), content INTEGER);"
    "CREATE TABLE IF NOT EXISTS winnow_lineage ("
    " entity TEXT NOT NULL, golden_id INTEGER NOT NULL, field TEXT NOT NULL,"
    " system TEXT NOT NULL, source_key TEXT NOT NULL, nth INTEGER NOT NULL,"
    " column TEXT, rule TEXT NOT NULL, PRIMARY KEY (entity, golden_id, field)) WITHOUT "
    "ROWID;"
    "CREATE TABLE IF NOT EXISTS winnow_refused ("
    " entity TEXT NOT NULL, system TEXT NOT NULL, source_key TEXT NOT NULL, file TEXT "
    "NOT NULL,"
    " line INTEGER NOT NULL, rule TEXT NOT NULL, field TEXT, column TEXT, value TEXT,"
    " run INTEGER NOT NULL);"
    "CREATE TABLE IF NOT EXISTS winnow_pair ("
    " entity TEXT NOT NULL, left_system TEXT NOT NULL, left_key TEXT NOT NULL,"
    " right_system TEXT NOT NULL, right_key TEXT NOT NULL, left_golden INTEGER,"
    " right_golden INTEGER, probability REAL NOT NULL, weight REAL NOT NULL, why TEXT "
    "NOT NULL,"
    " decision TEXT, run INTEGER NOT NULL, pair TEXT, band TEXT);"
    "CREATE TABLE IF NOT EXISTS winnow_model ("
    " entity TEXT PRIMARY KEY, model TEXT NOT NULL, run INTEGER NOT NULL);"
    "CREATE TABLE IF NOT EXISTS winnow_history ("
    " run INTEGER NOT NULL, entity TEXT NOT NULL, golden_id INTEGER NOT NULL,"
    " before TEXT);"
    "CREATE TABLE IF NOT EXISTS winnow_finding ("
    " rule TEXT NOT NULL, severity TEXT NOT NULL, entity TEXT NOT NULL, system TEXT NOT "
    "NULL,"
    " source_key TEXT NOT NULL, golden_id INTEGER, file TEXT NOT NULL, line INTEGER NOT "
    "NULL,"
    " field TEXT, column TEXT, value TEXT, run INTEGER NOT NULL, suggestion TEXT);"
    "CREATE TABLE IF NOT EXISTS winnow_health ("
    " period TEXT NOT NULL, rule TEXT NOT NULL, entity TEXT NOT NULL, department TEXT "
    "NOT NULL,"
    " applicable INTEGER NOT NULL, failed INTEGER NOT NULL,"
    " PRIMARY KEY (period, rule, entity, department)) WITHOUT ROWID;";

static const char own_indexes[] =
    "CREATE UNIQUE INDEX IF NOT EXISTS winnow_source_key ON winnow_source"
    " (source_key, system, entity, nth);";

/* In the living target, findings, refusals and pairs of this run are gathered
 * beside those that are there, and settled at the end. */
static const char temp_tables[] =
    "CREATE TEMP TABLE new_finding AS SELECT * FROM winnow_finding WHERE 0;"
    "CREATE TEMP TABLE new_refused AS SELECT * FROM winnow_refused WHERE 0;"
    "CREATE TEMP TABLE new_pair AS SELECT * FROM winnow_pair WHERE 0;";

bool sqlite_has_column(struct sink *s, wn_str table, wn_str name)
{
    sqlite3_stmt *statement = NULL;
    bool found = false;
    char *sql =
        sqlite3_mprintf("SELECT 1 FROM pragma_table_info('%.*q') WHERE name='%.*q'",
                        WN_FMT(table), WN_FMT(name));

    if (sqlite3_prepare_v2(s->db, sql, -1, &statement, NULL) == SQLITE_OK)
        found = sqlite3_step(statement) == SQLITE_ROW;
    sqlite3_finalize(statement);
    sqlite3_free(sql);
    return found;
}

wn_rc sqlite_create_own(struct sink *s)
{
    wn_rc rc = sqlite_run(s, own_tables);

    if (rc >= 0 && !sqlite_has_column(s, WN_STR("winnow_finding"), WN_STR("suggestion")))
        rc = sqlite_run(s, "ALTER TABLE winnow_finding ADD COLUMN suggestion TEXT");
    if (rc >= 0 && !sqlite_has_column(s, WN_STR("winnow_source"), WN_STR("content")))
        rc = sqlite_run(s, "ALTER TABLE winnow_source ADD COLUMN content INTEGER");
    if (rc >= 0 && !sqlite_has_column(s, WN_STR("winnow_pair"), WN_STR("pair")))
        rc = sqlite_run(s, "ALTER TABLE winnow_pair ADD COLUMN pair TEXT;"
                           "ALTER TABLE winnow_pair ADD COLUMN band TEXT");
    return rc < 0 ? rc : sqlite_run(s, temp_tables);
}

wn_rc sqlite_create_indexes(struct sink *s)
{
    return sqlite_run(s, own_indexes);
}

wn_rc sqlite_prepare_own(struct sink *s)
{
    static const char *const sql[STATEMENT_COUNT] = {
        [STATEMENT_SOURCE_INSERT] =
            "INSERT INTO winnow_source VALUES (?,?,?,?,?,?,?,?,?,?,?,?)",
        [STATEMENT_SOURCE_FIND] = "SELECT golden_id, fate, sha256, rowid FROM "
                                  "winnow_source WHERE source_key=?3 AND "
                                  "system=?1 AND entity=?2 AND nth=?4",
        [STATEMENT_SOURCE_UPDATE] =
            "UPDATE winnow_source SET golden_id=?5, fate=?6, file=?7, line=?8, "
            "sha256=?9, "
            "raw=?10, run=?11, content=?12 WHERE source_key=?3 AND system=?1 AND entity=?2 AND nth=?4",
        [STATEMENT_SOURCE_MEMBERS] =
            "SELECT count(*) FROM winnow_source WHERE golden_id=?1 AND entity=?2",
        [STATEMENT_SOURCE_BASE] = "SELECT system, source_key, nth FROM winnow_source "
                                  "WHERE golden_id=?1 AND entity=?2 "
                                  "AND fate IN ('loaded','review')",
        [STATEMENT_LINEAGE_FIND] =
            "SELECT system, source_key, nth FROM winnow_lineage WHERE "
            "golden_id=?1 AND entity=?2 AND field=?3",
        [STATEMENT_LINEAGE_INSERT] = "INSERT OR REPLACE INTO winnow_lineage VALUES "
                                     "(?,?,?,?,?,?,?,?)",
        [STATEMENT_LINEAGE_DELETE] =
            "DELETE FROM winnow_lineage WHERE entity=?1 AND golden_id=?2",
        [STATEMENT_REFUSED_INSERT] =
            "INSERT INTO %s_refused VALUES (?,?,?,?,?,?,?,?,?,?)",
        [STATEMENT_PAIR_INSERT] =
            "INSERT INTO %s_pair VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?)",
        [STATEMENT_FINDING_INSERT] =
            "INSERT INTO %s_finding VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?)",
        [STATEMENT_HISTORY_INSERT] = "INSERT INTO winnow_history VALUES (?,?,?,?)",
        [STATEMENT_HEALTH_INSERT] =
            "INSERT OR REPLACE INTO winnow_health VALUES (?,?,?,'',?,?)",
    };

    for (size_t i = 0; i < STATEMENT_COUNT; i++) {
        char *text = strstr(sql[i], "%s")
                         ? sqlite3_mprintf(sql[i], s->living ? "temp.new" : "winnow")
                         : sqlite3_mprintf("%s", sql[i]);
        int code = sqlite3_prepare_v3(s->db, text, -1, SQLITE_PREPARE_PERSISTENT,
                                      &s->statements[i], NULL);
        sqlite3_free(text);
        if (code != SQLITE_OK)
            return sqlite_fail(s, "prepare");
    }
    return WN_OK;
}

/* ---- the entity's own table ------------------------------------------------------- */

/* SQLite has no dates: a column called DATE would turn "0012" into 12. */
static void append_column(sqlite3_str *sql, const struct sink *s, const wn_field *field)
{
    sqlite3_str_appendf(sql, "\"%.*w\" %s", WN_FMT(field->name),
                        field->type->is_date ? "TEXT" : field->type->sql);
    if (field->target >= 0)
        sqlite3_str_appendf(sql, " REFERENCES \"%.*w\"(id)",
                            WN_FMT(s->context->plan->model.entities[field->target].name));
}

static wn_rc create_table(struct sink *s, const wn_entity *entity)
{
    sqlite3_str *sql = sqlite3_str_new(s->db);

    sqlite3_str_appendf(sql,
                        "CREATE TABLE IF NOT EXISTS \"%.*w\" (id INTEGER PRIMARY KEY",
                        WN_FMT(entity->name));
    for (size_t f = 0; f < entity->field_count; f++) {
        sqlite3_str_appendall(sql, ", ");
        append_column(sql, s, &entity->fields[f]);
    }
    sqlite3_str_appendall(sql, ")");
    wn_rc rc = sqlite_run_built(s, sql);
    for (size_t f = 0; f < entity->field_count && rc >= 0; f++) {
        if (sqlite_has_column(s, entity->name, entity->fields[f].name))
            continue;
        sql = sqlite3_str_new(s->db);
        sqlite3_str_appendf(sql, "ALTER TABLE \"%.*w\" ADD COLUMN ",
                            WN_FMT(entity->name));
        append_column(sql, s, &entity->fields[f]);
        rc = sqlite_run_built(s, sql);
    }
    return rc;
}

/* insert (id, fields...), find by id, update all fields of an id. */
static wn_rc prepare_table(struct sink *s, const wn_entity *entity)
{
    sqlite3_str *insert = sqlite3_str_new(s->db), *find = sqlite3_str_new(s->db),
                *update = sqlite3_str_new(s->db);
    int good = SQLITE_OK;

    sqlite3_str_appendf(insert, "INSERT INTO \"%.*w\" (id", WN_FMT(entity->name));
    sqlite3_str_appendall(find, "SELECT id");
    sqlite3_str_appendf(update, "UPDATE \"%.*w\" SET id=?1", WN_FMT(entity->name));
    for (size_t f = 0; f < entity->field_count; f++) {
        sqlite3_str_appendf(insert, ",\"%.*w\"", WN_FMT(entity->fields[f].name));
        sqlite3_str_appendf(find, ",\"%.*w\"", WN_FMT(entity->fields[f].name));
        sqlite3_str_appendf(update, ",\"%.*w\"=?%d", WN_FMT(entity->fields[f].name),
                            (int)f + 2);
    }
    sqlite3_str_appendall(insert, ") VALUES (?");
    for (size_t f = 0; f < entity->field_count; f++)
        sqlite3_str_appendall(insert, ",?");
    sqlite3_str_appendall(insert, ")");
    sqlite3_str_appendf(find, " FROM \"%.*w\" WHERE id=?1", WN_FMT(entity->name));
    sqlite3_str_appendall(update, " WHERE id=?1");
    sqlite3_str *built[] = {insert, find, update};
    sqlite3_stmt **to[] = {&s->insert, &s->find, &s->update};
    for (size_t i = 0; i < WN_COUNT(built); i++) {
        char *text = sqlite3_str_finish(built[i]);
        if (good == SQLITE_OK)
            good = sqlite3_prepare_v3(s->db, text, -1, SQLITE_PREPARE_PERSISTENT, to[i],
                                      NULL);
        sqlite3_free(text);
    }
    return good == SQLITE_OK ? WN_OK : sqlite_fail(s, "prepare");
}

void sqlite_end_entity(struct sink *s)
{
    sqlite3_finalize(s->insert);
    sqlite3_finalize(s->find);
    sqlite3_finalize(s->update);
    s->insert = s->find = s->update = NULL;
}

wn_rc sqlite_begin_entity(struct sink *s, const wn_entity *entity)
{
    sqlite_end_entity(s);
    s->entity = entity;
    s->first_new = (uint64_t)s->context->xref->next[entity->number];
    wn_rc rc = create_table(s, entity);
    return rc < 0 ? rc : prepare_table(s, entity);
}
