/*
 * linkage.h - which rows of a table are the same person, company or thing.
 *
 * Record linkage after Fellegi and Sunter (1969) that trains itself: no rules, labels or
 * thresholds are asked for. Columns are typed by their names and values, values are kept
 * once each, candidates are pairs that share rare evidence, match weights come from EM on
 * agreement patterns, clusters from greedy correlation clustering.
 *
 * Deterministic: the same rows in the same order give the same clusters.
 */
#ifndef WINNOW_LINKAGE_H
#define WINNOW_LINKAGE_H

#include "winnow/error.h"
#include "winnow/text.h"

#include <signal.h>

#define WN_LINK_COLUMNS 20 /* compared at most; a pair's agreement pattern is 64 bits */

/* What a column is compared as. */
typedef enum wn_link_type {
    WN_LINK_SKIP,     /* not at all */
    WN_LINK_TEXT,     /* names of people and places: spelling */
    WN_LINK_DIGITS,   /* phones, postcodes, numbers: digit by digit */
    WN_LINK_DATE,     /* YYYY-MM-DD: day, month, year */
    WN_LINK_EMAIL,    /* mailbox, domain */
    WN_LINK_CATEGORY, /* same or not */
    WN_LINK_TOKENS,   /* addresses, titles: words by their rarity */
    WN_LINK_COMPANY, /* names of companies: the same words, or the short form of a name */
    WN_LINK_TYPE_COUNT
} wn_link_type;

extern const char *const wn_link_type_names[WN_LINK_TYPE_COUNT];

typedef struct wn_link_settings {
    bool across;     /* link only records of different sources */
    double merge_at; /* probability from which two records are the same; 0: 0.5 */
    bool by_name; /* records of other names are put together only by a mailbox, a number
                     or a tax id that is theirs alone */
    bool renew;   /* train anew when the model that was given knows too few records */
    const volatile sig_atomic_t *cancelled; /* once set, nothing is compared; or NULL */
    uint64_t memory; /* bytes that candidates may take; 0: half of the machine's */
} wn_link_settings;

/* Two records, and how alike they are. */
typedef struct wn_link_pair {
    uint32_t left, right;
    float weight;     /* bits, prior included */
    uint64_t pattern; /* agreement levels, three bits a column: the audit record */
} wn_link_pair;

typedef struct wn_link_summary {
    uint64_t records, columns;
    uint64_t budget, candidates; /* pairs that may be, and that were, compared */
    uint64_t clusters, surplus;  /* with two records or more; records beyond the first */
    double expected_pairs;       /* matches, by the model's own prior */
    double precision, recall;    /* expected, of the pairs that clusters hold */
} wn_link_summary;

/* A column as it was compared, for those who ask what was found out. */
typedef struct wn_link_column {
    wn_str name;
    wn_link_type type;
    uint64_t distinct, filled;
    int levels;
    double m[8], u[8]; /* by level, 0: differ ... */
} wn_link_column;

typedef struct wn_linkage wn_linkage;

/* What a heading names, by its words: Mobile and 手机号 give the same number. 0: they say
 * nothing, or several columns may be called so. */
int wn_link_heading(wn_str name);

/* A table with columns of these names. `types`: for each the transform of its values in
 * the model ("phone"), or NULL: the name and the values say; `types` NULL: all so. */
wn_linkage *wn_linkage_new(const wn_str *names, const char *const *types, size_t count);
/* Compare as a model that wn_linkage_model wrote says, instead of training; before
 * wn_linkage_weigh. False: the text is no model of winnow's. */
bool wn_linkage_use(wn_linkage *linkage, wn_str model);
/* The model that was learned, as JSON; after wn_linkage_weigh. Borrowed; "": one was
 * given, or there was nothing to compare. */
wn_str wn_linkage_model(const wn_linkage *linkage);
/* One record: a value for each column (copied), and the number of its source. A person's
 * name may be given in its parts: the given name, WN_LINK_PARTS, the family name. */
#define WN_LINK_PARTS "\x1f"
void wn_linkage_add(wn_linkage *linkage, const wn_str *values, uint16_t source);
/* Type, train, weigh pairs. Once, after all records. */
void wn_linkage_weigh(wn_linkage *linkage, const wn_link_settings *settings);

/* May the clusters of these two records, each its first one, become one? */
typedef bool (*wn_link_may)(void *data, uint32_t x, uint32_t y);

/* Are so many of the likely pairs wrong, by the model's own estimate, that the columns do
 * not tell records apart? Then nothing should be put together (titles of products and
 * nothing else; relatives, and no duplicates), and the model should not be kept. Pairs
 * that `is_open` (NULL: all are) denies are settled: what is sure among them has been put
 * together before, so that most that is left is doubtful. Never of a model that was
 * given. */
bool wn_linkage_is_doubtful(const wn_linkage *linkage, wn_link_may is_open, void *data);
/* These two belong together, whatever they look like; before wn_linkage_cluster. */
void wn_linkage_join(wn_linkage *linkage, uint32_t a, uint32_t b);
/* Put pairs into clusters; `may` NULL: all may. */
void wn_linkage_cluster(wn_linkage *linkage, wn_link_may may, void *data);
/* The same of rows that say the same in all that is compared, and of no others. */
void wn_linkage_copies(wn_linkage *linkage, wn_link_may may, void *data);
/* The first record of this one's cluster. */
uint32_t wn_linkage_first(wn_linkage *linkage, uint32_t record);

/* Pairs that may be the same, the most alike first. Borrowed. */
const wn_link_pair *wn_linkage_pairs(const wn_linkage *linkage, size_t *count_out);
double wn_link_probability(double weight);
/* Any two records of the table, compared. */
wn_link_pair wn_linkage_compare(const wn_linkage *linkage, uint32_t left, uint32_t right);
/* By record: the pair that put its group and another together, in the order of weights,
 * or NULL: the pairs of a group, each once, are what holds it together. The records
 * that are joined by a key have none. The caller frees it. */
const wn_link_pair **wn_linkage_links(wn_linkage *linkage);
/* "email = +14.2, name ~ +8.1, city x -2.3, prior -9.1": the heaviest first; = the same,
 * ~ near, x other; "prior" how rare matches are, "others" what speaks for relatives and
 * colleagues. The sum is the pair's weight. */
void wn_linkage_explain(const wn_linkage *linkage, const wn_link_pair *pair, wn_buf *out);
/* The weight of each column in bits; room for WN_LINK_COLUMNS. Empty ones weigh 0. */
void wn_linkage_weights(const wn_linkage *linkage, const wn_link_pair *pair, double *out);

void wn_linkage_sum(wn_linkage *linkage, wn_link_summary *out);
/* False: there is no such column. */
bool wn_linkage_column(const wn_linkage *linkage, size_t i, wn_link_column *out);
void wn_linkage_free(wn_linkage *linkage);

#endif
