/*
 * context.h - what the stages, checks and reports of a run may read.
 *
 *   settings   what the run is asked to do: constant
 *   known      what is known so far: each member is changed by one stage only, between
 *              two files; while workers run, nobody changes it
 *   outcome    what the run found: each member has one writer
 *   tallies    counts of this worker; they are added up after the last entity
 */
#ifndef CORE_CONTEXT_H
#define CORE_CONTEXT_H

#include "decision.h"
#include "outcome.h"
#include "reader.h"
#include "xref.h"
#include "winnow/run.h"

static inline bool wn_is_cancelled(const wn_watch *watch)
{
    return watch->cancelled && *watch->cancelled;
}

/* Does the run leave out records or checks? Then a finding that it does not see may still
 * be there, and does not count as fixed. */
static inline bool wn_is_partial(const wn_settings *settings)
{
    return settings->only_key || settings->where_count > 0;
}

/* What is known so far. Comments say which stage writes a member. */
typedef struct wn_knowledge {
    const wn_input *inputs;             /* by file of the plan; written by read */
    wn_surveys *surveys;                /* written by all who survey files; no workers */
    const struct wn_gathered *gathered; /* about other records: checks/check.h; gather */
    const wn_target_known *target;      /* load, when it opens and regroups */
    const wn_xref *xref;                /* match */
    const wn_decisions *decisions;      /* of the caller; load adds the target's */
    const struct wn_history *history;   /* of earlier periods: history.h; load */
    /* what a second reading holds against the sources: audit/verifying.h; verify */
    const struct wn_verification *verification;
} wn_knowledge;

typedef struct wn_context {
    const struct wn_pass *pass; /* see stage.h */
    const wn_plan *plan;
    const wn_settings *settings;
    const wn_knowledge *known;
    const wn_outcome *outcome;
    wn_tallies *tallies;
    const bool *needed; /* fields that this pass normalizes, by number; NULL: all */
    const wn_watch *watch;
    wn_error *err;
} wn_context;

/* The name of the run; it ends with "-2" if the target already had a run of its name. */
static inline const char *wn_run_name(const wn_context *context)
{
    const char *given = context->outcome->load.run_id;

    return given[0] ? given : context->settings->run_id;
}

/* Does the run take the record (--where)? */
bool wn_is_wanted(const wn_context *context, const wn_record *record);

/* The mark between a file's name and a record's line: ':' as in "a.csv:17"; '#' as in
 * "a.json#17", where the record's number stands for its line. */
static inline char wn_line_mark(const wn_context *context, const wn_file *file)
{
    return context->known->inputs && context->known->inputs[file->number].line_is_record
               ? '#'
               : ':';
}

#endif
