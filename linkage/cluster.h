/* cluster.h - from pairs to groups. */
#ifndef LINKAGE_CLUSTER_H
#define LINKAGE_CLUSTER_H

#include "model.h"

/* Groups of records by their numbers, as a forest (union-find): the root of a group is its
 * lowest number. */
typedef struct link_groups {
    uint32_t *parent, *size; /* size: of roots only */
    uint32_t *next, *last;   /* the members of a group as a list; last: of roots only */
    uint32_t *first;         /* the first of its records as they came; of roots only */
    size_t count;
} link_groups;

/* Each record is a group of its own. `record`: by number, the record as it came; NULL:
 * these are the numbers. */
void link_groups_open(link_groups *g, size_t records, const uint32_t *record);
void link_groups_release(link_groups *g);
uint32_t link_root(link_groups *g, uint32_t record);
void link_join(link_groups *g, uint32_t a, uint32_t b);
/* The first record of the group, as they came. */
static inline uint32_t link_first(link_groups *g, uint32_t number)
{
    return g->first[link_root(g, number)];
}

typedef struct link_clustering {
    const link_model *model;
    const link_table *table;
    bool across;     /* two records of one source are never the same */
    bool by_name;    /* see wn_link_settings */
    double shift;    /* bits that a weight must exceed; 0: a probability of one half */
    wn_link_may may; /* NULL: all may */
    void *data;
} link_clustering;

/* two_names.c: do the names of the two say that they are two, and does nothing that
 * belongs to one alone (a mailbox, a number, a tax id) say that they are one? */
bool link_names_differ(const link_table *t, const wn_link_pair *pair);
/* Are they two people for sure, whatever else they share: two well-known given names, or
 * a parent and a child? Only the same tax id or passport makes them one (slip: or
 * nearly the same). */
bool link_are_two(const link_table *t, uint32_t left, uint32_t right,
                  const int8_t *levels, bool slip);

/* two_companies.c: do two keys of companies (see wn_company_key) name two of one group:
 * has one a word more, or another trade? */
bool link_companies_apart(const link_value *x, const link_value *y);

/* Greedy correlation clustering (Bansal, Blum and Chawla 2004 state the problem): pairs
 * by falling weight; two groups become one when the weights of all pairs between them,
 * each cut off at 12 bits, add up to more than the shift. `pairs` must be sorted by weight.
 */
void link_cluster(const link_clustering *c, link_groups *g, const wn_link_pair *pairs,
                  size_t count);

#endif
