/*
 * profile.h - what a column of values is like: how full, how many different ones,
 * which are the most frequent, what they look like, and which type they could be.
 *
 * One pass and a fixed amount of memory (about 60 kB), whatever the column's size.
 */
#ifndef COMMANDS_PROFILE_H
#define COMMANDS_PROFILE_H

#include "winnow/transform.h"

#define WN_PROFILE_TOP 10

typedef struct wn_profile wn_profile;

typedef struct wn_profile_item {
    wn_str text;
    uint64_t count; /* never below the truth; exact while few are different */
} wn_profile_item;

typedef struct wn_profile_summary {
    uint64_t rows, filled;
    double distinct; /* of the filled ones: counted, or, of more than 255, estimated */
    bool estimated;  /* by HyperLogLog, 1.6 % off (one sigma) */
    size_t shortest, longest; /* characters */
    double mean;
    wn_profile_item top[WN_PROFILE_TOP],
        patterns[WN_PROFILE_TOP]; /* most frequent first */
    size_t top_count, pattern_count;
    const wn_transform
        *type;         /* the strictest that nine in ten of the sample fit, or NULL */
    double confidence; /* share of the sample that fits it */
} wn_profile_summary;

wn_profile *wn_profile_new(void);
void wn_profile_add(wn_profile *profile, wn_str value);
/* Texts are borrowed from the profile. */
void wn_profile_sum(wn_profile *profile, wn_profile_summary *out);
void wn_profile_free(wn_profile *profile);

/* What a value looks like: digits 9, letters A a, Chinese 汉, runs of letters one. */
size_t wn_profile_pattern(wn_str value, char *out, size_t room);

#endif
