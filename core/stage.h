/*
 * stage.h - one step of the pipeline.
 *
 * A stage does not know the stage before it or after it. It is given a batch
 * and changes it (process), or it is asked for what it still holds (drain).
 * Only run/pipeline.c knows the order. What a stage may change beside the batch, its
 * class names; no two stages of a pass may change the same (tests/unit/test_passes.c).
 */
#ifndef CORE_STAGE_H
#define CORE_STAGE_H

#include "context.h"

enum {
    WN_MAY_INPUTS = 1 << 0, /* how far they are read, and what was noted of them */
    WN_MAY_GATHER = 1 << 1,
    WN_MAY_TARGET = 1 << 2,
    WN_MAY_XREF = 1 << 3,
    WN_MAY_DECIDE = 1 << 4,
    WN_MAY_HISTORY = 1 << 5,
    WN_MAY_READ = 1 << 6, /* from here on parts of the outcome */
    WN_MAY_MATCH = 1 << 7,
    WN_MAY_MERGE = 1 << 8,
    WN_MAY_LOAD = 1 << 9,
    WN_MAY_REPORT = 1 << 10,
    WN_MAY_VERIFY = 1 << 11,
    WN_MAY_JUDGE = 1 << 12,
    WN_MAY_ORDER = 1 << 13,
};

/* What may be changed. */
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
    struct wn_columns *columns;           /* see pipeline.h */
    struct wn_date_orders *orders;        /* see stages/order_rows.h */
} wn_grants;

/* Those of `all` that the bits of `writes` name. */
wn_grants wn_grants_of(const wn_grants *all, unsigned writes);

typedef struct wn_stage wn_stage;

typedef struct wn_stage_class {
    const char *name;
    const char *en, *zh; /* one sentence */
    size_t size;         /* of the stage's own struct; zeroed before open */
    /* True: looks at one record at a time, so each worker has an instance. */
    bool is_parallel;
    unsigned writes; /* WN_MAY_...: what of the run it may change, besides its counts */

    /* Get ready. On failure close is still called. */
    wn_rc (*open)(wn_stage *stage);
    /* An entity begins. */
    wn_rc (*begin)(wn_stage *stage, const wn_entity *entity);
    /* A file of it begins. */
    wn_rc (*begin_file)(wn_stage *stage, const wn_file *file);
    /* Change the batch in place. May empty it, to give it back in drain. */
    wn_rc (*process)(wn_stage *stage, wn_batch *batch);
    /* Called at the end of the entity when the stages before have nothing
     * left. Fill the empty batch and return WN_MORE, or WN_OK: nothing more. */
    wn_rc (*drain)(wn_stage *stage, wn_batch *batch);
    /* All entities are through. */
    wn_rc (*finish)(wn_stage *stage);
    /* Every stage finished well: make it last. */
    wn_rc (*commit)(wn_stage *stage);
    /* Give everything back. Called once, whatever happened. */
    void (*close)(wn_stage *stage, bool committed);
} wn_stage_class;

/* First member of every stage's own struct. */
struct wn_stage {
    const wn_stage_class *class;
    const wn_context *context;
    wn_grants may; /* what its class names; the rest is NULL */
};

#endif
