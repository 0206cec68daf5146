/* pipeline.h - the whole run, for cli/ and tests. */
#ifndef CORE_PIPELINE_H
#define CORE_PIPELINE_H

#include "stage.h"

#define WN_STAGE_COUNT 8 /* most stages of a pass */

/* A way through stages, over the files of the plan. */
typedef struct wn_pass {
    const char *name;
    const wn_stage_class *const *stages; /* in the order of the flow; ends with NULL */
    /* Its counts, books and times are the run's, and it can be asked to stop up to its
     * commit. Of the others nothing is kept, but for the time: it is reading. */
    bool is_run;
    bool allows_empty; /* a file may have no records */
    bool is_partial;   /* who asks for a part of the records is not told of the rest */
    /* What ends it, to be found out before it begins again: a value that could be read
     * either way (WN_ASKS_ORDER); a column of a mapping that is not what its field asks
     * for (WN_ASKS_COLUMNS). */
    bool asks_order, asks_columns;
    wn_word stopped; /* what is said when it was asked to stop */
} wn_pass;

/* How dates and amounts are written; what must be known of other records; the run of a
 * migration; a health check; what columns hold; and what was loaded, held against the
 * sources. */
extern const wn_pass wn_pass_order, wn_pass_gather, wn_pass_run, wn_pass_health,
    wn_pass_judge, wn_pass_verify;
/* All of them; ends with NULL. */
extern const wn_pass *const wn_passes[];

/* What each command writes into a run's folder, as patterns for wn_folder_check. */
extern const char *const wn_run_files[],
    *const wn_health_files[], *const wn_verify_files[], *const wn_draft_files[],
                                                            *const wn_database_files[];

/* Of mappings that are packs: which files are there, by name or by signature, and which
 * of their columns; the rest is taken out of the plan. WN_E_SOURCE where none is there.
 */
wn_rc wn_plan_fit(wn_plan *plan, const char *const *folders, size_t count,
                  wn_surveys *surveys, wn_error *err);

/* Look the plan's files up in the folders and survey them; check that every
 * column is mapped, kept or dropped. WN_E_SOURCE, or WN_E_MAPPING with all
 * mistakes in diags. `inputs` has room for plan->file_count. */
wn_rc wn_inputs_open(const wn_plan *plan, const char *const *folders, size_t count,
                     wn_surveys *surveys, wn_input *inputs, wn_diags *diags,
                     wn_error *err);

/* What passes work on. */
typedef struct wn_pipeline {
    const wn_context *context;
    wn_grants may;       /* all that stages may be granted */
    wn_outcome *outcome; /* of the run */
    const bool *files;   /* those that are read, by number; NULL: all */
    const bool *needed;  /* see wn_context */
} wn_pipeline;

/* One pass. WN_ASKS_ORDER, WN_ASKS_COLUMNS: see wn_pass; nothing was kept. */
wn_rc wn_pipeline_pass(const wn_pipeline *pipeline, const wn_pass *pass);

/* Decide the order of day and month of each column of dates by all of its rows, and
 * set it in the plan. A run with a mapping fails with WN_E_MAPPING and a question in
 * diags for each column that proves nothing. */
wn_rc wn_date_order_decide(wn_plan *plan, const wn_pipeline *pipeline, wn_diags *diags);

/* What a column holds, as its <field> takes it. */
typedef struct wn_column_seen {
    const wn_file *file;
    const wn_bind *bind;
    uint64_t rows, unlisted; /* unlisted: not in the list of a choice */
    wn_column_counts counts;
    struct {
        wn_str value;
        uint64_t line;
    } samples[3]; /* of those that are not valid, as read */
    size_t sample_count;
    const wn_option *cure; /* with which choice most of the refused are valid; or NULL */
    int choice;
    uint64_t cured;
} wn_column_seen;

typedef struct wn_columns {
    wn_column_seen *items; /* by file and <field> of the plan */
    size_t count;
    void *work; /* of the reading */
    wn_arena arena;
} wn_columns;

/* Read the first `most` rows of each file (0: all) as a run does, and judge the columns.
 * WN_ASKS_ORDER as above. */
wn_rc wn_columns_judge(const wn_pipeline *pipeline, uint64_t most, wn_columns *out);
void wn_columns_release(wn_columns *columns);
static inline bool wn_column_stops(const wn_column_seen *column)
{
    return wn_column_is_refused(&column->counts, column->bind);
}
/* One of its samples as people see it. */
wn_str wn_column_sample(const wn_column_seen *column, size_t i, bool unmasked,
                        wn_arena *arena);
/* A question in diags for each column that stops a run; WN_E_MAPPING. */
wn_rc wn_columns_question(const wn_context *context, const wn_columns *columns,
                          wn_diags *diags);
/* Both, of all rows: what a run that ended with WN_ASKS_COLUMNS has to ask. */
wn_rc wn_columns_ask(const wn_pipeline *pipeline, wn_diags *diags);

/* Is the note about tables below or beside this one that other files of the plan read? */
bool wn_note_is_settled(const wn_context *context, const wn_input *input,
                        const wn_note *note);

#endif
