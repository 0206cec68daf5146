/*
 * verifying.h - shared by the files that compare a target with its sources.
 *
 *   run/second_reading.c  reads the sources again, twice: first to find which golden
 *                         records differ, then, where some do, which of their values
 *   verify_expect.c       what each source record lets us expect of its golden record
 *   verify_target.c       compares the target with that
 *   verify_edit.c         differences that are right: edited later, or left by the run
 *   verify_write.c        writes verify.json and the sample sheet
 *   verify_found.c        for all of them: golden records by number, list of differences
 *   verify_run.c          finds the run that is verified
 */
#ifndef AUDIT_VERIFYING_H
#define AUDIT_VERIFYING_H

#include "core/mask.h"
#include "core/output.h"
#include "target/store.h"

#include <jansson.h>

#define VERIFY_NAMED 100  /* of the golden records that differ, how many are named */
#define VERIFY_CHUNK 4096 /* golden ids that share one hash in verify.json */
#define VERIFY_SAMPLE 300 /* about so many records are on the sample sheet */

/* What the source records say of a golden record, and what was found out about it. */
typedef struct expected {
    uint64_t sum;        /* sum of the hashes of its values, as the sources say them */
    uint64_t overridden; /* fields that a member other than the surviving one may have
                            given; bit = field number % 64, so a bit may stand for
                            several fields */
    uint32_t seen;       /* number of its source records that were read now */
    bool base;           /* the surviving record is among them */
    bool part;           /* some of its source records are in exports that are not read
                            now */
    bool there;          /* it is in the target */
    bool settled;        /* it differs from the sources, and it was decided why */
    bool named;          /* it differs, and is one of those that are named */
    bool sampled;
    bool made; /* one of its values is a sum or a union of several records */
} expected;

typedef struct expectations {
    expected *items; /* by golden id */
    size_t room;
    bool is_used; /* something was asked of it, or found out */
} expectations;

/* What a worker finds out about a record, before its turn comes. */
typedef struct looked {
    wn_fingerprint key;       /* of system, entity and key */
    const store_known *known; /* its row in the target; NULL: there is none, or others
                                 have its key, so that it depends on its turn */
    uint64_t sum;    /* where is_summed: what its values add to the golden record */
    uint32_t values; /* and how many they are */
    bool is_summed, is_sampled;
} looked;

/* A value of a named golden record, as the sources have it. */
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
    wn_str *raw, *value; /* by field; value with ptr NULL: another record gives this
                            field */
    const wn_str *target;
} sampled;

typedef struct wn_verification {
    store store; /* context, database and index of the target; nothing is written */
    wn_verified *out;
    bool naming;         /* this is the second reading, which finds the values that
                            differ */
    size_t named_golden; /* how many golden records that reading is for */
    expectations *all;   /* by entity */
    wn_map lineage;      /* member and field -> 1: it gave the value, 2: all members
                            made it */
    wn_map overridden;   /* golden record and field -> 1 or 2: the value is not (only)
                            from the surviving record */
    wn_map parts;        /* for golden records with `part`: golden record and field ->
                            hash */
    wn_map values;       /* for named golden records: golden record and field -> index
                            + 1 into `named` */
    named_value *named;
    size_t named_count, named_room;
    uint64_t *limits; /* by file: a record whose rank is below this is on the sample
                         sheet */
    sampled *samples;
    size_t sample_count, sample_room;
    wn_map sample_rows; /* golden record -> index + 1 into rows */
    wn_str **rows;
    size_t row_count, row_room;
    int64_t *suspects; /* golden records of the entity now compared that differ */
    size_t suspect_count, suspect_room;
    json_t *chunks; /* for verify.json: a hash for each VERIFY_CHUNK golden ids */
    size_t list_count;
    const wn_key *key; /* makes the hashes in verify.json; NULL: there is no key */
    wn_key own_key;
    wn_outputs outputs;
    wn_arena arena;
} wn_verification;

/* verify_found.c: the item of a golden record (made if it is new; valid until the next
 * call); the key of a golden record and field in the maps above. */
expected *verify_of(wn_verification *v, int entity, int64_t golden);
/* Can a golden record have this id? All others are looked up as one, number 0. */
bool verify_is_id(int64_t golden);
expected *verify_reserve(wn_verification *v, int entity, int64_t golden); /* no use yet */
wn_fingerprint verify_print(int entity, int64_t golden, size_t field);
/* Add a line to the list of differences; only the first VERIFY_NAMED lines are kept. */
void verify_say(wn_verification *v, wn_word word, ...) WN_SAYS(2, 3);

/* verify_expect.c */
wn_rc verify_prepare(wn_verification *v); /* fill index, lineage, sample limits */
/* For workers, while the thread whose turn it is calls verify_record: it changes nothing
 * that they read. All that does not depend on the records before; `prefix`: a fingerprint
 * of the file's system and entity. Then verify_record, in the order of the file. */
void verify_look(const wn_verification *v, wn_fingerprint prefix, wn_record *record,
                 wn_arena *arena);
void verify_record(wn_verification *v, wn_record *record, wn_arena *arena);

/* verify_target.c */
wn_rc verify_compare(wn_verification *v); /* all; after the first reading */
wn_rc verify_name(wn_verification *v);    /* named ones; after the second */

/* verify_edit.c: remember a golden record that differs; decide for all that are
 * remembered of this entity whether the difference is right. */
void verify_suspect(wn_verification *v, int64_t id);
wn_rc verify_settle(wn_verification *v, const wn_entity *entity);

/* verify_write.c */
wn_rc verify_write(wn_verification *v);
bool verify_is_sampled(const wn_verification *v, const wn_record *record);
void verify_sample(wn_verification *v, const wn_record *record, const store_known *known,
                   const bool *says);

#endif
