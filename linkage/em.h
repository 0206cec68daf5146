/* em.h - histograms of agreement patterns, and EM on them. For stage 5 only. */
#ifndef MATCH_EM_H
#define MATCH_EM_H

#include "model.h"

/* Different patterns, and how many pairs have each. */
typedef struct histogram {
    uint64_t *patterns;
    double *counts;
    uint32_t *slots;
    size_t count, room, slot_room;
    double pairs;
} histogram;

void histogram_add(histogram *h, uint64_t pattern);
void histogram_release(histogram *h);

#define BETWEEN 2 /* classes between matches and strangers in a session */

/* State of one EM: matches, classes in between, strangers. */
typedef struct em {
    double (*m)[8];
    double shared[BETWEEN][WN_LINK_COLUMNS];
    double lambda, between[BETWEEN]; /* shares of the session's pairs */
    int telling; /* the given name, where it alone tells relatives apart; or -1 */
    double matches, between_pairs[BETWEEN];
} em;

/* The values to begin with. */
void em_begin(em *e, const match_model *model, const match_table *t);
/* Rounds until nothing moves any more; the column `skip` is left out. */
void em_run(em *e, const match_model *model, const match_table *t, const histogram *h,
            size_t skip);
/* Bits that a column tells matches from strangers by, on average over matches. */
double em_bits(const match_model *model, double (*m)[8], size_t c);

/* classes.c: does the column belong to one person: a birthday, a mailbox, a tax id? */
bool match_is_individual(const match_table *t, size_t c, bool given_too);
/* What a class in between is: +1 the same person who moved, -1 a look-alike, 0 neither
 * can be said. */
int match_judge_class(const em *e, int k, const match_model *model, const match_table *t,
                      size_t column);
void match_keep_class(match_model *model, const em *e, int k, const match_table *t,
                      size_t column, int side);
/* When all sessions are done: how many look-alikes there are; those that are none go. */
void match_settle_classes(match_model *model, const match_table *t);

#endif
