/* cluster.h - from pairs to groups. */
#ifndef MATCH_CLUSTER_H
#define MATCH_CLUSTER_H

#include "model.h"

/* Groups as a forest: the root of a group is its first record. */
typedef struct match_groups {
    uint32_t *parent, *next, *last, *size; /* next, last: the group as a list */
    size_t count;
} match_groups;

void match_groups_open(match_groups *g, size_t records);
void match_groups_release(match_groups *g);
uint32_t match_root(match_groups *g, uint32_t record);
void match_join(match_groups *g, uint32_t a, uint32_t b);

/* May the groups of these two roots become one? */
typedef bool (*match_may_join)(void *data, uint32_t x, uint32_t y);

typedef struct match_clustering {
    const match_model *model;
    const match_table *table;
    bool across;        /* two records of one source are never the same */
    bool by_name;       /* pairs of other names need something that is theirs alone */
    double shift;       /* weight that is asked for: 0 is one half */
    match_may_join may; /* NULL: all may */
    void *data;
} match_clustering;

/* names.c: do the names of the two say that they are two, and nothing that is theirs
 * alone (a mailbox, a number, a tax id) that they are one? */
bool match_names_differ(const match_table *t, const wn_link_pair *pair);

/* Greedy correlation clustering: pairs by falling weight; two groups become one when the
 * weights of all pairs between them, none counted above 12 bits, add up to more than
 * nothing. `pairs` must be sorted. */
void match_cluster(const match_clustering *c, match_groups *g, const wn_link_pair *pairs,
                   size_t count);

#endif
