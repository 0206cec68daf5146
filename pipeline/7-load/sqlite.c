/*
 * sqlite.c - the embedded target: one file, one transaction.
 *
 * Whatever ends the run before the commit leaves the file as it was: SQLite
 * rolls back, also after a crash; and a file that this run made is removed.
 */
#include "sqlite.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define APPLICATION_ID 0x776E6F77 /* "wnow" */
#define BUSY_MS 2500

wn_rc sqlite_fail(struct sink *s, const char *doing)
{
    wn_error *err = s->context->err;
    int code = s->db ? sqlite3_errcode(s->db) : SQLITE_NOMEM;
    wn_rc rc;

    switch (code) {
    case SQLITE_FULL:
        rc = wn_fail(err, WN_E_TARGET, WN_SAY_TARGET_FULL, s->path);
        wn_error_hint(err, WN_SAY_DISK_FULL_HINT);
        return rc;
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
        rc = wn_fail(err, WN_E_TARGET, WN_SAY_TARGET_LOCKED, s->path);
        wn_error_hint(err, WN_SAY_TARGET_LOCKED_HINT);
        return rc;
    case SQLITE_NOTADB:
    case SQLITE_CORRUPT:
        rc = wn_fail(err, WN_E_TARGET, WN_SAY_TARGET_NOT_DATABASE, s->path);
        wn_error_hint(err, WN_SAY_TARGET_OTHER_HINT);
        return rc;
    case SQLITE_READONLY:
    case SQLITE_PERM:
        return wn_fail(err, WN_E_TARGET, WN_SAY_TARGET_READONLY, s->path);
    case SQLITE_IOERR:
        rc = wn_fail(err, WN_E_TARGET, WN_SAY_TARGET_IO, s->path, sqlite3_errmsg(s->db));
        wn_error_hint(err, WN_SAY_DISK_FULL_HINT);
        return rc;
    default:
        return wn_fail(err, WN_E_TARGET, WN_SAY_TARGET_FAILED, s->path, doing,
                       s->db ? sqlite3_errmsg(s->db) : "");
    }
}

wn_rc sqlite_run(struct sink *s, const char *sql)
{
    return sqlite3_exec(s->db, sql, NULL, NULL, NULL) == SQLITE_OK ? WN_OK
                                                                   : sqlite_fail(s, sql);
}

wn_rc sqlite_run_built(struct sink *s, sqlite3_str *sql)
{
    char *text = sqlite3_str_finish(sql);
    wn_rc rc = text ? sqlite_run(s, text) : sqlite_fail(s, "build");

    sqlite3_free(text);
    return rc;
}

wn_rc sqlite_step(struct sink *s, sqlite3_stmt *statement)
{
    int code = sqlite3_step(statement);

    if (code != SQLITE_DONE) {
        wn_rc rc = sqlite_fail(s, "write");
        sqlite3_reset(statement);
        return rc;
    }
    sqlite3_reset(statement);
    return WN_OK;
}

void sqlite_text(sqlite3_stmt *statement, int at, wn_str text)
{
    sqlite3_bind_text(statement, at, text.ptr, (int)text.len, SQLITE_STATIC);
}

wn_rc sqlite_number(struct sink *s, const char *sql, int64_t *out)
{
    sqlite3_stmt *statement = NULL;
    wn_rc rc = WN_OK;

    if (sqlite3_prepare_v2(s->db, sql, -1, &statement, NULL) != SQLITE_OK ||
        sqlite3_step(statement) != SQLITE_ROW)
        rc = sqlite_fail(s, sql);
    else
        *out = sqlite3_column_int64(statement, 0);
    sqlite3_finalize(statement);
    return rc;
}

static const char *path_of(const char *target)
{
    return strncmp(target, "sqlite:", 7) ? target : target + 7;
}

static bool sink_accepts(const char *target)
{
    size_t len = strlen(target);

    if (!strncmp(target, "sqlite:", 7))
        return true;
    return !strstr(target, "://") && !strchr(target, '=') && strncmp(target, "csv:", 4) &&
           len > 0 && target[len - 1] != '/';
}

/* ---- opening ---------------------------------------------------------------------- */

static wn_rc look_at_file(struct sink *s)
{
    struct stat st;
    wn_error *err = s->context->err;

    s->existed = stat(s->path, &st) == 0;
    if (s->existed && !S_ISREG(st.st_mode))
        return wn_fail(err, WN_E_TARGET, WN_SAY_TARGET_NOT_FILE, s->path);
    /* root may write anywhere; what is marked read-only is meant to stay */
    if (s->existed && !s->context->dry_run &&
        (access(s->path, W_OK) != 0 || !(st.st_mode & 0222)))
        return wn_fail(err, WN_E_TARGET, WN_SAY_TARGET_READONLY, s->path);
    s->throwaway = s->context->dry_run && !s->existed;
    return WN_OK;
}

static wn_rc open_database(struct sink *s)
{
    int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE |
                SQLITE_OPEN_NOMUTEX; /* one thread at a time delivers to load */
    int64_t tables = 0, id = 0;

    if (sqlite3_open_v2(s->throwaway ? "" : s->path, &s->db, flags, NULL) != SQLITE_OK) {
        if (sqlite3_errcode(s->db) == SQLITE_CANTOPEN)
            return wn_fail(s->context->err, WN_E_TARGET, WN_SAY_TARGET_CANNOT_MAKE,
                           s->path);
        return sqlite_fail(s, "open");
    }
    sqlite3_busy_timeout(s->db, BUSY_MS);
    wn_rc rc = sqlite_run(s, "PRAGMA page_size=16384; PRAGMA cache_size=-65536;"
                             "PRAGMA temp_store=FILE;"
                             "PRAGMA foreign_keys=OFF; BEGIN IMMEDIATE");
    if (rc >= 0)
        rc = sqlite_number(s, "SELECT count(*) FROM sqlite_master", &tables);
    if (rc >= 0)
        rc = sqlite_number(s, "PRAGMA application_id", &id);
    if (rc >= 0 && tables > 0 && id != APPLICATION_ID) {
        rc = wn_fail(s->context->err, WN_E_TARGET, WN_SAY_TARGET_NOT_WINNOW, s->path);
        wn_error_hint(s->context->err, WN_SAY_TARGET_OTHER_HINT);
    }
    if (rc >= 0 && tables == 0)
        rc = sqlite_run(s, "PRAGMA application_id=2003726199");
    return rc;
}

/* What the target knows: golden ids by source key, and the next free ones. */
static wn_rc read_xref(struct sink *s)
{
    sqlite3_stmt *statement = NULL;
    wn_xref *xref = s->context->xref;
    const wn_model *model = &s->context->plan->model;
    int code;

    if (sqlite3_prepare_v2(s->db,
                           "SELECT system, entity, source_key, golden_id FROM "
                           "winnow_source WHERE golden_id IS NOT NULL",
                           -1, &statement, NULL) != SQLITE_OK)
        return sqlite_fail(s, "read cross-reference");
    while ((code = sqlite3_step(statement)) == SQLITE_ROW) {
        wn_str part[3];
        for (int i = 0; i < 3; i++)
            part[i] = (wn_str){(const char *)sqlite3_column_text(statement, i),
                               (size_t)sqlite3_column_bytes(statement, i)};
        int64_t golden = sqlite3_column_int64(statement, 3);
        wn_xref_set(xref, wn_xref_print(part[0], part[1], part[2]), (uint64_t)golden);
        int entity = wn_entity_find(model, part[1]);
        if (entity >= 0 && xref->next[entity] <= golden)
            xref->next[entity] = golden + 1;
        s->living = true;
    }
    sqlite3_finalize(statement);
    return code == SQLITE_DONE ? WN_OK : sqlite_fail(s, "read cross-reference");
}

/* What people decided: given to this run, and kept from earlier ones. */
static wn_rc read_decisions(struct sink *s)
{
    wn_decisions *all = s->context->decisions;
    sqlite3_stmt *statement = NULL;
    wn_rc rc = WN_OK;
    int code;

    for (size_t i = 0; i < all->count && rc >= 0; i++) {
        char id[WN_PAIR_ID + 1];
        wn_pair_id(all->items[i].left, all->items[i].right, id);
        char *sql = sqlite3_mprintf("UPDATE winnow_pair SET decision=%Q WHERE pair=%Q",
                                    wn_ruling_names[all->items[i].ruling], id);
        rc = sqlite_run(s, sql);
        sqlite3_free(sql);
    }
    if (rc < 0 || sqlite3_prepare_v2(s->db,
                                     "SELECT pair, decision FROM winnow_pair WHERE "
                                     "decision IS NOT NULL AND pair IS NOT NULL",
                                     -1, &statement, NULL) != SQLITE_OK)
        return rc < 0 ? rc : sqlite_fail(s, "read decisions");
    while ((code = sqlite3_step(statement)) == SQLITE_ROW)
        wn_decide(all, wn_str_of((const char *)sqlite3_column_text(statement, 0)),
                  wn_str_of((const char *)sqlite3_column_text(statement, 1)));
    sqlite3_finalize(statement);
    return code == SQLITE_DONE ? WN_OK : sqlite_fail(s, "read decisions");
}

static void rules_print(const struct sink *s, wn_buf *out)
{
    const wn_plan *plan = s->context->plan;

    wn_buf_format(out, "%s", plan->model.sha256);
    for (size_t i = 0; i < plan->path_count; i++)
        wn_buf_format(out, " %s", plan->sha256[i]);
}

/* Two runs may begin in one second: the second is called ...Z-2. */
static wn_rc name_run(struct sink *s)
{
    char base[32];
    int64_t taken = 1;
    wn_rc rc = WN_OK;

    snprintf(base, sizeof(base), "%.31s", s->context->run_id);
    for (unsigned char n = 2; rc >= 0 && taken > 0; n++) {
        char *sql = sqlite3_mprintf("SELECT count(*) FROM winnow_run WHERE id=%Q",
                                    s->context->run_id);
        rc = sqlite_number(s, sql, &taken);
        sqlite3_free(sql);
        if (taken > 0)
            snprintf(s->context->run_id, 48, "%s-%d", base, n);
    }
    return rc;
}

static wn_rc begin_run(struct sink *s)
{
    sqlite3_stmt *statement = NULL;
    wn_buf rules = {0};
    int64_t same = 0;
    wn_rc rc = WN_OK;

    rules_print(s, &rules);
    char *sql = sqlite3_mprintf("SELECT coalesce((SELECT rules = %Q FROM winnow_run "
                                "ORDER BY number DESC LIMIT 1), 0)",
                                rules.ptr);
    rc = sqlite_number(s, sql, &same);
    sqlite3_free(sql);
    s->same_rules = same != 0;
    if (rc >= 0 &&
        sqlite3_prepare_v2(s->db,
                           "INSERT INTO winnow_run (id, version, started_at, as_of, "
                           "rules) VALUES (?,?,?,?,?)",
                           -1, &statement, NULL) != SQLITE_OK)
        rc = sqlite_fail(s, "begin run");
    if (rc >= 0) {
        sqlite_text(statement, 1, wn_str_of(s->context->run_id));
        sqlite_text(statement, 2, WN_STR(WINNOW_VERSION));
        sqlite_text(statement, 3, wn_str_of(s->context->started_at));
        sqlite_text(statement, 4, wn_str_of(s->context->as_of));
        sqlite_text(statement, 5, wn_buf_str(&rules));
        rc = sqlite_step(s, statement);
        s->run = sqlite3_last_insert_rowid(s->db);
    }
    sqlite3_finalize(statement);
    wn_buf_release(&rules);
    return rc;
}

static wn_rc sink_open(void **sink_out, const char *target, const wn_context *context)
{
    struct sink *s = wn_alloc(1, sizeof(*s));

    *sink_out = s;
    s->context = context;
    s->path = strdup(path_of(target));
    s->untouched = wn_alloc(context->plan->file_count, sizeof(*s->untouched));
    for (size_t e = 0; e < context->plan->model.entity_count; e++)
        context->xref->next[e] = 1;
    wn_rc rc = look_at_file(s);
    if (rc >= 0)
        rc = open_database(s);
    if (rc >= 0)
        rc = sqlite_create_own(s);
    if (rc >= 0)
        rc = read_xref(s);
    if (rc >= 0)
        rc = read_decisions(s);
    if (rc >= 0)
        rc = name_run(s);
    if (rc >= 0)
        rc = begin_run(s);
    if (rc >= 0)
        rc = sqlite_offer_golden(s);
    if (rc >= 0 && s->living)
        rc = sqlite_run(s,
                        "CREATE INDEX IF NOT EXISTS winnow_source_golden ON winnow_source"
                        " (golden_id, entity)");
    return rc < 0 ? rc : sqlite_prepare_own(s);
}

/* ---- the flow --------------------------------------------------------------------- */

static wn_rc sink_begin(void *sink, const wn_entity *entity)
{
    return sqlite_begin_entity(sink, entity);
}

static wn_rc sink_write(void *sink, wn_batch *batch)
{
    struct sink *s = sink;
    wn_rc rc = sqlite_regroup(s);

    for (size_t from = 0, to; from < batch->count && rc >= 0; from = to) {
        wn_record *first = &batch->records[from];
        for (to = from + 1;
             to < batch->count && batch->records[to].cluster == first->cluster;)
            to++;
        if (first->fate == WN_FATE_REFUSED)
            rc = sqlite_write_refused(s, first);
        else if (first->fate != WN_FATE_SKIPPED)
            rc = sqlite_write_group(s, first, to - from);
    }
    for (size_t i = 0; i < batch->pair_count && rc >= 0; i++)
        rc = sqlite_write_pair(s, &batch->pairs[i]);
    return rc;
}

static wn_rc sink_count(void *sink, wn_books *books)
{
    struct sink *s = sink;

    sqlite_end_entity(s);
    wn_rc rc = sqlite_write_files(s);
    if (rc >= 0)
        rc = sqlite_keep_models(s);
    if (rc >= 0)
        rc = s->living ? sqlite_settle_living(s) : sqlite_create_indexes(s);
    if (rc >= 0)
        rc = sqlite_write_health(s);
    return rc < 0 ? rc : sqlite_count_rows(s, books);
}

static wn_rc sink_commit(void *sink)
{
    struct sink *s = sink;

    return s->context->dry_run ? WN_OK : sqlite_run(s, "COMMIT");
}

static void sink_close(void *sink, bool committed)
{
    struct sink *s = sink;

    sqlite_end_entity(s);
    for (size_t i = 0; i < STATEMENT_COUNT; i++)
        sqlite3_finalize(s->statements[i]);
    sqlite3_close(s->db); /* an open transaction rolls back */
    if (!committed && !s->existed && !s->throwaway && s->db)
        unlink(s->path);
    wn_buf_release(&s->raw);
    free(s->untouched);
    free(s->path);
    free(s);
}

const wn_sink_class wn_sink_sqlite = {
    .name = "sqlite",
    .en = "an SQLite file: PATH.db or sqlite:PATH",
    .zh = "SQLite 文件：PATH.db 或 sqlite:PATH",
    .accepts = sink_accepts,
    .open = sink_open,
    .begin = sink_begin,
    .write = sink_write,
    .count = sink_count,
    .commit = sink_commit,
    .close = sink_close,
};
