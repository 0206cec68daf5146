/*
 * sqlite.c - tables of an SQLite database, or the result of a query.
 *
 * The database is opened read-only, and its schema is not trusted: the file may come from
 * anybody.
 */
#include "decimal.h"
#include "named_values.h"

#include "core/fail.h"
#include "core/memory.h"

#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define MOST_TABLES 4096

struct reader {
    wn_input *input;
    wn_error *err;
    sqlite3 *db;
    sqlite3_stmt *rows;
    wn_str *cells; /* of the current row */
    bool *numbers; /* by cell: it is a number */
    uint64_t line;
    bool at_end;
};

static wn_rc fail(struct reader *r)
{
    return wn_fail(r->err, WN_E_SOURCE, WN_SAY_READ_SQLITE_FAILED, r->input->path,
                   r->db ? sqlite3_errmsg(r->db) : "");
}

static void list_tables(struct reader *r)
{
    static const char sql[] =
        "select name, type = 'view' or name like 'winnow#_%' escape '#' from "
        "sqlite_master "
        "where type in ('table', 'view') and name not like 'sqlite#_%' escape '#' "
        "order by 2, rowid";
    wn_input *input = r->input;
    sqlite3_stmt *st = NULL;

    input->tables = wn_arena_alloc(&input->arena, MOST_TABLES * sizeof(wn_table));
    input->table_count = 0;
    if (sqlite3_prepare_v2(r->db, sql, -1, &st, NULL) != SQLITE_OK) {
        fail(r);
        return;
    }
    while (sqlite3_step(st) == SQLITE_ROW && input->table_count < MOST_TABLES) {
        const char *name = (const char *)sqlite3_column_text(st, 0);
        input->tables[input->table_count++] = (wn_table){
            wn_arena_str(&input->arena, wn_str_of(name)), sqlite3_column_int(st, 1) != 0};
    }
    sqlite3_finalize(st);
}

/* Prepare the SQL: the query of records=, else all rows of the chosen table. */
static wn_rc prepare(struct reader *r)
{
    wn_input *input = r->input;
    char *sql;

    if (input->records.len > 0) {
        sql = sqlite3_mprintf("%.*s", WN_FMT(input->records));
        input->table_count = 0;
    } else {
        if (input->table_count == 0)
            return wn_fail(r->err, WN_E_SOURCE, WN_SAY_READ_NO_TABLES, input->path);
        size_t size = input->table_count * sizeof(wn_table);
        const wn_table *written = /* its name in SQL: the shown names may be repaired */
            memcpy(wn_arena_alloc(&input->arena, size), input->tables, size);
        if (read_choose_table(input, r->err) < 0)
            return r->err->rc;
        sql = sqlite3_mprintf("select * from \"%w\"", written[input->table].name.ptr);
    }
    int code = sqlite3_prepare_v2(r->db, sql, -1, &r->rows, NULL);
    sqlite3_free(sql);
    if (code != SQLITE_OK || !r->rows)
        return fail(r);
    if (!sqlite3_stmt_readonly(r->rows))
        return wn_fail(r->err, WN_E_SOURCE, WN_SAY_READ_QUERY_WRITES, input->path);
    return WN_OK;
}

static void set_columns(struct reader *r)
{
    wn_input *input = r->input;
    int count = sqlite3_column_count(r->rows);

    input->columns = wn_arena_alloc(&input->arena, ((size_t)count + 1) * sizeof(wn_str));
    input->column_count = (size_t)count;
    r->cells = wn_alloc((size_t)count + 1, sizeof(*r->cells));
    r->numbers = wn_alloc((size_t)count + 1, sizeof(*r->numbers));
    for (int i = 0; i < count; i++)
        input->columns[i] =
            wn_arena_str(&input->arena, wn_str_of(sqlite3_column_name(r->rows, i)));
    read_name_columns(input);
}

static int reader_probe(const wn_input *input, wn_str head)
{
    (void)input;
    return head.len >= 16 && !memcmp(head.ptr, "SQLite format 3", 16) ? 100 : 0;
}

static void reader_close(void *reader)
{
    struct reader *r = reader;

    sqlite3_finalize(r->rows);
    sqlite3_close(r->db);
    free(r->cells);
    free(r->numbers);
    free(r);
}

static wn_rc reader_open(void **reader_out, wn_input *input, wn_error *err)
{
    struct reader *r = wn_alloc(1, sizeof(*r));

    *reader_out = r;
    r->input = input;
    r->err = err;
    input->note_count = 0;
    input->encoding = "utf-8";
    wn_input_let_go(input); /* closing it later would drop the locks */
    if (sqlite3_open_v2(input->file, &r->db, SQLITE_OPEN_READONLY, NULL) != SQLITE_OK)
        return fail(r);
    sqlite3_db_config(r->db, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, NULL);
    sqlite3_db_config(r->db, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
    sqlite3_limit(r->db, SQLITE_LIMIT_LENGTH, (int)READ_MAX_ROW);
    sqlite3_busy_timeout(r->db, 5000);
    list_tables(r);
    if (err->rc < 0 || prepare(r) < 0)
        return err->rc;
    set_columns(r);
    return WN_OK;
}

/* Is the blob a number as text? Winnow's own targets store numbers that have no SQLite
 * type so. */
static bool is_decimal(struct reader *r, int column)
{
    wn_str bytes = {sqlite3_column_blob(r->rows, column),
                    (size_t)sqlite3_column_bytes(r->rows, column)};

    return bytes.len < READ_DECIMAL_ROOM && read_decimal_digits(bytes) > 0;
}

/* The text of a cell, borrowed until the next row. Of a blob that is not text, only its
 * size is given. */
static wn_str value_of(struct reader *r, int column, wn_arena *arena)
{
    int type = sqlite3_column_type(r->rows, column);
    char number[READ_DECIMAL_ROOM];

    if (type == SQLITE_FLOAT)
        return wn_arena_str(arena,
                            read_double(sqlite3_column_double(r->rows, column), number));
    if (type == SQLITE_BLOB && !is_decimal(r, column))
        return wn_arena_format(arena, "(%d bytes)",
                               sqlite3_column_bytes(r->rows, column));
    const char *text = (const char *)sqlite3_column_text(r->rows, column);
    size_t len = (size_t)sqlite3_column_bytes(r->rows, column);
    return (wn_str){text ? text : "", text ? len : 0};
}

static wn_rc reader_next(void *reader, wn_batch *batch)
{
    struct reader *r = reader;
    size_t count = r->input->column_count;

    while (!r->at_end && !wn_batch_is_full(batch)) {
        int code = sqlite3_step(r->rows);
        r->at_end = code != SQLITE_ROW;
        if (code != SQLITE_ROW && code != SQLITE_DONE)
            return fail(r);
        if (r->at_end)
            break;
        for (size_t i = 0; i < count; i++)
            r->cells[i] = value_of(r, (int)i, &batch->arena);
        for (size_t i = 0; i < count; i++) {
            int type = sqlite3_column_type(r->rows, (int)i);
            r->numbers[i] = type == SQLITE_INTEGER || type == SQLITE_FLOAT ||
                            (type == SQLITE_BLOB && is_decimal(r, (int)i));
        }
        read_give(r->input, batch, ++r->line, r->cells, r->numbers);
    }
    return batch->count > 0 ? WN_MORE : WN_OK;
}

const wn_reader_class wn_reader_sqlite = {
    .name = "sqlite",
    .en = "a table of an SQLite database, or a query on it",
    .zh = "SQLite 数据库的表或查询",
    .is_binary = true,
    .probe = reader_probe,
    .open = reader_open,
    .next = reader_next,
    .close = reader_close,
};
