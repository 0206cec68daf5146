/*
 * jobs.h - commands of winnow that the page started, each a process of its own.
 *
 * A job is a folder .winnow/jobs/ID: what was started, what it printed, and, when it has
 * ended, its exit code. The process belongs to nobody: it goes on when the server ends,
 * and a server that begins later finds it by its folder. Whether it still runs is known by
 * a lock on that folder's file `lock`, which the system takes back from a process that is
 * gone, however it went.
 */
#ifndef SERVE_JOBS_H
#define SERVE_JOBS_H

#include "room.h"

#include "core/words.h"

typedef enum job_kind {
    JOB_LOOK,   /* winnow inspect: what is in the files */
    JOB_DRAFT,  /* winnow draft */
    JOB_SHEET,  /* winnow sheet: the mapping as a workbook, with what the files hold */
    JOB_EDIT,   /* winnow sheet: the mapping changed, or as it was before */
    JOB_TRY,    /* winnow run --dry-run */
    JOB_LOAD,   /* winnow run */
    JOB_HEALTH, /* winnow health */
    JOB_UNTRY,  /* winnow undo --dry-run */
    JOB_UNDO,   /* winnow undo */
    JOB_TRACE,  /* winnow trace: the story of a record */
    JOB_KINDS
} job_kind;

typedef enum job_state {
    JOB_NONE,
    JOB_RUNS,
    JOB_ENDED,  /* with `code` */
    JOB_BROKEN, /* it is gone without a code: killed, or the machine went down */
} job_state;

#define JOB_ID 48
#define JOB_WORDS 4000 /* of a command, at most */

typedef struct job {
    char id[JOB_ID]; /* YYYY-MM-DDTHH-MM-SSZ, or with -2 ... behind */
    job_kind kind;
    job_state state;
    int code;
} job;

/* Start the command; `words` begins behind the program's name and ends with NULL. Of the
 * jobs that write into the target, and of one that loads, only one runs at a time:
 * WN_E_USAGE. `seal`: what is known of its input, for job_of. */
wn_rc job_start(const room *r, job_kind kind, const char *const *words, uint64_t seal,
                job *out, wn_error *err);
/* Wait up to so many milliseconds until it has ended; true: it has. */
bool job_wait(const room *r, job *j, int ms);
/* The job as it is now; `id` comes from anybody. False: there is none. */
bool job_find(const room *r, wn_str id, job *out);
/* The latest job of the kind; JOB_NONE: there is none. *seal, which may be NULL: as it
 * was started with. */
job job_latest(const room *r, job_kind kind, uint64_t *seal);
/* The job that writes just now; JOB_NONE: none does. */
job job_at_work(const room *r);
/* Ask it to stop, as Ctrl-C does. */
void job_cancel(const room *r, const job *j);
/* The latest job of the kind that ended with 0, with its seal; JOB_NONE: none did. */
job job_latest_done(const room *r, job_kind kind, uint64_t *seal);
/* Put a file into the job's folder: "before.xml", "before.model.xml", "before.xlsx". */
bool job_keep(const room *r, const job *j, const char *name, wn_str bytes);
/* Append a file of the job's folder: "out", "err", "command", "progress", or a kept one. */
void job_text(const room *r, const job *j, const char *name, wn_buf *out);
/* Remove the folders of old jobs, but the last 30 of each kind. */
void job_forget(const room *r);
/* Take back the processes that have ended; without it they stay as zombies. */
void job_reap(void);

#endif
