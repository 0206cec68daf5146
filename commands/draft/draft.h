/* draft.h - a proposal of a mapping for exports that nobody mapped yet. */
#ifndef COMMANDS_DRAFT_DRAFT_H
#define COMMANDS_DRAFT_DRAFT_H

#include "core/drafted.h"
#include "core/reader.h"

/* A person's answer to a doubt; the draft takes it instead of its own decision. */
typedef struct wn_draft_answer {
    wn_doubt_kind kind;
    wn_str file, sheet, column, value;
} wn_draft_answer;

typedef struct wn_draft_request {
    wn_surveys *surveys;      /* or NULL */
    const char *const *paths; /* files, folders, archives */
    size_t count;
    wn_str records, sheet; /* the only table to draft for; "": all tables */
    const wn_draft_answer *answers;
    size_t answer_count;
    /* Files that the target was loaded from before (target/target.h): a draft that goes
     * into that target keeps the systems and keys of its records. */
    const struct wn_known_file *known;
    size_t known_count;
} wn_draft_request;

/* Draft a mapping for every table and column of the files, by the names and the first
 * values; and the clean model with the fields that the files add. WN_E_SOURCE: nothing
 * can be read. Release *out in any case. */
wn_rc wn_draft(const wn_draft_request *request, wn_drafted *out, wn_error *err);
/* May an answer be this word: the name of an entity of the model that ships; a meaning of
 * a column? */
bool wn_draft_knows_entity(wn_str name);
bool wn_draft_knows_meaning(wn_str name);

#endif
