/*
 * run.h - a whole run, from its settings to its results: files are read by their
 * mappings, cleaned, checked, matched, merged and loaded, or their quality is measured.
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
 * One thread uses a run. A run starts workers of its own; they end before the function
 * that started them returns. A process has one run at a time: databases, temporary files
 * and signals belong to the process. Texts of settings are borrowed until wn_run_free.
 * When a function fails, wn_run_error says why, and nothing was loaded. Files are written
 * with the umask of the process, which should be 077. LC_NUMERIC must be "C", as it is
 * when a program begins.
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
    WN_RUN_HEALTH,    /* measure the quality of data, as `winnow health` does; the target
                         keeps the history */
} wn_run_kind;

/* How far a run is. Texts are borrowed for the call, in the language of the run. */
typedef struct wn_progress {
    size_t stage;     /* from 0 */
    const char *what; /* the stage's name */
    wn_str entity;
    uint64_t records; /* of the entity that the stage has received so far */
    double done;      /* the share of the stage's work, 0 to 1 */
} wn_progress;

/* How the caller follows a run, and stops it. All members may be NULL. */
typedef struct wn_watch {
    const volatile sig_atomic_t *cancelled; /* not 0: stop and roll back */
    /* The run sets it when it has seen `cancelled` and rolls back, or when it commits and
     * cannot be stopped any more. In both cases nobody need end it by force. */
    volatile sig_atomic_t *heard;
    /* Called from time to time, one call at a time, from the caller's thread or a worker.
     * The run waits for it. It must not call functions of the run. */
    void (*progress)(void *data, const wn_progress *progress);
    void *data;
} wn_watch;

/* A new run, with the language of all its texts for people. Never NULL. */
wn_run *wn_run_new(wn_run_kind kind, wn_lang lang);
void wn_run_free(wn_run *run); /* NULL is fine */

/* The settings, to be filled in before wn_run_prepare and not changed after it. */
wn_settings *wn_run_settings(wn_run *run);
/* Set the watch (copied), before wn_run_prepare. */
void wn_run_watch(wn_run *run, const wn_watch *watch);
/* Say what a person decided about a pair of records that an earlier run put up for
 * review: the pair's id, and "same", "different", or "undecided" (what was decided is
 * taken back), as in the file of pairs. Call it before wn_run_execute. False: `pair` is
 * no id, or `ruling` no ruling. */
bool wn_run_decide(wn_run *run, wn_str pair, wn_str ruling);

/* Load the mappings, find and survey their inputs, and fill in settings that have a
 * default. Once. Errors: WN_E_USAGE, WN_E_MAPPING (see wn_run_mistakes), WN_E_SOURCE,
 * WN_E_TARGET. */
wn_rc wn_run_prepare(wn_run *run, const char *const *mappings, size_t count);
/* Do the run: all of it, or nothing. The same errors, and WN_E_INTERRUPTED. */
wn_rc wn_run_execute(wn_run *run);
/* Read the sources again, and compare the target with them. A difference is no error: the
 * differences are in *out, which the function zeroes first. After wn_run_execute, wn_run_sum
 * then says red where something differs, and names the files that tell of it. */
wn_rc wn_run_verify(wn_run *run, wn_verified *out);

/* Why the run failed; its rc is WN_OK if the run did not fail. Borrowed. */
const wn_error *wn_run_error(const wn_run *run);
/* Append, as text for people, the mistakes of the mappings and the questions about
 * columns, each with its place, the line it is about and a caret. */
void wn_run_mistakes(const wn_run *run, wn_buf *out);
/* The results, after wn_run_execute: of the whole run, and of one <file>, i from 0 to
 * summary.files - 1. False: there is no such file. */
void wn_run_sum(const wn_run *run, wn_summary *out);
bool wn_run_file(const wn_run *run, size_t i, wn_file_summary *out);

#ifdef __cplusplus
}
#endif

#endif
