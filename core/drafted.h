/* drafted.h - what was drafted, and how sure its decisions are: for all who show it.
 * commands/draft/ drafts. */
#ifndef CORE_DRAFTED_H
#define CORE_DRAFTED_H

#include "winnow/arena.h"
#include "winnow/buffer.h"

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
    double confidence; /* 0 to 1; 1: certain, people are only told */
    unsigned weight;   /* how much a wrong decision harms: 0 nothing to 3 all records */
    wn_str file, sheet, column; /* what it is about; sheet, column: may be "" */
    wn_str said[WN_LANG_COUNT]; /* the decision and its evidence, a sentence */
    wn_str cure[WN_LANG_COUNT]; /* what to do if the decision is wrong */
    uint32_t line;              /* line of the draft with the decision; 0: none */
} wn_doubt;

typedef struct wn_drafted {
    wn_buf mapping, model; /* as XML */
    wn_doubt *doubts;      /* what matters most first */
    size_t doubt_count, doubt_room;
    wn_arena arena;
} wn_drafted;

void wn_drafted_release(wn_drafted *drafted);
extern const char *const wn_doubt_kinds[]; /* "table", "header" ... */
/* Should a person look at the doubt? If not, people are only told the decision. */
bool wn_doubt_is_open(const wn_doubt *doubt);
/* Should a person settle the doubt before anything is loaded? */
bool wn_doubt_is_grave(const wn_doubt *doubt);

#endif
