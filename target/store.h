/*
 * store.h - shared by the files of the load stage that write a run into a database.
 *
 *   store.c          the whole of it: begins, writes group by group, counts, commits
 *   store_tables.c   which tables there are
 *   store_entity.c   the table of an entity
 *   store_index.c    what the target knew of each source record, in memory
 *   store_rows.c     a group as rows; what changes something waits in new_ tables
 *   store_now.c      what golden records that may change say now, and where it is from
 *   store_stay.c     which of their values stay: what people, other exports or columns
 *                    that are gone have said
 *   store_says.c     what the sources said of each field, to know it again
 *   store_gone.c     columns and files that earlier exports had and this one has not
 *   store_publish.c  what waits, published entity by entity
 *   store_regroup.c  golden records that people's decisions put together or apart
 *   store_adopt.c    records whose parent came later
 *   store_golden.c   golden records as matching sees them
 *   store_count.c    the books, from rows
 */
#ifndef TARGET_STORE_H
#define TARGET_STORE_H

#include "catalog.h"
#include "row_images.h"
#include "core/stage.h"

/* A moment, or a day; 0: not known. */
typedef struct store_moment {
    int64_t seconds; /* see wn_moment */
    bool has_time;
} store_moment;

/* What the target says of a source record. */
typedef struct store_known {
    uint64_t sha;         /* the first half of its SHA-256 */
    uint64_t content;     /* see wn_record */
    uint64_t findings;    /* a sum over them, 0: none */
    store_moment updated; /* when the source changed it last */
    uint32_t times;       /* so often its key was asked for by store_next */
    uint32_t nth;         /* of those with the same key */
    uint32_t pair;        /* of exports that it came by */
    uint8_t disposition;  /* wn_disposition */
    bool seen, missing;   /* in this run; marked as missing by an earlier one */
} store_known;

/* The exports of one system for one entity. */
typedef struct store_exports {
    uint64_t known, seen; /* of its records, in the target; in this run */
    bool read;            /* in this run */
    wn_str system, entity_name;
    wn_fingerprint prefix; /* of the prints of their keys */
    int entity;            /* of the model, or -1 */
} store_exports;

/* What it says of a golden record. */
typedef struct store_golden {
    uint64_t said;    /* a hash of what its sources said when it was written last; or 0 */
    uint32_t members; /* source records that it stands on */
    char mark;        /* of store_says.c */
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
    STORE_NEW_NOTED, /* those records */
    STORE_NEW_STAY,  /* golden records and fields whose values stay */
    STORE_NEW_HASH,  /* of golden records whose surviving record is not written */
    STORE_TABLE_COUNT
} store_table;

/* Where a value of a golden record is from. */
typedef struct store_origin {
    wn_str field; /* "": of all others, the surviving record */
    wn_str system, key, column, rule;
    uint64_t nth;
} store_origin;

/* A golden record as the target has it. */
typedef struct store_now {
    int64_t id;
    const wn_str *cells;   /* by field of the entity; ptr NULL: none */
    uint64_t hash;         /* of the whole row */
    uint64_t others;       /* of those of its columns that the entity has no field for */
    uint64_t left;         /* the hash of the row as the last run left it; 0: not known */
    wn_str says;           /* see store_says.c; ptr NULL: not known */
    wn_str other_says;     /* of fields that the entity has not */
    store_origin *origins; /* the surviving record first */
    size_t origin_count, origin_room;
} store_now;

/* Those of one batch that may change. */
typedef struct store_nows {
    store_now *items;
    size_t count, room;
    wn_map known; /* id -> index */
    int *fields;  /* by column of the table: the entity's field, or -1 */
    size_t columns;
    wn_arena arena;
} store_nows;

/* What a file of this run has no column for, by field, though earlier exports had. */
typedef enum store_lack {
    STORE_LACK_NONE,
    STORE_LACK_SOME, /* of several columns: the value may be less than it was */
    STORE_LACK_ALL,
} store_lack;

typedef struct store_gone {
    uint8_t *lacks; /* by field of the file's entity: store_lack */
    wn_str *kept;   /* columns that were kept in `extra` */
    size_t kept_count, kept_room;
} store_gone;

/* A group of records on its way to be rows. */
typedef struct store_group {
    wn_record *members;
    size_t count, found; /* so many of them the target knows as of this golden record */
    store_known **old;   /* by member; NULL: it does not know it */
    bool *older;         /* by member: the target has a newer version of it */
    const store_now *now;
    const store_origin **from; /* by field: where a value that stays is from; or NULL */
    bool *stays;               /* by field; or NULL */
    uint64_t said;             /* a hash of what the sources say of the golden record */
    uint64_t left;             /* the same of what it says then */
    wn_str says;
    bool all_same, touches, part;
} store_group;

typedef struct store {
    const wn_context *context;
    const wn_grants *may; /* of the load stage */
    db *db;
    bool living;       /* it held records before this run */
    bool same_rules;   /* the mappings are those of the last run */
    int64_t run;       /* its number in winnow_run */
    row_images images; /* of it */
    catalog catalog; /* the target's entities, with fields that this run's model lacks */
    store_known *known; /* by the cross-reference's index */
    size_t known_count, known_room, golden_room;
    wn_map nths; /* of keys that several records have: key and nth -> index */
    store_exports *pairs;
    size_t pair_count, pair_room;
    wn_map pair_at; /* system and entity -> index */
    wn_arena names;
    store_goldens *goldens; /* by entity */
    db_inserter *tables[STORE_TABLE_COUNT];
    const wn_entity *entity;
    db_inserter *insert, *change; /* into the entity's own table, and its new_ one */
    bool linked;                  /* this run has changed links of golden records */
    bool relinks;                 /* records that it links to came or went in this run */
    bool made;                    /* the entity's table, by this run */
    uint64_t first_new;           /* golden ids from here on are of this run */
    uint64_t changing; /* golden records of the entity that wait to be published */
    wn_file_counts *untouched; /* by file: records whose rows already say this */
    size_t regrouped;          /* of the cross-reference's, so many are seen to */
    uint64_t noted;            /* records of which other things were found than before */
    db_inserter *gone;
    uint64_t missing; /* records of before that the exports have no more */
    store_nows nows;
    bool *stays;        /* by field: of some golden record of the entity it stays */
    store_gone *absent; /* by file */
    wn_buf raw;         /* a source row as CSV */
    wn_buf says;
    db_value *values; /* room for a row of the entity */
    char *copy;       /* of what was there, until the commit; or NULL */
} store;

/* The entity with all columns that its table has. */
static inline const wn_entity *store_whole(const store *s, const wn_entity *entity)
{
    int e = wn_entity_find(&s->catalog.model, entity->name);

    return e >= 0 ? &s->catalog.model.entities[e] : entity;
}

/* store.c. Opens one transaction; closed also where that failed. */
wn_rc store_open(store **out, const wn_stage *stage);
wn_rc store_begin(store *s, const wn_entity *entity);
wn_rc store_write(store *s, wn_batch *batch);
/* All records are written: what is left to say of them. store_count_rows comes behind. */
wn_rc store_end(store *s);
wn_rc store_commit(store *s);
void store_close(store *s, bool committed);

/* store_tables.c */
wn_rc store_make_tables(store *s);  /* the winnow_ tables, when missing */
wn_rc store_make_waiting(store *s); /* tables of this connection, and inserters */
/* Names of what waits for the entity: new_NAME. */
wn_str store_new_name(const wn_entity *entity, wn_buf *out);

/* store_entity.c */
wn_rc store_begin_entity(store *s, const wn_entity *entity);
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

store_moment store_moment_of(wn_str date);
/* Of a moment and a day the days are compared. False where one is not known. */
bool store_is_before(store_moment a, store_moment b);
/* When the source changed the record last, as its updated_at says; "": it does not. */
wn_str store_updated(const wn_record *record);
/* Does the target have a newer version of it? `known` may be NULL. */
bool store_is_older(const wn_record *record, const store_known *known);

/* store_says.c */
#define STORE_SAYS 10       /* bytes a field */
#define STORE_SAYS_ALL '.'  /* the golden record says what the sources say */
#define STORE_SAYS_STAY '~' /* a value that stays is another */
#define STORE_SAYS_ASK '!'  /* and a person is asked */
void store_says_begin(wn_buf *says);
/* value.ptr NULL: it had one, and nobody knows which. Gives store_hash_value of it. */
uint64_t store_says_add(wn_buf *says, const wn_field *field, wn_str value);
wn_str store_says_find(wn_str says, const wn_field *field); /* ptr NULL: it had none */
/* Did the field say exactly this? ptr NULL: nothing. */
bool store_says_that(wn_str says, const wn_field *field, wn_str value);

/* store_now.c: read what the ids say; NULL: it is not there. */
void store_now_begin(store *s); /* an entity begins */
wn_rc store_now_read(store *s, const int64_t *ids, size_t count);
const store_now *store_now_find(const store *s, int64_t id);

/* store_stay.c: decide, value by value, what the group's golden record shall say. */
void store_stay(store *s, store_group *g, wn_arena *arena);

/* store_gone.c */
wn_rc store_find_gone(store *s);
wn_rc store_note_gone(store *s); /* as findings, at the end */
void store_release_gone(store *s);

/* store_rows.c */
wn_rc store_write_batch(store *s, wn_batch *batch);
wn_rc store_write_pair(store *s, const wn_pair *pair);

/* store_publish.c */
wn_rc store_publish(store *s);       /* what waits of the entity that ends */
wn_rc store_settle(store *s);        /* findings, refusals, pairs: keep what stays */
wn_rc store_rehash_linked(store *s); /* golden records whose links were changed */

/* store_regroup.c */
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
wn_rc store_count_rows(store *s, wn_file_counts *books);

#endif
