/* export.h - writes the golden records of a target as files for the importer of another
 * CRM. */
#ifndef COMMANDS_EXPORT_H
#define COMMANDS_EXPORT_H

#include "core/text.h"
#include "winnow/error.h"

/* Write the system's files into the folder, which is made if needed. What was written is
 * appended to `said`, as text for people. Files in the folder that winnow did not write
 * are replaced only with `force`. Returns WN_E_USAGE: no such system, or files would be
 * replaced without force; WN_E_SOURCE: the target cannot be read; WN_E_TARGET: a file
 * cannot be written. */
wn_rc wn_export(const char *target, const char *system, const char *folder, bool force,
                wn_lang lang, wn_buf *said, wn_error *err);

#endif
