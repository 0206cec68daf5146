/*
 * model.h - what is learned: m and u probabilities, the prior, and classes of pairs that
 * are neither plain matches nor plain non-matches.
 *
 * m: how likely a level is where two records match. u: how likely it is where they do
 * not. Both are kept by column and level; log2(m / u) is the level's weight (Fellegi and
 * Sunter 1969).
 */
#ifndef LINKAGE_MODEL_H
#define LINKAGE_MODEL_H

#include "comparison.h"

#define LINK_CLASSES 24

/* Pairs that agree in some columns as matches do and in the others as non-matches do:
 * relatives and colleagues (no matches), and people who moved (matches). */
typedef struct link_class {
    double shared[WN_LINK_COLUMNS]; /* probability that a column agrees as in a match */
    double prior;                   /* share of all pairs */
    double least;                   /* the prior is no less: counted over all records */
    double ratio; /* how many such pairs there were for each match, in its session */
    bool is_match;
} link_class;

/* What people's answers changed (calibrate.c): the factors of 1, of a pair's bits, and of
 * the bits of each column. */
#define LINK_CALIBRATED (WN_LINK_COLUMNS + 2)
typedef struct link_calibration {
    size_t answers; /* 0: nothing was changed */
    double factor[LINK_CALIBRATED];
} link_calibration;

typedef struct link_model {
    int levels[WN_LINK_COLUMNS]; /* how many; those of swapped names and of derived
                                    addresses included */
    double m[WN_LINK_COLUMNS][8], u[WN_LINK_COLUMNS][8];
    double weight[WN_LINK_COLUMNS][8]; /* log2(m / u) */
    double purity[WN_LINK_COLUMNS]; /* share of matches among the pairs that share a rare
                                       value of the column */
    int parent[WN_LINK_COLUMNS];    /* the column it follows from, or -1 */
    double parent_weight[WN_LINK_COLUMNS]; /* its weight where both agree */
    double prior;                          /* share of matches among all pairs */
    double pairs;                          /* all pairs of the table */
    uint32_t contradicts; /* columns whose sessions contradict the others, as bits */
    uint32_t mixed; /* columns by which matches may be a mixture of the same and of
                       relatives, while none is known to belong to one person; 0 once
                       people answered */
    bool alone; /* one column is all there is: nothing else tells which of its agreements
                   are chance */
    link_class classes[LINK_CLASSES];
    size_t class_count;
    /* An e-mail address that is made of its owner's name tells little beside that name.
     * By record: how frequent what is left is when the name is cut out; 0: it is not made
     * of the name. NULL: the table has no such addresses. */
    float *derived;
    double derived_u[3]; /* u of two people of one name: the same, near, alike */
    /* What weights are made of; NULL until it is worked out (link_model_ready). By column
     * and count, for counts below LINK_RARE: what a value tells that so many have. By
     * column and level: m / u. */
    double *rarities, ratio[WN_LINK_COLUMNS][8];
    int email; /* the column, or -1 */
    link_calibration calibration;
} link_model;

/* In a table of fewer records, default parameters count more than what is seen: of the
 * pairs that share a value in twenty rows, half are duplicates. */
#define LINK_SMALL_TABLE 300.0

static inline bool link_is_small(const link_table *t)
{
    return (double)t->records < LINK_SMALL_TABLE;
}

/* Bits; a pair of less weight is not kept. */
#define LINK_WORTH (-6.0)

/* default_parameters.c: m of a level, and u of the same value, as in most customer data.
 */
double link_default_m(const link_model *model, const link_table *t, size_t c, int level);
double link_default_u(const link_table *t, size_t c);

/* u_estimate.c: u of the same value is counted, u of the other levels is sampled. */
void link_estimate_u(link_model *model, const link_table *t, bool across, uint64_t *seed);

/* derive.c: find addresses that are made of names. */
void link_derive(link_model *model, const link_table *t, uint64_t *seed);

/* levels.c: the levels of two records, those of derived addresses included. */
void link_levels_of(const link_model *model, const link_table *t, uint32_t left,
                    uint32_t right, int8_t *levels);
/* The same, where some columns are known to be unlike: see link_compare_signatures. */
void link_levels_knowing(const link_model *model, const link_table *t, uint32_t left,
                         uint32_t right, uint32_t unlike, int8_t *levels);
/* The same of many pairs (left << 32 | right), in their order, with what they need
 * fetched ahead. (Measured: half the time of one after another where records are many.)
 */
typedef void (*link_take_levels)(void *data, size_t i, const int8_t *levels);
void link_levels_all(const link_model *model, const link_table *t, const uint64_t *pairs,
                     size_t count, link_take_levels take, void *data);

/* depend.c: columns that follow from others. */
void link_find_parents(link_model *model, const link_table *t);
/* How many pairs of records are the same in all these columns (as bits). */
double link_count_agreeing(const link_table *t, uint32_t columns);

/* train.c: u by counting and sampling, m by EM. Returns whether anything was learned. */
bool link_train(link_model *model, const link_table *t, bool across, uint64_t *seed);
/* The same, from a model that was saved instead of by training; see saved.h. */
struct link_saved_model;
void link_model_recall(link_model *model, const link_table *t,
                       const struct link_saved_model *saved, bool across);

#define LINK_RARE 1024 /* records that have a value, of the rarities that are kept */

/* weight.c: work out what weights are made of, once m and u are known. Without it weights
 * are the same, and take longer. */
void link_model_ready(link_model *model, const link_table *t);
/* The match weight of a pair in bits, prior included. */
double link_pair_weight(const link_model *model, const link_table *t, uint32_t left,
                        uint32_t right, const int8_t *levels);
/* What stays of it when the prior moves: the bits of all columns and of classes of
 * matches, and how likely the pair is in the other classes, beside 1 among non-matches.
 */
typedef struct link_evidence {
    double bits, others;
} link_evidence;
link_evidence link_pair_evidence(const link_model *model, const link_table *t,
                                 uint32_t left, uint32_t right, const int8_t *levels);
double link_weight_by(double prior, link_evidence evidence);
/* The same in two steps: the weight of each column (0 where one has no value), and what
 * they add up to. */
typedef struct link_column_bits {
    double level[WN_LINK_COLUMNS]; /* of the level */
    double ratio[WN_LINK_COLUMNS]; /* the same as a ratio of likelihoods: 2^level */
    double near[WN_LINK_COLUMNS];  /* added for how rare a nearly equal value is */
} link_column_bits;
void link_weigh_columns(const link_model *model, const link_table *t, uint32_t left,
                        uint32_t right, const int8_t *levels, link_column_bits *out);
double link_sum_bits(const link_model *model, const link_table *t, const int8_t *levels,
                     const link_column_bits *bits);
/* What calibration sees of a pair: 1, its bits before, and those of each column. */
void link_features(size_t columns, const link_column_bits *bits, double sum, double *out);
/* What they add up to before calibration. */
double link_raw_bits(const link_model *model, const link_table *t, const int8_t *levels,
                     const link_column_bits *bits);
/* Fit the priors (of matches and of classes) to the patterns of all candidates, and how
 * many pairs have each. */
void link_fit_priors(link_model *model, const link_table *t, const uint64_t *patterns,
                     const double *counts, size_t count);
void link_model_release(link_model *model);

/* xorshift64 (Marsaglia 2003): the same numbers on every machine. */
static inline uint64_t link_random(uint64_t *seed)
{
    *seed ^= *seed << 13;
    *seed ^= *seed >> 7;
    *seed ^= *seed << 17;
    return *seed;
}

/* Between 0 and 1. */
static inline double link_chance(uint64_t *seed)
{
    return (double)(link_random(seed) >> 40) / 16777216.0;
}

#endif
