/*
 * settings.h - what was asked of a run. Constant from the first record to the last:
 * whoever is handed it may look, on any thread. Texts are borrowed from whoever prepared
 * the run.
 *
 * A user of the library is handed them by wn_run_settings, with zeroes, NULL and as many
 * records refused as there are; out_dir must be given. What is NULL or "" then, and has a
 * default, says so.
 */
#ifndef WINNOW_SETTINGS_H
#define WINNOW_SETTINGS_H

#include "winnow/base.h"

#ifdef __cplusplus
extern "C" {
#endif

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
    /* sqlite:FILE or a FILE, postgresql://..., csv:FOLDER, none; default: clean.db in
     * out_dir. What is there is changed. */
    const char *target;
    const char *out_dir;      /* where reports go; it is made where it is not there */
    const char *target_shown; /* as reports name it: never a password; default: so */
    const char *run_id;       /* default: the time. It gets -2 where one has that name */
    const char *as_of;        /* YYYY-MM-DD, the day of the run; default: today */
    const char *started_at;   /* YYYY-MM-DDTHH:MM:SSZ; default: now */
    char period[16];          /* of a health check: YYYY-MM; default: of as_of */
    const char *basis;        /* of it: "exports", or "database": they are not compared */
    const wn_where *wheres;
    size_t where_count;
    bool dry_run, mark_missing, no_backup;
    bool older; /* records that are older than the target's overwrite them */
    bool force; /* also replace files that winnow did not write */
    const struct wn_drafted *drafted; /* of the program: where no mapping was given */
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

#ifdef __cplusplus
}
#endif

#endif
