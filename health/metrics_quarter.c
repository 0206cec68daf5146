/* metrics_quarter.c - the quarter of the period, from its months, beside the quarter
 * before. A month without a check is left out of the mean, and is never made up. */
#include "metrics.h"

#include <stdio.h>
#include <string.h>

static const metrics_month *month_named(const health_metrics *n, const char *name)
{
    for (size_t m = 0; m < n->month_count; m++)
        if (n->months[m].is_there && !strcmp(n->months[m].name, name))
            return &n->months[m];
    return NULL;
}

static double value_of(const metrics_month *month, int d)
{
    return d < WN_DIMENSION_COUNT ? month->dimensions[d] : month->total;
}

/* The mean over the months from the one numbered `first` on that have a value; *have: how
 * many have one. Negative: none has. */
static double mean_of(const health_metrics *n, int first, int d, int *have)
{
    double sum = 0;

    *have = 0;
    for (int i = 0; i < 3; i++) {
        char name[16];
        wn_month_name(name, first + i);
        const metrics_month *month = month_named(n, name);
        if (!month || value_of(month, d) < 0)
            continue;
        sum += value_of(month, d);
        ++*have;
    }
    return *have ? sum / *have : -1;
}

void metrics_compute_quarter(health_metrics *n, const wn_context *context)
{
    metrics_quarter *q = &n->quarter;
    int now = wn_month_number(context->settings->period), first = now - now % 3, have;

    snprintf(q->name, sizeof(q->name), "%.4s-Q%d", context->settings->period,
             now % 12 / 3 + 1);
    for (int i = 0; i < 3; i++) {
        char name[16];
        wn_month_name(name, first + i);
        const metrics_month *month = month_named(n, name);
        memcpy(q->months[i].name, name, 8);
        q->months[i].is_later = first + i > now;
        q->months[i].is_there = month != NULL;
        for (int d = 0; d <= WN_DIMENSION_COUNT; d++)
            q->months[i].values[d] = month ? value_of(month, d) : -1;
        q->have += month != NULL;
    }
    for (int d = 0; d <= WN_DIMENSION_COUNT; d++) {
        q->mean[d] = mean_of(n, first, d, &have);
        q->last[d] = q->months[now - first].values[d];
        q->before[d] = mean_of(n, first - 3, d, &have);
        if (d == WN_DIMENSION_COUNT)
            q->have_before = have;
    }
}
