/* decision.h - what people decided about pairs of records. */
#ifndef CORE_DECISION_H
#define CORE_DECISION_H

#include "record.h"

/* What people decided about pairs of records. A record is known by what it says in the
 * fields that are compared (a hash of it), not by its key: so a decision outlives a new
 * export, and is asked for again when the record says something else. A pair's id is both
 * hashes, the lower one first: "0123456789abcdef-fedcba9876543210". */
typedef struct wn_decision {
    uint64_t left, right;
    wn_ruling ruling;
} wn_decision;

typedef struct wn_decisions {
    wn_decision *items;
    size_t count, room;
    wn_map known;
} wn_decisions;

#define WN_PAIR_ID 33
void wn_pair_id(uint64_t left, uint64_t right, char out[WN_PAIR_ID + 1]);
/* Add what was decided of the pair; what was added first stays. False: no id, no ruling.
 */
bool wn_decide(wn_decisions *all, wn_str id, wn_str ruling);
void wn_decisions_release(wn_decisions *all);

#endif
