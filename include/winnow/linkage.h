/*
 * linkage.h - which rows of a table are the same person, company or thing.
 *
 * Record linkage after Fellegi and Sunter (1969) that trains itself: it needs no rules,
 * labels or thresholds. docs/internals/linkage.md says how it works.
 *
 *     wn_linkage *l = wn_linkage_new(names, NULL, 3);
 *     for each row: wn_linkage_add(l, values, 0);
 *     wn_linkage_weigh(l, &(wn_link_settings){0});
 *     if (!wn_linkage_is_doubtful(l, NULL, NULL)) wn_linkage_cluster(l, NULL, NULL);
 *     for each row r: wn_linkage_first(l, r) names its cluster
 *     wn_linkage_free(l);
 *
 * Records have numbers from 0, in the order in which they were added; less than 2^31 of
 * them. Weights are in bits: log2 of the odds that two records are the same.
 *
 * Errors: none. Nothing here fails but for memory, see wn_on_memory_out.
 * Deterministic: the same rows in the same order give the same results (on every machine
 * where `memory` of wn_link_settings does not limit how many pairs are compared).
 * Threads: a linkage belongs to one thread at a time; different ones do not share
 * anything.
 */
#ifndef WINNOW_LINKAGE_H
#define WINNOW_LINKAGE_H

#include "winnow/buffer.h"

#include <signal.h>

#ifdef __cplusplus
extern "C" {
#endif

/* So many columns are compared at most, those that tell most; a pair's agreement pattern
 * is 64 bits. */
#define WN_LINK_COLUMNS 20

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

const char *wn_link_type_name(wn_link_type type); /* "text", "digits" ... */

/* All zero is a good beginning. */
typedef struct wn_link_settings {
    bool across;     /* link only records of different sources */
    double merge_at; /* probability (0 to 1) from which two records are one; 0: 0.5 */
    bool by_name; /* records with different names become one only by a mailbox, a number
                     or a tax id that is theirs alone */
    bool renew;   /* train anew where the model that was given knows too few records */
    const volatile sig_atomic_t *cancelled; /* once set, work ends early; or NULL */
    uint64_t memory; /* bytes that candidates may take; 0: half of the machine's */
} wn_link_settings;

/* Two records, and how alike they are. */
typedef struct wn_link_pair {
    uint32_t left, right; /* left < right where the engine chose the pair */
    float weight;         /* bits, prior included */
    uint64_t pattern;     /* agreement levels, three bits a column: the audit record */
} wn_link_pair;

typedef struct wn_link_summary {
    uint64_t records, columns;
    uint64_t budget, candidates; /* pairs that could be, and that were, compared */
    uint64_t clusters, surplus;  /* with two records or more; records beyond the first */
    double expected_pairs;       /* matches that the model expects in all */
    double precision, recall;    /* 0 to 1, expected, of the pairs within clusters */
} wn_link_summary;

/* What was found out about a column. Strings are borrowed from the linkage. */
typedef struct wn_link_column {
    wn_str name;
    wn_link_type type;
    uint64_t distinct, filled; /* values; records that have one */
    int levels;
    double m[8], u[8]; /* probabilities by level, 0: different ... */
} wn_link_column;

typedef struct wn_linkage wn_linkage;

/* ---- headings: from any thread ---------------------------------------------------- */

/* What a heading says that its column holds, as a number: Mobile and 手机号 give the same
 * one. 0: it does not say, or several columns may be called so. */
int wn_link_heading(wn_str name);
/* Does it say given names, family names? */
bool wn_link_is_given(wn_str heading);
bool wn_link_is_family(wn_str heading);

/* ---- 1. the records --------------------------------------------------------------- */

/* A table with columns of these names (copied). `types`: for each column the name of its
 * type in the model ("phone"), or NULL: the heading and the values decide; these strings
 * must live as long as the linkage. `types` NULL: all so. */
wn_linkage *wn_linkage_new(const wn_str *names, const char *const *types, size_t count);
void wn_linkage_free(wn_linkage *linkage); /* NULL is fine */
/* Use a model that wn_linkage_model wrote instead of training; before wn_linkage_weigh.
 * The text is copied. False: it is no such model, and nothing has changed. */
bool wn_linkage_use(wn_linkage *linkage, wn_str model);
/* One record: a value for each column (copied; "" is none), and the number of its source.
 * A person's name may be given in its parts: given name, WN_LINK_PARTS, family name. */
#define WN_LINK_PARTS "\x1f"
void wn_linkage_add(wn_linkage *linkage, const wn_str *values, uint16_t source);

/* ---- 2. the pairs ----------------------------------------------------------------- */

/* Decide what the columns are, train, weigh pairs. Once, after all records. */
void wn_linkage_weigh(wn_linkage *linkage, const wn_link_settings *settings);
/* The model that was trained, as JSON. Borrowed. "": one was given, or there was nothing
 * to compare. */
wn_str wn_linkage_model(const wn_linkage *linkage);
/* The pairs that may be the same, the most alike first. Borrowed. */
const wn_link_pair *wn_linkage_pairs(const wn_linkage *linkage, size_t *count_out);
double wn_link_probability(double weight); /* 0 to 1 */
/* Any two records, compared. A record that is a copy of an earlier one (the same in all
 * that is compared) has no values here: compare the first of them. */
wn_link_pair wn_linkage_compare(const wn_linkage *linkage, uint32_t left, uint32_t right);
/* The weight of each column in bits; `out` has room for WN_LINK_COLUMNS. 0: one of the
 * two has no value. */
void wn_linkage_weights(const wn_linkage *linkage, const wn_link_pair *pair, double *out);
/* "email = +14.2, name ~ +8.1, city x -2.3, prior -9.1": the heaviest first; = the same,
 * ~ near, x different; "prior" is how rare matches are, "others" what speaks for
 * relatives and colleagues. The sum is the pair's weight. */
void wn_linkage_explain(const wn_linkage *linkage, const wn_link_pair *pair, wn_buf *out);
/* Columns as they were compared, from 0. False: there is no such column. */
bool wn_linkage_column(const wn_linkage *linkage, size_t i, wn_link_column *out);

/* ---- 3. the clusters -------------------------------------------------------------- */

/* A question that is asked of two records. As `may` of wn_linkage_cluster: may the
 * clusters of which these are the first records become one? It must not change the
 * linkage. */
typedef bool (*wn_link_may)(void *data, uint32_t x, uint32_t y);

/* Are so many of the likely pairs wrong, by the model's own estimate, that the columns do
 * not tell records apart? Then nothing should be put together and the model should not be
 * kept (titles of products and nothing else; relatives, and no duplicates). Pairs for
 * which `is_open` is false (NULL: none) do not count: what is sure among them has been
 * put together before, so that most of the rest is doubtful. Always false with a model
 * that was given. */
bool wn_linkage_is_doubtful(const wn_linkage *linkage, wn_link_may is_open, void *data);
/* These two belong together, whatever their values; before wn_linkage_cluster. */
void wn_linkage_join(wn_linkage *linkage, uint32_t a, uint32_t b);
/* Put pairs together to clusters; `may` NULL: all may. */
void wn_linkage_cluster(wn_linkage *linkage, wn_link_may may, void *data);
/* The same, but only of rows that are the same in all that is compared. */
void wn_linkage_copies(wn_linkage *linkage, wn_link_may may, void *data);
/* The first record of this one's cluster: itself, where it is alone. */
uint32_t wn_linkage_first(wn_linkage *linkage, uint32_t record);
/* By record: the pair that joined the cluster of which it was the first record to another
 * one, or NULL. So the pairs of a cluster, each once, are what holds it together. Records
 * that wn_linkage_join put together have none. The caller frees the array; the pairs are
 * borrowed. */
const wn_link_pair **wn_linkage_links(wn_linkage *linkage);
void wn_linkage_sum(wn_linkage *linkage, wn_link_summary *out);

#ifdef __cplusplus
}
#endif

#endif
