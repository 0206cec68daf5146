/* metrics_delta.c - compares the last period with this one, like for like. */
#include "metrics.h"

#include "core/memory.h"

#include <stdlib.h>

const wn_check *metrics_check(const wn_model *model, size_t i)
{
    for (size_t e = 0; e < model->entity_count; e++) {
        if (i < model->entities[e].check_count)
            return &model->entities[e].checks[i];
        i -= model->entities[e].check_count;
    }
    return NULL;
}

const wn_period *metrics_last_period(const wn_context *context)
{
    const wn_history *history = context->known->history;

    return history->count ? &history->periods[history->count - 1] : NULL;
}

bool metrics_was_asked(const wn_context *context, const wn_check *check)
{
    const wn_period *last = metrics_last_period(context);

    return last && last->asked[check->number];
}

void metrics_only_common(const wn_model *model, const wn_counts *now,
                         const wn_counts *was, wn_counts *now_out, wn_counts *was_out)
{
    for (int c = 0; c < model->check_count; c++) {
        bool both = now[c].applicable && was[c].applicable;
        now_out[c] = both ? now[c] : (wn_counts){0};
        was_out[c] = both ? was[c] : (wn_counts){0};
    }
}

metrics_delta metrics_delta_of(const wn_model *model, const wn_counts *now,
                               const wn_counts *was, double printed)
{
    size_t checks = (size_t)model->check_count;
    wn_counts *a = wn_alloc(checks, sizeof(*a)), *b = wn_alloc(checks, sizeof(*b));
    metrics_delta delta = {0};

    metrics_only_common(model, now, was, a, b);
    double total = wn_score_total(model, now), like = wn_score_total(model, a),
           before = wn_score_total(model, b);
    if (total >= 0 && like >= 0 && before >= 0) {
        delta.known = true;
        delta.data = like - before;
        delta.total = printed >= 0 ? total - printed : delta.data;
        delta.rules = delta.total - delta.data;
    }
    free(a);
    free(b);
    return delta;
}
