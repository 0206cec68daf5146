/* rulings.h - decisions of people, found again in the records of a run. */
#ifndef CORE_RULINGS_H
#define CORE_RULINGS_H

#include "decision.h"

typedef struct wn_ruled { /* two records that a decision is about */
    uint32_t left, right;
    wn_ruling ruling;
    bool is_contrary; /* it and others cannot all be true: "same" is not followed */
    size_t decision;  /* its number */
} wn_ruled;

typedef struct wn_rulings {
    const wn_decisions *all;
    wn_map sought; /* content -> index + 1 into `named` of the last record with this
                      content; 0: none yet */
    struct wn_record_said {
        uint32_t record, before; /* index + 1 of the entry before with the same content;
                                    0: none */
    } * named;
    size_t named_count, named_room;
    wn_ruled *pairs;
    size_t pair_count, pair_room;
    wn_ruled *opened; /* pairs whose decision is taken back */
    size_t opened_count, opened_room;
    size_t met;      /* decisions given to this run whose records are both there */
    size_t contrary; /* decisions that cannot all be true */
    char
        contrary_id[WN_PAIR_ID + 1]; /* the pair of one that says "different"; "": none */
} wn_rulings;

/* The first record of the record's group. */
typedef uint32_t (*wn_first_of)(void *data, uint32_t record);

/* Begin an entity. `all` is borrowed until the release; it may be empty. */
void wn_rulings_open(wn_rulings *r, const wn_decisions *all);
/* Tell of a record and its content; content 0 (the record says nothing) is ignored. */
void wn_rulings_see(wn_rulings *r, uint64_t content, uint32_t record);
/* After the last record, before groups are made of what is alike: fill `pairs`, and find
 * those that contradict each other, as A = B, B = C, A != C. */
void wn_rulings_settle(wn_rulings *r, wn_first_of first, void *data);
/* Did somebody decide that two groups are different? x and y are their first records. */
bool wn_rulings_apart(const wn_rulings *r, wn_first_of first, void *data, uint32_t x,
                      uint32_t y);
/* Was a decision about two groups taken back? */
bool wn_rulings_opened(const wn_rulings *r, wn_first_of first, void *data, uint32_t x,
                       uint32_t y);
void wn_rulings_release(wn_rulings *r);

#endif
