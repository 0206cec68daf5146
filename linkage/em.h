/* em.h - histograms of agreement patterns, and EM on them. For stage 5 only. */
#ifndef LINKAGE_EM_H
#define LINKAGE_EM_H

#include "model.h"

/* Different patterns, and how many pairs have each. */
typedef struct link_histogram {
    uint64_t *patterns;
    double *counts;
    uint32_t *slots;
    size_t count, room, slot_room;
    double pairs;
} link_histogram;

void link_histogram_add(link_histogram *h, uint64_t pattern);
void link_histogram_release(link_histogram *h);

#define LINK_EM_BETWEEN 2 /* classes between matches and strangers in a session */

/* State of one EM: matches, classes in between, strangers. */
typedef struct link_em {
    double (*m)[8];
    double shared[LINK_EM_BETWEEN][WN_LINK_COLUMNS];
    double lambda, between[LINK_EM_BETWEEN]; /* shares of the session's pairs */
    int telling; /* the given name, where it alone tells relatives apart; or -1 */
    double matches, between_pairs[LINK_EM_BETWEEN];
} link_em;

/* The values to begin with. */
void link_em_begin(link_em *e, const link_model *model, const link_table *t);
/* Rounds until nothing moves any more; the column `skip` is left out. */
void link_em_run(link_em *e, const link_model *model, const link_table *t,
                 const link_histogram *h, size_t skip);
/* Bits that a column tells matches from strangers by, on average over matches. */
double link_em_bits(const link_model *model, double (*m)[8], size_t c);

/* classes.c: does the column belong to one person: a birthday, a mailbox, a tax id? */
bool link_is_individual(const link_table *t, size_t c, bool given_too);
/* What a class in between is: +1 the same person who moved, -1 a look-alike, 0 neither
 * can be said. */
int link_judge_class(const link_em *e, int k, const link_model *model,
                     const link_table *t, size_t column);
void link_keep_class(link_model *model, const link_em *e, int k, const link_table *t,
                     size_t column, int side);
/* When all sessions are done: how many look-alikes there are; those that are none go. */
void link_finish_classes(link_model *model, const link_table *t);

#endif
