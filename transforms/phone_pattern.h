/* phone_pattern.h - the small regular expressions of number plans, over digits. */
#ifndef TRANSFORMS_PHONE_PATTERN_H
#define TRANSFORMS_PHONE_PATTERN_H

#include "winnow/base.h"

#define PHONE_GROUPS 6

typedef struct phone_match {
    size_t len;                 /* of the whole match, from the beginning */
    wn_str group[PHONE_GROUPS]; /* group[1] is $1; ptr NULL: took no part */
    int groups;                 /* how many the pattern has */
} phone_match;

/* Match at the beginning of `digits`, or all of it if `whole`; the first branch
 * that fits wins, as in Perl. Patterns come from transforms/phone_plans.tsv only:
 * digits, \d, [2-9], groups, |, ? and {n,m}; $ is the end. */
bool phone_match_pattern(const char *pattern, wn_str digits, bool whole,
                         phone_match *out);
/* `rule` with $1 ... filled in from a match; returns the length, at most room. */
size_t phone_expand(const char *rule, const phone_match *match, char *out, size_t room);

#endif
