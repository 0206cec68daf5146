/*
 * driver.h - a run from the inside: what a wn_run of winnow/run.h holds, for the
 * commands, which look at more than its numbers.
 *
 *     wn_run run;
 *     wn_run_init(&run, &wn_pass_run, WN_EN);
 *     run.settings.target = "clean.db"; ...
 *     if (wn_run_prepare(&run, mappings, count) >= 0 && wn_run_execute(&run) >= 0)
 *         ... run.outcome ...
 *     wn_run_release(&run);
 */
#ifndef RUN_DRIVER_H
#define RUN_DRIVER_H

#include "audit/verify.h"
#include "checks/check.h"
#include "core/pipeline.h"
#include "winnow/run.h"

/* Look at what is not marked as the caller's, and change it through functions only. */
struct wn_run {
    const wn_pass *pass;
    wn_settings settings; /* the caller's, until wn_run_execute */
    wn_watch watch;       /* the caller's */
    wn_error err;
    wn_diags diags;
    wn_plan plan;
    wn_outcome outcome;
    wn_decisions decisions; /* the caller's before wn_run_execute: what people decided */
    wn_history history;     /* and in past.answers what they answered */
    wn_context context;     /* of all this, for whoever renders it */
    wn_knowledge known;
    wn_input *inputs; /* by file */
    wn_surveys *surveys;
    wn_target_known target;
    wn_xref xref;
    wn_gathered gathered;
    wn_tallies tallies;
    wn_pipeline pipeline;
    double seconds[WN_STAGE_COUNT];
    char id[48], started_at[32], as_of[16]; /* of now, see wn_run_date */
    const char *own[1];
    wn_arena arena;
};

void wn_run_init(wn_run *run, const wn_pass *pass, wn_lang lang);
/* Give back what it holds, and not the wn_run itself. */
void wn_run_release(wn_run *run);
/* Its name and its day, by the clock: run->id, started_at, as_of. */
void wn_run_date(wn_run *run);
/* The two halves of wn_run_prepare, for who wants to look in between and fills in all of
 * the settings: the mappings; then their inputs. */
wn_rc wn_run_load(wn_run *run, const char *const *mappings, size_t count);
wn_rc wn_run_open(wn_run *run);
/* What the columns of the first `most` rows of each file hold (0: of all). */
wn_rc wn_run_judge(wn_run *run, uint64_t most, wn_columns *out);

#endif
