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
    BOTH,          "refused.csv", "refused/README.txt", "refused/*",
    "missing.csv", "changes.csv", "sample.xlsx",        "verify.json",
    "verify_sample.csv", NULL};
const char *const wn_verify_files[] = {"verify.json", "verify_sample.csv", NULL};
const char *const wn_draft_files[] = {"draft.xml", "crm.model.xml", NULL};
const char *const wn_database_files[] = {"database.xml", NULL};

const char *const wn_audience_names[] = {"admin", "department", "summary", NULL};

/* The files that others than the admin get, and the widest audience of each. */
static const struct {
    const char *pattern;
    wn_audience widest;
} audiences[] = {
    {"report.*.html", WN_AUDIENCE_SUMMARY},       {"health.json", WN_AUDIENCE_SUMMARY},
    {"summary.md", WN_AUDIENCE_SUMMARY},          {"manifest.json", WN_AUDIENCE_SUMMARY},
    {"worklists-*.xlsx", WN_AUDIENCE_DEPARTMENT},
};

bool wn_artefact_goes(const char *name, wn_audience audience)
{
    bool goes = audience == WN_AUDIENCE_ADMIN;

    for (size_t i = 0; i < sizeof(audiences) / sizeof(*audiences); i++)
        if (wn_pattern_match(wn_str_of(audiences[i].pattern), wn_str_of(name)))
            goes = goes || audiences[i].widest >= audience;
    return goes;
}
