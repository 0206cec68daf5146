/*
 * profile.h - describes the values of a column: how many are filled, how many are
 * different, which are the most frequent, what they look like, which type they could
 * have.
 *
 * It takes one pass and a fixed amount of memory (about 60 kB), however long the column
 * is.
 */
#ifndef COMMANDS_PROFILE_H
#define COMMANDS_PROFILE_H

#include "winnow/transform.h"

#define WN_PROFILE_TOP 10

typedef struct wn_profile wn_profile;

typedef struct wn_profile_item {
    wn_str text;
    uint64_t count; /* never too small; exact while there are few different values */
} wn_profile_item;

typedef struct wn_profile_summary {
    uint64_t rows, filled;
    double distinct; /* different filled values: counted up to 255, else estimated */
    bool estimated;  /* by HyperLogLog; standard error 1.6 % */
    size_t shortest, longest; /* characters */
    double mean;
    wn_profile_item top[WN_PROFILE_TOP],
        patterns[WN_PROFILE_TOP]; /* most frequent first */
    size_t top_count, pattern_count;
    const wn_transform
        *type;         /* the strictest type that 90 % of the sample fit, or NULL */
    double confidence; /* share of the sample that fits it */
} wn_profile_summary;

wn_profile *wn_profile_new(void);
void wn_profile_add(wn_profile *profile, wn_str value);
/* Summarise the values added so far. Texts in `out` are borrowed from the profile. */
void wn_profile_sum(wn_profile *profile, wn_profile_summary *out);
void wn_profile_free(wn_profile *profile);

/* Write the pattern of a value: 9 for a digit, A or a for letters, 汉 for Chinese; equal
 * characters that are not digits become one. Returns its length. */
size_t wn_profile_pattern(wn_str value, char *out, size_t room);

#endif
