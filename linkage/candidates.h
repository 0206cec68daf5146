/* candidates.h - which pairs of records are worth comparing, under a budget. */
#ifndef LINKAGE_CANDIDATES_H
#define LINKAGE_CANDIDATES_H

#include "blocking_keys.h"

#define LINK_BINS 64 /* of pairs, by how many bits they share; the last: 63 and more */

/* Called once for each pair, or (rarely) twice; bin: the whole bits that it shares.
 * False: no more pairs are wanted. */
typedef bool (*link_visit)(void *data, uint32_t left, uint32_t right, int bin);

typedef struct link_candidates {
    const link_table *table;
    const link_blocking *blocking;
    bool across;   /* only pairs of different sources */
    double least;  /* bits: a pair that shares fewer is not visited */
    uint32_t step; /* only one block in so many is visited; 1: all are */
} link_candidates;

/* Visit the pairs that share a small block, or two large blocks in which few are
 * together; left < right. The order depends on the table alone. */
void link_candidates_visit(const link_candidates *c, link_visit visit, void *data);
/* The same in so many parts, each of which may have a thread of its own. False: the visit
 * wants no more pairs. */
size_t link_candidates_parts(const link_candidates *c);
bool link_candidates_visit_part(const link_candidates *c, size_t part, link_visit visit,
                                void *data);

#endif
