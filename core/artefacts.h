/* artefacts.h - the files that each command writes into a run's folder, as patterns for
 * wn_folder_check. */
#ifndef CORE_ARTEFACTS_H
#define CORE_ARTEFACTS_H

#include "reader.h"
#include "winnow/settings.h"

/* Is the file of a run's folder written for this audience? What is not named in the table
 * is for the admin alone. */
bool wn_artefact_goes(const char *name, wn_audience audience);
extern const char *const wn_audience_names[]; /* ends with NULL */

extern const char *const wn_run_files[];
extern const char *const wn_health_files[];
extern const char *const wn_verify_files[];
extern const char *const wn_draft_files[];
extern const char *const wn_database_files[];

#endif
