/*
 * db.h - a database that can be a target: one file a kind of it (sqlite.c, postgres.c).
 *
 * The SQL that is run is written once, for both: store_*.c keep to what SQLite 3.39 and
 * PostgreSQL 12 understand alike (INSERT ... SELECT, UPDATE ... FROM, IS DISTINCT FROM).
 * What differs is in the dialect below.
 */
#ifndef TARGET_DB_H
#define TARGET_DB_H

#include "core/mapping.h"
#include "winnow/error.h"

typedef enum db_mode {
    DB_READ,  /* what is there; nothing is made or changed */
    DB_WRITE, /* one transaction, which commit ends; nobody else may write */
    DB_TRY /* the same, which never commits; a database that is not there is not made */
} db_mode;

/* A value on its way in. A decimal is a number as text, which the database must give back
 * as it is. */
typedef struct db_value {
    enum { DB_NULL, DB_TEXT, DB_NUMBER, DB_REAL, DB_DECIMAL } kind;
    wn_str text; /* borrowed for the call */
    int64_t number;
    double real;
} db_value;

typedef struct db db;
typedef struct db_inserter db_inserter;
/* A row of a query: its cells as text, ptr NULL where there is no value. False: enough.
 */
typedef bool (*db_row)(void *data, const wn_str *cells);

/* What the two kinds say differently. Names are quoted already. */
typedef struct db_dialect {
    /* The type of a column of such a field, appended. */
    void (*type)(wn_buf *sql, const wn_field *field);
    /* The text of a field's column, as a transform writes it. */
    void (*text)(wn_buf *sql, const char *alias, const wn_field *field);
    /* A column of the row `t` as a JSON value, from which it comes back as it was. */
    void (*json)(wn_buf *sql, wn_str name);
    /* Rows of history `h` as rows of the table: what follows FROM, and a column of it,
     * which is of the type. */
    void (*from_json)(wn_buf *sql, wn_str table);
    void (*json_column)(wn_buf *sql, wn_str name, const char *type);
    size_t most_columns; /* of a table */
    bool is_server;      /* COMMENT ON, and foreign keys that come behind the rows */
} db_dialect;

typedef struct db_class {
    const char *name;
    const db_dialect *dialect;
    bool (*accepts)(const char *target);
    /* Opens, and for DB_WRITE begins a transaction and holds off other writers. On
     * failure *out may be set, and close is called. */
    wn_rc (*open)(db **out, const char *target, db_mode mode, const char *who,
                  wn_error *err);
    wn_rc (*run)(db *d, const char *sql); /* statements, ";" between */
    wn_rc (*query)(db *d, const char *sql, db_row row, void *data);
    /* Rows on their way into a table; what is waiting arrives before the next run, query
     * or commit. Columns as in SQL: "a, b". Closed with the database. */
    db_inserter *(*inserter)(db *d, const char *table, const char *columns,
                             size_t column_count);
    wn_rc (*insert)(db_inserter *into, const db_value *values);
    bool (*has_table)(db *d, wn_str table);
    bool (*has_column)(db *d, wn_str table, wn_str column);
    /* What is made from now on is winnow's own, or not. */
    wn_rc (*make_own)(db *d, bool own);
    /* A copy of what is there now, at `path`, that is known to be sound; or, where only
     * others can make one, how: into `said`. */
    wn_rc (*backup)(db *d, const char *path, char said[512]);
    wn_rc (*commit)(db *d);
    void (*close)(db *d, bool committed); /* rolls back what was not committed */
} db_class;

/* First member of each kind's own struct. */
struct db {
    const db_class *class;
    wn_error *err;
    char *shown; /* the target as people may see it: never a password */
    bool force;  /* files that winnow did not write may be replaced: csv:DIR */
};

extern const db_class db_sqlite, db_postgres, db_csv;

/* The kind of the target; NULL: of none. */
const db_class *db_class_of(const char *target);
/* The version of winnow's own tables. A target that says none has the first. */
#define DB_VERSION 1
/* Open a target of any kind. WN_E_USAGE: no kind takes it. WN_E_TARGET, also where a
 * newer winnow made its tables. */
wn_rc db_open(db **out, const char *target, db_mode mode, const char *who, wn_error *err);
wn_rc db_close(db *d, bool committed, wn_rc rc); /* gives rc back; d may be NULL */

/* Append SQL: %I a name (wn_str), %L a text (wn_str), %s plain text (char *), %d a number
 * (long long). */
void db_sql(wn_buf *sql, const char *format, ...);
/* The same, and run it. */
wn_rc db_run(db *d, const char *format, ...);
/* Run what was built, and empty the buffer. */
wn_rc db_run_built(db *d, wn_buf *sql);
/* The first cell of the first row, as a number; 0 where there is none. */
wn_rc db_number(db *d, int64_t *out, const char *format, ...);
/* Each row of a query. */
wn_rc db_each(db *d, db_row row, void *data, const char *format, ...);
/* Append the fields of an entity: ", " and the text of each, as a transform writes it;
 * and "id" and their names. */
void db_add_fields(const db *d, wn_buf *sql, const char *alias, const wn_entity *entity);
void db_add_names(wn_buf *sql, const wn_entity *entity);
wn_rc db_fail(db *d, const char *doing, const char *why);

static inline db_value db_text(wn_str text)
{
    return (db_value){.kind = DB_TEXT, .text = text};
}
static inline db_value db_decimal(wn_str text)
{
    return (db_value){.kind = DB_DECIMAL, .text = text};
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
