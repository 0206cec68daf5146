/* verify.h - a second reading: the sources are read again, with the same mapping, and
 * every golden record is compared with what they say. */
#ifndef AUDIT_VERIFY_H
#define AUDIT_VERIFY_H

#include "core/stage.h"
#include "winnow/summary.h"

/* Read the sources of the plan again and compare; `pipeline` is as for a run, with a
 * target that holds the run `context->settings->run_id`. Writes verify.json and
 * verify_sample.csv into context->settings->out_dir. The target is not changed.
 * Differences are counted in `out`; they are no error. */
struct wn_pipeline;
wn_rc wn_verify(const struct wn_pipeline *pipeline, wn_verified *out);

/* What a run was made of, as the target has it: for `winnow verify`. The texts are in
 * the arena given to wn_run_find. */
typedef struct wn_run_made {
    const char *id;
    const char **mappings;
    const char **files; /* absolute paths of the sources. The caller gives back
                           `mappings` and `files` with free() */
    size_t mapping_count, file_count;
    const char *rules; /* SHA-256 of model and mappings, as winnow_run has them */
    const char *as_of;
    wn_str *file_sums; /* SHA-256 of each source */
} wn_run_made;

/* Find the run with this id, or, with "", the latest. WN_E_USAGE: there is none.
 * WN_E_TARGET: winnow did not write this database. */
wn_rc wn_run_find(const char *target, wn_str id, wn_run_made *out, wn_arena *arena,
                  wn_error *err);

#endif
