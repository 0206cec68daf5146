/* metrics.h - the numbers of all reports, computed once: scores, changes, fixes,
 * departments, what is unusual. Pages, JSON and messages only write them down. */
#ifndef HEALTH_METRICS_H
#define HEALTH_METRICS_H

#include "score.h"
#include "checks/check.h"

#define METRICS_FIXES 10
#define METRICS_MOVES 5
#define METRICS_MONTHS 13
#define METRICS_USUAL 12 /* months that decide what is usual */

/* A change of the score, in points: total = data + rules. `data` is like for like: only
 * checks that applied in both periods, both with today's limits. `rules` is the rest: the
 * change that new rules made. */
typedef struct metrics_delta {
    bool known;
    double total, data, rules;
} metrics_delta;

typedef struct metrics_month {
    char name[16];
    double total, dimensions[WN_DIMENSION_COUNT]; /* negative: not known */
    bool rules_changed;                           /* since the month before */
    bool is_there;                                /* false: no period of this month */
} metrics_month;

/* What it would gain to put right all records that fail a check. */
typedef struct metrics_fix {
    const wn_check *check;
    uint64_t failed;        /* records */
    double gain;            /* points of the total */
    bool is_focus;          /* the company works on it this quarter */
    const wn_group *mostly; /* the department with most of these records, or NULL */
} metrics_fix;

/* What a check did to the score since the last period. */
typedef struct metrics_move {
    const wn_check *check;
    wn_counts now, was;
    double points; /* above zero: the score rose; rounded to two digits */
} metrics_move;

/* A department. */
typedef struct metrics_rank {
    const wn_group *group;
    double total, completeness, timeliness; /* negative: nothing was checked */
    int colour;
    metrics_delta delta;
    bool is_ranked, is_most_improved;
    wn_activity was; /* in the last period; zeros: not known */
} metrics_rank;

/* A number outside of its usual range: the share of failures of `check`; or, when that is
 * NULL, the number of records of `entity`. */
typedef struct metrics_unusual {
    const wn_check *check;
    const wn_entity *entity;
    double now, usual, low, high;
} metrics_unusual;

/* One of nine figures: three leading, three coincident, three lagging. */
typedef struct metrics_figure {
    bool known, was_known;
    double now, was;
} metrics_figure;

/* The quarter of the period. Scores are by dimension, the last is the total; negative: not
 * known. */
typedef struct metrics_quarter {
    char name[16]; /* 2026-Q4 */
    struct {
        char name[16];
        bool is_there, is_later; /* later than the period */
        double values[WN_DIMENSION_COUNT + 1];
    } months[3];
    /* means of the months that there are; last: of the period; before: mean of the quarter
     * before */
    double mean[WN_DIMENSION_COUNT + 1], last[WN_DIMENSION_COUNT + 1],
        before[WN_DIMENSION_COUNT + 1];
    int have, have_before; /* months with a score */
} metrics_quarter;

/* A check with limits that have dates, or with a target. */
typedef struct metrics_goal {
    const wn_check *check;
    enum {
        METRICS_NO_GOAL,    /* only limits */
        METRICS_NOT_ASKED,  /* nothing to check in this period */
        METRICS_ONE_PERIOD, /* no earlier period: on track or behind is not known */
        METRICS_REACHED,
        METRICS_ON_TRACK,
        METRICS_BEHIND,
        METRICS_MISSED /* its month has passed */
    } state;
    double now;            /* the share of failures */
    double first;          /* in the first period, where there is one */
    char first_period[16]; /* "": there is none */
    double line;           /* where the straight line is now; negative: not known */
} metrics_goal;

/* Records that were made in this period, counted while records come by. */
typedef struct metrics_seen {
    uint64_t fresh, fresh_complete, fresh_duplicates;
} metrics_seen;

typedef struct health_metrics {
    wn_scores scores, before; /* before: the last period, by the checks of today */
    metrics_delta delta, dimension_delta[WN_DIMENSION_COUNT];
    bool has_before, rules_changed;
    double was;                       /* the total of the last period, as it was reported */
    metrics_move moves[METRICS_MOVES]; /* the largest first */
    size_t move_count;
    /* The change as it adds up in two digits: was_exactly + moves + moved_elsewhere +
     * moved_by_rules = is_exactly. */
    double was_exactly, is_exactly, moved_elsewhere, moved_by_rules;
    metrics_month months[METRICS_MONTHS];
    size_t month_count;
    wn_lifecycle lifecycle; /* of findings of checks that ask the same as before */
    uint64_t by_rules;      /* other findings: they came or went because a rule changed */
    metrics_fix fixes[METRICS_FIXES];
    size_t fix_count;
    double after_three, after_all; /* the total after the first three fixes; after all */
    metrics_rank *ranks;
    size_t rank_count;
    metrics_unusual *unusual;
    size_t unusual_count, unusual_room;
    metrics_figure figures[9];
    metrics_quarter quarter;
    metrics_goal *goals;
    size_t goal_count;
} health_metrics;

/* Shares of what a department did; negative: not known, or nothing was to be done. */
static inline double metrics_update_rate(const wn_activity *activity)
{
    return activity->dated ? (double)activity->updated / (double)activity->dated : -1;
}
static inline double metrics_closure(const wn_activity *activity)
{
    return activity->opened ? (double)activity->closed / (double)activity->opened : -1;
}

/* The last period before this one; NULL: there is none. Borrowed. */
const wn_period *metrics_last_period(const wn_context *context);
/* Copies the counts of checks that applied in both periods, and zeros for the others. All
 * four arrays are by check. */
void metrics_only_common(const wn_model *model, const wn_counts *now,
                         const wn_counts *was, wn_counts *now_out, wn_counts *was_out);
/* metrics_people.c, metrics_unusual.c */
void metrics_compute_people(health_metrics *n, const wn_context *context);
void metrics_compute_unusual(health_metrics *n, const wn_context *context);
void metrics_compute_quarter(health_metrics *n, const wn_context *context);
/* metrics_goals.c; the limits of the next step, NULL: there is none. */
void metrics_compute_goals(health_metrics *n, const wn_context *context);
const wn_limit *metrics_next_limit(const wn_check *check);
/* The change from `was` to `now`. `printed`: the total that the report of the last period
 * had; negative: not known. */
metrics_delta metrics_delta_of(const wn_model *model, const wn_counts *now,
                               const wn_counts *was, double printed);

/* Fills moves and what adds up with them; `now` and `was`: counts of the checks that
 * applied in both periods. */
void metrics_compute_moves(health_metrics *n, const wn_model *model, const wn_counts *now,
                           const wn_counts *was);
/* The change with one digit, in parts that add up. */
metrics_delta metrics_shown(const health_metrics *n);

/* Fills *n, which metrics_release frees. */
void metrics_compute(health_metrics *n, const wn_context *context,
                     const metrics_seen *seen);
void metrics_release(health_metrics *n);

/* Did the last period before this one have this check, with the same meaning? */
bool metrics_was_asked(const wn_context *context, const wn_check *check);
/* Is the check of one of the rules in this set? Bit n stands for rule n; rules from 64 on
 * are in no set. */
static inline bool metrics_is_of(unsigned long rules, const wn_check *check)
{
    return check->rule < 64 && rules >> check->rule & 1;
}
/* The i-th check of the model, from 0; NULL: there are no more. Borrowed. */
const wn_check *metrics_check(const wn_model *model, size_t i);
/* What the total would be if these checks had no failures. */
double metrics_total_without(const wn_context *context, const metrics_fix *fixes,
                             size_t count);

#endif
