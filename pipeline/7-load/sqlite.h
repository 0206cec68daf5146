/* sqlite.h - shared by the files of the SQLite sink only. */
#ifndef LOAD_SQLITE_H
#define LOAD_SQLITE_H

#include "winnow/sink.h"

#include <sqlite3.h>

typedef enum sqlite_statement {
    STATEMENT_SOURCE_INSERT,
    STATEMENT_SOURCE_FIND,
    STATEMENT_SOURCE_UPDATE,
    STATEMENT_SOURCE_MEMBERS,
    STATEMENT_SOURCE_BASE,
    STATEMENT_LINEAGE_FIND,
    STATEMENT_LINEAGE_INSERT,
    STATEMENT_LINEAGE_DELETE,
    STATEMENT_REFUSED_INSERT,
    STATEMENT_PAIR_INSERT,
    STATEMENT_FINDING_INSERT,
    STATEMENT_HISTORY_INSERT,
    STATEMENT_HEALTH_INSERT,
    STATEMENT_COUNT
} sqlite_statement;

struct sink {
    const wn_context *context;
    char *path;
    sqlite3 *db;
    bool existed;    /* the file, before us */
    bool living;     /* it held records before this run */
    bool throwaway;  /* a dry run without a file: a database nobody sees */
    bool same_rules; /* the mappings are those of the last run */
    int64_t run;     /* its number in winnow_run */
    sqlite3_stmt *statements[STATEMENT_COUNT];
    const wn_entity *entity;
    sqlite3_stmt *insert, *find, *update; /* of the entity's own table */
    uint64_t first_new;                   /* golden ids from here on are of this run */
    wn_books *untouched; /* by file: records whose rows already say this */
    size_t regrouped;    /* of the cross-reference's, so many are seen to */
    wn_buf raw;          /* a source row as CSV */
};

/* sqlite.c */
wn_rc sqlite_fail(struct sink *s, const char *doing);
wn_rc sqlite_run(struct sink *s, const char *sql);
wn_rc sqlite_step(struct sink *s, sqlite3_stmt *statement); /* a write; resets */
void sqlite_text(sqlite3_stmt *statement, int at, wn_str text);
/* One number from a query without parameters. */
wn_rc sqlite_number(struct sink *s, const char *sql, int64_t *out);

wn_rc sqlite_run_built(struct sink *s, sqlite3_str *sql); /* frees it */

/* sqlite_tables.c */
bool sqlite_has_column(struct sink *s, wn_str table, wn_str name);
wn_rc sqlite_create_own(struct sink *s);     /* the winnow_ tables, when missing */
wn_rc sqlite_create_indexes(struct sink *s); /* after the rows, which is faster */
wn_rc sqlite_prepare_own(struct sink *s);
wn_rc sqlite_begin_entity(struct sink *s, const wn_entity *entity);
void sqlite_end_entity(struct sink *s);

/* What the target says of a source record. */
typedef struct sqlite_stored {
    bool found;
    bool same_content; /* golden id and SHA-256 */
    bool same;         /* and fate */
    wn_fate fate;
    sqlite3_int64 golden;
} sqlite_stored;

/* sqlite_rows.c */
bool sqlite_has_value(const wn_field *field, const wn_cell *cell);
bool sqlite_says(sqlite3_stmt *row, int at, const wn_field *field, const wn_cell *cell);
void sqlite_bind_cells(sqlite3_stmt *statement, const wn_entity *entity, uint64_t golden,
                       const wn_cell *cells);
wn_rc sqlite_write_history(struct sink *s,
                           uint64_t golden); /* s->find stands on its row */
/* Which member of the group gave the field its golden value. */
wn_rc sqlite_write_lineage(struct sink *s, const wn_record *members, size_t field);
wn_str sqlite_column_name(const struct sink *s, const wn_record *record, uint32_t column);
wn_rc sqlite_write_group(struct sink *s, wn_record *members, size_t count);
wn_rc sqlite_write_refused(struct sink *s, wn_record *record);
wn_rc sqlite_write_pair(struct sink *s, const wn_pair *pair);
wn_rc sqlite_settle_living(
    struct sink *s); /* findings, refusals, pairs: keep what stays */
wn_rc sqlite_write_health(struct sink *s);
wn_rc sqlite_write_files(struct sink *s); /* after all inputs were opened */
wn_rc sqlite_count_rows(struct sink *s, wn_books *books);

/* sqlite_golden.c: the cross-reference can ask for golden records and models; models of
 * this run are kept. */
wn_rc sqlite_offer_golden(struct sink *s);
wn_rc sqlite_keep_models(struct sink *s);

/* sqlite_regroup.c */
wn_rc sqlite_regroup(struct sink *s);

/* sqlite_part.c: a group of which other exports hold members too */
wn_rc sqlite_update_part(struct sink *s, wn_record *members, size_t count,
                         sqlite_stored *old, bool *changed);

#endif
