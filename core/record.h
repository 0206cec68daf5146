/*
 * record.h - what flows through the pipeline: batches of records of cells.
 *
 * Ownership: one arena per batch owns every byte its cells point to. A stage
 * gets the batch on loan for the length of one call; what it wants to keep
 * longer it copies into memory of its own.
 */
#ifndef CORE_RECORD_H
#define CORE_RECORD_H

#include "hash.h"
#include "mapping.h"
#include "winnow/summary.h"

typedef enum wn_cell_state {
    WN_CELL_ABSENT,  /* the source has no such column */
    WN_CELL_EMPTY,   /* the column is there and says nothing */
    WN_CELL_BLANK,   /* it says "N/A" or another of the model's blank values */
    WN_CELL_FILLED,  /* as read; nothing has judged it yet */
    WN_CELL_CLEAN,   /* a transform accepted it; value is canonical */
    WN_CELL_UNKNOWN, /* not in the controlled list, or a number of no known country; value
                        equals raw, trimmed */
    WN_CELL_INVALID, /* a transform refused it; value equals raw, trimmed */
    WN_CELL_STATE_COUNT
} wn_cell_state;

#define WN_NO_COLUMN UINT32_MAX

typedef struct wn_cell {
    wn_str raw;      /* what the source said; set by map, never rewritten */
    wn_str value;    /* what will be loaded */
    uint32_t column; /* source column of raw, or the first of several */
    wn_cell_state state;
    uint32_t winner; /* after merge: which member of the group gave it */
    bool scaled;     /* as the transform said, see wn_cleaned */
    int8_t fits;
} wn_cell;

static inline bool wn_cell_has_value(const wn_cell *cell)
{
    return cell->state >= WN_CELL_FILLED;
}

extern const char *const wn_disposition_names[WN_DISPOSITION_COUNT];

/* What is wrong with a record; see finding.h. */
typedef struct wn_finding {
    struct wn_finding *next;
    const wn_check *check;
    int32_t field;   /* of the entity, or -1: the record as a whole */
    uint32_t column; /* of the source, or WN_NO_COLUMN */
    wn_str value;    /* as read */
    wn_str advice;   /* what it is likely to be, or "" */
} wn_finding;

typedef struct wn_record {
    uint64_t number;     /* 1, 2, 3 ... within the entity, in reading order */
    const wn_file *file; /* the mapping's <file> it was read by */
    uint64_t line;       /* in the source, from 1; or its number there: line_is_record */
    wn_str key;          /* source key; unique with file->source->system and nth */
    uint32_t nth;        /* 1 for the first record with that key, 2 ... */
    bool again;          /* it only names a record of its group once more: once="yes" */
    uint32_t winner;     /* after merge: member index of the surviving record */
    uint64_t cluster;    /* number of the first record of its group */
    uint64_t golden;     /* id in the target */
    uint64_t content; /* hash of what it says in the fields that are compared; 0: none */
    wn_disposition disposition;
    uint8_t sha256[WN_SHA256_SIZE]; /* of the source cells */
    wn_str *source;                 /* the source's own cells, as read */
    const bool *numbers; /* by source cell: the file says it is a number, and its mark is
                            the point; NULL: no file of that kind */
    uint32_t source_count;
    wn_cell *cells;        /* entity->field_count of them, after map */
    wn_cell *golden_cells; /* after merge, in the first record of a group; else NULL */
    wn_finding *findings, *last_finding; /* a list, and its end */
} wn_record;

/* What a person said of two records. */
typedef enum wn_ruling {
    WN_RULING_NONE,
    WN_RULING_SAME,
    WN_RULING_DIFFERENT,
    WN_RULING_COUNT
} wn_ruling;

extern const char *const wn_ruling_names[WN_RULING_COUNT]; /* "", "same", "different" */

/* One of a pair: a record of this run, or a golden record of the target, by the source
 * record that it stands on. */
typedef struct wn_side {
    wn_str system, key;
    wn_str path; /* "": not read in this run */
    uint64_t line, golden;
    bool line_is_record;  /* as of its input */
    const wn_cell *cells; /* NULL: not read in this run */
} wn_side;

/* Two records, and why they are the same, or perhaps. */
typedef struct wn_pair {
    const wn_entity *entity;
    wn_side left, right;
    double probability, weight; /* weight in bits, prior included */
    wn_str why;                 /* "email = +16.2, name ~ +9.8, phone x -1.8" */
    wn_str id;                  /* of what both say, see wn_decision */
    bool sure;                  /* they were put together; else: a person should look */
    wn_ruling ruling;           /* what a person said of them */
} wn_pair;

typedef struct wn_batch {
    const wn_file *file; /* of all records, up to and including validate */
    const wn_entity *entity;
    wn_arena arena;
    wn_record *records;
    size_t count, room, capacity; /* full at capacity; a group may go beyond */
    wn_pair *pairs;               /* from match, in the last batch of an entity */
    size_t pair_count;
} wn_batch;

void wn_batch_init(wn_batch *batch, size_t capacity);
void wn_batch_release(wn_batch *batch);
void wn_batch_clear(wn_batch *batch);
bool wn_batch_is_full(const wn_batch *batch);
wn_record *wn_batch_append(wn_batch *batch); /* zeroed; never NULL */

/* A finding's value is borrowed: it must live in the batch's arena or longer. */
wn_finding *wn_record_note(wn_record *record, wn_arena *arena, const wn_check *check,
                           int32_t field, uint32_t column, wn_str value);
/* Take off what the check noted; and did it note anything? */
void wn_record_forget(wn_record *record, const wn_check *check);
bool wn_record_is_noted(const wn_record *record, const wn_check *check);
/* Raise the fate to what the check's policy asks; never lowers it. */
void wn_record_judge(wn_record *record, wn_policy policy);

#endif
