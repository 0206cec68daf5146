/* backup.h - a copy of a target that is known to be sound. */
#ifndef TARGET_BACKUP_H
#define TARGET_BACKUP_H

#include "core/text.h"
#include "winnow/error.h"

/* Copy the SQLite target into `file`, which must not exist, while others may read and
 * write it (SQLite's online backup); then check the copy and count its rows against the
 * target's of that moment. Its SHA-256 is written to `file`.sha256, which sha256sum -c
 * can check. What was done is appended to `said`, for people. Nothing is left at `file`
 * when it failed: WN_E_TARGET. */
wn_rc wn_backup(const char *target, const char *file, wn_lang lang, wn_buf *said,
                wn_error *err);
/* Does the copy restore? Its bytes are held against `file`.sha256 (when there is none,
 * that is said); it is restored into a database of no name, checked, and counted; tables
 * that have other rows than the target has now are said. WN_E_TARGET: it is not sound. */
wn_rc wn_backup_verify(const char *target, const char *file, wn_lang lang, wn_buf *said,
                       wn_error *err);

#endif
