/* candidates.h - which pairs of records are worth comparing, under a budget. */
#ifndef MATCH_CANDIDATES_H
#define MATCH_CANDIDATES_H

#include "blocking_keys.h"

#define MATCH_BINS 64

/* Called for each pair once or, rarely, twice; bits: its evidence. False: stop. */
typedef bool (*match_visit)(void *data, uint32_t left, uint32_t right, int bin);

typedef struct match_candidates {
    const match_table *table;
    const match_evidence *evidence;
    bool across;     /* only pairs of different sources */
    double least;    /* bits of evidence below which a pair is not visited */
    uint32_t step;   /* only one key in so many is looked at */
    uint64_t looked; /* pairs */
} match_candidates;

/* Visit all pairs that share a rare key, or two keys that are rare together. */
void match_candidates_visit(match_candidates *c, match_visit visit, void *data);

#endif
