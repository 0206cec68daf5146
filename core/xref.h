/*
 * xref.h - the cross-reference: from source keys to golden ids. wn_target_known has what
 * the target knew before the run; the load stage fills it. wn_xref has what this run
 * adds; the match stage fills it at the end of an entity. Workers read both while files
 * are read, so both are written only between two files, when no worker runs.
 */
#ifndef CORE_XREF_H
#define CORE_XREF_H

#include "mapping.h"
#include "record.h"
#include "winnow/error.h"

/* A golden record as the target has it; borrowed for the call. */
typedef struct wn_golden {
    int64_t id;
    const wn_str *values;
    wn_str system, key;
    uint64_t content; /* see wn_record.content, of that source record; 0: not known */
} wn_golden;

/* A pair for a person, or one that people decided about, as the target has it; borrowed
 * for the call. */
typedef struct wn_known_pair {
    wn_str left_system, left_key, right_system, right_key, why, id;
    int64_t left, right; /* golden ids */
    double probability, weight;
    wn_ruling ruling;
} wn_known_pair;

/* What the target knew before this run; empty if there is no target. */
typedef struct wn_target_known {
    wn_map records;  /* fingerprint of a source record -> index into `golden` */
    int64_t *golden; /* the golden id of each; 0: none */
    int64_t *first;  /* by entity: the first id that is not taken; 1 or more */
    wn_buf *models;  /* by entity: the linkage model of the last run; "": not known */
    /* Call `take` for each golden record of the entity in the target, with a value for
     * each field ("": none) and one of its source records. NULL: there is no target. */
    wn_rc (*each_golden)(void *target, const wn_entity *entity,
                         void (*take)(void *data, const wn_golden *golden), void *data);
    /* By entity: what the last run matched, as wn_xref.matched; "": not known, or it had
     * other rules. Call `take` for each pair of the entity that it left. */
    wn_buf *matched;
    wn_rc (*each_pair)(void *target, const wn_entity *entity,
                       void (*take)(void *data, const wn_known_pair *pair), void *data);
    void *target;
} wn_target_known;

/* What this run adds. */
typedef struct wn_xref {
    bool is_read;  /* workers run, so nobody may write (WN_ASSERT) */
    wn_map golden; /* fingerprint of a source record -> golden id */
    wn_map
        refused; /* the same of refused records that others may link to -> file, line */
    int64_t *fresh; /* by entity: number of new golden ids */
    wn_buf *models;  /* by entity: the linkage model, if this run trained one */
    wn_buf *matched; /* by entity: which records were matched, as text; "": none were */
    bool *again;     /* by entity: they are those of the last run, and so are the pairs */
    /* Golden records of the target that lost source records in this run, because people
     * decided so. */
    struct wn_regrouped {
        int entity;
        int64_t golden;
    } * regrouped;
    size_t regrouped_count, regrouped_room;
} wn_xref;

typedef struct wn_regrouped wn_regrouped;

/* Make room for the entities. Golden ids begin at 1: 0 means "none". */
void wn_target_known_begin(wn_target_known *known, size_t entities);
void wn_target_known_release(wn_target_known *known, size_t entities);
void wn_xref_begin(wn_xref *xref, size_t entities);
void wn_xref_release(wn_xref *xref, size_t entities);

struct wn_context;
wn_fingerprint wn_xref_fingerprint(wn_str system, wn_str entity, wn_str key);
/* The golden id, of this run or else of the target; 0: none. */
uint64_t wn_xref_find(const struct wn_context *context, wn_fingerprint print);
void wn_xref_set(wn_xref *xref, wn_fingerprint print, uint64_t golden); /* not 0 */
/* Note that a record was refused to which others may link. */
void wn_xref_refuse(wn_xref *xref, wn_fingerprint print, int file, uint64_t line);
/* Replace the key in a link cell by the golden id of the record that it names.
 * False: there is no such record; the cell is INVALID and keeps the key. */
bool wn_xref_link(const struct wn_context *context, const wn_file *file,
                  const wn_entity *target, wn_cell *cell, wn_arena *arena);
/* If the record that the key names was refused: a sentence that says so, with FILE:LINE,
 * in the arena. Else "". */
wn_str wn_xref_culprit(const struct wn_context *context, const wn_file *file,
                       const wn_entity *target, wn_str key, wn_arena *arena);

#endif
