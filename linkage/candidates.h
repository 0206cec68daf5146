/* candidates.h - which pairs of records are worth comparing, under a budget. */
#ifndef LINKAGE_CANDIDATES_H
#define LINKAGE_CANDIDATES_H

#include "blocking_keys.h"

#define LINK_BINS 64

/* Called for each pair once or, rarely, twice; bits: its evidence. False: stop. */
typedef bool (*link_visit)(void *data, uint32_t left, uint32_t right, int bin);

typedef struct link_candidates {
    const link_table *table;
    const link_blocking *evidence;
    bool across;     /* only pairs of different sources */
    double least;    /* bits of evidence below which a pair is not visited */
    uint32_t step;   /* only one key in so many is looked at */
    uint64_t looked; /* pairs */
} link_candidates;

/* Visit all pairs that share a rare key, or two keys that are rare together. */
void link_candidates_visit(link_candidates *c, link_visit visit, void *data);

#endif
