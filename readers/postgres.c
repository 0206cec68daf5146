/*
 * postgres.c - tables of a PostgreSQL database, or the result of a query, row by row, in
 * a read-only transaction.
 *
 * Passwords come from the environment, .pgpass or a service file. A password in the
 * address is used, but is removed from what is shown and stored.
 */
#include "decimal.h"
#include "read.h"

#include "core/fail.h"
#include "core/memory.h"

#include <libpq-fe.h>
#include <stdlib.h>
#include <string.h>

#define MOST_TABLES 4096
#define BOOL_OID 16
#define BYTEA_OID 17
#define INT8_OID 20
#define INT2_OID 21
#define INT4_OID 23
#define NUMERIC_OID 1700
#define FLOAT4_OID 700
#define FLOAT8_OID 701

struct reader {
    wn_input *input;
    wn_error *err;
    PGconn *db;
    bool asked, at_end;
    uint64_t line;
};

static wn_rc fail(struct reader *r, const char *why)
{
    wn_str text = wn_str_trim(wn_str_of(why));
    wn_str line = wn_str_cut(&text, WN_STR("\n"));

    return wn_fail(r->err, WN_E_SOURCE, WN_SAY_READ_POSTGRES_FAILED, r->input->path,
                   WN_FMT(line));
}

static bool run(struct reader *r, const char *sql)
{
    PGresult *result = PQexec(r->db, sql);
    bool good = PQresultStatus(result) == PGRES_COMMAND_OK;

    if (!good)
        fail(r, PQerrorMessage(r->db));
    PQclear(result);
    return good;
}

static void list_tables(struct reader *r)
{
    static const char sql[] =
        "select case when n.nspname = 'public' then c.relname else n.nspname || '.' || "
        "c.relname end, format('%I.%I', n.nspname, c.relname), c.relkind = 'v' or "
        "n.nspname "
        "= 'winnow' from pg_class c join pg_namespace n on n.oid = c.relnamespace where "
        "c.relkind in ('r', 'v', 'm', 'p', 'f') and n.nspname not in ('pg_catalog', "
        "'information_schema', 'pg_toast') and not c.relispartition order by 3, 1";
    wn_input *input = r->input;
    PGresult *result = PQexec(r->db, sql);
    int count = PQntuples(result);

    if (PQresultStatus(result) != PGRES_TUPLES_OK)
        fail(r, PQerrorMessage(r->db));
    count = count < MOST_TABLES ? count : MOST_TABLES;
    input->tables = wn_arena_alloc(&input->arena, ((size_t)count + 1) * sizeof(wn_table));
    input->table_count = (size_t)count;
    for (int i = 0; i < count; i++)
        input->tables[i] =
            (wn_table){wn_arena_str(&input->arena, wn_str_of(PQgetvalue(result, i, 0))),
                       PQgetvalue(result, i, 2)[0] == 't'};
    PQclear(result);
}

/* The SQL: the query of records=, else all rows of the chosen table. */
static wn_str statement(struct reader *r)
{
    wn_input *input = r->input;

    if (input->records.len > 0) {
        input->table_count = 0;
        return wn_arena_str(&input->arena, input->records);
    }
    if (input->table_count == 0)
        wn_fail(r->err, WN_E_SOURCE, WN_SAY_READ_NO_TABLES, input->path);
    else if (read_choose_table(input, r->err) >= 0) {
        wn_str name = input->tables[input->table].name, schema = WN_STR("public");
        if (memchr(name.ptr, '.', name.len))
            schema = wn_str_cut(&name, WN_STR("."));
        char *a = PQescapeIdentifier(r->db, schema.ptr, schema.len);
        char *b = PQescapeIdentifier(r->db, name.ptr, name.len);
        wn_str sql =
            wn_arena_format(&input->arena, "select * from %s.%s", a ? a : "", b ? b : "");
        PQfreemem(a);
        PQfreemem(b);
        return sql;
    }
    return WN_STR("");
}

/* Set the columns from the prepared statement, before the first row. */
static wn_rc prepare(struct reader *r, wn_str sql)
{
    wn_input *input = r->input;
    PGresult *made = PQprepare(r->db, "w", sql.ptr, 0, NULL), *told = NULL;
    bool good = PQresultStatus(made) == PGRES_COMMAND_OK;

    if (good) {
        told = PQdescribePrepared(r->db, "w");
        good = PQresultStatus(told) == PGRES_COMMAND_OK && PQnfields(told) > 0;
    }
    if (!good && told && PQnfields(told) == 0) {
        wn_fail(r->err, WN_E_SOURCE, WN_SAY_READ_QUERY_WRITES, input->path);
    } else if (!good) {
        fail(r, PQerrorMessage(r->db));
    } else {
        int count = PQnfields(told);
        input->columns =
            wn_arena_alloc(&input->arena, ((size_t)count + 1) * sizeof(wn_str));
        input->column_count = (size_t)count;
        for (int i = 0; i < count; i++)
            input->columns[i] = wn_arena_str(&input->arena, wn_str_of(PQfname(told, i)));
        read_name_columns(input);
    }
    PQclear(made);
    PQclear(told);
    return r->err->rc;
}

static int reader_probe(const wn_input *input, wn_str head)
{
    (void)input, (void)head;
    return 0; /* wn_input_survey finds it by its address */
}

static void reader_close(void *reader)
{
    struct reader *r = reader;

    PQfinish(r->db);
    free(r);
}

static wn_rc reader_open(void **reader_out, wn_input *input, wn_error *err)
{
    struct reader *r = wn_alloc(1, sizeof(*r));

    *reader_out = r;
    r->input = input;
    r->err = err;
    input->note_count = 0;
    r->db = PQconnectdb(input->file);
    if (PQstatus(r->db) != CONNECTION_OK)
        return fail(r, PQerrorMessage(r->db));
    PQsetClientEncoding(r->db, "UTF8");
    if (!run(r, "begin transaction isolation level repeatable read read only") ||
        !run(r, "set local datestyle = 'ISO, YMD'"))
        return err->rc;
    list_tables(r);
    wn_str sql = err->rc >= 0 ? statement(r) : WN_STR("");
    return err->rc < 0 ? err->rc : prepare(r, sql);
}

static wn_str value_of(const PGresult *result, int column, wn_arena *arena)
{
    wn_str value = {PQgetvalue(result, 0, column),
                    (size_t)PQgetlength(result, 0, column)};
    char number[READ_DECIMAL_ROOM];

    if (PQgetisnull(result, 0, column))
        return WN_STR("");
    if (PQftype(result, column) == BOOL_OID)
        return value.ptr[0] == 't' ? WN_STR("TRUE") : WN_STR("FALSE");
    if (PQftype(result, column) == BYTEA_OID)
        return wn_arena_format(arena, "(%zu bytes)",
                               value.len > 2 ? (value.len - 2) / 2 : 0);
    if (PQftype(result, column) == FLOAT4_OID || PQftype(result, column) == FLOAT8_OID)
        value = read_decimal(value, number);
    return wn_arena_str(arena, value);
}

static bool is_number(const PGresult *result, int column)
{
    static const Oid types[] = {INT8_OID,   INT2_OID,   INT4_OID,
                                FLOAT4_OID, FLOAT8_OID, NUMERIC_OID};

    for (size_t i = 0; i < WN_COUNT(types); i++)
        if (PQftype(result, column) == types[i])
            return true;
    return false;
}

/* Add one row to the batch, or note the end. */
static void next_row(struct reader *r, wn_batch *batch)
{
    PGresult *result = PQgetResult(r->db);
    ExecStatusType status = result ? PQresultStatus(result) : PGRES_TUPLES_OK;
    size_t count = r->input->column_count;

    if (status == PGRES_SINGLE_TUPLE) {
        wn_record *record = wn_batch_append(batch);
        record->line = ++r->line;
        record->source_count = (uint32_t)count;
        record->source = wn_arena_alloc(&batch->arena, (count + 1) * sizeof(wn_str));
        for (size_t i = 0; i < count; i++)
            record->source[i] = value_of(result, (int)i, &batch->arena);
        bool *numbers = wn_arena_alloc(&batch->arena, count + 1);
        for (size_t i = 0; i < count; i++)
            numbers[i] = is_number(result, (int)i);
        record->numbers = numbers;
    } else if (status != PGRES_TUPLES_OK) {
        fail(r, PQerrorMessage(r->db));
    }
    r->at_end = r->at_end || !result;
    PQclear(result);
}

static wn_rc reader_next(void *reader, wn_batch *batch)
{
    struct reader *r = reader;

    if (!r->asked) {
        r->asked = true;
        if (!PQsendQueryPrepared(r->db, "w", 0, NULL, NULL, NULL, 0) ||
            !PQsetSingleRowMode(r->db))
            return fail(r, PQerrorMessage(r->db));
    }
    while (!r->at_end && r->err->rc >= 0 && !wn_batch_is_full(batch))
        next_row(r, batch);
    if (r->err->rc < 0)
        return r->err->rc;
    return batch->count > 0 ? WN_MORE : WN_OK;
}

const wn_reader_class wn_reader_postgres = {
    .name = "postgresql",
    .en = "a table of a PostgreSQL database (postgresql://...), or a query on it",
    .zh = "PostgreSQL 数据库的表或查询（postgresql://...）",
    .is_binary = true,
    .probe = reader_probe,
    .open = reader_open,
    .next = reader_next,
    .close = reader_close,
};
