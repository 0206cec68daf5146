/*
 * metrics_unusual.c - what is not as it usually is.
 *
 * Usual is what the last 6 to 12 months say: their median and three median absolute
 * deviations to both sides. Months that all say the same would make any change unusual,
 * so half a point of a share, and 20 % of a number of records, are usual in any case.
 * With fewer months only numbers of records are compared, by those 20 %.
 */
#include "metrics.h"

#include "core/memory.h"

#include <math.h>
#include <stdlib.h>

#define FEWEST 6

static int by_value(const void *left, const void *right)
{
    double a = *(const double *)left, b = *(const double *)right;

    return a < b ? -1 : a > b;
}

static double median(double *values, size_t count)
{
    qsort(values, count, sizeof(*values), by_value);
    return count % 2 ? values[count / 2]
                     : (values[count / 2 - 1] + values[count / 2]) / 2;
}

/* Is `now` outside of what the values say? Fills what is usual. */
static bool is_outside(double *values, size_t count, double least, metrics_unusual *out)
{
    double deviations[METRICS_USUAL];

    out->usual = median(values, count);
    for (size_t i = 0; i < count; i++)
        deviations[i] = fabs(values[i] - out->usual);
    double reach = count >= FEWEST ? 3 * median(deviations, count) : 0;
    reach = reach > least ? reach : least;
    out->low = out->usual - reach;
    out->high = out->usual + reach;
    return out->now < out->low || out->now > out->high;
}

static void add(health_metrics *n, metrics_unusual found)
{
    n->unusual = wn_grow(n->unusual, n->unusual_count, &n->unusual_room, sizeof(found));
    n->unusual[n->unusual_count++] = found;
}

static void look_at_checks(health_metrics *n, const wn_context *context)
{
    const wn_history *history = context->known->history;

    for (size_t i = 0; metrics_check(&context->plan->model, i); i++) {
        const wn_check *check = metrics_check(&context->plan->model, i);
        const wn_counts *now = &context->tallies->counts[check->number];
        double values[METRICS_USUAL];
        size_t count = 0;
        for (size_t p = history->count; p-- > 0 && count < METRICS_USUAL;)
            if (history->periods[p].counts[check->number].applicable)
                values[count++] = wn_share(&history->periods[p].counts[check->number]);
        metrics_unusual found = {.check = check, .now = wn_share(now)};
        if (now->applicable && count >= FEWEST && is_outside(values, count, .005, &found))
            add(n, found);
    }
}

static void look_at_rows(health_metrics *n, const wn_context *context)
{
    const wn_history *history = context->known->history;
    const wn_model *model = &context->plan->model;

    for (size_t e = 0; e < model->entity_count; e++) {
        double values[METRICS_USUAL];
        size_t count = 0;
        for (size_t p = history->count; p-- > 0 && count < METRICS_USUAL;)
            if (history->periods[p].rows[e])
                values[count++] = (double)history->periods[p].rows[e];
        if (count == 0)
            continue;
        /* it grows from month to month: the last one says more than the middle */
        double last = values[0];
        metrics_unusual found = {.entity = &model->entities[e],
                                 .now = (double)context->outcome->report.rows[e]};
        if (fabs(found.now - last) <= .2 * last)
            continue;
        is_outside(values, count, .2 * last, &found);
        if (found.now < found.low || found.now > found.high)
            add(n, found);
    }
}

void metrics_compute_unusual(health_metrics *n, const wn_context *context)
{
    look_at_checks(n, context);
    look_at_rows(n, context);
}
