/* metrics_people.c - ranks departments by the score of their own records. */
#include "metrics.h"

#include "core/memory.h"

#include <stdlib.h>

/* Sorts departments with a rank before those without; among them the best first. */
static int by_rank(const void *left, const void *right)
{
    const metrics_rank *a = left, *b = right;

    if (a->is_ranked != b->is_ranked)
        return a->is_ranked ? -1 : 1;
    if (a->total != b->total)
        return a->total < b->total ? 1 : -1;
    return wn_str_compare(a->group->name, b->group->name);
}

void metrics_compute_people(health_metrics *n, const wn_context *context)
{
    const wn_model *model = &context->plan->model;
    const wn_tallies *tallies = context->tallies;
    metrics_rank *best = NULL;

    n->ranks = wn_alloc(tallies->group_count, sizeof(*n->ranks));
    for (size_t g = 0; g < tallies->group_count; g++) {
        const wn_group *group = &tallies->groups[g];
        const wn_history_group *was =
            wn_history_group_named(context->known->history, group->name);
        metrics_rank *rank = &n->ranks[n->rank_count++];
        wn_scores scores = {0};
        wn_score(&scores, model, group->checks);
        *rank = (metrics_rank){.group = group,
                               .total = scores.dimensions[WN_DIMENSION_COUNT].score,
                               .colour = scores.dimensions[WN_DIMENSION_COUNT].colour,
                               .completeness = scores.dimensions[WN_COMPLETENESS].score,
                               .timeliness = scores.dimensions[WN_TIMELINESS].score};
        rank->is_ranked = (int64_t)group->records >= model->min_rows && rank->total >= 0;
        if (was)
            rank->delta = metrics_delta_of(model, group->checks, was->counts, -1);
        if (was)
            rank->was = was->activity;
        wn_scores_release(&scores);
    }
    qsort(n->ranks, n->rank_count, sizeof(*n->ranks), by_rank);
    for (size_t i = 0; i < n->rank_count; i++) {
        metrics_rank *rank = &n->ranks[i];
        if (rank->is_ranked && rank->delta.known && rank->delta.data > 0.05 &&
            (!best || rank->delta.data > best->delta.data))
            best = rank;
    }
    if (best)
        best->is_most_improved = true;
}
