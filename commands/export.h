/* export.h - golden records of a target as the files that another CRM's importer takes.
 */
#ifndef COMMANDS_EXPORT_H
#define COMMANDS_EXPORT_H

#include "core/text.h"
#include "winnow/error.h"

/* The systems, for help and messages; ends with NULL. */
extern const char *const wn_export_systems[];

/* Write the files of the system into the folder, which is made; what was written, for
 * people, is appended to `said`. WN_E_USAGE: no such system; WN_E_SOURCE: the target
 * cannot be read; WN_E_TARGET: a file cannot be written. What winnow did not write is
 * replaced only with force (WN_E_USAGE). */
wn_rc wn_export(const char *target, const char *system, const char *folder, bool force,
                wn_lang lang, wn_buf *said, wn_error *err);

#endif
