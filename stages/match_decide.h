/* match_decide.h - decisions of people, found again in the records of a run. */
#ifndef STAGES_MATCH_DECIDE_H
#define STAGES_MATCH_DECIDE_H

#include "core/stage.h"

typedef struct match_ruled { /* two records that a decision is about */
    uint32_t left, right;
    wn_ruling ruling;
} match_ruled;

typedef struct match_rulings {
    const wn_decisions *all;
    wn_map sought; /* content -> index + 1 into `named` of the last record with this
                      content; 0: none yet */
    struct match_named {
        uint32_t record, before; /* index + 1 of the entry before with the same content;
                                    0: none */
    } * named;
    size_t named_count, named_room;
    match_ruled *pairs;
    size_t pair_count, pair_room;
    size_t met; /* decisions given to this run whose records are both there */
} match_rulings;

/* Begin an entity. `all` is borrowed until the release; it may be empty. */
void match_rulings_open(match_rulings *r, const wn_decisions *all);
/* Tell of a record and its content; content 0 (the record says nothing) is ignored. */
void match_rulings_see(match_rulings *r, uint64_t content, uint32_t record);
/* After the last record: fill `pairs`. */
void match_rulings_settle(match_rulings *r);
void match_rulings_release(match_rulings *r);

#endif
