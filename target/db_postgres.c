/*
 * db_postgres.c - a PostgreSQL database as a target: one connection, one transaction.
 *
 * Rows are inserted by COPY. Each table collects a megabyte of rows first, since a
 * connection can copy into only one table at a time. Golden records are in the first
 * schema of the search path; winnow's own tables are in the schema winnow, or, when that
 * first schema is not public, in winnow_SCHEMA. Passwords come from the environment,
 * .pgpass or a service file; a password in the address is used, and never shown.
 */
#include "db.h"

#include "core/fail.h"
#include "core/hash.h"
#include "core/memory.h"
#include "core/reader.h"

#include <libpq-fe.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define FLUSH_AT ((size_t)1 << 20)
enum { OID_BYTES = 17, OID_INT8 = 20, OID_INT2 = 21, OID_INT4 = 23 }; /* of types */

#define MOST_COLUMNS 1664 /* the server's limit for the columns of a query's row */
#define LOCK "2003726199" /* our number among the server's advisory locks: "wnow" */

typedef struct postgres {
    db base;
    PGconn *db;
    db_mode mode;
    db_inserter *inserters;
    wn_arena arena;
    const char *path; /* the search path: where tables are looked for */
    const char *own;  /* the schema of winnow's own tables */
    bool asking; /* rows of a query are arriving: nothing can be inserted meanwhile */
} postgres;

struct db_inserter {
    postgres *owner;
    wn_buf copy; /* the COPY statement */
    wn_buf rows; /* that wait to be sent */
    size_t count;
    db_inserter *next;
};

static wn_rc fail(postgres *p, const PGresult *result, const char *doing)
{
    const char *state = PQresultErrorField(result, PG_DIAG_SQLSTATE);
    const char *why = PQresultErrorField(result, PG_DIAG_MESSAGE_PRIMARY);
    wn_rc rc;

    if (state && !strcmp(state, "53100")) {
        rc = wn_fail(p->base.err, WN_E_TARGET, WN_SAY_TARGET_FULL, p->base.shown);
        wn_error_hint(p->base.err, WN_SAY_DISK_FULL_HINT);
        return rc;
    }
    if (p->db && PQstatus(p->db) != CONNECTION_OK)
        doing = wn_say(p->base.err->lang, WN_SAY_TARGET_CONNECTION);
    rc = db_fail(&p->base, doing, why ? why : PQerrorMessage(p->db));
    wn_error_hint(p->base.err, WN_SAY_TARGET_POSTGRES_HINT);
    return rc;
}

/* ---- rows in ---------------------------------------------------------------------- */

/* Reads all results of the last command; the first error is reported. */
static wn_rc finish(postgres *p, const char *doing)
{
    wn_rc rc = WN_OK;
    PGresult *result;

    while ((result = PQgetResult(p->db))) {
        ExecStatusType status = PQresultStatus(result);
        if (status != PGRES_COMMAND_OK && status != PGRES_TUPLES_OK && rc >= 0)
            rc = fail(p, result, doing);
        PQclear(result);
    }
    return rc;
}

static wn_rc flush(db_inserter *into)
{
    postgres *p = into->owner;

    if (into->rows.len == 0)
        return WN_OK;
    PGresult *begun = PQexec(p->db, into->copy.ptr);
    wn_rc rc =
        PQresultStatus(begun) == PGRES_COPY_IN ? WN_OK : fail(p, begun, into->copy.ptr);
    PQclear(begun);
    if (rc < 0)
        return rc;
    if (PQputCopyData(p->db, into->rows.ptr, (int)into->rows.len) != 1 ||
        PQputCopyEnd(p->db, NULL) != 1)
        rc = fail(p, NULL, into->copy.ptr);
    wn_rc ended = finish(p, into->copy.ptr);
    into->rows.len = 0;
    return rc < 0 ? rc : ended;
}

static wn_rc flush_all(postgres *p)
{
    wn_rc rc = WN_OK;

    for (db_inserter *i = p->inserters; i && rc >= 0; i = i->next)
        rc = flush(i);
    return rc;
}

static db_inserter *inserter(db *d, const char *table, const char *columns, size_t count)
{
    postgres *p = (postgres *)d;
    db_inserter *i = wn_alloc(1, sizeof(*i));

    db_sql(&i->copy, "COPY %s (%s) FROM STDIN", table, columns);
    i->owner = p;
    i->count = count;
    i->next = p->inserters;
    p->inserters = i;
    return i;
}

/* Appends a text in COPY's text format. The server accepts no NUL. */
static void add_text(wn_buf *out, wn_str s)
{
    const char *end = s.ptr + s.len;
    char *to = wn_buf_reserve(out, 3 * s.len + 1), *start = to;

    for (const char *c = s.ptr; c < end; c++) {
        unsigned char u = (unsigned char)*c;
        if (u > '\r' && u != '\\') {
            *to++ = *c;
        } else if (u == '\0') {
            memcpy(to, "\xEF\xBF\xBD", 3);
            to += 3;
        } else if (u == '\\' || u == '\n' || u == '\r' || u == '\t') {
            *to++ = '\\';
            *to++ = u == '\n' ? 'n' : u == '\r' ? 'r' : u == '\t' ? 't' : '\\';
        } else {
            *to++ = *c;
        }
    }
    out->len += (size_t)(to - start);
}

static void add_bytes(wn_buf *out, wn_str bytes)
{
    char *to = wn_buf_reserve(out, 2 * bytes.len + 4);

    memcpy(to, "\\\\x", 3);
    wn_hex(to + 3, (const uint8_t *)bytes.ptr, bytes.len);
    out->len += 3 + 2 * bytes.len;
}

static void add_number(wn_buf *out, int64_t number)
{
    char text[24], *at = text + sizeof(text);
    uint64_t rest = number < 0 ? 0 - (uint64_t)number : (uint64_t)number;

    do
        *--at = (char)('0' + rest % 10);
    while (rest /= 10);
    if (number < 0)
        *--at = '-';
    wn_buf_add(out, (wn_str){at, (size_t)(text + sizeof(text) - at)});
}

static wn_rc insert(db_inserter *into, const db_value *values)
{
    wn_buf *out = &into->rows;

    for (size_t c = 0; c < into->count; c++) {
        const db_value *v = &values[c];
        if (c > 0)
            wn_buf_char(out, '\t');
        if (v->kind == DB_TEXT || v->kind == DB_DECIMAL)
            add_text(out, v->text);
        else if (v->kind == DB_BYTES)
            add_bytes(out, v->text);
        else if (v->kind == DB_NUMBER)
            add_number(out, v->number);
        else if (v->kind == DB_REAL)
            wn_buf_format(out, "%.17g", v->real);
        else
            wn_buf_add(out, WN_STR("\\N"));
    }
    wn_buf_char(out, '\n');
    return out->len < FLUSH_AT || into->owner->asking ? WN_OK : flush(into);
}

/* ---- statements ------------------------------------------------------------------- */

static wn_rc run(db *d, const char *sql)
{
    postgres *p = (postgres *)d;
    wn_rc rc = flush_all(p);

    if (rc < 0)
        return rc;
    if (!PQsendQuery(p->db, sql))
        return fail(p, NULL, sql);
    return finish(p, sql);
}

/* Makes bytes of their text, "\\x" and hexadecimal digits, in its place. */
static wn_str unhex(char *text, size_t len)
{
    size_t count = 0;

    for (size_t i = 2; i + 1 < len; i += 2)
        text[count++] = (char)(wn_hex_digit(text[i]) << 4 | wn_hex_digit(text[i + 1]));
    return (wn_str){text, count};
}

static wn_str cell_of(const PGresult *result, int column)
{
    return PQgetisnull(result, 0, column)
               ? (wn_str){0}
               : (wn_str){PQgetvalue(result, 0, column),
                          (size_t)PQgetlength(result, 0, column)};
}

static db_value value_of(const PGresult *result, int column)
{
    wn_str cell = cell_of(result, column);

    if (!cell.ptr)
        return (db_value){.kind = DB_NULL};
    switch (PQftype(result, column)) {
    case OID_INT2:
    case OID_INT4:
    case OID_INT8:
        return db_int(db_cell_number(cell));
    case OID_BYTES:
        return db_bytes(unhex(PQgetvalue(result, 0, column), cell.len));
    default:
        return db_text(cell);
    }
}

/* Gives the row to the one of the two functions that is not NULL. */
static bool take_row(const PGresult *result, db_row row, db_value_row value_row,
                     void *data)
{
    wn_str cells[MOST_COLUMNS];
    db_value values[MOST_COLUMNS];
    int count = PQnfields(result);

    for (int i = 0; i < count && i < MOST_COLUMNS && row; i++)
        cells[i] = cell_of(result, i);
    for (int i = 0; i < count && i < MOST_COLUMNS && value_row; i++)
        values[i] = value_of(result, i);
    return row ? row(data, cells) : value_row(data, values);
}

static wn_rc ask(db *d, const char *sql, db_row row, db_value_row value_row, void *data)
{
    postgres *p = (postgres *)d;
    wn_rc rc = flush_all(p);
    PGresult *result;
    bool more = true;

    if (rc < 0)
        return rc;
    if (!PQsendQuery(p->db, sql) || !PQsetSingleRowMode(p->db))
        return fail(p, NULL, sql);
    p->asking = true;
    while ((result = PQgetResult(p->db))) {
        ExecStatusType status = PQresultStatus(result);
        if (status == PGRES_SINGLE_TUPLE && more && rc >= 0) {
            more = take_row(result, row, value_row, data);
        } else if (status != PGRES_SINGLE_TUPLE && status != PGRES_TUPLES_OK && rc >= 0) {
            rc = fail(p, result, sql);
        }
        PQclear(result);
    }
    p->asking = false;
    return rc;
}

static wn_rc query(db *d, const char *sql, db_row row, void *data)
{
    return ask(d, sql, row, NULL, data);
}

static wn_rc read_values(db *d, const char *sql, db_value_row row, void *data)
{
    return ask(d, sql, NULL, row, data);
}

static bool has_table(db *d, wn_str table)
{
    int64_t found = 0;
    wn_buf name = {0};

    db_sql(&name, "%I", table);
    db_number(d, &found, "SELECT 1 WHERE to_regclass(%L) IS NOT NULL", wn_buf_str(&name));
    wn_buf_release(&name);
    return found != 0;
}

static bool has_column(db *d, wn_str table, wn_str column)
{
    int64_t found = 0;
    wn_buf name = {0};

    db_sql(&name, "%I", table);
    db_number(
        d, &found,
        "SELECT 1 FROM pg_attribute WHERE attrelid=to_regclass(%L) AND attname=%L AND "
        "attnum>0 AND NOT attisdropped",
        wn_buf_str(&name), column);
    wn_buf_release(&name);
    return found != 0;
}

static wn_rc make_own(db *d, bool own)
{
    postgres *p = (postgres *)d;

    return own ? db_run(d, "SELECT set_config('search_path', %L, true)",
                        wn_str_of(p->own))
               : db_run(d, "SELECT set_config('search_path', %L, true)",
                        wn_str_of(p->path));
}

/* ---- opening ---------------------------------------------------------------------- */

static bool accepts(const char *target)
{
    return wn_input_is_address(target) ||
           (strchr(target, '=') && strncmp(target, "sqlite:", 7) &&
            strncmp(target, "csv:", 4));
}

static void no_notice(void *data, const char *message)
{
    (void)data, (void)message;
}

static bool note_holder(void *data, const wn_str *cells)
{
    postgres *p = data;
    int64_t pid = 0;

    wn_str_number(cells[1], &pid);
    wn_fail(p->base.err, WN_E_TARGET, WN_SAY_TARGET_LOCKED_BY, p->base.shown,
            wn_arena_str(&p->arena, cells[0]).ptr, (int)pid);
    return false;
}

/* Allows one run at a time. The lock ends with the transaction. */
static wn_rc take_lock(postgres *p)
{
    int64_t got = 0;
    wn_rc rc = db_number(&p->base, &got,
                         "SELECT pg_try_advisory_xact_lock(" LOCK
                         ", hashtext(current_schema()))::int");

    if (rc < 0 || got)
        return rc;
    rc =
        db_each(&p->base, note_holder, p,
                "SELECT a.application_name || coalesce(' @ ' || a.client_addr::text, "
                "''), l.pid FROM pg_locks l JOIN pg_stat_activity a ON a.pid=l.pid WHERE "
                "l.locktype='advisory' AND l.classid=" LOCK " AND l.granted AND "
                "l.objid::bigint=(hashtext(current_schema())::bigint & 4294967295)");
    if (rc >= 0 && p->base.err->rc >= 0)
        rc = wn_fail(p->base.err, WN_E_TARGET, WN_SAY_TARGET_LOCKED, p->base.shown);
    wn_error_hint(p->base.err, WN_SAY_TARGET_LOCKED_HINT);
    return p->base.err->rc;
}

/* A run may compute for minutes between two statements: no timeout when idle. It waits 10
 * seconds for locks of others, unless the address says otherwise
 * (options=-clock_timeout=60s). */
static const char settings[] =
    "SET TimeZone='UTC'; SET DateStyle='ISO, YMD'; SET client_min_messages=warning;"
    "SET idle_in_transaction_session_timeout=0; SET standard_conforming_strings=on;"
    "SELECT set_config('lock_timeout','10s',false) WHERE "
    "current_setting('lock_timeout')='0'";

static bool note_path(void *data, const wn_str *cells)
{
    postgres *p = data;

    p->path = wn_arena_str(&p->arena, cells[0]).ptr;
    p->own = wn_arena_str(&p->arena, cells[1]).ptr;
    return false;
}

static wn_rc begin(postgres *p)
{
    int64_t recovering = 0;
    wn_rc rc = run(&p->base, settings);

    if (rc >= 0) /* golden records of another schema have winnow tables of their own */
        rc = db_each(
            &p->base, note_path, p,
            "SELECT set_config('search_path', quote_ident(here) || ', ' || own, "
            "false), own FROM (SELECT here, CASE here WHEN 'public' THEN 'winnow' "
            "ELSE quote_ident('winnow_' || here) END AS own FROM (SELECT "
            "coalesce(current_schema(),'public') AS here) a) b");
    if (rc < 0)
        return rc;
    if (p->mode == DB_READ)
        return run(&p->base, "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY");
    rc = run(&p->base, "BEGIN");
    if (rc >= 0)
        rc = db_number(&p->base, &recovering, "SELECT pg_is_in_recovery()::int");
    if (rc >= 0 && recovering)
        rc = wn_fail(p->base.err, WN_E_TARGET, WN_SAY_TARGET_READONLY, p->base.shown);
    if (rc >= 0)
        rc = take_lock(p);
    return rc < 0 ? rc : db_run(&p->base, "CREATE SCHEMA IF NOT EXISTS %s", p->own);
}

static wn_rc open_target(db **out, const char *target, db_mode mode, const char *who,
                         wn_error *err)
{
    postgres *p = wn_alloc(1, sizeof(*p));
    char name[64];

    *out = &p->base;
    p->mode = mode;
    p->base = (db){.class = &db_postgres,
                   .err = err,
                   .shown = strdup(wn_input_shown(target, &p->arena).ptr)};
    snprintf(name, sizeof(name), "winnow %s", who);
    const char *keys[] = {"dbname", "application_name", "client_encoding", NULL};
    const char *values[] = {target, name, "UTF8", NULL};
    p->db = PQconnectdbParams(keys, values, 1);
    if (PQstatus(p->db) != CONNECTION_OK)
        return fail(p, NULL, wn_say(err->lang, WN_SAY_TARGET_CONNECTION));
    PQsetNoticeProcessor(p->db, no_notice, NULL);
    return begin(p);
}

static wn_rc backup(db *d, const char *path, char said[512])
{
    (void)path;
    snprintf(said, 512, wn_say(d->err->lang, WN_SAY_BACKUP_PG_DUMP), d->shown);
    return WN_OK;
}

static wn_rc commit(db *d)
{
    postgres *p = (postgres *)d;

    return run(d, p->mode == DB_WRITE ? "COMMIT" : "ROLLBACK");
}

static void close_target(db *d, bool committed)
{
    postgres *p = (postgres *)d;

    (void)committed;
    for (db_inserter *i = p->inserters, *next; i; i = next) {
        next = i->next;
        wn_buf_release(&i->copy);
        wn_buf_release(&i->rows);
        free(i);
    }
    PQfinish(p->db); /* an open transaction rolls back */
    wn_arena_release(&p->arena);
    free(p->base.shown);
    free(p);
}

/* ---- dialect ---------------------------------------------------------------------- */

static void type(wn_buf *sql, const wn_field *field)
{
    static const struct {
        const char *sql, *here;
    } types[] = {{"INTEGER", "bigint"},        {"NUMERIC", "numeric"},
                 {"TIMESTAMP", "timestamptz"}, {"DATE", "date"},
                 {"BOOLEAN", "boolean"},       {"TEXT", "text"}};

    /* varchar only when the model refuses longer values: when it only reports them, the
     * database would refuse what the model lets pass */
    if (!strcmp(field->type->sql, "TEXT") && field->has_max && field->max > 0 &&
        field->invalid == WN_POLICY_REFUSE && field->survive != WN_SURVIVE_UNION) {
        db_sql(sql, "varchar(%d)", (long long)field->max);
        return;
    }
    for (size_t i = 0; i < WN_COUNT(types); i++)
        if (!strcmp(types[i].sql, field->type->sql))
            db_sql(sql, "%s", types[i].here);
}

static void text(wn_buf *sql, const char *alias, const wn_field *field)
{
    const char *is = field->type->sql;

    db_sql(sql,
           !strcmp(is, "TIMESTAMP")
               ? "to_char(%s.%I AT TIME ZONE 'UTC','YYYY-MM-DD\"T\"HH24:MI:SS\"Z\"')"
           : !strcmp(is, "BOOLEAN") ? "%s.%I::int::text"
                                    : "%s.%I::text",
           alias, field->name);
}

static void from_json(wn_buf *sql, wn_str table)
{
    db_sql(sql, " CROSS JOIN LATERAL json_populate_record(NULL::%I, h.before::json) x",
           table);
}

static void json(wn_buf *sql, wn_str name)
{
    db_sql(sql, "coalesce(to_json((t.%I)::text)::text,'null')", name);
}

static void json_column(wn_buf *sql, wn_str name, const char *type_of)
{
    (void)type_of;
    db_sql(sql, "x.%I", name);
}

static void triggers(wn_buf *sql, const char *view, const char *insert,
                     const char *update, const char *gone)
{
    db_sql(sql,
           "CREATE FUNCTION %s_change() RETURNS trigger LANGUAGE plpgsql SET search_path "
           "FROM CURRENT AS $w$ BEGIN IF TG_OP='INSERT' THEN %s RETURN NEW; ELSIF "
           "TG_OP='UPDATE' THEN %s RETURN NEW; END IF; %s RETURN OLD; END $w$;"
           "CREATE TRIGGER %s_change INSTEAD OF INSERT OR UPDATE OR DELETE ON %s FOR "
           "EACH ROW EXECUTE FUNCTION %s_change()",
           view, insert, update, gone, view, view, view);
}

static const db_dialect dialect = {
    .row = "ctid",
    .bytes = "bytea",
    .hex = "encode(t.%I,'hex')",
    .unhex = "decode(%s.%I,'hex')",
    .triggers = triggers,
    .type = type,
    .text = text,
    .json = json,
    .from_json = from_json,
    .json_column = json_column,
    .most_columns = 1600,
    .is_server = true,
};

const db_class db_postgres = {
    .name = "postgresql",
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
