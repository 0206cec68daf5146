/*
 * db.h - a database that can be a target; each kind of database is one file
 * (db_sqlite.c, db_postgres.c; csv_target.c is an SQLite database that ends as files).
 *
 * The SQL is written once, for all kinds: store_*.c use only what SQLite 3.39 and
 * PostgreSQL 12 both understand (INSERT ... SELECT, UPDATE ... FROM, IS DISTINCT FROM).
 * What they write differently is in the dialect below.
 */
#ifndef TARGET_DB_H
#define TARGET_DB_H

#include "core/mapping.h"
#include "winnow/error.h"

#include <stdlib.h>

typedef enum db_mode {
    DB_READ,  /* only reads; makes and changes nothing */
    DB_WRITE, /* one transaction until commit; nobody else may write meanwhile */
    DB_TRY    /* as DB_WRITE, but never commits, and makes no database */
} db_mode;

/* A value to insert, or one that was read. DB_DECIMAL is a number given as text; the
 * database must return that same text later. */
typedef struct db_value {
    enum { DB_NULL, DB_TEXT, DB_NUMBER, DB_REAL, DB_DECIMAL, DB_BYTES } kind;
    wn_str text; /* borrowed for the call; of DB_NULL and DB_NUMBER it is empty */
    int64_t number;
    double real;
} db_value;

typedef struct db db;
typedef struct db_inserter db_inserter;
/* Called for each row of a query: its cells as text, ptr NULL for NULL. The cells end
 * with a NUL and are valid during the call only. Return false to get no more rows. */
typedef bool (*db_row)(void *data, const wn_str *cells);
/* The same with values as the database has them: whole numbers (DB_NUMBER), bytes
 * (DB_BYTES), all others as text (DB_TEXT). SQLite may have any kind in any column: see
 * db_whole and db_shown. */
typedef bool (*db_value_row)(void *data, const db_value *values);

/* SQL that SQLite and PostgreSQL write differently. Each function appends to `sql`, and
 * quotes the names itself. */
typedef struct db_dialect {
    /* The SQL type of the field's column. */
    void (*type)(wn_buf *sql, const wn_field *field);
    /* An expression: the field's column as text, written as a transform writes it. */
    void (*text)(wn_buf *sql, const char *alias, const wn_field *field);
    /* An expression: a column of the row `t` as a JSON value that loses nothing. */
    void (*json)(wn_buf *sql, wn_str name);
    /* Row images as rows of `table`. from_json: what follows "FROM winnow_history h";
     * json_column: an expression for one of their columns, of the SQL type `type`. */
    void (*from_json)(wn_buf *sql, wn_str table);
    void (*json_column)(wn_buf *sql, wn_str name, const char *type);
    const char
        *row; /* the column that tells the rows of a table apart, until they change */
    const char *bytes; /* the SQL type of bytes */
    /* Formats for db_sql. hex: a column of bytes of the row `t` as text, for its name,
     * three times; unhex: bytes from such a text, for a row's name and the column's. */
    const char *hex, *unhex;
    /* Triggers that do these statements when a row of the view is inserted, updated or
     * deleted; they call it NEW and OLD. */
    void (*triggers)(wn_buf *sql, const char *view, const char *insert,
                     const char *update, const char *gone);
    size_t most_columns; /* that a table may have */
    bool is_server;      /* has COMMENT ON; foreign keys are added after the rows */
} db_dialect;

typedef struct db_class {
    const char *name;
    const db_dialect *dialect;
    bool (*accepts)(const char *target);
    /* Opens the target; for DB_WRITE also begins a transaction and keeps other writers
     * out. `who`, a command or a run, is shown in a server's list of connections. After a
     * failure *out may be set: the caller calls close. */
    wn_rc (*open)(db **out, const char *target, db_mode mode, const char *who,
                  wn_error *err);
    wn_rc (*run)(db *d, const char *sql); /* statements, ";" between */
    wn_rc (*query)(db *d, const char *sql, db_row row, void *data);
    /* As query, without making texts of numbers and bytes: for many rows. */
    wn_rc (*read)(db *d, const char *sql, db_value_row row, void *data);
    /* Inserts rows into `table`, whose columns are listed as in SQL: "a, b". It may
     * collect rows; they are in the table before the next run, query or commit. Owned
     * by the database, which frees it in close. */
    db_inserter *(*inserter)(db *d, const char *table, const char *columns,
                             size_t column_count);
    wn_rc (*insert)(db_inserter *into, const db_value *values);
    bool (*has_table)(db *d, wn_str table);
    bool (*has_column)(db *d, wn_str table, wn_str column);
    /* Are the tables that are made from now on winnow's own? A server has a schema for
     * those. */
    wn_rc (*make_own)(db *d, bool own);
    /* Makes a checked copy of the database at `path`; or, for a kind that only its own
     * tools can copy, writes into `said` how to make one. */
    wn_rc (*backup)(db *d, const char *path, char said[512]);
    wn_rc (*commit)(db *d);
    void (*close)(db *d, bool committed); /* rolls back what was not committed */
} db_class;

/* The first member of the struct of each kind. */
struct db {
    const db_class *class;
    wn_error *err;
    char *shown; /* the target as people may see it: never a password */
    bool force;  /* files that winnow did not write may be replaced: csv:DIR */
    bool plain;  /* what is written is read as text: no compressed blocks */
    wn_rc (*before_commit)(db *d); /* writes the files of csv:DIR; else NULL */
};

extern const db_class db_sqlite, db_postgres, db_csv;

/* The kind of database that `target` names; NULL: it names none. */
const db_class *db_class_of(const char *target);
/* The version of winnow's own tables. A target without a version has the first one. */
#define DB_VERSION 2
/* Opens a target of any kind. WN_E_USAGE: no kind accepts it. WN_E_TARGET: it cannot be
 * opened, or a newer winnow made its tables. */
wn_rc db_open(db **out, const char *target, db_mode mode, const char *who, wn_error *err);
wn_rc db_close(db *d, bool committed, wn_rc rc); /* returns `rc`; d may be NULL */

/* Appends SQL. In `format`: %I a quoted name (wn_str), %L a quoted text (wn_str), %s text
 * as it is (char *), %d a number (long long). */
void db_sql(wn_buf *sql, const char *format, ...);
/* Formats as db_sql does, and runs the statements. */
wn_rc db_run(db *d, const char *format, ...);
/* Runs the statements in `sql`, and releases the buffer. */
wn_rc db_run_built(db *d, wn_buf *sql);
/* *out: the first cell of the first row as a number, 0 when there is none. */
wn_rc db_number(db *d, int64_t *out, const char *format, ...);
/* Calls `row` for each row of the query. */
wn_rc db_each(db *d, db_row row, void *data, const char *format, ...);
wn_rc db_read(db *d, db_value_row row, void *data, const char *format, ...);
/* What was read as a whole number, 0: it is none; as text, ptr NULL: DB_NULL. `room`: for
 * the digits of a number. */
int64_t db_whole(const db_value *value);
wn_str db_shown(const db_value *value, char room[24]);
/* db_add_fields appends ", " and the text (dialect->text) of each field of the entity;
 * db_add_names appends "id" and the names of the fields. */
void db_add_fields(const db *d, wn_buf *sql, const char *alias, const wn_entity *entity);
void db_add_names(wn_buf *sql, const wn_entity *entity);
wn_rc db_fail(db *d, const char *doing, const char *why);

static inline int64_t db_cell_number(wn_str cell) /* a whole number in a cell; NULL: 0 */
{
    return cell.ptr ? strtoll(cell.ptr, NULL, 10) : 0;
}
static inline db_value db_text(wn_str text)
{
    return (db_value){.kind = DB_TEXT, .text = text};
}
static inline db_value db_decimal(wn_str text)
{
    return (db_value){.kind = DB_DECIMAL, .text = text};
}
static inline db_value db_bytes(wn_str bytes)
{
    return (db_value){.kind = DB_BYTES, .text = bytes};
}
static inline db_value db_int(int64_t number)
{
    return (db_value){.kind = DB_NUMBER, .number = number};
}
static inline db_value db_id(uint64_t number) /* 0: none */
{
    return number ? db_int((int64_t)number) : (db_value){.kind = DB_NULL};
}

#endif
