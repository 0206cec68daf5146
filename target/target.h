/* target.h - a target read as a source, for health checks and drafts. */
#ifndef TARGET_TARGET_H
#define TARGET_TARGET_H

#include "core/mapping.h"
#include "winnow/error.h"

/* Appends to `out` the text of a mapping that reads the golden records of the target,
 * keyed by their ids. `model` was read from `model_path`; a field that it lacks gets its
 * type from the target. WN_E_TARGET: winnow did not write this database. */
wn_rc wn_target_mapping(const char *target, const wn_model *model, const char *model_path,
                        wn_buf *out, wn_error *err);

/* A file that an earlier run read into the target, and the system of its records. */
typedef struct wn_known_file {
    wn_str file, entity, system;
} wn_known_file;

/* *out: each file and entity that was read into the target, once, with the system of the
 * latest run that read it and was not undone. Array and texts are in the arena. Returns
 * how many; 0 when there is no such target yet. */
size_t wn_target_files(const char *target, wn_known_file **out, wn_arena *arena);

/* Checks that this winnow knows the tables of the target. WN_E_TARGET: a newer winnow
 * made them. */
wn_rc wn_target_is_known(const char *target, wn_error *err);

#endif
