/* target.h - a target as a source: what it holds, read for a health check. */
#ifndef WINNOW_TARGET_H
#define WINNOW_TARGET_H

#include "winnow/error.h"
#include "winnow/mapping.h"

/* A mapping, as text, of the target's own tables: each golden record by its id. `model`
 * is what its file at `model_path` says; fields that it lacks get the type that the
 * target has for them. WN_E_TARGET: the database is none that winnow wrote. */
wn_rc wn_target_mapping(const char *target, const wn_model *model, const char *model_path,
                        wn_buf *out, wn_error *err);

/* Is the database one whose tables this winnow knows? WN_E_TARGET: a newer one made them.
 */
wn_rc wn_target_known(const char *target, wn_error *err);

#endif
