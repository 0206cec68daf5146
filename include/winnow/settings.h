/*
 * settings.h - what was asked of a run. Constant from the first record to the last:
 * whoever is handed it may look, on any thread. Texts are borrowed from whoever prepared
 * the run.
 */
#ifndef WINNOW_SETTINGS_H
#define WINNOW_SETTINGS_H

#include "winnow/words.h"

/* field=value: only records with it (--where). */
typedef struct wn_where {
    wn_str field, value;
} wn_where;

typedef struct wn_settings {
    const char *const *given; /* files, folders and archives to look for inputs in */
    size_t given_count;
    const char *const *own; /* files that the run itself uses or writes: no exports */
    size_t own_count;
    const char *records, *sheet; /* of files of which the mapping says none; or NULL */
    const char *target, *out_dir;
    const char *target_shown; /* as reports name it: never a password */
    const char *run_id;       /* the target may know a run of that name: see wn_outcome */
    const char *as_of;        /* YYYY-MM-DD */
    const char *started_at;   /* YYYY-MM-DDTHH:MM:SSZ */
    char period[16];          /* of a health check: YYYY-MM */
    const char *basis;        /* of it: "exports", or "database": they are not compared */
    const wn_where *wheres;
    size_t where_count;
    bool dry_run, mark_missing, no_backup;
    bool older; /* records that are older than the target's overwrite them */
    bool force; /* also replace files that winnow did not write */
    const struct wn_drafted *drafted; /* where no mapping was given; else NULL */
    /* What the mapping leaves open stays as read, and nobody is asked: it is a draft, or
     * what a run made of it is held against the sources. */
    bool unasked;
    bool names_edits; /* verify names what people changed in the target, too */
    bool only_key;    /* only checks with key="yes" */
    bool apply;       /* put records on the lists that checks propose them for */
    bool unmasked;    /* reports show what stands in the data */
    bool by_department, by_owner; /* a workbook for each; owners are ranked */
    double max_refused; /* records, or with max_is_share of 100; negative: any number */
    bool max_is_share;
    wn_lang lang;
    size_t batch, chunk, jobs; /* records, bytes read, workers at a time; 0: as usual */
    uint64_t memory;           /* for candidates of matches; 0: half of the machine's */
    uint64_t most_rows;        /* of each file; 0: all */
} wn_settings;

/* Does the run leave out records or checks? Then what it does not find is not fixed. */
static inline bool wn_is_partial(const wn_settings *settings)
{
    return settings->only_key || settings->where_count > 0;
}

#endif
