/* target.h - a target as a source: what it holds, read for a health check. */
#ifndef TARGET_TARGET_H
#define TARGET_TARGET_H

#include "core/mapping.h"
#include "winnow/error.h"

/* A mapping, as text, of the target's own tables: each golden record by its id. `model`
 * is what its file at `model_path` says; fields that it lacks get the type that the
 * target has for them. WN_E_TARGET: the database is none that winnow wrote. */
wn_rc wn_target_mapping(const char *target, const wn_model *model, const char *model_path,
                        wn_buf *out, wn_error *err);

/* A file that a run of the target read, and the system that its records are of. */
typedef struct wn_known_file {
    wn_str file, entity, system;
} wn_known_file;

/* Of each file and entity once, as the latest run has it; array and texts in the arena.
 * None where there is no such target yet. How many. */
size_t wn_target_files(const char *target, wn_known_file **out, wn_arena *arena);

/* Is the database one whose tables this winnow knows? WN_E_TARGET: a newer one made them.
 */
wn_rc wn_target_is_known(const char *target, wn_error *err);

#endif
