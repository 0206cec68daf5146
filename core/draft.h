/* draft.h - a proposal of a mapping for exports that nobody mapped yet. */
#ifndef CORE_DRAFT_H
#define CORE_DRAFT_H

#include "pipeline.h"

/* What a decision of a draft is about. */
typedef enum wn_doubt_kind {
    WN_DOUBT_TABLE,  /* which table is read, and which is not */
    WN_DOUBT_HEADER, /* where the names of the columns stand */
    WN_DOUBT_ENTITY, /* what the records are */
    WN_DOUBT_KEY,    /* what tells a record from others */
    WN_DOUBT_LINK,   /* which record a column points to */
    WN_DOUBT_FIELD,  /* what a column means */
    WN_DOUBT_REGION, /* the country of numbers without a country code */
    WN_DOUBT_ORDER,  /* day and month */
    WN_DOUBT_UNIT,   /* what a column counts in */
    WN_DOUBT_ENCODING,
    WN_DOUBT_ROWS,
    WN_DOUBT_DECIMAL, /* the mark before the fraction */
    WN_DOUBT_KIND_COUNT
} wn_doubt_kind;

/* A decision, how sure it is, and why. Texts are in the draft's arena. */
typedef struct wn_doubt {
    wn_doubt_kind kind;
    double confidence; /* 0 to 1; 1: certain, and only said */
    unsigned weight;   /* 0 to 3: what is wrong if it is wrong: nothing .. all records */
    wn_str file, sheet, column; /* what it is about; sheet, column: may be "" */
    wn_str said[WN_LANG_COUNT]; /* the decision and its evidence, a sentence */
    wn_str cure[WN_LANG_COUNT]; /* what to do where it is wrong */
    uint32_t line;              /* of the draft, where it stands; 0: nowhere */
} wn_doubt;

/* What a person answered to a doubt: instead of what the draft would decide. */
typedef struct wn_draft_answer {
    wn_doubt_kind kind;
    wn_str file, sheet, column, value;
} wn_draft_answer;

typedef struct wn_draft_request {
    wn_surveys *surveys;      /* or NULL */
    const char *const *paths; /* files, folders, archives */
    size_t count;
    wn_str records, sheet; /* the one to draft for; "": all there are */
    const wn_draft_answer *answers;
    size_t answer_count;
    /* Files of a target that they go into (target.h): keys stay whose they are. */
    const struct wn_known_file *known;
    size_t known_count;
} wn_draft_request;

typedef struct wn_drafted {
    wn_buf mapping, model; /* as XML */
    wn_doubt *doubts;      /* what matters most first */
    size_t doubt_count, doubt_room;
    wn_arena arena;
} wn_drafted;

/* Draft a mapping for the files: every table, every column of it, by names and by what
 * the first values are; and the clean model with what the files add to it. WN_E_SOURCE
 * where nothing can be read. Release it in any case. */
wn_rc wn_draft(const wn_draft_request *request, wn_drafted *out, wn_error *err);
void wn_drafted_release(wn_drafted *drafted);
extern const char *const wn_doubt_kinds[WN_DOUBT_KIND_COUNT]; /* "table", "header" ... */
/* Is there something to look at? Else the decision is only told. */
bool wn_doubt_is_open(const wn_doubt *doubt);
/* Is it one that a careful person settles before anything is loaded? */
bool wn_doubt_is_grave(const wn_doubt *doubt);
/* Words that an answer may be: an entity of the model that ships, a meaning of a column.
 */
bool wn_draft_knows_entity(wn_str name);
bool wn_draft_knows_meaning(wn_str name);
/* The clean model that ships: mappings/crm.model.xml, compiled in. */
wn_str wn_draft_model(void);

#endif
