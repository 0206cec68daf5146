/* pipeline.h - what a run is made of: the table of passes, and the steps around them. */
#ifndef RUN_PIPELINE_H
#define RUN_PIPELINE_H

#include "stages/judge.h"
#include "winnow/summary.h"

/* order: find out how dates and amounts are written. gather: what checks must know of
 * other records. run: a migration. health: a health check. judge: what columns hold.
 * verify: compare the target with the sources. */
extern const wn_pass wn_pass_order, wn_pass_gather, wn_pass_run, wn_pass_health,
    wn_pass_judge, wn_pass_verify;
/* All of them; ends with NULL. */
extern const wn_pass *const wn_passes[];

/* For mappings that are packs: find the files that exist, by name or by signature, and
 * their columns; remove all others from the plan. WN_E_SOURCE: no file exists. */
wn_rc wn_plan_fit(wn_plan *plan, const char *const *folders, size_t count,
                  wn_surveys *surveys, wn_error *err);

/* Find the plan's files in the folders and survey them; check that every
 * column is mapped, kept or dropped. Errors: WN_E_SOURCE; WN_E_MAPPING with all
 * mistakes in diags. `inputs` has room for plan->file_count. */
wn_rc wn_inputs_open(const wn_plan *plan, const char *const *folders, size_t count,
                     wn_surveys *surveys, wn_input *inputs, wn_diags *diags,
                     wn_error *err);

/* What passes work on. */
typedef struct wn_pipeline {
    const wn_context *context;
    wn_grants may;       /* everything that any stage may write */
    wn_outcome *outcome; /* of the run */
    const bool *files;   /* those that are read, by number; NULL: all */
    const bool *needed;  /* see wn_context */
} wn_pipeline;

/* The members of `all` that `writes` (WN_MAY_...) names; the others NULL. */
wn_grants wn_grants_of(const wn_grants *all, unsigned writes);
/* Run one pass. WN_ASKS_ORDER: a value can be read in two ways; WN_ASKS_COLUMNS: see
 * wn_pass. Then nothing was kept. */
wn_rc wn_pipeline_pass(const wn_pipeline *pipeline, const wn_pass *pass);

/* Read the sources of the plan again and compare; `pipeline` is as for a run, with a
 * target that holds the run `context->settings->run_id`. Writes verify.json and
 * verify_sample.csv into context->settings->out_dir. The target is not changed.
 * Differences are counted in `out`; they are no error. */
wn_rc wn_verify(const wn_pipeline *pipeline, wn_verified *out);

/* Decide the order of day and month of each column of dates by all of its rows, and
 * set it in the plan. A run with a mapping fails with WN_E_MAPPING and a question in
 * diags for each column that proves nothing. */
wn_rc wn_date_order_decide(wn_plan *plan, const wn_pipeline *pipeline, wn_diags *diags);

/* Read the first `most` rows of each file (0: all) as a run does, and judge the columns.
 * WN_ASKS_ORDER as above. */
wn_rc wn_columns_judge(const wn_pipeline *pipeline, uint64_t most, wn_columns *out);
void wn_columns_release(wn_columns *columns);
static inline bool wn_column_stops(const wn_column_seen *column)
{
    return wn_column_is_refused(&column->counts, column->bind);
}
/* Sample number i for people: masked, unless `unmasked`. In the arena. */
wn_str wn_column_sample(const wn_column_seen *column, size_t i, bool unmasked,
                        wn_arena *arena);
/* Add a question to diags for each column that stops a run. Returns WN_E_MAPPING. */
wn_rc wn_columns_question(const wn_context *context, const wn_columns *columns,
                          wn_diags *diags);
/* Judge all rows and add the questions: to be called after a run ended with
 * WN_ASKS_COLUMNS. */
wn_rc wn_columns_ask(const wn_pipeline *pipeline, wn_diags *diags);

/* Is the note about tables below or beside this one, and do other files of the plan read
 * those tables? Then nobody need be told. */
bool wn_note_is_settled(const wn_context *context, const wn_input *input,
                        const wn_note *note);

#endif
