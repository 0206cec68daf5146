/*
 * db_sqlite.c - an SQLite database as a target: one file, one transaction.
 *
 * When a run ends before its commit, for whatever reason, the file is as it was before:
 * SQLite rolls back, also after a crash; and a file that this run made is removed.
 */
#include "db.h"

#include "backup.h"

#include "core/fail.h"
#include "core/memory.h"

#include <errno.h>
#include <fcntl.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define BUSY_MS 2500

typedef struct sqlite {
    db base;
    char *path;
    sqlite3 *db;
    db_mode mode;
    bool existed;   /* the file was there before us */
    bool throwaway; /* a dry run without a file: use a temporary database */
    db_inserter *inserters;
} sqlite;

struct db_inserter {
    sqlite *owner;
    sqlite3_stmt *statement;
    int count;
    db_inserter *next;
};

/* ---- what went wrong -------------------------------------------------------------- */

/* The process that has locked the file. SQLite locks with fcntl, so the kernel can tell.
 * 0: not known. */
static pid_t holder(const char *path)
{
    const off_t locks[] = {0x40000000, 0x40000001,
                           0x40000002}; /* pending, reserved, shared */
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    pid_t pid = 0;

    for (size_t i = 0; fd >= 0 && !pid && i < WN_COUNT(locks); i++) {
        struct flock lock = {.l_type = F_WRLCK, .l_start = locks[i], .l_len = 1};
        if (fcntl(fd, F_GETLK, &lock) == 0 && lock.l_type != F_UNLCK && lock.l_pid > 0)
            pid = lock.l_pid;
    }
    if (fd >= 0)
        close(fd);
    return pid;
}

static wn_rc fail_locked(sqlite *s)
{
    char name[64] = "", from[64];
    pid_t pid = holder(s->path);
    wn_rc rc;

    snprintf(from, sizeof(from), "/proc/%d/comm", (int)pid);
    FILE *comm = pid ? fopen(from, "r") : NULL;
    if (comm && fgets(name, sizeof(name), comm))
        name[strcspn(name, "\n")] = '\0';
    if (comm)
        fclose(comm);
    if (pid)
        rc = wn_fail(s->base.err, WN_E_TARGET, WN_SAY_TARGET_LOCKED_BY, s->path,
                     *name ? name : "?", (int)pid);
    else
        rc = wn_fail(s->base.err, WN_E_TARGET, WN_SAY_TARGET_LOCKED, s->path);
    wn_error_hint(s->base.err, WN_SAY_TARGET_LOCKED_HINT);
    return rc;
}

static wn_rc fail(sqlite *s, const char *doing)
{
    wn_error *err = s->base.err;
    const char *why = s->db ? sqlite3_errmsg(s->db) : "";
    wn_rc rc;

    switch (s->db ? sqlite3_errcode(s->db) : SQLITE_NOMEM) {
    case SQLITE_FULL:
        rc = wn_fail(err, WN_E_TARGET, WN_SAY_TARGET_FULL, s->path);
        wn_error_hint(err, WN_SAY_DISK_FULL_HINT);
        return rc;
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
        return fail_locked(s);
    case SQLITE_NOTADB:
    case SQLITE_CORRUPT:
        rc = wn_fail(err, WN_E_TARGET, WN_SAY_TARGET_NOT_DATABASE, s->path);
        wn_error_hint(err, WN_SAY_TARGET_OTHER_HINT);
        return rc;
    case SQLITE_READONLY:
    case SQLITE_PERM:
        return wn_fail(err, WN_E_TARGET, WN_SAY_TARGET_READONLY, s->path);
    case SQLITE_CANTOPEN:
        if (sqlite3_system_errno(s->db) == EMFILE) {
            rc = wn_fail(err, WN_E_TARGET, WN_SAY_CANNOT_OPEN, s->path,
                         wn_why(err->lang, EMFILE));
            wn_error_hint(err, WN_SAY_FEW_FILES_HINT);
            return rc;
        }
        return wn_fail(err, WN_E_TARGET,
                       s->mode == DB_READ ? WN_SAY_TRACE_NO_TARGET
                                          : WN_SAY_TARGET_CANNOT_MAKE,
                       s->path);
    case SQLITE_IOERR:
        rc = wn_fail(err, WN_E_TARGET, WN_SAY_TARGET_IO, s->path, why);
        wn_error_hint(err, WN_SAY_DISK_FULL_HINT);
        return rc;
    default:
        return db_fail(&s->base, doing, why);
    }
}

/* ---- opening and closing ---------------------------------------------------------- */

static bool accepts(const char *target)
{
    size_t len = strlen(target);

    if (!strncmp(target, "sqlite:", 7))
        return true;
    return !strstr(target, "://") && !strchr(target, '=') && strncmp(target, "csv:", 4) &&
           strcmp(target, "none") != 0 && len > 0 && target[len - 1] != '/';
}

static wn_rc look_at_file(sqlite *s)
{
    struct stat st;
    wn_error *err = s->base.err;

    s->existed = stat(s->path, &st) == 0;
    if (s->existed && !S_ISREG(st.st_mode))
        return wn_fail(err, WN_E_TARGET, WN_SAY_TARGET_NOT_FILE, s->path);
    /* root may write any file, so look at the mode too: a file marked read-only is meant
     * to stay as it is */
    if (s->existed && s->mode == DB_WRITE &&
        (access(s->path, W_OK) != 0 || !(st.st_mode & 0222)))
        return wn_fail(err, WN_E_TARGET, WN_SAY_TARGET_READONLY, s->path);
    s->throwaway = s->mode == DB_TRY && !s->existed;
    return WN_OK;
}

static wn_rc run(db *d, const char *sql)
{
    sqlite *s = (sqlite *)d;

    return sqlite3_exec(s->db, sql, NULL, NULL, NULL) == SQLITE_OK ? WN_OK : fail(s, sql);
}

/* What is tried stays in memory: pages that the cache has no room for would go into the
 * file until they are rolled back. And a log (WAL) that others left stays one: the last
 * who closes the file would write it into it. */
static wn_rc leave_alone(sqlite *s)
{
    wn_buf log = {0};
    struct stat st;

    if (s->throwaway)
        return WN_OK;
    wn_buf_format(&log, "%s-wal", s->path);
    if (stat(log.ptr, &st) == 0)
        sqlite3_db_config(s->db, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, NULL);
    wn_buf_release(&log);
    return run(&s->base, "PRAGMA cache_spill=OFF");
}

static wn_rc open_target(db **out, const char *target, db_mode mode, const char *who,
                         wn_error *err)
{
    /* no mutex: only one thread at a time calls the load stage */
    int flags = SQLITE_OPEN_NOMUTEX |
                (mode == DB_READ ? SQLITE_OPEN_READONLY
                                 : SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE);
    sqlite *s = wn_alloc(1, sizeof(*s));

    (void)who;
    *out = &s->base;
    s->mode = mode;
    s->base = (db){.class = &db_sqlite, .err = err, .shown = strdup(target)};
    s->path = strdup(strncmp(target, "sqlite:", 7) ? target : target + 7);
    wn_rc rc = look_at_file(s);
    if (rc < 0)
        return rc;
    if (sqlite3_open_v2(s->throwaway ? "" : s->path, &s->db, flags, NULL) != SQLITE_OK)
        return fail(s, "open");
    sqlite3_busy_timeout(s->db, BUSY_MS);
    if (mode == DB_READ)
        return run(&s->base, "BEGIN; SELECT count(*) FROM sqlite_master");
    rc = mode == DB_TRY ? leave_alone(s) : WN_OK;
    return rc < 0 ? rc
                  : run(&s->base, "PRAGMA page_size=16384; PRAGMA cache_size=-65536;"
                                  "PRAGMA temp_store=FILE; PRAGMA foreign_keys=OFF;"
                                  "BEGIN IMMEDIATE");
}

/* Called when the transaction has begun but has written nothing: the backup, by another
 * connection, can still read the file. */
static wn_rc backup(db *d, const char *path, char said[512])
{
    sqlite *s = (sqlite *)d;
    wn_buf told = {0};
    wn_rc rc = wn_backup(s->path, path, d->err->lang, &told, d->err);
    wn_buf_release(&told);
    snprintf(said, 512, "%s", path);
    return rc;
}

static wn_rc commit(db *d)
{
    sqlite *s = (sqlite *)d;

    if (s->mode != DB_WRITE)
        return WN_OK;
    wn_rc rc = d->before_commit ? d->before_commit(d) : WN_OK;
    return rc < 0 ? rc : run(d, "COMMIT");
}

static void close_target(db *d, bool committed)
{
    sqlite *s = (sqlite *)d;

    for (db_inserter *i = s->inserters, *next; i; i = next) {
        next = i->next;
        sqlite3_finalize(i->statement);
        free(i);
    }
    sqlite3_close(s->db); /* an open transaction rolls back */
    if (!committed && s->mode == DB_WRITE && !s->existed && s->db)
        unlink(s->path);
    free(s->path);
    free(s->base.shown);
    free(s);
}

/* ---- rows in and out -------------------------------------------------------------- */

/* A cell as text. SQLite writes a REAL with 15 digits, but one that a person put there
 * may need 17. `room` has 32 bytes. */
static wn_str cell_of(sqlite3_stmt *statement, int column, char *room)
{
    double real = sqlite3_column_type(statement, column) == SQLITE_FLOAT
                      ? sqlite3_column_double(statement, column)
                      : 0;
    const char *text = (const char *)sqlite3_column_text(statement, column);

    if (real == 0 || strtod(text, NULL) == real)
        return (wn_str){text, (size_t)sqlite3_column_bytes(statement, column)};
    snprintf(room, 32, "%.16g", real);
    if (strtod(room, NULL) != real)
        snprintf(room, 32, "%.17g", real);
    return wn_str_of(room);
}

/* Asks the value, and not the column three times: no other thread uses the connection. */
static db_value value_of(sqlite3_stmt *statement, int column, char *room)
{
    sqlite3_value *value = sqlite3_column_value(statement, column);
    const char *bytes;

    switch (sqlite3_value_type(value)) {
    case SQLITE_NULL:
        return (db_value){.kind = DB_NULL};
    case SQLITE_INTEGER:
        return db_int(sqlite3_value_int64(value));
    case SQLITE_BLOB:
        bytes = sqlite3_value_blob(value); /* NULL: it has none */
        return db_bytes((wn_str){bytes ? bytes : "", (size_t)sqlite3_value_bytes(value)});
    case SQLITE_TEXT:
        bytes = (const char *)sqlite3_value_text(value);
        return db_text((wn_str){bytes, (size_t)sqlite3_value_bytes(value)});
    default:
        return db_text(cell_of(statement, column, room));
    }
}

/* A query that runs: one of the two functions takes its rows. */
typedef struct asked {
    sqlite3_stmt *statement;
    int count;
    wn_str *cells;
    db_value *values;
    char (*rooms)[32];
    db_row row;
    db_value_row value_row;
    void *data;
} asked;

static bool take_row(asked *a)
{
    for (int i = 0; i < a->count && a->row; i++)
        a->cells[i] = cell_of(a->statement, i, a->rooms[i]);
    for (int i = 0; i < a->count && a->value_row; i++)
        a->values[i] = value_of(a->statement, i, a->rooms[i]);
    return a->row ? a->row(a->data, a->cells) : a->value_row(a->data, a->values);
}

static wn_rc ask(db *d, const char *sql, asked a)
{
    sqlite *s = (sqlite *)d;
    bool more = true;
    int code = sqlite3_prepare_v2(s->db, sql, -1, &a.statement, NULL);

    a.count = sqlite3_column_count(a.statement);
    a.cells = wn_alloc((size_t)a.count + 1, sizeof(*a.cells));
    a.values = wn_alloc((size_t)a.count + 1, sizeof(*a.values));
    a.rooms = wn_alloc((size_t)a.count + 1, sizeof(*a.rooms));
    if (code == SQLITE_OK)
        code = sqlite3_step(a.statement);
    while (code == SQLITE_ROW && more) {
        more = take_row(&a);
        code = more ? sqlite3_step(a.statement) : SQLITE_DONE;
    }
    wn_rc rc = code == SQLITE_DONE ? WN_OK : fail(s, sql);
    sqlite3_finalize(a.statement);
    free(a.cells);
    free(a.values);
    free(a.rooms);
    return rc;
}

static wn_rc query(db *d, const char *sql, db_row row, void *data)
{
    return ask(d, sql, (asked){.row = row, .data = data});
}

static wn_rc read_values(db *d, const char *sql, db_value_row row, void *data)
{
    return ask(d, sql, (asked){.value_row = row, .data = data});
}

static db_inserter *inserter(db *d, const char *table, const char *columns, size_t count)
{
    sqlite *s = (sqlite *)d;
    db_inserter *i = wn_alloc(1, sizeof(*i));
    wn_buf sql = {0};

    db_sql(&sql, "INSERT INTO %s (%s) VALUES (?", table, columns);
    for (size_t c = 1; c < count; c++)
        wn_buf_add(&sql, WN_STR(",?"));
    wn_buf_char(&sql, ')');
    *i = (db_inserter){.owner = s, .count = (int)count, .next = s->inserters};
    s->inserters = i;
    sqlite3_prepare_v3(s->db, sql.ptr, (int)sql.len, SQLITE_PREPARE_PERSISTENT,
                       &i->statement, NULL);
    wn_buf_release(&sql);
    return i;
}

/* Binds a decimal as INTEGER or REAL, so that SQL can calculate with it, when SQLite
 * would write that number as the same text again (it writes 15 digits). Other decimals
 * are bound as a blob of their text: a column of numbers would convert a text, and round
 * it. */
static void bind_decimal(sqlite3_stmt *statement, int at, wn_str text)
{
    char digits[64] = "", again[64];

    if (text.len < sizeof(digits))
        memcpy(digits, text.ptr, text.len);
    long long whole = strtoll(digits, NULL, 10);
    sqlite3_snprintf((int)sizeof(again), again, "%lld", whole);
    if (!strcmp(again, digits)) {
        sqlite3_bind_int64(statement, at, whole);
        return;
    }
    double real = strtod(digits, NULL);
    sqlite3_snprintf((int)sizeof(again), again, "%!.15g", real);
    if (!strcmp(again, digits))
        sqlite3_bind_double(statement, at, real);
    else
        sqlite3_bind_blob(statement, at, text.ptr, (int)text.len, SQLITE_STATIC);
}

static wn_rc insert(db_inserter *into, const db_value *values)
{
    sqlite3_stmt *statement = into->statement;

    for (int c = 0; c < into->count; c++) {
        const db_value *v = &values[c];
        if (v->kind == DB_TEXT)
            sqlite3_bind_text(statement, c + 1, v->text.ptr ? v->text.ptr : "",
                              (int)v->text.len, SQLITE_STATIC);
        else if (v->kind == DB_BYTES)
            sqlite3_bind_blob(statement, c + 1, v->text.ptr ? v->text.ptr : "",
                              (int)v->text.len, SQLITE_STATIC);
        else if (v->kind == DB_DECIMAL)
            bind_decimal(statement, c + 1, v->text);
        else if (v->kind == DB_NUMBER)
            sqlite3_bind_int64(statement, c + 1, v->number);
        else if (v->kind == DB_REAL)
            sqlite3_bind_double(statement, c + 1, v->real);
        else
            sqlite3_bind_null(statement, c + 1);
    }
    wn_rc rc = statement && sqlite3_step(statement) == SQLITE_DONE
                   ? WN_OK
                   : fail(into->owner, "insert");
    sqlite3_reset(statement);
    return rc;
}

static bool has_table(db *d, wn_str table)
{
    int64_t found = 0;

    db_number(d, &found,
              "SELECT 1 FROM sqlite_master WHERE type IN ('table','view') AND name=%L "
              "COLLATE NOCASE",
              table);
    return found != 0;
}

static bool has_column(db *d, wn_str table, wn_str column)
{
    int64_t found = 0;

    db_number(d, &found,
              "SELECT 1 FROM pragma_table_info(%L) WHERE name=%L COLLATE NOCASE", table,
              column);
    return found != 0;
}

/* Nothing to do: winnow's own tables have names that begin with winnow_. */
static wn_rc make_own(db *d, bool own)
{
    (void)d, (void)own;
    return WN_OK;
}

/* ---- dialect ---------------------------------------------------------------------- */

/* Dates are TEXT: SQLite has no dates, and a column of type DATE would turn "0012" into
 * 12. */
static void type(wn_buf *sql, const wn_field *field)
{
    db_sql(sql, "%s", field->type->is_date ? "TEXT" : field->type->sql);
}

static void text(wn_buf *sql, const char *alias, const wn_field *field)
{
    db_sql(sql, "%s.%I", alias, field->name);
}

static void from_json(wn_buf *sql, wn_str table)
{
    (void)sql, (void)table;
}

/* A value as a JSON string of its text; a REAL that needs more than 15 digits as a JSON
 * number of 17. */
static void json(wn_buf *sql, wn_str name)
{
    db_sql(sql,
           "CASE WHEN typeof(t.%I)='real' AND CAST(CAST(t.%I AS TEXT) AS REAL)<>t.%I AND "
           "abs(t.%I)<1e308 THEN format('%%!.17g',t.%I) ELSE json_quote(CAST(t.%I AS "
           "TEXT)) END",
           name, name, name, name, name, name);
}

/* In a column of numbers, a number that the column would round is a blob, as in
 * bind_decimal. */
static void json_column(wn_buf *sql, wn_str name, const char *type_of)
{
    wn_buf path = {0}, value = {0};

    db_sql(&path, "$.%I", name);
    db_sql(&value, "json_extract(h.before,%L)", wn_buf_str(&path));
    wn_buf_add(&value, WN_STR("")); /* ends with a NUL */
    if (strcmp(type_of, "NUMERIC") != 0)
        db_sql(sql, "%s", value.ptr);
    else
        db_sql(sql,
               "CASE WHEN typeof(%s)='text' AND %s NOT GLOB '*[^-0-9.]*' AND "
               "CAST(CAST(%s AS NUMERIC) AS TEXT)<>%s THEN CAST(%s AS BLOB) ELSE %s END",
               value.ptr, value.ptr, value.ptr, value.ptr, value.ptr, value.ptr);
    wn_buf_release(&path);
    wn_buf_release(&value);
}

static void triggers(wn_buf *sql, const char *view, const char *insert,
                     const char *update, const char *gone)
{
    const char *const made[][2] = {
        {"INSERT", insert}, {"UPDATE", update}, {"DELETE", gone}};

    for (size_t i = 0; i < WN_COUNT(made); i++)
        db_sql(sql, "CREATE TRIGGER %s_%s INSTEAD OF %s ON %s BEGIN %s END;", view,
               made[i][0], made[i][0], view, made[i][1]);
}

/* Before 3.41 SQLite had no unhex: what triggers write stays text. */
static const db_dialect dialect = {
    .row = "rowid",
    .bytes = "BLOB",
    .hex = "CASE typeof(t.%I) WHEN 'blob' THEN lower(hex(t.%I)) ELSE t.%I END",
    .unhex = "%s.%I",
    .triggers = triggers,
    .type = type,
    .text = text,
    .json = json,
    .from_json = from_json,
    .json_column = json_column,
    .most_columns = 2000,
};

const db_class db_sqlite = {
    .name = "sqlite",
    .dialect = &dialect,
    .accepts = accepts,
    .open = open_target,
    .run = run,
    .query = query,
    .read = read_values,
    .inserter = inserter,
    .insert = insert,
    .has_table = has_table,
    .has_column = has_column,
    .make_own = make_own,
    .backup = backup,
    .commit = commit,
    .close = close_target,
};
