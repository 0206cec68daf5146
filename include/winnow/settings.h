/*
 * settings.h - what a run is asked to do. Settings do not change from the first record to
 * the last: any thread may read them. Texts are borrowed from the caller that prepared
 * the run.
 *
 * A user of the library gets them from wn_run_settings. There all members are zero or
 * NULL, and any number of records may be refused. out_dir must be set. Members that have
 * a default say so; it is used where they are NULL or "".
 */
#ifndef WINNOW_SETTINGS_H
#define WINNOW_SETTINGS_H

#include "winnow/base.h"

#ifdef __cplusplus
extern "C" {
#endif

/* field=value: the run takes only records with this value in the field (--where). */
typedef struct wn_where {
    wn_str field, value;
} wn_where;

/* Who the folder of the reports is for (--audience). Admin: all files. Department: pages
 * without values, and a work list for each department, with its rows alone. Summary: only
 * pages and numbers, without values. */
typedef enum wn_audience {
    WN_AUDIENCE_ADMIN,
    WN_AUDIENCE_DEPARTMENT,
    WN_AUDIENCE_SUMMARY,
} wn_audience;

typedef struct wn_settings {
    const char *const *given; /* files, folders and archives to look for inputs in */
    size_t given_count;
    const char *const *own; /* files that the run itself uses or writes: never inputs */
    size_t own_count;
    const char *records, *sheet; /* for files where the mapping does not say; or NULL */
    /* sqlite:FILE or a FILE, postgresql://..., csv:FOLDER, none; default: clean.db in
     * out_dir. An existing target is changed. */
    const char *target;
    const char *out_dir;      /* folder of the reports; made if it does not exist */
    const char *target_shown; /* the target as reports name it; default: without its
                                 password */
    const char *run_id;       /* default: the time. "-2" is added if the target has a run
                                 of that name */
    const char *as_of;        /* YYYY-MM-DD, the day of the run; default: today */
    const char *started_at;   /* YYYY-MM-DDTHH:MM:SSZ; default: now */
    char period[16];          /* of a health check: YYYY-MM; default: month of as_of */
    const char *basis;        /* of a health check: "exports" or "database"; periods with
                                 a different basis are not compared */
    const wn_where *wheres;
    size_t where_count;
    bool dry_run, mark_missing, no_backup;
    bool check_pairs; /* hold decisions against the probabilities: linkage.h */
    bool older;       /* records that are older than those of the target overwrite them */
    bool force;       /* also replace files that winnow did not write */
    const struct wn_drafted *drafted; /* the program sets it where no mapping was given */
    /* Ask no questions: what the mapping leaves open stays as read. For a draft, and for
     * comparing the target of a draft with its sources. */
    bool unasked;
    bool names_edits; /* verify also lists what people changed in the target */
    bool only_key;    /* only checks with key="yes" */
    bool apply;       /* put records on the lists that checks propose them for */
    bool unmasked;    /* reports show values without masks */
    bool by_department, by_owner; /* a workbook for each; owners are ranked */
    bool by_manager;              /* a workbook for each, with the rows of their people */
    double max_refused; /* number of records, or percent where max_is_share is set;
                           negative: no limit */
    bool max_is_share;
    wn_lang lang;
    /* Records in a batch, bytes to read at a time, number of workers; 0: the default. */
    size_t batch, chunk, jobs;
    uint64_t memory;    /* bytes for candidate pairs; 0: half of the machine's memory */
    uint64_t most_rows; /* most rows to read of each file; 0: all */
    wn_audience audience;
} wn_settings;

#ifdef __cplusplus
}
#endif

#endif
