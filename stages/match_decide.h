/* match_decide.h - what people decided, found again in the records of a run. */
#ifndef STAGES_MATCH_DECIDE_H
#define STAGES_MATCH_DECIDE_H

#include "core/stage.h"

typedef struct match_ruled { /* two records that somebody decided about */
    uint32_t left, right;
    wn_ruling ruling;
} match_ruled;

typedef struct match_rulings {
    const wn_decisions *all;
    wn_map sought; /* content -> place in `named` of the last record that says it, + 1 */
    struct match_named {
        uint32_t record, before; /* the one before with this content, + 1 */
    } * named;
    size_t named_count, named_room;
    match_ruled *pairs;
    size_t pair_count, pair_room;
} match_rulings;

/* An entity begins; `all` may be empty. */
void match_rulings_open(match_rulings *r, const wn_decisions *all);
/* A record with this content; 0: it says nothing. */
void match_rulings_see(match_rulings *r, uint64_t content, uint32_t record);
/* All records are seen: fill `pairs`. */
void match_rulings_settle(match_rulings *r);
void match_rulings_release(match_rulings *r);

#endif
