/*
 * run.h - a run, from what was asked to what was found.
 *
 *     wn_run run;
 *     wn_run_init(&run, &wn_pass_run, WN_EN);
 *     run.settings.target = "clean.db"; ...
 *     if (wn_run_prepare(&run, mappings, count) >= 0 && wn_run_execute(&run) >= 0)
 *         ... run.outcome ...
 *     wn_run_free(&run);
 *
 * One run is used by one thread; it starts workers of its own. Texts of the settings are
 * borrowed until wn_run_free. What fails says so in run.err, mistakes of a mapping and
 * questions about columns in run.diags; then nothing was loaded.
 */
#ifndef WINNOW_RUN_H
#define WINNOW_RUN_H

#include "winnow/check.h"
#include "winnow/pipeline.h"
#include "winnow/verify.h"

/* Look at what is not marked as the caller's, and change it through functions only. */
typedef struct wn_run {
    const wn_pass *pass;
    wn_settings settings; /* the caller's, until wn_run_execute */
    wn_watch watch;       /* the caller's */
    wn_error err;
    wn_diags diags;
    wn_plan plan;
    wn_outcome outcome;
    wn_decisions decisions; /* the caller's before wn_run_execute: what people decided */
    wn_past past;           /* and in past.answers what they answered */
    wn_context context;     /* of all this, for whoever renders it */
    wn_knowledge known;
    wn_input *inputs; /* by file */
    wn_surveys *surveys;
    wn_target_known target;
    wn_xref xref;
    wn_gathered gathered;
    wn_ledger ledger;
    wn_pipeline pipeline;
    double seconds[WN_STAGE_COUNT];
} wn_run;

void wn_run_init(wn_run *run, const wn_pass *pass, wn_lang lang);
/* Load the mappings, and find and survey their inputs; both are also to be had one by
 * one, for who wants to look in between. */
wn_rc wn_run_prepare(wn_run *run, const char *const *mappings, size_t count);
wn_rc wn_run_load(wn_run *run, const char *const *mappings, size_t count);
wn_rc wn_run_open(wn_run *run);
/* Do it: the pass of the run, and before it what it needs. When the order of day and
 * month has to be found out, that is done, and it begins again. */
wn_rc wn_run_execute(wn_run *run);
/* Read the sources once more, and hold the target against them. */
wn_rc wn_run_verify(wn_run *run, wn_verified *out);
/* What the columns of the first `most` rows of each file hold (0: of all). */
wn_rc wn_run_judge(wn_run *run, uint64_t most, wn_columns *out);
void wn_run_free(wn_run *run);

#endif
