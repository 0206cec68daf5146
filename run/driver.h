/*
 * driver.h - a run from the inside: what is in a wn_run of winnow/run.h. For the
 * commands, which need more than its numbers.
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

#include "pipeline.h"
#include "checks/check.h"
#include "workbook/workbook.h"
#include "winnow/run.h"

/* Members marked as the caller's may be set; read the others only, and change them
 * through functions. */
struct wn_run {
    const wn_pass *pass;
    wn_settings settings; /* the caller's before wn_run_execute */
    wn_watch watch;       /* the caller's */
    wn_error err;
    wn_diags diags;
    wn_workbooks books; /* texts in it are the caller's before wn_run_load */
    wn_plan plan;
    wn_outcome outcome;
    wn_decisions decisions; /* what people decided; the caller's before wn_run_execute */
    wn_history history;     /* history.answers: what people answered; the caller's before
                               wn_run_execute */
    wn_context context;     /* points to all this; for code that renders it */
    wn_knowledge known;
    wn_input *inputs; /* by file */
    wn_surveys *surveys;
    wn_target_known target;
    wn_xref xref;
    wn_gathered gathered;
    wn_tallies tallies;
    wn_pipeline pipeline;
    double seconds[WN_STAGE_COUNT];
    char id[48], started_at[32], today[16]; /* see wn_run_date() */
    wn_arena arena;
};

void wn_run_init(wn_run *run, const wn_pass *pass, wn_lang lang);
/* Free what the run holds, but not the wn_run itself. */
void wn_run_release(wn_run *run);
/* Set the run's name and day from the clock: run->id, started_at, today. */
void wn_run_date(wn_run *run);
/* Fill in settings that have a default and were not set. out_dir must be set. */
void wn_run_set_defaults(wn_run *run);
/* The two halves of wn_run_prepare, for a caller that wants to look in between, and that
 * fills in all settings: first load the mappings, then open their inputs. */
wn_rc wn_run_load(wn_run *run, const char *const *mappings, size_t count);
wn_rc wn_run_open(wn_run *run);
/* Judge the columns of each file by its first `most` rows (0: all rows). */
wn_rc wn_run_judge(wn_run *run, uint64_t most, wn_columns *out);

#endif
