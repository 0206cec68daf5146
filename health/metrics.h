/* metrics.h - what all reports say, computed once: scores, changes, fixes, departments,
 * what is unusual. Pages, JSON and messages only write it down. */
#ifndef REPORT_NUMBERS_H
#define REPORT_NUMBERS_H

#include "score.h"
#include "checks/check.h"

#define NUMBERS_FIXES 10
#define NUMBERS_MONTHS 13
#define NUMBERS_USUAL 12 /* months that say what is usual */

/* Like for like: the score over the checks that asked the same in both periods, today's
 * limits for both; and what is left, which the rules did. */
typedef struct numbers_delta {
    bool known;
    double total, data, rules;
} numbers_delta;

typedef struct numbers_month {
    char name[16];
    double total, dimensions[WN_DIMENSION_COUNT]; /* negative: not known */
    bool rules_changed;                           /* since the month before */
    bool is_there;                                /* a month may be missing */
} numbers_month;

/* A check put right in all its records. */
typedef struct numbers_fix {
    const wn_check *check;
    uint64_t failed;
    double gain;            /* points of the total */
    const wn_group *mostly; /* the department with most of them, or NULL */
} numbers_fix;

typedef struct numbers_rank {
    const wn_group *group;
    double total, completeness, timeliness; /* negative: nothing was checked */
    int colour;
    numbers_delta delta;
    bool is_ranked, is_most_improved;
} numbers_rank;

/* A number that is not as it usually is. */
typedef struct numbers_unusual {
    const wn_check *check;   /* its share of failures; or NULL: */
    const wn_entity *entity; /* its records */
    double now, usual, low, high;
} numbers_unusual;

/* One of nine figures: leading, coincident, lagging. */
typedef struct numbers_figure {
    bool known, was_known;
    double now, was;
} numbers_figure;

/* Counted while records come by. */
typedef struct numbers_seen {
    uint64_t fresh, fresh_complete, fresh_duplicates; /* made in this period */
} numbers_seen;

typedef struct numbers {
    wn_scores scores, before; /* before: of the last period, what is asked today */
    numbers_delta delta, dimension_delta[WN_DIMENSION_COUNT];
    bool has_before, rules_changed;
    numbers_month months[NUMBERS_MONTHS];
    size_t month_count;
    wn_tally tally;    /* of the checks that ask the same; the rest below */
    uint64_t by_rules; /* findings that came or went because a rule changed */
    numbers_fix fixes[NUMBERS_FIXES];
    size_t fix_count;
    double after_three, after_all;
    numbers_rank *ranks;
    size_t rank_count;
    numbers_unusual *unusual;
    size_t unusual_count, unusual_room;
    numbers_figure figures[9];
} numbers;

/* The last period before this one; NULL: there is none. */
const wn_period *numbers_last_period(const wn_context *context);
/* Of both only the checks that apply in both. */
void numbers_only_common(const wn_model *model, const wn_counts *now,
                         const wn_counts *was, wn_counts *now_out, wn_counts *was_out);
/* metrics_people.c, metrics_unusual.c */
void numbers_compute_people(numbers *n, const wn_context *context);
void numbers_compute_unusual(numbers *n, const wn_context *context);
/* From `was` to `now`; printed: the total as it was said then, or negative. */
numbers_delta numbers_delta_of(const wn_model *model, const wn_counts *now,
                               const wn_counts *was, double printed);

void numbers_compute(numbers *n, const wn_context *context, const numbers_seen *seen);
void numbers_release(numbers *n);

/* Did the last period before this one ask the check the same? */
bool numbers_was_asked(const wn_context *context, const wn_check *check);
/* Is it of one of the rules, each a bit? Those are among the first 64. */
static inline bool numbers_is_of(unsigned long rules, const wn_check *check)
{
    return check->rule < 64 && rules >> check->rule & 1;
}
/* Each check of the model in turn; NULL at the end. */
const wn_check *numbers_check(const wn_model *model, size_t i);
/* The total with these checks at no failures. */
double numbers_total_without(const wn_context *context, const numbers_fix *fixes,
                             size_t count);

#endif
