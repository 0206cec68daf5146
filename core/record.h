/*
 * record.h - the data that flows through the pipeline: batches of records of cells.
 *
 * Ownership: one arena per batch owns every byte that its cells point to. A stage
 * borrows the batch for one call; it must copy what it keeps longer.
 */
#ifndef CORE_RECORD_H
#define CORE_RECORD_H

#include "hash.h"
#include "mapping.h"
#include "winnow/summary.h"

typedef enum wn_cell_state {
    WN_CELL_ABSENT,  /* the source has no such column */
    WN_CELL_EMPTY,   /* the source has the column, and the cell is empty */
    WN_CELL_BLANK,   /* the cell has "N/A" or another of the model's blank values */
    WN_CELL_FILLED,  /* as read; no transform has judged it yet */
    WN_CELL_CLEAN,   /* a transform accepted it; value is canonical */
    WN_CELL_UNKNOWN, /* not in the controlled list, or a number of no known country; value
                        equals raw, trimmed */
    WN_CELL_INVALID, /* a transform refused it; value equals raw, trimmed */
    WN_CELL_STATE_COUNT
} wn_cell_state;

#define WN_NO_COLUMN UINT32_MAX

typedef struct wn_cell {
    wn_str raw;      /* the source's text; set by the map stage, never changed */
    wn_str value;    /* the value that will be loaded */
    uint32_t column; /* source column of raw, or the first of several */
    wn_cell_state state;
    uint32_t winner; /* after merge: index of the group's member that gave the value */
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
    wn_str advice;   /* what the value is likely to be, or "" */
} wn_finding;

typedef struct wn_record {
    uint64_t number;     /* 1, 2, 3 ... within the entity, in reading order */
    const wn_file *file; /* the mapping's <file> it was read by */
    uint64_t line;       /* in the source, from 1; its number where line_is_record */
    wn_str key;          /* source key; unique with file->source->system and nth */
    uint32_t nth;        /* 1 for the first record with that key, 2 ... */
    bool again;          /* repeats an earlier record, and is no duplicate: once="yes" */
    uint32_t winner;     /* after merge: member index of the surviving record */
    uint64_t cluster;    /* number of the first record of its group */
    uint64_t golden;     /* id in the target */
    uint64_t content;    /* hash of the values in the compared fields; 0: no value */
    wn_disposition disposition;
    uint8_t sha256[WN_SHA256_SIZE]; /* of the source cells */
    wn_str *source;                 /* the source's own cells, as read */
    const bool *numbers; /* by source cell: the file says that the cell is a number, so
                            its decimal mark is a point; NULL: the format does not say */
    uint32_t source_count;
    wn_cell *cells;        /* entity->field_count of them, after map */
    wn_cell *golden_cells; /* after merge, in the first record of a group; else NULL */
    wn_finding *findings, *last_finding; /* a list, and its end */
    const struct looked *looked; /* in a second reading: audit/verifying.h; else NULL */
} wn_record;

/* The source's own cell without blanks around it; "": the row has no such column. */
static inline wn_str wn_record_cell(const wn_record *record, size_t column)
{
    return column < record->source_count ? wn_str_trim(record->source[column])
                                         : WN_STR("");
}

/* What a person decided about two records. */
typedef enum wn_ruling {
    WN_RULING_NONE,
    WN_RULING_SAME,
    WN_RULING_DIFFERENT,
    WN_RULING_UNDECIDED, /* an earlier decision is taken back */
    WN_RULING_COUNT
} wn_ruling;

/* "", "same", "different", "undecided" */
extern const char *const wn_ruling_names[WN_RULING_COUNT];

/* One record of a pair: a record of this run, or a golden record of the target, which is
 * named by one of its source records. */
typedef struct wn_side {
    wn_str system, key;
    wn_str path; /* "": not read in this run */
    uint64_t line, golden;
    bool line_is_record;  /* see wn_input */
    const wn_cell *cells; /* NULL: not read in this run */
    const wn_str *values; /* then: by field, what the target has; NULL: not known */
    size_t members;       /* records that its group has in this run */
} wn_side;

/* Why two records that may be the same were not put together. */
typedef enum wn_apart {
    WN_APART_UNSURE, /* the probability is below merge-at */
    WN_APART_LEVEL,  /* these six: see match_marks.c */
    WN_APART_FORM,
    WN_APART_TAX_ID,
    WN_APART_CITIZEN,
    WN_APART_SITE,
    WN_APART_TRADE,
    WN_APART_TARGET,  /* both were golden records before this run */
    WN_APART_COLUMNS, /* the columns do not tell records apart: nothing is merged */
    WN_APART_GROUP, /* their names, or other records of their groups, speak against it */
    WN_APART_CONTRARY, /* decisions about them contradict each other */
    WN_APART_COUNT
} wn_apart;

extern const char *const wn_apart_names[WN_APART_COUNT]; /* "unsure", "level" ... */
/* Does nothing that they say keep them apart? Then "accept the rest" may take the pair as
 * the same; another pair wants an answer of its own. */
bool wn_apart_may_join(wn_apart apart);

/* Two records that are, or may be, the same, and why. */
typedef struct wn_pair {
    const wn_entity *entity;
    wn_side left, right;
    double probability, weight; /* weight in bits, prior included */
    wn_str why;                 /* "email = +16.2, name ~ +9.8, phone x -1.8" */
    wn_str id;                  /* made of the values of both, see wn_decision */
    bool sure;                  /* true: put together; false: a person should look */
    wn_ruling ruling;           /* what a person decided about them */
    wn_apart apart;             /* where they were not put together */
} wn_pair;

typedef struct wn_batch {
    const wn_file *file; /* of all records; only up to the validate stage */
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

/* Add a finding to the record. `value` is borrowed: it must live as long as the batch's
 * arena. */
wn_finding *wn_record_note(wn_record *record, wn_arena *arena, const wn_check *check,
                           int32_t field, uint32_t column, wn_str value);
/* Remove the check's findings; does the record have a finding of the check? */
void wn_record_forget(wn_record *record, const wn_check *check);
bool wn_record_is_noted(const wn_record *record, const wn_check *check);
/* Raise the disposition to what the check's policy asks for; never lower it. */
void wn_record_judge(wn_record *record, wn_policy policy);

#endif
