/* link.h - the order of work: blocking, model, candidates, weights, groups. */
#ifndef LINKAGE_LINK_H
#define LINKAGE_LINK_H

#include "candidates.h"
#include "cluster.h"

typedef struct link_job {
    link_table *table; /* borrowed */
    wn_link_settings settings;
    link_blocking blocking; /* until the candidates are found */
    link_model model;
    wn_link_pair *pairs; /* that may be the same, by falling weight */
    size_t pair_count;
    wn_link_summary summary;
    wn_buf trained; /* the model that was trained, as JSON */
    uint64_t seed;
    /* by bin: how many pairs, and the mean probability of those that would be merged */
    double bin_pairs[LINK_BINS], bin_yield[LINK_BINS];
} link_job;

/* Pairs of rows, left << 32 | right. */
typedef struct link_pair_list {
    uint64_t *items;
    size_t count, room, most;
} link_pair_list;

/* find_pairs.c: the pairs that are compared, some of them twice. */
void link_find_pairs(link_job *l, link_pair_list *list);
/* weigh_pairs.c: compare them and fit the priors; the pairs of the job are those that are
 * worth keeping. Takes the list. */
void link_weigh_pairs(link_job *l, link_pair_list *list);
/* Weigh them again: the calibration has changed. */
void link_job_reweigh(link_job *l);

/* link.c: find and weigh the pairs of a prepared table. */
void link_job_pairs(link_job *l);
/* Put them into groups, which are open. */
void link_job_groups(link_job *l, link_groups *g, wn_link_may may, void *data);
/* The same of copies only: rows that are the same in all columns. */
void link_job_copies(link_job *l, link_groups *g, wn_link_may may, void *data);
void link_job_release(link_job *l);

#endif
