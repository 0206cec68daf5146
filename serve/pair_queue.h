/*
 * pair_queue.h - the pairs that people decide, in the order of what an answer gains, with
 * what was decided: in the target, by runs before, and in decisions.csv, since then.
 *
 * decisions.csv is what `winnow run --decisions` takes: pair, decision, and who decided
 * when. It is written at once, a line an answer.
 */
#ifndef SERVE_PAIR_QUEUE_H
#define SERVE_PAIR_QUEUE_H

#include "room.h"

#include "core/decision.h"
#include "core/hash.h"

typedef struct queued_side {
    wn_str system, key;
    int64_t golden;
    uint32_t members; /* records of its golden record */
} queued_side;

typedef struct queued_pair {
    wn_str entity, id, why;
    queued_side sides[2];
    double probability, gain;
    wn_apart apart; /* WN_APART_COUNT: not known */
    wn_ruling kept; /* by the target */
    wn_ruling now;  /* by decisions.csv; counts before `kept` */
    bool is_written; /* decisions.csv has a line of it, maybe one that has done its work */
    bool is_left;    /* somebody skipped it: it comes last */
} queued_pair;

typedef struct queue_step { /* for "take back": the answer before */
    size_t pair;
    wn_ruling before;
    bool was_left;
} queue_step;

typedef struct pair_queue {
    wn_arena arena;
    queued_pair *items;
    size_t count, room;
    wn_map ids;  /* of a pair -> its number + 1 */
    int64_t run; /* the latest of the target when it was read; 0: none was read */
    queue_step *steps;
    size_t step_count, step_room;
} pair_queue;

/* Read the queue anew where the target has had another run. WN_E_TARGET. */
wn_rc pair_queue_read(pair_queue *q, const room *r, wn_error *err);
void pair_queue_release(pair_queue *q);
/* What holds for a pair now. */
wn_ruling pair_ruling(const queued_pair *p);
/* How many have a ruling that no run has taken yet, and how many have none at all. */
void pair_queue_count(const pair_queue *q, size_t *waiting, size_t *open);
/* The next open pair from `from` on, around the end; q->count: there is none. Skipped ones
 * come after all others. */
size_t pair_queue_next(const pair_queue *q, size_t from);
/* The number of the pair; q->count: it is not there. */
size_t pair_queue_find(const pair_queue *q, wn_str id);
/* Write down a decision about the pair; UNDECIDED takes back what the target keeps, and
 * NONE what no run has taken yet. False: it cannot be written, errno says why, or
 * decisions.csv is not the page's (EEXIST). */
bool pair_queue_decide(pair_queue *q, const room *r, size_t pair, wn_ruling ruling,
                       wn_str who);
/* The same about a pair that is not in the queue: one that holds a group together. */
bool pair_queue_decide_id(pair_queue *q, const room *r, wn_str id, wn_ruling ruling,
                          wn_str who);
void pair_queue_leave(pair_queue *q, size_t pair); /* skip it for now */
/* Undo the last decision or skip; *pair: which. False: there is none. */
bool pair_queue_back(pair_queue *q, const room *r, size_t *pair, wn_str who);
/* Remove lines that took a decision back and have done their work: a run would say of them
 * that there is nothing to take back. False as above. */
bool pair_queue_tidy(pair_queue *q, const room *r);

#endif
