/* metrics.h - what all reports say, computed once: scores, changes, fixes, departments,
 * what is unusual. Pages, JSON and messages only write it down. */
#ifndef HEALTH_METRICS_H
#define HEALTH_METRICS_H

#include "score.h"
#include "checks/check.h"

#define METRICS_FIXES 10
#define METRICS_MONTHS 13
#define METRICS_USUAL 12 /* months that say what is usual */

/* Like for like: the score over the checks that asked the same in both periods, today's
 * limits for both; and what is left, which the rules did. */
typedef struct metrics_delta {
    bool known;
    double total, data, rules;
} metrics_delta;

typedef struct metrics_month {
    char name[16];
    double total, dimensions[WN_DIMENSION_COUNT]; /* negative: not known */
    bool rules_changed;                           /* since the month before */
    bool is_there;                                /* a month may be missing */
} metrics_month;

/* A check put right in all its records. */
typedef struct metrics_fix {
    const wn_check *check;
    uint64_t failed;
    double gain;            /* points of the total */
    const wn_group *mostly; /* the department with most of them, or NULL */
} metrics_fix;

typedef struct metrics_rank {
    const wn_group *group;
    double total, completeness, timeliness; /* negative: nothing was checked */
    int colour;
    metrics_delta delta;
    bool is_ranked, is_most_improved;
} metrics_rank;

/* A number that is not as it usually is. */
typedef struct metrics_unusual {
    const wn_check *check;   /* its share of failures; or NULL: */
    const wn_entity *entity; /* its records */
    double now, usual, low, high;
} metrics_unusual;

/* One of nine figures: leading, coincident, lagging. */
typedef struct metrics_figure {
    bool known, was_known;
    double now, was;
} metrics_figure;

/* Counted while records come by. */
typedef struct metrics_seen {
    uint64_t fresh, fresh_complete, fresh_duplicates; /* made in this period */
} metrics_seen;

typedef struct health_metrics {
    wn_scores scores, before; /* before: of the last period, what is asked today */
    metrics_delta delta, dimension_delta[WN_DIMENSION_COUNT];
    bool has_before, rules_changed;
    metrics_month months[METRICS_MONTHS];
    size_t month_count;
    wn_lifecycle lifecycle; /* of the checks that ask the same; the rest below */
    uint64_t by_rules;      /* findings that came or went because a rule changed */
    metrics_fix fixes[METRICS_FIXES];
    size_t fix_count;
    double after_three, after_all;
    metrics_rank *ranks;
    size_t rank_count;
    metrics_unusual *unusual;
    size_t unusual_count, unusual_room;
    metrics_figure figures[9];
} health_metrics;

/* The last period before this one; NULL: there is none. */
const wn_period *metrics_last_period(const wn_context *context);
/* Of both only the checks that apply in both. */
void metrics_only_common(const wn_model *model, const wn_counts *now,
                         const wn_counts *was, wn_counts *now_out, wn_counts *was_out);
/* metrics_people.c, metrics_unusual.c */
void metrics_compute_people(health_metrics *n, const wn_context *context);
void metrics_compute_unusual(health_metrics *n, const wn_context *context);
/* From `was` to `now`; printed: the total as it was said then, or negative. */
metrics_delta metrics_delta_of(const wn_model *model, const wn_counts *now,
                               const wn_counts *was, double printed);

void metrics_compute(health_metrics *n, const wn_context *context,
                     const metrics_seen *seen);
void metrics_release(health_metrics *n);

/* Did the last period before this one ask the check the same? */
bool metrics_was_asked(const wn_context *context, const wn_check *check);
/* Is it of one of the rules, each a bit? Those are among the first 64. */
static inline bool metrics_is_of(unsigned long rules, const wn_check *check)
{
    return check->rule < 64 && rules >> check->rule & 1;
}
/* Each check of the model in turn; NULL at the end. */
const wn_check *metrics_check(const wn_model *model, size_t i);
/* The total with these checks at no failures. */
double metrics_total_without(const wn_context *context, const metrics_fix *fixes,
                             size_t count);

#endif
