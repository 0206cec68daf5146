/* decision.h - what people decided about pairs of records. */
#ifndef CORE_DECISION_H
#define CORE_DECISION_H

#include "record.h"

/* A decision about a pair. A record is identified by a hash of its values in the fields
 * that are compared, not by its key. So a decision stays good for a new export, and the
 * question is asked again when such a value changes. A pair's id is both hashes, the
 * lower one first: "0123456789abcdef-fedcba9876543210". */
typedef struct wn_decision {
    uint64_t left, right;
    wn_ruling ruling;
    wn_ruling before; /* undecided: what the target has, and is taken back */
} wn_decision;

typedef struct wn_decisions {
    wn_decision *items;
    size_t count, room;
    size_t given; /* the first so many are of this run; the others, of its target */
    wn_map known;
} wn_decisions;

/* What a word in a cell means: same, yes, 相同 ..., whatever its case and width; which
 * ruling has this name. WN_RULING_NONE: none. */
wn_ruling wn_ruling_of(wn_str word);
wn_ruling wn_ruling_named(wn_str name);
bool wn_is_pair_id(wn_str text);
/* From so many percent on, "accept the rest" takes a pair as the same. */
#define WN_PAIR_SURE 95
#define WN_PAIR_ID 33
void wn_pair_id(uint64_t left, uint64_t right, char out[WN_PAIR_ID + 1]);
/* Add a decision about the pair; if the pair has one already, that one stays. False: `id`
 * is no id, or `ruling` no ruling. */
bool wn_decide(wn_decisions *all, wn_str id, wn_str ruling);
/* The decision about the pair; NULL: there is none. */
wn_decision *wn_decided(wn_decisions *all, wn_str id);
/* Has the pair another decision already? */
bool wn_is_decided_otherwise(const wn_decisions *all, wn_str id, wn_str ruling);
void wn_decisions_release(wn_decisions *all);

#endif
