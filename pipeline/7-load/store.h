/*
 * store.h - shared by the files of the load stage that write a run into a database.
 *
 *   store.c          the sink: begins, writes group by group, counts, commits
 *   store_tables.c   which tables there are
 *   store_entity.c   the table of an entity
 *   store_index.c    what the target knew of each source record, in memory
 *   store_rows.c     a group as rows; what changes something waits in new_ tables
 *   store_publish.c  what waits, published entity by entity
 *   store_part.c     golden records that stand on records of other exports too
 *   store_regroup.c  golden records that people's decisions put together or apart
 *   store_adopt.c    records whose parent came later
 *   store_golden.c   golden records as matching sees them
 *   store_count.c    the books, from rows
 */
#ifndef LOAD_STORE_H
#define LOAD_STORE_H

#include "catalog.h"
#include "period.h"
#include "winnow/sink.h"

/* What the target says of a source record. */
typedef struct store_known {
    uint64_t sha;       /* the first half of its SHA-256 */
    uint64_t content;   /* see wn_record */
    uint64_t findings;  /* a sum over them, 0: none */
    uint32_t times;     /* so often its key was asked for by store_next */
    uint32_t nth, next; /* of those with the same key; the index of another, or 0 */
    uint16_t pair;      /* of exports that it came by */
    uint8_t fate;       /* wn_fate */
    bool seen, missing; /* in this run; marked as missing by an earlier one */
} store_known;

/* The exports of one system for one entity. */
typedef struct store_exports {
    uint64_t known, seen; /* of its records, in the target; in this run */
    bool read;            /* in this run */
    wn_str system, entity_name;
    wn_print prefix; /* of the prints of their keys */
    int entity;      /* of the model, or -1 */
} store_exports;

/* What it says of a golden record. */
typedef struct store_golden {
    uint64_t hash;    /* of what it said when it was written last; 0: not known */
    uint32_t members; /* source records that it stands on */
} store_golden;

typedef struct store_goldens {
    store_golden *items; /* by golden id */
    size_t room;
} store_goldens;

typedef enum store_table {
    STORE_SOURCE,
    STORE_LINEAGE,
    STORE_REFUSED,
    STORE_PAIR,
    STORE_FINDING,
    STORE_NEW_SOURCE,  /* source records that the target knows otherwise */
    STORE_NEW_LINEAGE, /* of golden records that change */
    STORE_NEW_REFUSED, /* of records of which other things were found than before */
    STORE_NEW_FINDING,
    STORE_NEW_NOTED,  /* those records */
    STORE_NEW_MEMBER, /* members of golden records that stand on others too */
    STORE_NEW_HASH,   /* of golden records that were changed in the database */
    STORE_TABLE_COUNT
} store_table;

typedef struct store {
    const wn_context *context;
    db *db;
    bool living;     /* it held records before this run */
    bool same_rules; /* the mappings are those of the last run */
    int64_t run;     /* its number in winnow_run */
    history history; /* of it */
    period period;   /* what it adds to what each period says */
    catalog catalog; /* the target's entities, with fields that this run's model lacks */
    store_known *known; /* by the cross-reference's index */
    size_t known_count, known_room, golden_room;
    store_exports *pairs;
    size_t pair_count, pair_room;
    wn_arena names;
    store_goldens *goldens; /* by entity */
    int64_t *first;         /* by entity: the first golden id of this run */
    db_inserter *tables[STORE_TABLE_COUNT];
    const wn_entity *entity;
    db_inserter *insert, *change; /* into the entity's own table, and its new_ one */
    bool linked;                  /* this run has changed links of golden records */
    bool relinks;                 /* records that it links to came or went in this run */
    bool made;                    /* the entity's table, by this run */
    uint64_t first_new;           /* golden ids from here on are of this run */
    uint64_t changing;   /* golden records of the entity that wait to be published */
    wn_books *untouched; /* by file: records whose rows already say this */
    size_t regrouped;    /* of the cross-reference's, so many are seen to */
    uint64_t noted;      /* records of which other things were found than before */
    db_inserter *gone;
    uint64_t missing; /* records of before that the exports have no more */
    wn_buf raw;       /* a source row as CSV */
    db_value *values; /* room for a row of the entity */
} store;

/* store_tables.c */
wn_rc store_make_tables(store *s);  /* the winnow_ tables, when missing */
wn_rc store_make_waiting(store *s); /* tables of this connection, and inserters */
/* Names of what waits for the entity: new_NAME. */
wn_str store_new_name(const wn_entity *entity, wn_buf *out);

/* store_entity.c */
wn_rc store_begin_entity(store *s, const wn_entity *entity);
/* The entity with all columns that its table has. */
const wn_entity *store_whole(const store *s, const wn_entity *entity);
wn_rc store_link_entity(store *s); /* its indexes and foreign keys, behind the rows */

/* store_index.c */
wn_rc store_read_index(store *s);
/* NULL: not in the target. To see a record is to know that it is not missing. */
store_known *store_see(store *s, const wn_record *record);
bool store_is_whole(const store *s, size_t file);
/* The record of the key; when asked for again, the second with it, and so on. */
store_known *store_next(store *s, wn_str system, wn_str entity, wn_str key);
/* Does the source still say what was loaded? */
bool store_same_source(const wn_record *record, const store_known *known);
/* 0: none; NULL has none. */
int64_t store_golden_id(const store *s, const store_known *known);
store_known *store_find_key(store *s, wn_str system, wn_str entity, wn_str key,
                            uint64_t nth);
store_golden *store_golden_of(store *s, int entity, int64_t id);
/* Of the golden record's values, in any order of fields; what has no value adds nothing.
 */
uint64_t store_hash_value(const wn_field *field, wn_str value);
uint64_t store_hash_cells(const wn_entity *entity, const wn_cell *cells);
uint64_t store_hash_row(const wn_entity *entity,
                        const wn_str *cells); /* from the target */
/* Can this stand in the field's column? */
bool store_has_value(const wn_field *field, const wn_cell *cell);

/* store_rows.c */
wn_rc store_write_group(store *s, wn_record *members, size_t count);
wn_rc store_write_refused(store *s, wn_record *record);
wn_rc store_write_pair(store *s, const wn_pair *pair);

/* store_publish.c */
wn_rc store_publish(store *s);       /* what waits of the entity that ends */
wn_rc store_settle(store *s);        /* findings, refusals, pairs: keep what stays */
wn_rc store_rehash_linked(store *s); /* golden records whose links were changed */

/* store_part.c, store_regroup.c */
wn_rc store_publish_part(store *s);
wn_rc store_regroup(store *s);

/* store_adopt.c: links that led nowhere, and lead to records of this run */
wn_rc store_adopt(store *s);

/* store_golden.c: the cross-reference can ask for golden records and models; models of
 * this run are kept. */
wn_rc store_offer_golden(store *s);
wn_rc store_keep_models(store *s);

/* store_count.c */
/* The <file> that a row came by: its cells are file, entity and system. Most rows follow
 * one of the same file as the last. The number of files: it is of none. */
size_t store_file_of(const wn_plan *plan, const wn_str *cells, size_t last);
wn_rc store_write_files(store *s); /* after all inputs were opened */
wn_rc store_find_missing(store *s);
wn_rc store_count_rows(store *s, wn_books *books);

#endif
