/*
 * context.h - what whoever works on a run may look at.
 *
 *   settings   what was asked: constant
 *   known      what is known so far: changed only between two files, by one stage a
 * member, and read-only while workers run outcome    what was found: one writer a member
 *   ledger     counts of this worker; they are added up when all entities are through
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

/* Does the run leave out records or checks? Then what it does not find is not fixed. */
static inline bool wn_is_partial(const wn_settings *settings)
{
    return settings->only_key || settings->where_count > 0;
}

typedef struct wn_knowledge {
    const wn_input *inputs;             /* by file; by the reading stage */
    wn_surveys *surveys;                /* of files, whoever looks; not by workers */
    const struct wn_gathered *gathered; /* of other records: see check.h; by gather */
    const wn_target_known *target;      /* by load, when it opens and regroups */
    const wn_xref *xref;                /* by match */
    const wn_decisions *decisions;      /* given, and, once it is open, the target's */
    const struct wn_history *history;   /* of earlier periods: see history.h; by load */
} wn_knowledge;

typedef struct wn_context {
    const struct wn_pass *pass; /* see pipeline.h */
    const wn_plan *plan;
    const wn_settings *settings;
    const wn_knowledge *known;
    const wn_outcome *outcome;
    wn_tallies *tallies;
    const bool *needed; /* fields that this pass normalizes, by number; NULL: all */
    const wn_watch *watch;
    wn_error *err;
} wn_context;

/* What the run is called; in a target that knows one of that name, with -2 at its end. */
static inline const char *wn_run_name(const wn_context *context)
{
    const char *given = context->outcome->load.run_id;

    return given[0] ? given : context->settings->run_id;
}

/* Is the record one that the run is about? */
bool wn_is_wanted(const wn_context *context, const wn_record *record);

/* Between a file's name and a record's line: "a.csv:17", but "a.json#17" where the line
 * is the record's number. */
static inline char wn_line_mark(const wn_context *context, const wn_file *file)
{
    return context->known->inputs && context->known->inputs[file->number].line_is_record
               ? '#'
               : ':';
}

#endif
