/* backup.h - copies an SQLite target, and checks that a copy can be restored. */
#ifndef TARGET_BACKUP_H
#define TARGET_BACKUP_H

#include "core/text.h"
#include "winnow/error.h"

/* Copies the SQLite target into `file`, which must not exist yet. Others may read and
 * write the target meanwhile (SQLite's online backup). Then checks the copy, and compares
 * the number of rows of each table with the target's at the moment of the copy. Writes
 * the SHA-256 of the copy to `file`.sha256, for sha256sum -c. Appends to `said`, in
 * `lang`, what was done. WN_E_TARGET: it failed, and nothing is left at `file`. */
wn_rc wn_backup(const char *target, const char *file, wn_lang lang, wn_buf *said,
                wn_error *err);
/* Can the copy `file` be restored? Compares its bytes with `file`.sha256 (`said` tells
 * when there is none), restores it into a temporary database, checks that, and counts its
 * rows. `said` names the tables that have more or fewer rows than in the target now.
 * WN_E_TARGET: the copy is not sound. */
wn_rc wn_backup_verify(const char *target, const char *file, wn_lang lang, wn_buf *said,
                       wn_error *err);

#endif
