/*
 * model.h - m and u probabilities, the prior, and the classes of pairs that are neither
 * matches nor strangers.
 */
#ifndef LINKAGE_MODEL_H
#define LINKAGE_MODEL_H

#include "candidates.h"
#include "comparison.h"

#define LINK_CLASSES 24

/* Pairs that agree in some columns as matches do and in others as strangers do:
 * relatives and colleagues (look-alikes, no matches), and people who moved (matches). */
typedef struct link_class {
    double shared[WN_LINK_COLUMNS]; /* chance that a column agrees as a match's does */
    double prior;                   /* share of all pairs */
    double least;                   /* the same, from all records: see train.c */
    double ratio;                   /* pairs of it for each match, where it was found */
    bool is_match;
} link_class;

typedef struct link_model {
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
    link_class classes[LINK_CLASSES];
    size_t class_count;
    /* An e-mail address made of its owner's name says little beside that name: by
     * record, how often such an address comes with what is not the name; 0: not made. */
    float *derived;
    double derived_u[3]; /* of namesakes: the same, near, alike */
    int email;           /* the column, or -1 */
} link_model;

/* Below so many records, what is usual weighs more than what is seen: half of the pairs
 * that share a value in twenty rows are the duplicates themselves. */
#define LINK_SMALL_TABLE 300.0

/* usual.c: m and u as they are in most customer data. */
double link_default_m(const link_model *model, const link_table *t, size_t c, int level);
double link_default_u(const link_table *t, size_t c); /* of the same value */

/* chance.c: u, how often strangers agree: of the same value counted, of the other levels
 * from all pairs of some records. */
void link_estimate_u(link_model *model, const link_table *t, bool across, uint64_t *seed);

/* derive.c: addresses that are made of names. */
void link_derive(link_model *model, const link_table *t, uint64_t *seed);

/* levels.c: the levels of two records, with what is derived. */
void link_levels_of(const link_model *model, const link_table *t, uint32_t left,
                    uint32_t right, int8_t *levels);
/* The same, where something is known of them: see link_compare_records. */
void link_levels_knowing(const link_model *model, const link_table *t, uint32_t left,
                         uint32_t right, uint32_t strange, int8_t *levels);
/* Of all these pairs (left << 32 | right), in their order; what they need is fetched
 * ahead. (Measured: half the time of one after another where records are many.) */
typedef void (*link_take_levels)(void *data, size_t i, const int8_t *levels);
void link_levels_all(const link_model *model, const link_table *t, const uint64_t *pairs,
                     size_t count, link_take_levels take, void *data);

/* depend.c: columns that follow from others. */
void link_find_parents(link_model *model, const link_table *t);
/* How many pairs of records are the same in all these columns (bits). */
double link_count_agreeing(const link_table *t, uint32_t columns);

/* classes.c: relatives, where there are too few records to learn of them. */
void link_add_relatives(link_model *model, const link_table *t);

/* train.c: a model that was saved, in place of training; see saved.h. */
struct link_saved_model;
void link_model_recall(link_model *model, const link_table *t,
                       const struct link_saved_model *saved, bool across);
/* u by counting and sampling, m by EM on the pairs that share a rare value, column by
 * column. False: nothing could be learned. */
bool link_train(link_model *model, const link_table *t, bool across, uint64_t *seed);

/* score.c: the match weight of a pair in bits, prior included. */
double link_pair_weight(const link_model *model, const link_table *t, uint32_t left,
                        uint32_t right, const int8_t *levels);
/* The same in two steps: the weight of each column, and what they come to. */
typedef struct link_column_bits {
    double level[WN_LINK_COLUMNS], near[WN_LINK_COLUMNS]; /* 0 where one says nothing */
} link_column_bits;
void link_weigh_columns(const link_model *model, const link_table *t, uint32_t left,
                        uint32_t right, const int8_t *levels, link_column_bits *out);
double link_sum_bits(const link_model *model, const link_table *t, const int8_t *levels,
                     const link_column_bits *bits);
/* Its parts: the weight of each column, near values included; empty ones weigh 0. */
void link_column_weights(const link_model *model, const link_table *t, uint32_t left,
                         uint32_t right, const int8_t *levels, double *out);
/* The priors by a fixed point on the agreement patterns of all candidates. */
void link_fit_priors(link_model *model, const link_table *t, const uint64_t *patterns,
                     const double *counts, size_t count);
void link_model_release(link_model *model);

/* xorshift64: the same numbers on every machine. */
static inline uint64_t link_random(uint64_t *seed)
{
    *seed ^= *seed << 13;
    *seed ^= *seed >> 7;
    *seed ^= *seed << 17;
    return *seed;
}

#endif
