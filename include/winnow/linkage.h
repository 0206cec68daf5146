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
 * Records have numbers from 0, in the order in which they were added; at most
 * WN_LINK_RECORDS of them. Weights are in bits: log2 of the odds that two records are the
 * same.
 *
 * Errors: none, except that memory may run out: see wn_on_memory_out.
 * Deterministic: the same rows in any order, and the same columns in any order, give the
 * same groups (on every machine where `memory` of wn_link_settings does not limit how many
 * pairs are compared).
 * Threads: a linkage belongs to one thread at a time; different ones do not share
 * anything. Threads of its own (wn_linkage_threads) live no longer than a call.
 */
#ifndef WINNOW_LINKAGE_H
#define WINNOW_LINKAGE_H

#include "winnow/buffer.h"

#include <signal.h>

#ifdef __cplusplus
extern "C" {
#endif

#define WN_LINK_RECORDS (1u << 29)

/* At most so many columns are compared: the columns that tell records apart best. More do
 * not fit: a pair's agreement pattern has 64 bits, three for each column. */
#define WN_LINK_COLUMNS 20

/* How the values of a column are compared. */
typedef enum wn_link_type {
    WN_LINK_SKIP,     /* not at all */
    WN_LINK_TEXT,     /* names of people and places: spelling */
    WN_LINK_DIGITS,   /* phones, postcodes, numbers: digit by digit */
    WN_LINK_DATE,     /* YYYY-MM-DD: day, month, year */
    WN_LINK_EMAIL,    /* mailbox, domain */
    WN_LINK_CATEGORY, /* same or not */
    WN_LINK_TOKENS,   /* addresses, titles: words by their rarity */
    WN_LINK_COMPANY, /* names of companies: the same words, or the short form of a name */
    WN_LINK_YEAR,    /* years: one apart, two digits exchanged */
    WN_LINK_TYPE_COUNT
} wn_link_type;

const char *wn_link_type_name(wn_link_type type); /* "text", "digits" ... */

/* All zero is a good beginning. */
typedef struct wn_link_settings {
    bool across;     /* link only records of different sources */
    double merge_at; /* probability (0 to 1) from which two records are one; 0: 0.5 */
    bool by_name;    /* records with different names become one only where they share a
                        mailbox, a number or a tax id that no other record has */
    bool renew;      /* train again if the model given was trained on too few records */
    const volatile sig_atomic_t *cancelled; /* not 0: stop early. May be NULL */
    uint64_t memory; /* most bytes for candidate pairs; 0: half of the machine's memory */
} wn_link_settings;

/* Two records, and how alike they are. */
typedef struct wn_link_pair {
    uint32_t left, right; /* left < right where the engine chose the pair */
    float weight;         /* bits, prior included */
    uint64_t pattern;     /* agreement levels, three bits a column: the audit record */
} wn_link_pair;

typedef struct wn_link_summary {
    uint64_t records, columns;
    /* budget: most pairs that there is memory to compare; candidates: pairs compared;
     * clusters: of two records or more; surplus: records in clusters, without the first
     * of each. */
    uint64_t budget, candidates;
    uint64_t clusters, surplus;
    double expected_pairs;    /* number of matching pairs that the model expects in all */
    double precision, recall; /* 0 to 1, expected, of the pairs within clusters */
} wn_link_summary;

/* A column as it was compared. Strings are borrowed from the linkage. */
typedef struct wn_link_column {
    wn_str name;
    wn_link_type type;
    uint64_t distinct, filled; /* different values; records with a value */
    int levels;                /* number of agreement levels, at most 8 */
    double m[8], u[8];         /* probabilities by agreement level; level 0: different */
} wn_link_column;

typedef enum wn_link_note_kind {
    WN_LINK_REPEATS,     /* `number` percent of the values of `columns` are made of those of
                            `others`: there they count once */
    WN_LINK_ONE_SIDED,   /* only one of several lists has `columns`: they are no evidence */
    WN_LINK_CONTRADICTS, /* pairs with the same value of one of `columns` have too little
                            else in common: nothing was learned of them */
    WN_LINK_ALIKE,       /* about `number` pairs share `columns`, but not `others`: they are
                            not the same (relatives, colleagues) */
    WN_LINK_MOVED,       /* the same, but they are (people who moved) */
    WN_LINK_MORE,        /* people's answers say that `columns` tell more */
    WN_LINK_LESS,        /* that they tell less */
    WN_LINK_MIXED        /* pairs that look the same often differ in `columns`, and no column
                            is known to be one person's own: they may be relatives */
} wn_link_note_kind;

/* What was found out about the table. Names of columns stand with ", " between them, and
 * are borrowed from the linkage. */
typedef struct wn_link_note {
    wn_link_note_kind kind;
    wn_str columns, others;
    double number;
} wn_link_note;

typedef struct wn_linkage wn_linkage;

/* ---- headings: from any thread ---------------------------------------------------- */

/* The meaning of a column's heading, as a number: Mobile and 手机号 give the same number.
 * 0: the heading is not known, or several columns of a table may have it. */
int wn_link_heading(wn_str name);
/* Does the heading say that the column holds given names, or family names? */
bool wn_link_is_given(wn_str heading);
bool wn_link_is_family(wn_str heading);

/* ---- 1. the records --------------------------------------------------------------- */

/* A table with columns of these names (copied). `types`: for each column the name of its
 * type in the model ("phone"), or NULL: the heading and the values decide. `types` NULL:
 * they decide for all columns. Strings in `types` must live as long as the linkage. */
wn_linkage *wn_linkage_new(const wn_str *names, const char *const *types, size_t count);
void wn_linkage_free(wn_linkage *linkage); /* NULL is fine */
/* Use so many threads at most, from now on; at first as many as there are cores. What
 * comes out is the same with any number. */
void wn_linkage_threads(wn_linkage *linkage, size_t threads);
/* Say how far wn_linkage_weigh is: progress is called from the caller's thread, with the
 * share of the work that is done, 0 to 1. */
void wn_linkage_watch(wn_linkage *linkage, void (*progress)(void *data, double done),
                      void *data);
/* Use a model that wn_linkage_model wrote, instead of training. Call it before
 * wn_linkage_weigh. The text is copied. False: the text is no such model; nothing has
 * changed. */
bool wn_linkage_use(wn_linkage *linkage, wn_str model);
/* Add a record: a value for each column (copied; "": no value), and the number of its
 * source. A person's name may be given in two parts with WN_LINK_PARTS between them:
 * given name, family name. */
#define WN_LINK_PARTS "\x1f"
void wn_linkage_add(wn_linkage *linkage, const wn_str *values, uint16_t source);
/* What the record added last says beside these values, as a fingerprint: two records with
 * different ones are no copies of each other, though all values are the same. */
void wn_linkage_rest(wn_linkage *linkage, uint64_t rest);

/* ---- 2. the pairs ----------------------------------------------------------------- */

/* Decide what the columns hold, train, and weigh the pairs. Once, after all records were
 * added. */
void wn_linkage_weigh(wn_linkage *linkage, const wn_link_settings *settings);
/* The model that was trained, as JSON. Borrowed. "": a model was given, or there was
 * nothing to compare. */
wn_str wn_linkage_model(const wn_linkage *linkage);
/* The pairs that may be the same, the most alike first. Borrowed. */
const wn_link_pair *wn_linkage_pairs(const wn_linkage *linkage, size_t *count_out);
double wn_link_probability(double weight); /* 0 to 1 */
/* Compare any two records. */
wn_link_pair wn_linkage_compare(const wn_linkage *linkage, uint32_t left, uint32_t right);
/* The weight of each column in bits; `out` has room for WN_LINK_COLUMNS. 0: one of the
 * two records has no value. */
void wn_linkage_weights(const wn_linkage *linkage, const wn_link_pair *pair, double *out);
/* Append the pair's weight by column: "email = +14.2, name ~ +8.1, city x -2.3, prior
 * -9.1". The heaviest comes first; = is the same, ~ near, x different. "prior" says how
 * rare matches are; "others" is evidence that the two are relatives or colleagues;
 * "answers" is what people's answers corrected (wn_linkage_check). The sum is the pair's
 * weight. */
void wn_linkage_explain(const wn_linkage *linkage, const wn_link_pair *pair, wn_buf *out);
/* The compared column number i, from 0. False: there is no such column. */
bool wn_linkage_column(const wn_linkage *linkage, size_t i, wn_link_column *out);

/* What was found out, number i, from 0. False: there is no more. */
bool wn_linkage_note(const wn_linkage *linkage, size_t i, wn_link_note *out);

/* What people say of pairs. */
typedef struct wn_link_answer {
    uint32_t left, right;
    bool same;
} wn_link_answer;

typedef struct wn_link_check {
    size_t answers;        /* how many were held against the model */
    double said, is;       /* 0 to 1: how many of them the model said are the same; are */
    size_t sure, sure_same; /* answers about pairs of 95 percent and more; of these, same */
    bool corrected;        /* they contradict the model: it was corrected by them */
} wn_link_check;

/* Choose at most `most` of the pairs for a person to look at, spread over all weights, in
 * an order that does not tell how alike they are. Returns how many; `out` has room. */
size_t wn_linkage_choose(const wn_linkage *linkage, wn_link_pair *out, size_t most);
/* Hold people's answers against the probabilities. Where they contradict, all weights are
 * corrected (linkage.md: calibration), and so are the model that wn_linkage_model gives
 * and the pairs that wn_linkage_pairs gives: what it gave before is no longer valid. Call
 * it before wn_linkage_cluster. Fewer than WN_LINK_LEAST_ANSWERS correct nothing. */
#define WN_LINK_LEAST_ANSWERS 20
void wn_linkage_check(wn_linkage *linkage, const wn_link_answer *answers, size_t count,
                      wn_link_check *out);

/* ---- 3. the clusters -------------------------------------------------------------- */

/* A yes-no question about two records. As `may` of wn_linkage_cluster, x and y are the
 * first records of two clusters: may these clusters become one? The function must not
 * change the linkage. */
typedef bool (*wn_link_may)(void *data, uint32_t x, uint32_t y);

/* Do the columns fail to tell records apart? True: by the model's own estimate, too many
 * of the likely pairs are wrong; then put nothing together and do not keep the model.
 * Examples: a table with nothing but product titles; relatives without any duplicates.
 * Also true where pairs may be relatives (WN_LINK_MIXED), until people answered.
 * Pairs for which `is_open` is false do not count (`is_open` NULL: all pairs count): the
 * sure ones among them were put together before, so most of the others are doubtful.
 * After wn_linkage_cluster the pairs within clusters count, too. Always false with a model
 * that was given. */
bool wn_linkage_is_doubtful(wn_linkage *linkage, wn_link_may is_open, void *data);
/* Put two records together, whatever their values. Call it before wn_linkage_cluster. */
void wn_linkage_join(wn_linkage *linkage, uint32_t a, uint32_t b);
/* Make clusters of the pairs. `may` NULL: any two clusters may become one. */
void wn_linkage_cluster(wn_linkage *linkage, wn_link_may may, void *data);
/* The same, but only for copies: records that are equal in all columns, those that are
 * not compared included, and in their rest (wn_linkage_rest). */
void wn_linkage_copies(wn_linkage *linkage, wn_link_may may, void *data);
/* The first record of the record's cluster; the record itself where it is alone. */
uint32_t wn_linkage_first(wn_linkage *linkage, uint32_t record);
/* An array with an element for each record. Where the record was the first of a cluster
 * that was joined to another one: the pair that joined them; else NULL. So the pairs of a
 * cluster are the reasons why its records are together. Records that wn_linkage_join put
 * together have no pair. The caller frees the array; the pairs are borrowed. */
const wn_link_pair **wn_linkage_links(wn_linkage *linkage);
void wn_linkage_sum(wn_linkage *linkage, wn_link_summary *out);

#ifdef __cplusplus
}
#endif

#endif
