/*
 * xref.h - the cross-reference: source keys to golden ids. What the target knew before
 * the run stands in wn_target_known, which the load stage fills; what this run adds
 * stands in wn_xref, which the match stage fills at the end of an entity. Workers look
 * both up while files are read: who sets something does it between two files, when no
 * worker runs.
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
    uint64_t content; /* of that source record; 0: not known */
} wn_golden;

/* What the target knew before this run. Without one it is empty. */
typedef struct wn_target_known {
    wn_map records;  /* source records, to an index into `golden` */
    int64_t *golden; /* the golden id of each; 0: none */
    int64_t *first;  /* by entity: the first id that is not taken; 1 or more */
    wn_buf *models;  /* by entity: how it was matched last; "": not known */
    /* Calls `take` for each golden record of the entity in the target, with a value for
     * each field ("": none) and a source record it stands on. NULL: there is none. */
    wn_rc (*each_golden)(void *target, const wn_entity *entity,
                         void (*take)(void *data, const wn_golden *golden), void *data);
    void *target;
} wn_target_known;

/* What this run adds. */
typedef struct wn_xref {
    bool is_read;   /* workers run: see WN_ASSERT */
    wn_map golden;  /* golden ids of source records */
    wn_map refused; /* of refused records that others may link to: file and line */
    int64_t *fresh; /* by entity: so many new golden ids were given */
    wn_buf *models; /* by entity: how it is matched, if that was learned now */
    /* Golden records of the target that lost source records in this run, because people
     * decided so. */
    struct wn_regrouped {
        int entity;
        int64_t golden;
    } * regrouped;
    size_t regrouped_count, regrouped_room;
} wn_xref;

typedef struct wn_regrouped wn_regrouped;

/* Room for so many entities. Ids begin at 1, with or without a target: 0 is "none". */
void wn_target_known_begin(wn_target_known *known, size_t entities);
void wn_target_known_release(wn_target_known *known, size_t entities);
void wn_xref_begin(wn_xref *xref, size_t entities);
void wn_xref_release(wn_xref *xref, size_t entities);

struct wn_context;
wn_fingerprint wn_xref_fingerprint(wn_str system, wn_str entity, wn_str key);
/* The golden id, of this run or else of the target; 0: none. */
uint64_t wn_xref_find(const struct wn_context *context, wn_fingerprint print);
void wn_xref_set(wn_xref *xref, wn_fingerprint print, uint64_t golden); /* not 0 */
/* The record that others may link to was refused. */
void wn_xref_refuse(wn_xref *xref, wn_fingerprint print, int file, uint64_t line);
/* Turn the key in a link cell into the golden id of the record it names. True
 * when it is there; else the cell is INVALID and keeps the key. */
bool wn_xref_link(const struct wn_context *context, const wn_file *file,
                  const wn_entity *target, wn_cell *cell, wn_arena *arena);
/* "It belongs to one that was refused: FILE:LINE", in the arena; "" when it was not. */
wn_str wn_xref_culprit(const struct wn_context *context, const wn_file *file,
                       const wn_entity *target, wn_str key, wn_arena *arena);

#endif
