/* metrics_goals.c - limits that become stricter, and targets: are they on track?
 *
 * On track is judged by a straight line: from the share of failures in the first period
 * that asked the check as it is today, to the target's share in the target's month. */
#include "metrics.h"

#include "core/memory.h"

#include <string.h>

/* The first of the earlier periods that asked the check, or NULL. */
static const wn_period *first_of(const wn_history *history, const wn_check *check)
{
    for (size_t i = 0; i < history->count; i++)
        if (history->periods[i].asked[check->number] &&
            history->periods[i].counts[check->number].applicable > 0)
            return &history->periods[i];
    return NULL;
}

/* Where the line is in this period. */
static double line_at(const metrics_goal *goal, const char *period)
{
    double share = goal->check->goal.share;
    int begin = wn_month_number(goal->first_period),
        end = wn_month_number(goal->check->goal.by), now = wn_month_number(period);

    if (now >= end || end <= begin || goal->first <= share)
        return share;
    return goal->first + (share - goal->first) * (now - begin) / (end - begin);
}

static void judge(metrics_goal *goal, const wn_context *context)
{
    const wn_check *check = goal->check;
    const wn_counts *counts = &context->tallies->counts[check->number];
    const char *period = context->settings->period;
    const wn_period *first = first_of(context->known->history, check);

    goal->now = wn_share(counts);
    goal->line = -1;
    if (first) {
        memcpy(goal->first_period, first->name, 8);
        goal->first = wn_share(&first->counts[check->number]);
    }
    if (first && check->goal.by[0])
        goal->line = line_at(goal, period);
    if (!check->goal.by[0])
        goal->state = METRICS_NO_GOAL;
    else if (counts->applicable == 0)
        goal->state = METRICS_NOT_ASKED;
    else if (goal->now <= check->goal.share)
        goal->state = METRICS_REACHED;
    else if (strcmp(period, check->goal.by) > 0)
        goal->state = METRICS_MISSED;
    else if (!first)
        goal->state = METRICS_ONE_PERIOD;
    else
        goal->state = goal->now <= goal->line + 1e-9 ? METRICS_ON_TRACK : METRICS_BEHIND;
}

void metrics_compute_goals(health_metrics *n, const wn_context *context)
{
    const wn_model *model = &context->plan->model;
    size_t room = 0;

    for (size_t i = 0; metrics_check(model, i); i++) {
        const wn_check *check = metrics_check(model, i);
        if ((check->limit_count == 0 && !check->goal.by[0]) ||
            !wn_check_is_asked(context, check))
            continue;
        n->goals = wn_grow(n->goals, n->goal_count, &room, sizeof(*n->goals));
        n->goals[n->goal_count] = (metrics_goal){.check = check};
        judge(&n->goals[n->goal_count++], context);
    }
}

const wn_limit *metrics_next_limit(const wn_check *check)
{
    return check->limit + 1 < check->limit_count ? &check->limits[check->limit + 1]
                                                 : NULL;
}
