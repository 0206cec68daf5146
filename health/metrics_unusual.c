/*
 * metrics_unusual.c - finds numbers that are not as usual.
 *
 * The usual range comes from the last 6 to 12 months: their median, and three median
 * absolute deviations to each side. When all months are the same, any change would be
 * unusual; so a change by half a point of a share, or 20 % of a number of records, is
 * always usual. With fewer months only numbers of records are compared, by these 20 %.
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

/* Is out->now outside of the usual range of `values`? Fills usual, low and high. `least`:
 * a difference that is always usual. Changes `values`. */
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
        /* the number grows from month to month: compare with the last month, since the
         * median would be too low */
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
