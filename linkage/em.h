/* em.h - histograms of agreement patterns, and EM (expectation maximisation) on them. */
#ifndef LINKAGE_EM_H
#define LINKAGE_EM_H

#include "model.h"

/* Different patterns, and how many pairs have each. Zero it to begin. */
typedef struct link_histogram {
    uint64_t *patterns;
    double *counts;
    uint32_t *slots; /* a hash table: place in `patterns`, from 1 */
    size_t count, room, slot_room;
    double pairs; /* the sum of counts */
} link_histogram;

void link_histogram_add(link_histogram *h, uint64_t pattern);
void link_histogram_release(link_histogram *h);

#define LINK_EM_BETWEEN 2 /* classes between matches and non-matches in a session */

/* The state of one EM: matches, non-matches, and classes in between that agree as matches
 * do in a part of the columns only. */
typedef struct link_em {
    double (*m)[8];                                  /* of matches, by column and level */
    double shared[LINK_EM_BETWEEN][WN_LINK_COLUMNS]; /* see link_class */
    double lambda, between[LINK_EM_BETWEEN];         /* shares of the session's pairs */
    int given_alone; /* the given name, where nothing else tells relatives apart; or -1 */
    double matches, between_pairs[LINK_EM_BETWEEN]; /* expected pairs */
} link_em;

/* Set what EM begins with; `m` has room for WN_LINK_COLUMNS. */
void link_em_begin(link_em *e, const link_model *model, const link_table *t);
/* Rounds until nothing moves any more, fifty at most. u is the model's and does not move.
 * The column `skip` is left out: all pairs were chosen to agree in it. */
void link_em_run(link_em *e, const link_model *model, const link_table *t,
                 const link_histogram *h, size_t skip);
/* How many bits a column tells matches from non-matches by, on average over matches. */
double link_em_bits(const link_model *model, double (*m)[8], size_t c);

#endif
