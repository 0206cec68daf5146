/*
 * metrics_moves.c - which checks moved the score since the last period.
 *
 * With the same checks asked in both periods, the total is a sum of the checks' scores
 * with fixed weights. So the change is a sum, too: a check's part is what the total would
 * lose if this check alone had still its counts of before.
 */
#include "metrics.h"

#include "core/memory.h"

#include <math.h>
#include <stdlib.h>

static double rounded(double number, double scale)
{
    return round(number * scale) / scale;
}

static int by_size(const void *left, const void *right)
{
    const metrics_move *a = left, *b = right;

    if (fabs(a->points) != fabs(b->points))
        return fabs(a->points) < fabs(b->points) ? 1 : -1;
    return (a->check->number > b->check->number) - (a->check->number < b->check->number);
}

/* Rounds what is shown, so that was + moves + elsewhere + rules = is. */
static void round_moves(health_metrics *n, bool are_all)
{
    double sum = n->is_exactly - n->was_exactly - n->moved_by_rules;

    for (size_t i = 0; i < n->move_count; i++) {
        n->moves[i].points = rounded(n->moves[i].points, 100);
        sum -= n->moves[i].points;
    }
    if (are_all && n->move_count > 0)
        n->moves[0].points += sum;
    else
        n->moved_elsewhere = rounded(sum, 100);
}

void metrics_compute_moves(health_metrics *n, const wn_model *model, const wn_counts *now,
                           const wn_counts *was)
{
    size_t checks = (size_t)model->check_count, count = 0;
    double total = wn_score_total(model, now),
           is = n->scores.dimensions[WN_DIMENSION_COUNT].score;
    wn_counts *as_was = wn_alloc(checks, sizeof(*as_was));
    metrics_move *all = wn_alloc(checks, sizeof(*all));

    for (size_t c = 0; c < checks; c++)
        as_was[c] = now[c];
    for (size_t i = 0; metrics_check(model, i); i++) {
        const wn_check *check = metrics_check(model, i);
        int c = check->number;
        if (now[c].applicable == 0)
            continue;
        as_was[c] = was[c];
        double points = total - wn_score_total(model, as_was);
        as_was[c] = now[c];
        if (fabs(points) >= .005)
            all[count++] = (metrics_move){check, now[c], was[c], points};
    }
    if (count > 0)
        qsort(all, count, sizeof(*all), by_size);
    n->move_count = count < METRICS_MOVES ? count : METRICS_MOVES;
    for (size_t i = 0; i < n->move_count; i++)
        n->moves[i] = all[i];
    n->was = is - n->delta.total;
    n->is_exactly = rounded(is, 100);
    n->was_exactly = rounded(n->was, 100);
    n->moved_by_rules = rounded(n->delta.rules, 100);
    round_moves(n, count <= METRICS_MOVES);
    free(as_was);
    free(all);
}

metrics_delta metrics_shown(const health_metrics *n)
{
    metrics_delta shown = n->delta;

    shown.total = rounded(n->delta.total, 10);
    shown.data = n->rules_changed ? rounded(n->delta.data, 10) : shown.total;
    shown.rules = shown.total - shown.data;
    return shown;
}
