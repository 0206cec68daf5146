/* artefacts.h - the files that each command writes into a run's folder, as patterns for
 * wn_folder_check. */
#ifndef CORE_ARTEFACTS_H
#define CORE_ARTEFACTS_H

extern const char *const wn_run_files[];
extern const char *const wn_health_files[];
extern const char *const wn_verify_files[];
extern const char *const wn_draft_files[];
extern const char *const wn_database_files[];

#endif
