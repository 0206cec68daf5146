/*
 * stage.h - one step of the pipeline, and a way through several.
 *
 * A stage does not know the stage before it or after it. It gets a batch and changes it
 * (process), or it is asked for the records that it still holds (drain). Only
 * run/pipeline.c knows the order. The stage's class lists in `writes` what else it may
 * change; no two stages of a pass may change the same (tests/unit/test_passes.c).
 */
#ifndef CORE_STAGE_H
#define CORE_STAGE_H

#include "context.h"

/* What a stage may write: the members of wn_grants, as bits. */
enum {
    WN_MAY_INPUTS = 1 << 0, /* how far inputs are read, and the notes about them */
    WN_MAY_GATHER = 1 << 1,
    WN_MAY_TARGET = 1 << 2,
    WN_MAY_XREF = 1 << 3,
    WN_MAY_DECIDE = 1 << 4,
    WN_MAY_HISTORY = 1 << 5,
    WN_MAY_READ = 1 << 6, /* from here on: parts of the outcome */
    WN_MAY_MATCH = 1 << 7,
    WN_MAY_MERGE = 1 << 8,
    WN_MAY_LOAD = 1 << 9,
    WN_MAY_REPORT = 1 << 10,
    WN_MAY_VERIFY = 1 << 11,
    WN_MAY_JUDGE = 1 << 12,
    WN_MAY_ORDER = 1 << 13,
};

/* Pointers to what a stage may change; NULL: it may not. */
typedef struct wn_grants {
    wn_input *inputs;
    struct wn_gathered *gathered;
    wn_target_known *target;
    wn_xref *xref;
    wn_decisions *decisions;
    struct wn_history *history;
    wn_read_outcome *read;
    wn_match_outcome *match;
    wn_merge_outcome *merge;
    wn_load_outcome *load;
    wn_report_outcome *report;
    struct wn_verification *verification; /* see audit/verifying.h */
    struct wn_columns *columns;           /* see stages/judge.h */
    struct wn_date_orders *orders;        /* see stages/order_rows.h */
} wn_grants;

typedef struct wn_stage wn_stage;

typedef struct wn_stage_class {
    const char *name;
    const char *en, *zh; /* one sentence */
    size_t size;         /* of the stage's own struct; zeroed before open */
    /* The stage needs one record at a time only, so each worker has an instance of it. */
    bool is_parallel;
    unsigned
        writes; /* WN_MAY_...: what it may change besides the batch and its tallies */

    /* Get ready. On failure close is still called. */
    wn_rc (*open)(wn_stage *stage);
    /* An entity begins. */
    wn_rc (*begin)(wn_stage *stage, const wn_entity *entity);
    /* A file of it begins. */
    wn_rc (*begin_file)(wn_stage *stage, const wn_file *file);
    /* Change the batch in place. May empty it, to give it back in drain. */
    wn_rc (*process)(wn_stage *stage, wn_batch *batch);
    /* Called at the end of the entity, when the stages before hold no more
     * records. Fill the empty batch and return WN_MORE; WN_OK: nothing is left. */
    wn_rc (*drain)(wn_stage *stage, wn_batch *batch);
    /* All entities have been processed. */
    wn_rc (*finish)(wn_stage *stage);
    /* Every stage has finished without an error: make the results permanent. */
    wn_rc (*commit)(wn_stage *stage);
    /* Free everything. Called once, in any case. */
    void (*close)(wn_stage *stage, bool committed);
} wn_stage_class;

/* First member of every stage's own struct. */
struct wn_stage {
    const wn_stage_class *class;
    const wn_context *context;
    wn_grants may; /* what `writes` of its class names; the rest is NULL */
};

#define WN_STAGE_COUNT 8 /* of a run: no pass has more */
#define WN_STAGES_AT_ONCE 5 /* most that workers run, reading included */

/* A way through stages, for all files of the plan. */
typedef struct wn_pass {
    const char *name;
    const wn_stage_class *const *stages; /* in the order of the flow; ends with NULL */
    /* True: its counts, books and times become those of the run, and it can be stopped
     * until its commit. False: nothing is kept but its time, which counts as reading. */
    bool is_run;
    bool allows_empty; /* a file may have no records */
    bool is_partial; /* of a part (--where), or of a database, unread rows are no news */
    bool asks_columns; /* ends with WN_ASKS_COLUMNS where a column does not hold what its
                          field needs */
    wn_word stopped; /* the message when the pass was stopped */
    wn_word reading; /* what people see of it while it works, with the stage's name */
} wn_pass;

/* Tell the watch of the run how far the stage is with the entity; done: 0 to 1. From one
 * thread at a time. */
void wn_tell(const wn_context *context, const wn_stage_class *stage,
             const wn_entity *entity, uint64_t records, double done);

#endif
