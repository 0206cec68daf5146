/*
 * verifying.h - shared by the files that hold a target against its sources.
 *
 *   verify_again.c   two readings of the sources: what is expected; and, where golden
 *                    records differ, which values
 *   verify_expect.c  what each source record lets expect of its golden record
 *   verify_target.c  what the target says
 *   verify_edit.c    what it says otherwise, and should
 *   verify_write.c   verify.json, and the sample sheet
 *   verify_found.c   what all of them share: golden records by number, differences
 */
#ifndef AUDIT_VERIFYING_H
#define AUDIT_VERIFYING_H

#include "verify.h"
#include "core/mask.h"
#include "core/output.h"
#include "target/store.h"

#include <jansson.h>

#define VERIFY_NAMED 100  /* golden records that are named, of those that differ */
#define VERIFY_CHUNK 4096 /* golden records that have one hash in verify.json */
#define VERIFY_SAMPLE 300 /* records on the sample sheet, about */

/* What is known of a golden record. */
typedef struct expected {
    uint64_t sum;        /* of the hashes of its values, as the sources say */
    uint64_t overridden; /* fields that another member than the surviving one may have
                            given: bits by their number, from 64 on with others */
    uint32_t seen;       /* source records of it that were read now */
    bool base;           /* the surviving one among them */
    bool part;           /* it stands on exports that are not read now */
    bool there;          /* in the target */
    bool settled;        /* it says something else than the sources, and was looked at */
    bool named;          /* it differs, and is among those that are named */
    bool sampled;
    bool made; /* a value of it is a sum or a union */
} expected;

typedef struct expectations {
    expected *items; /* by golden id */
    size_t room;
} expectations;

/* A value of a golden record that is named, as the sources have it. */
typedef struct named_value {
    wn_str value;
    wn_str path;
    char mark;
    uint64_t line;
} named_value;

/* A record of the sample sheet. */
typedef struct sampled {
    const wn_file *file;
    char mark;
    uint64_t line;
    wn_str key;
    int64_t golden;
    wn_disposition disposition;
    wn_str *raw, *value; /* by field; value: ptr NULL, it is not this record's to say */
    const wn_str *target;
} sampled;

typedef struct wn_verification {
    store store; /* its context, database and index; nothing is written */
    wn_verified *out;
    bool naming;         /* the second reading */
    size_t named_golden; /* golden records that it is for */
    expectations *all;   /* by entity */
    wn_map lineage;      /* member and field -> 1, 2: made of all */
    wn_map overridden;   /* golden record and field: not its surviving record's */
    wn_map parts;        /* of parts: golden record and field -> hash */
    wn_map values;       /* of named ones: golden record and field -> index + 1 */
    named_value *named;
    size_t named_count, named_room;
    uint64_t *limits; /* by file: a record whose rank is below is on the sample sheet */
    sampled *samples;
    size_t sample_count, sample_room;
    wn_map sample_rows; /* golden record -> index + 1 into rows */
    wn_str **rows;
    size_t row_count, row_room;
    int64_t *suspects; /* golden records of the entity that say something else */
    size_t suspect_count, suspect_room;
    json_t *chunks; /* hashes of blocks of golden records */
    size_t list_count;
    const wn_key *key; /* of the hashes in verify.json; NULL: there is none */
    wn_key own_key;
    wn_outputs outputs;
    wn_arena arena;
} wn_verification;

/* verify_found.c */
expected *verify_of(wn_verification *v, int entity, int64_t golden);
wn_fingerprint verify_print(int entity, int64_t golden, size_t field);
/* A line of the list of differences, of which the first hundred are kept. */
void verify_say(wn_verification *v, wn_word word, ...) WN_SAYS(2, 3);

/* verify_expect.c */
wn_rc verify_prepare(wn_verification *v); /* index, lineage, sample limits */
void verify_record(wn_verification *v, wn_record *record, wn_arena *arena);

/* verify_target.c */
wn_rc verify_compare(
    wn_verification *v);               /* all golden records; behind the first reading */
wn_rc verify_name(wn_verification *v); /* those that are named; behind the second */

/* verify_edit.c */
void verify_suspect(wn_verification *v, int64_t id);
void verify_differs(wn_verification *v, expected *e);
wn_rc verify_settle(wn_verification *v, const wn_entity *entity);

/* verify_write.c */
wn_rc verify_write(wn_verification *v);
void verify_sample(wn_verification *v, const wn_record *record, const store_known *known,
                   const bool *says);

#endif
