/* artefacts.c - the files of a run's folder, by the command that writes them. */
#include "artefacts.h"
#include "words.h"

#define BOTH                                                                            \
    "health.json", "summary.md", "manifest.json", "worklists.xlsx", "worklists-*.xlsx", \
        "list-*.csv", "pairs.csv", "pairs.xlsx"
#define LANGUAGE(name, code, tag, own) WN_PAGE_NAME(tag),

const char *const wn_health_files[] = {
#include "winnow/languages.def"
    BOTH, NULL};
const char *const wn_run_files[] = {
#include "winnow/languages.def"
    BOTH,          "refused.csv", "refused/README.txt", "refused/*", "missing.csv",
    "sample.xlsx", "verify.json", "verify_sample.csv",  NULL};
const char *const wn_verify_files[] = {"verify.json", "verify_sample.csv", NULL};
const char *const wn_draft_files[] = {"draft.xml", "crm.model.xml", NULL};
const char *const wn_database_files[] = {"database.xml", NULL};
