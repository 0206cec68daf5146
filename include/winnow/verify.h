/* verify.h - a second reading: the sources are read again, by the same mapping, and every
 * golden record is held against what they say. */
#ifndef WINNOW_VERIFY_H
#define WINNOW_VERIFY_H

#include "winnow/stage.h"

typedef struct wn_verified {
    uint64_t records;  /* read again */
    uint64_t compared; /* of them, those that the target knows as they are */
    uint64_t golden;   /* golden records that were compared, value by value */
    uint64_t values;
    uint64_t differ;    /* golden records that say something else, or are gone */
    uint64_t missing;   /* source records that the target does not know */
    uint64_t altered;   /* source records that say something else than was loaded */
    uint64_t edited;    /* golden records that people changed since they were written */
    uint64_t stayed;    /* of which the run let a value stay: see store_stay.c */
    uint64_t older;     /* source records that the target has newer */
    uint64_t uncovered; /* golden records that stand on exports that were not read now */
    uint64_t sampled;   /* records on the sample sheet */
    uint64_t seed;      /* of the sample */
    wn_buf list;        /* what differs, for people, values masked; the first hundred */
} wn_verified;

/* Read the sources of the plan again and compare; `pipeline` is as for a run,
 * with a target that holds the run `context->settings->run_id`. Writes verify.json and
 * verify_sample.csv into context->settings->out_dir. The target is not changed.
 * Differences are no error. */
struct wn_pipeline;
wn_rc wn_verify(const struct wn_pipeline *pipeline, wn_verified *out);

/* What a run of the target was made of: for `winnow verify`. Texts in the arena. */
typedef struct wn_run_made {
    const char *id; /* of the run */
    const char **mappings;
    const char **files; /* absolute paths of the sources; free() both lists */
    size_t mapping_count, file_count;
    const char *rules; /* SHA-256 of model and mappings, as winnow_run has them */
    const char *as_of;
    wn_str *file_sums; /* SHA-256 of each source */
} wn_run_made;

/* The run with this id, or ("") the latest. WN_E_USAGE: there is none; WN_E_TARGET: the
 * database is none that winnow wrote. */
wn_rc wn_run_find(const char *target, wn_str id, wn_run_made *out, wn_arena *arena,
                  wn_error *err);

#endif
