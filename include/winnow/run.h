/*
 * run.h - a run, from what was asked to what was found: files are read by their mappings,
 * cleaned, checked, matched, merged and loaded, or their quality is measured.
 *
 *     wn_run *run = wn_run_new(WN_RUN_MIGRATION, WN_EN);
 *     wn_settings *settings = wn_run_settings(run);
 *     settings->out_dir = "out";
 *     if (wn_run_prepare(run, mappings, count) >= 0 && wn_run_execute(run) >= 0)
 *         wn_run_sum(run, &summary);
 *     else
 *         fprintf(stderr, "%s\n", wn_run_error(run)->text);
 *     wn_run_free(run);
 *
 * One run is used by one thread; it starts workers of its own, which end before the
 * function returns that started them. One at a time in a process: databases, temporary
 * files and signals are the process's. Texts of settings are borrowed until wn_run_free.
 * What fails says so in wn_run_error; then nothing was loaded. Files are written with the
 * umask of the process, which should be 077; numbers want LC_NUMERIC "C", in which a
 * program begins.
 */
#ifndef WINNOW_RUN_H
#define WINNOW_RUN_H

#include "winnow/error.h"
#include "winnow/settings.h"
#include "winnow/summary.h"

#include <signal.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef struct wn_run wn_run;

typedef enum wn_run_kind {
    WN_RUN_MIGRATION, /* into a target, as `winnow run` does */
    WN_RUN_HEALTH, /* the quality of what is there, as `winnow health`; the target keeps
                      its history */
} wn_run_kind;

/* How far it is. Texts are borrowed for the call, in the language of the run. */
typedef struct wn_progress {
    size_t stage;     /* from 0 */
    const char *what; /* the stage's name */
    wn_str entity;
    uint64_t records; /* of the entity, that came so far */
    double done;      /* the share of the stage's work, 0 to 1 */
} wn_progress;

/* How whoever asked for a run hears of it, and stops it. All may be NULL. */
typedef struct wn_watch {
    const volatile sig_atomic_t *cancelled; /* set: stop and roll back */
    /* Set by the run: it has heard of that and rolls back, or it commits and is past
     * stopping. Who asked need not end it by force. */
    volatile sig_atomic_t *heard;
    /* Called now and then, one call at a time, from the caller's thread or a worker. It
     * holds the run up, and must not call into it. */
    void (*progress)(void *data, const wn_progress *progress);
    void *data;
} wn_watch;

/* Nothing yet, in a language for all that people read of it. Never NULL. */
wn_run *wn_run_new(wn_run_kind kind, wn_lang lang);
void wn_run_free(wn_run *run); /* NULL: nothing is done */

/* What is asked of it: to be filled in before wn_run_prepare, and left alone then. */
wn_settings *wn_run_settings(wn_run *run);
/* The same of the watch, which is copied. */
void wn_run_watch(wn_run *run, const wn_watch *watch);
/* What a person decided of a pair of records that an earlier run put up for review: the
 * pair's id and "same" or "different", as in the file of pairs. Before wn_run_execute.
 * False: no id, or no ruling. */
bool wn_run_decide(wn_run *run, wn_str pair, wn_str ruling);

/* Load the mappings, and find and survey their inputs; what settings leave open is filled
 * in. Once. WN_E_USAGE, WN_E_MAPPING (see wn_run_mistakes), WN_E_SOURCE, WN_E_TARGET. */
wn_rc wn_run_prepare(wn_run *run, const char *const *mappings, size_t count);
/* Do it, to the end or not at all. The same errors, and WN_E_INTERRUPTED. */
wn_rc wn_run_execute(wn_run *run);
/* Read the sources once more, and hold the target against them. What differs is no
 * error; it stands in *out, which is zeroed before. */
wn_rc wn_run_verify(wn_run *run, wn_verified *out);

/* Why it failed; its rc is WN_OK if it did not. Borrowed. */
const wn_error *wn_run_error(const wn_run *run);
/* Mistakes of a mapping and questions about columns, each with its place, its line and a
 * caret, appended as text for people. */
void wn_run_mistakes(const wn_run *run, wn_buf *out);
/* What it found; after wn_run_execute. And of one <file>, 0 to summary.files - 1; false:
 * there is no such file. */
void wn_run_sum(const wn_run *run, wn_summary *out);
bool wn_run_file(const wn_run *run, size_t i, wn_file_summary *out);

#ifdef __cplusplus
}
#endif

#endif
