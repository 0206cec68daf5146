/*
 * model.h - m and u probabilities, the prior, and the classes of pairs that are neither
 * matches nor strangers.
 */
#ifndef MATCH_MODEL_H
#define MATCH_MODEL_H

#include "candidates.h"
#include "comparison.h"

#define MATCH_CLASSES 24

/* Pairs that agree in some columns as matches do and in others as strangers do:
 * relatives and colleagues (look-alikes, no matches), and people who moved (matches). */
typedef struct match_class {
    double shared[WN_LINK_COLUMNS]; /* chance that a column agrees as a match's does */
    double prior;                   /* share of all pairs */
    double least;                   /* the same, from all records: see train.c */
    double ratio;                   /* pairs of it for each match, where it was found */
    bool is_match;
} match_class;

typedef struct match_model {
    int levels[WN_LINK_COLUMNS]; /* of the columns, those made by derivation included */
    double m[WN_LINK_COLUMNS][8], u[WN_LINK_COLUMNS][8];
    double weight[WN_LINK_COLUMNS][8]; /* log2 m/u */
    double purity[WN_LINK_COLUMNS];    /* share of matches among pairs that share a rare
                                          value of the column */
    int parent[WN_LINK_COLUMNS];       /* the column it follows from, or -1 */
    double parent_weight[WN_LINK_COLUMNS]; /* where both agree */
    double prior;                          /* share of all pairs that match */
    double pairs;                          /* all there are */
    bool alone; /* one column tells all: nothing else says what of it is chance */
    match_class classes[MATCH_CLASSES];
    size_t class_count;
    /* An e-mail address made of its owner's name says little beside that name: by
     * record, how often such an address comes with what is not the name; 0: not made. */
    float *derived;
    double derived_u[3]; /* of namesakes: the same, near, alike */
    int email;           /* the column, or -1 */
} match_model;

/* Below so many records, what is usual weighs more than what is seen: half of the pairs
 * that share a value in twenty rows are the duplicates themselves. */
#define MATCH_SMALL 300.0

/* usual.c: m and u as they are in most customer data. */
double match_usual_m(const match_model *model, const match_table *t, size_t c, int level);
double match_usual_u(const match_table *t, size_t c); /* of the same value */

/* chance.c: u, how often strangers agree: of the same value counted, of the other levels
 * from all pairs of some records. */
void match_find_chances(match_model *model, const match_table *t, bool across,
                        uint64_t *seed);

/* derive.c: addresses that are made of names. */
void match_derive(match_model *model, const match_table *t, uint64_t *seed);

/* levels.c: the levels of two records, with what is derived. */
void match_levels_of(const match_model *model, const match_table *t, uint32_t left,
                     uint32_t right, int8_t *levels);
/* The same, where something is known of them: see match_compare_records. */
void match_levels_given(const match_model *model, const match_table *t, uint32_t left,
                        uint32_t right, uint32_t strange, int8_t *levels);
/* Of all these pairs (left << 32 | right), in their order; what they need is fetched
 * ahead. (Measured: half the time of one after another where records are many.) */
typedef void (*match_take_levels)(void *data, size_t i, const int8_t *levels);
void match_levels_all(const match_model *model, const match_table *t,
                      const uint64_t *pairs, size_t count, match_take_levels take,
                      void *data);

/* depend.c: columns that follow from others. */
void match_find_parents(match_model *model, const match_table *t);
/* How many pairs of records are the same in all these columns (bits). */
double match_same_in(const match_table *t, uint32_t columns);

/* classes.c: relatives, where there are too few records to learn of them. */
void match_add_relatives(match_model *model, const match_table *t);

/* train.c: a model that was saved, in place of training; see saved.h. */
struct match_saved;
void match_recall(match_model *model, const match_table *t,
                  const struct match_saved *saved, bool across);
/* u by counting and sampling, m by EM on the pairs that share a rare value, column by
 * column. False: nothing could be learned. */
bool match_train(match_model *model, const match_table *t, bool across, uint64_t *seed);

/* score.c: the match weight of a pair in bits, prior included. */
double match_weight(const match_model *model, const match_table *t, uint32_t left,
                    uint32_t right, const int8_t *levels);
/* The same in two steps: the weight of each column, and what they come to. */
typedef struct match_bits {
    double level[WN_LINK_COLUMNS], near[WN_LINK_COLUMNS]; /* 0 where one says nothing */
} match_bits;
void match_weigh_columns(const match_model *model, const match_table *t, uint32_t left,
                         uint32_t right, const int8_t *levels, match_bits *out);
double match_sum(const match_model *model, const match_table *t, const int8_t *levels,
                 const match_bits *bits);
double match_probability(double weight);
/* Its parts: the weight of each column, near values included; empty ones weigh 0. */
void match_column_weights(const match_model *model, const match_table *t, uint32_t left,
                          uint32_t right, const int8_t *levels, double *out);
/* The priors by a fixed point on the agreement patterns of all candidates. */
void match_settle(match_model *model, const match_table *t, const uint64_t *patterns,
                  const double *counts, size_t count);
void match_model_release(match_model *model);

/* xorshift64: the same numbers on every machine. */
static inline uint64_t match_random(uint64_t *seed)
{
    *seed ^= *seed << 13;
    *seed ^= *seed >> 7;
    *seed ^= *seed << 17;
    return *seed;
}

#endif
