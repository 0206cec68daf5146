/* phone_pattern.h - matches the small regular expressions of number plans against
 * digits. */
#ifndef TRANSFORMS_PHONE_PATTERN_H
#define TRANSFORMS_PHONE_PATTERN_H

#include "winnow/base.h"

#define PHONE_GROUPS 6

typedef struct phone_match {
    size_t len;                 /* length of the match, from the beginning */
    wn_str group[PHONE_GROUPS]; /* group[1] is $1; ptr NULL: not part of the match */
    int groups;                 /* how many the pattern has */
} phone_match;

/* Matches at the beginning of `digits`, or all of them if `whole`. The first branch
 * that fits wins, as in Perl. Patterns come only from transforms/phone_plans.tsv:
 * digits, \d, [2-9], groups, |, ? and {n,m}; $ is the end. */
bool phone_match_pattern(const char *pattern, wn_str digits, bool whole,
                         phone_match *out);
/* Writes `rule` to out, with $1 ... replaced from the match. Returns the length, at
 * most room. */
size_t phone_expand(const char *rule, const phone_match *match, char *out, size_t room);

#endif
