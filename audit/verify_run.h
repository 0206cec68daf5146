/* verify_run.h - what a run was made of, as the target has it: for `winnow verify`. */
#ifndef AUDIT_VERIFY_RUN_H
#define AUDIT_VERIFY_RUN_H

#include "winnow/arena.h"
#include "winnow/error.h"

/* The texts are in the arena given to wn_run_find. */
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
