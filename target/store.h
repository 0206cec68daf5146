/*
 * store.h - shared by the files of the load stage that write a run into a database.
 *
 *   store.c          the frame: begins, writes group by group, counts, commits
 *   store_tables.c   makes winnow's own tables and the new_ tables
 *   store_entity.c   makes and extends the table of an entity
 *   store_index.c    reads what the target knows of each source record into memory
 *   store_rows.c     writes a group as rows; rows that change others wait in new_ tables
 *   store_now.c      reads the golden records that may change, and where values are from
 *   store_stay.c     decides which of their values stay: those of people, of exports that
 *                    were not read, of columns that are gone
 *   store_says.c     keeps a hash of what the sources said of each field
 *   store_gone.c     finds columns and files that earlier exports had and these lack
 *   store_publish.c  publishes the new_ tables, entity by entity
 *   store_settle.c   findings, refusals and pairs, at the end
 *   store_regroup.c  joins and splits golden records as people decided
 *   store_adopt.c    links records to a parent that came later
 *   store_golden.c   gives the target's golden records to matching
 *   store_count.c    counts the books from rows
 *   store_change.c   counts what the run changes in the target
 */
#ifndef TARGET_STORE_H
#define TARGET_STORE_H

#include "catalog.h"
#include "own_writer.h"
#include "raw_rows.h"
#include "row_images.h"
#include "core/stage.h"

/* A moment, or a day when has_time is false. */
typedef struct store_moment {
    int64_t seconds; /* see wn_moment; 0: not known */
    bool has_time;
} store_moment;

/* What the target knows of a source record. */
typedef struct store_known {
    uint64_t sha;         /* the first 8 bytes of its SHA-256 */
    uint64_t content;     /* see wn_record */
    uint64_t findings;    /* a sum over its findings; 0: it has none */
    store_moment updated; /* when the source changed it last */
    uint32_t times;       /* how often store_next was asked for its key */
    uint32_t nth;         /* its number among the records with the same key */
    uint32_t pair;        /* index into store.pairs: its system and entity */
    uint8_t disposition;  /* wn_disposition */
    bool seen, missing;   /* this run read it; an earlier run marked it as missing */
    bool repeated;        /* others have the same key */
} store_known;

/* The exports of one system for one entity: a "pair". */
typedef struct store_exports {
    uint64_t known, seen; /* records in the target; those of them that this run read */
    bool read; /* this run read such exports, and no part is missing: see wn_is_part */
    wn_str system, entity_name;
    wn_fingerprint prefix; /* of system and entity; mixed with a key: the record's */
    int entity;            /* of the model, or -1 */
} store_exports;

/* What the target knows of a golden record. */
typedef struct store_golden {
    uint64_t said;    /* a hash of what its sources said when it was written last; or 0 */
    uint32_t members; /* how many source records it is made of */
    char mark;        /* STORE_SAYS_ALL, _STAY or _ASK; 0: not known */
} store_golden;

typedef struct store_goldens {
    store_golden *items; /* by golden id; 0 is none */
    size_t room;
} store_goldens;

/* What only the rows of a run tell of its changes, by entity: see wn_change. */
typedef struct store_tally {
    uint64_t apart, added, gone;
} store_tally;

typedef enum store_table {
    STORE_SOURCE,
    STORE_LINEAGE,
    STORE_REFUSED,
    STORE_PAIR,
    STORE_FINDING,
    STORE_NEW_SOURCE,  /* source records that the target has with other contents */
    STORE_NEW_LINEAGE, /* lineage of golden records that change */
    STORE_NEW_REFUSED, /* refusals of records whose findings changed */
    STORE_NEW_FINDING, /* findings of such records */
    STORE_TABLE_COUNT
} store_table;

#define STORE_SAYS 4 /* bytes a value, see store_says.c */

/* What the sources say of a golden record, while it is collected. */
typedef struct store_said {
    char (*codes)[STORE_SAYS]; /* by number of the column; 0: no value */
    size_t count, room;
} store_said;

/* Where a value of a golden record is from. */
typedef struct store_origin {
    wn_str field; /* "": the surviving record, for all fields without an origin */
    wn_str system, key, column, rule;
    uint64_t nth;
} store_origin;

/* A golden record as the target has it. */
typedef struct store_now {
    int64_t id;
    const wn_str *cells;   /* by field of the entity; ptr NULL: no value */
    uint64_t hash;         /* of the whole row */
    uint64_t others;       /* the part of the hash for columns without a field */
    uint64_t left;         /* the hash of the row as the last run left it; 0: not known */
    wn_str says;           /* see store_says.c; ptr NULL: not known */
    store_origin *origins; /* the surviving record first */
    size_t origin_count, origin_room;
} store_now;

/* The golden records that a batch may change. */
typedef struct store_nows {
    store_now *items;
    size_t count, room;
    wn_map known; /* id -> index */
    int *fields;  /* by column of the table: index of the entity's field, or -1 */
    int *numbers; /* by field of the entity: the number of its column */
    size_t columns;
    wn_arena arena;
} store_nows;

/* Which columns of a field a file of this run lacks, though earlier exports had them. */
typedef enum store_lack {
    STORE_LACK_NONE,
    STORE_LACK_SOME, /* some of several columns: the value may be shorter than before */
    STORE_LACK_ALL,
} store_lack;

/* The columns that a file of this run lacks. */
typedef struct store_gone {
    uint8_t *lacks; /* by field of the file's entity: store_lack */
    wn_str *kept;   /* those whose values were kept in the field `extra` */
    size_t kept_count, kept_room;
} store_gone;

/* A group of records while it is written.
 * all_same: no member differs from what the target knows of it.
 * touches: the golden record is new, or may change.
 * part: this run has not read all members of the golden record, or has read an older
 * version of one. */
typedef struct store_group {
    wn_record *members;
    size_t count, found;  /* found: members that the target has in this golden record */
    store_known **old;    /* by member; NULL: the target does not know the record */
    bool *older;          /* by member: the target has a newer version of it */
    const store_now *now; /* the golden record in the target; NULL: not there */
    const store_origin **from; /* by field: where a value that stays is from; or NULL */
    bool *stays;               /* by field: the target's value stays; or NULL */
    uint64_t said;             /* hash of what the sources say of the golden record */
    uint64_t left;             /* hash of the golden record as this run leaves it */
    wn_str says;               /* see store_says.c */
    bool all_same, touches, part;
} store_group;

typedef struct store {
    const wn_context *context;
    const wn_grants *may; /* of the load stage */
    db *db;
    bool living;       /* the target held records before this run */
    bool same_rules;   /* the mappings are those of the last run */
    int64_t run;       /* the number of this run in winnow_run */
    row_images images; /* of this run */
    catalog catalog; /* the target's entities, with fields that this run's model lacks */
    store_known *known; /* by the cross-reference's index; 0 is no record */
    size_t known_count, known_room, golden_room;
    uint64_t *rows; /* by file of the plan: how many of them are of it; the last: of none
                       of the files */
    wn_map nths; /* for keys that several records have: key and nth -> index */
    store_exports *pairs;
    size_t pair_count, pair_room;
    wn_map pair_at; /* system and entity -> index */
    wn_arena names;
    store_goldens *goldens; /* by entity */
    own_writer *tables[STORE_TABLE_COUNT];
    db_inserter *new_noted; /* the keys of records whose findings changed */
    db_inserter *new_stay;  /* golden records and fields whose values stay */
    /* hashes of golden records whose surviving record is not written */
    db_inserter *new_hash;
    const wn_entity *entity;      /* whose records are being written; or NULL */
    db_inserter *insert, *change; /* into the entity's own table, and its new_ one */
    bool linked;                  /* this run has changed links of golden records */
    bool relinks;       /* records that the entity links to came or went in this run */
    bool made;          /* this run made the entity's table */
    uint64_t first_new; /* golden ids from here on are of this run */
    uint64_t changing;  /* rows in the new_ table of the entity */
    wn_file_counts *untouched; /* by file: records whose rows need no change */
    size_t regrouped;          /* how many of xref->regrouped store_regroup has done */
    uint64_t noted;            /* records whose findings changed */
    db_inserter *gone;
    uint64_t missing; /* records of the target that are in no export any more */
    store_tally *tallies; /* by entity */
    store_nows nows;
    bool *stays;        /* by field: it stays in some golden record of the entity */
    store_gone *absent; /* by file */
    wn_buf raw;         /* a source row as CSV */
    raw_rows *raws;     /* blocks of source rows; NULL: not opened yet */
    raw_rows *whys;     /* and of reasons of pairs */
    uint64_t same_raws; /* rows of new_source without one: it is in a block already */
    store_said said;    /* scratch */
    wn_buf says;        /* scratch */
    db_value *values;   /* room for a row of the entity */
    char *copy; /* path of the copy that was made before this run; NULL after commit */
} store;

/* The entity with all columns that its table in the target has. Borrowed. */
static inline const wn_entity *store_whole(const store *s, const wn_entity *entity)
{
    int e = wn_entity_find(&s->catalog.model, entity->name);

    return e >= 0 ? &s->catalog.model.entities[e] : entity;
}

/* store.c. Opens one transaction. Call store_close also after store_open failed. */
wn_rc store_open(store **out, const wn_stage *stage);
wn_rc store_begin(store *s, const wn_entity *entity);
wn_rc store_write(store *s, wn_batch *batch);
/* Called after the last record: writes what only then is known. store_count_rows comes
 * after it. */
wn_rc store_end(store *s);
wn_rc store_commit(store *s);
void store_close(store *s, bool committed);

/* store_tables.c */
wn_rc store_make_tables(store *s);  /* the winnow_ tables, when missing */
wn_rc store_make_waiting(store *s); /* the temporary new_ tables, and the inserters */
/* The entity's own new_ table: new_NAME, in `out`. */
wn_str store_new_name(const wn_entity *entity, wn_buf *out);

/* store_entity.c */
wn_rc store_begin_entity(store *s, const wn_entity *entity);
wn_rc store_link_entity(store *s); /* after the rows: its indexes and foreign keys */

/* store_index.c */
wn_rc store_read_index(store *s);
/* The index of the <file> that a row came from; `cells` are file, entity and system.
 * Looks at `last` first: most rows are of the same file as the row before. Returns
 * plan->file_count when the row is of no file. */
size_t store_file_of(const wn_plan *plan, const wn_str *cells, size_t last);
/* What the target knows of the record; NULL: nothing. Marks it as seen: it is not missing
 * from the export. */
store_known *store_see(store *s, const wn_record *record);
/* The first record with this key; the second when called again for the key, and so on.
 * NULL: there are no more. */
store_known *store_next(store *s, wn_fingerprint key);
/* The same of a first call for a key that no others have; NULL: any other. For workers. */
const store_known *store_only(const store *s, wn_fingerprint key);
/* Is the source row the same as the one that was loaded? */
bool store_same_source(const wn_record *record, const store_known *known);
/* The golden id of the record; 0: it has none, or `known` is NULL. */
int64_t store_golden_id(const store *s, const store_known *known);
store_known *store_find_key(store *s, wn_str system, wn_str entity, wn_str key,
                            uint64_t nth);
store_golden *store_golden_of(store *s, int entity, int64_t id);
/* Hashes of a golden record's values. The order of the fields does not matter; a field
 * without a value adds nothing. */
uint64_t store_hash_value(const wn_field *field, wn_str value);
uint64_t store_hash_cells(const wn_entity *entity, const wn_cell *cells);
uint64_t store_hash_row(const wn_entity *entity,
                        const wn_str *cells); /* from the target */
/* Has the cell a value that the type of the field's column can hold? */
bool store_has_value(const wn_field *field, const wn_cell *cell);

store_moment store_moment_of(wn_str date);
/* Is `a` before `b`? Compares days when one of them has no time. False when one of them
 * is not known. */
bool store_is_before(store_moment a, store_moment b);
/* When the source changed the record last: its field with the role of updated_at; "": not
 * known. Borrowed. */
wn_str store_updated(const wn_record *record);
/* Does the target have a newer version of it? `known` may be NULL. */
bool store_is_older(const wn_record *record, const store_known *known);

/* store_says.c */
#define STORE_SAYS_ALL '.'  /* the golden record has the values of the sources */
#define STORE_SAYS_STAY '~' /* some value stayed, and differs from the sources' */
#define STORE_SAYS_ASK '!'  /* as STAY, and a person is asked */
void store_says_begin(store_said *said);
/* Adds a value of the column with this number, see catalog.h; value.ptr NULL: nobody
 * knows which. Returns store_hash_value of the value; 0: not known. */
uint64_t store_says_add(store_said *said, int number, const wn_field *field,
                        wn_str value);
/* Adds what store_says_find returned. */
void store_says_keep(store_said *said, int number, wn_str says);
void store_says_text(const store_said *said, char mark, wn_buf *out);
void store_says_release(store_said *said);
/* The STORE_SAYS bytes of the value, borrowed; ptr NULL: there was none. */
wn_str store_says_find(wn_str says, int number, const wn_field *field);
/* Did the sources say exactly this value? value.ptr NULL: no value. */
bool store_says_that(wn_str says, int number, const wn_field *field, wn_str value);

/* store_now.c: reads these golden records of the entity; those of before are dropped.
 * store_now_find returns NULL when the golden record is not in the target. */
void store_now_begin(store *s); /* called when an entity begins */
wn_rc store_now_read(store *s, const int64_t *ids, size_t count);
const store_now *store_now_find(const store *s, int64_t id);

/* store_stay.c: decides, value by value, what the group's golden record shall have. */
void store_stay(store *s, store_group *g, wn_arena *arena);

/* store_gone.c */
wn_rc store_find_gone(store *s);
wn_rc store_note_gone(store *s); /* at the end: writes them as findings */
void store_release_gone(store *s);

/* store_rows.c */
wn_rc store_write_batch(store *s, wn_batch *batch);

/* store_publish.c */
/* Appends a condition: the rows n and t differ in some field. */
void store_add_differs(const wn_entity *entity, wn_buf *sql);
wn_rc store_publish(store *s);       /* the new_ tables of the entity that ends */
wn_rc store_settle(store *s);        /* store_settle.c: at the end */
wn_rc store_rehash_linked(store *s); /* golden records whose links were changed */

/* store_regroup.c */
wn_rc store_regroup(store *s);

/* store_adopt.c: completes links that led nowhere, and whose records this run brought */
wn_rc store_adopt(store *s);

/* store_golden.c: store_offer_golden lets matching ask for golden records and trained
 * models; store_keep_models keeps the models of this run in the target. */
wn_rc store_offer_golden(store *s);
wn_rc store_keep_models(store *s);

/* store_count.c */
wn_rc store_write_files(store *s); /* after all inputs were opened */
wn_rc store_find_missing(store *s);
wn_rc store_count_rows(store *s, wn_file_counts *books);

/* store_change.c: after all else was written, images of golden records still wait */
wn_rc store_find_changes(store *s);

#endif
