/* link.h - the whole of linking a table: evidence, model, pairs, groups. */
#ifndef MATCH_LINK_H
#define MATCH_LINK_H

#include "cluster.h"

typedef struct match_link {
    match_table *table;
    wn_link_settings settings;
    match_evidence evidence;
    match_model model;
    wn_link_pair *pairs; /* that may be the same, by falling weight */
    size_t pair_count;
    wn_link_summary summary;
    wn_buf trained;                  /* the model that was trained, as text */
    uint64_t seed;
    double bin_pairs[MATCH_BINS], bin_yield[MATCH_BINS];
} match_link;

/* Find and weigh pairs of a prepared table. */
void match_link_pairs(match_link *l);
/* Put them into groups, which are open. */
void match_link_groups(match_link *l, match_groups *g, match_may_join may, void *data);
/* The same, but only of rows that say the same. */
void match_link_copies(match_link *l, match_groups *g, match_may_join may, void *data);
void match_link_release(match_link *l);

#endif
