/* metrics.c - computes the scores now and before, what changed, which fixes gain most. */
#include "metrics.h"

#include "core/memory.h"

#include <stdlib.h>
#include <string.h>

/* ---- now and before --------------------------------------------------------------- */

static void compare_with_last(health_metrics *n, const wn_context *context)
{
    const wn_model *model = &context->plan->model;
    const wn_period *last = metrics_last_period(context);
    size_t checks = (size_t)model->check_count;

    if (!last)
        return;
    wn_counts *a = wn_alloc(checks, sizeof(*a)), *b = wn_alloc(checks, sizeof(*b));
    n->has_before = true;
    n->delta =
        metrics_delta_of(model, context->tallies->counts, last->counts, last->score);
    metrics_only_common(model, context->tallies->counts, last->counts, a, b);
    wn_scores like = {0};
    wn_score(&like, model, a);
    wn_score(&n->before, model, b);
    for (int d = 0; d < WN_DIMENSION_COUNT; d++) {
        bool known = like.dimensions[d].score >= 0 && n->before.dimensions[d].score >= 0;
        double change =
            known ? like.dimensions[d].score - n->before.dimensions[d].score : 0;
        n->dimension_delta[d] = (metrics_delta){known, change, change, 0};
    }
    wn_scores_release(&like);
    metrics_compute_moves(n, model, a, b);
    for (size_t i = 0; metrics_check(model, i); i++) {
        const wn_check *check = metrics_check(model, i);
        n->rules_changed =
            n->rules_changed || (context->tallies->counts[check->number].applicable > 0 &&
                                 !last->asked[check->number]);
    }
    free(a);
    free(b);
}

/* ---- thirteen months -------------------------------------------------------------- */

static void month_of(metrics_month *month, const wn_model *model, const char *name,
                     const wn_counts *counts)
{
    wn_scores scores = {0};

    *month = (metrics_month){.is_there = true};
    memcpy(month->name, name, 8);
    wn_score(&scores, model, counts);
    month->total = scores.dimensions[WN_DIMENSION_COUNT].score;
    for (int d = 0; d < WN_DIMENSION_COUNT; d++)
        month->dimensions[d] = scores.dimensions[d].score;
    wn_scores_release(&scores);
}

static void add_months(health_metrics *n, const wn_context *context)
{
    const wn_history *history = context->known->history;
    const wn_model *model = &context->plan->model;
    const char *rules = NULL;

    for (int back = METRICS_MONTHS - 1; back > 0; back--) {
        metrics_month *month = &n->months[n->month_count];
        char name[16];
        const wn_period *there = NULL;
        wn_month_add(name, context->settings->period, -back);
        for (size_t i = 0; i < history->count; i++)
            if (!strcmp(history->periods[i].name, name))
                there = &history->periods[i];
        if (!there && n->month_count == 0)
            continue; /* a month before the first period */
        *month = (metrics_month){.total = -1};
        memcpy(month->name, name, 8);
        if (there) {
            month_of(month, model, name, there->counts);
            month->rules_changed = rules && strcmp(rules, there->rules) != 0;
            rules = there->rules;
        }
        n->month_count++;
    }
    month_of(&n->months[n->month_count], model, context->settings->period,
             context->tallies->counts);
    n->months[n->month_count++].rules_changed = n->rules_changed;
}

/* ---- findings over the periods ---------------------------------------------------- */

static void add_tallies(health_metrics *n, const wn_context *context)
{
    const wn_model *model = &context->plan->model;
    const wn_period *last = metrics_last_period(context);

    for (size_t i = 0; metrics_check(model, i); i++) {
        const wn_check *check = metrics_check(model, i);
        const wn_lifecycle *lifecycle =
            &context->known->history->lifecycles[check->number];
        if (last && !last->asked[check->number] && last->score >= 0) {
            n->by_rules += lifecycle->fresh + lifecycle->fixed;
            continue;
        }
        n->lifecycle.fresh += lifecycle->fresh;
        n->lifecycle.fixed += lifecycle->fixed;
        n->lifecycle.open += lifecycle->open;
        n->lifecycle.returned += lifecycle->returned;
    }
}

/* ---- fixes ------------------------------------------------------------------------ */

double metrics_total_without(const wn_context *context, const metrics_fix *fixes,
                             size_t count)
{
    const wn_model *model = &context->plan->model;
    size_t checks = (size_t)model->check_count;
    wn_counts *counts = wn_alloc(checks, sizeof(*counts));

    memcpy(counts, context->tallies->counts, checks * sizeof(*counts));
    for (size_t i = 0; i < count; i++)
        counts[fixes[i].check->number].failed = 0;
    double total = wn_score_total(model, counts);
    free(counts);
    return total;
}

static const wn_group *mostly_in(const wn_tallies *tallies, const wn_check *check)
{
    const wn_group *most = NULL;
    uint64_t failed = 0;

    for (size_t g = 0; g < tallies->group_count; g++)
        if (tallies->groups[g].checks[check->number].failed > failed) {
            failed = tallies->groups[g].checks[check->number].failed;
            most = &tallies->groups[g];
        }
    return most;
}

static int by_gain(const void *left, const void *right)
{
    const metrics_fix *a = left, *b = right;

    if (a->is_focus != b->is_focus)
        return a->is_focus ? -1 : 1;
    if (a->gain != b->gain)
        return a->gain < b->gain ? 1 : -1;
    return a->check->number - b->check->number;
}

/* Is the day in the quarter of focus="2026-Q4"? */
static bool is_focus(const wn_check *check, const char *day)
{
    int month = strlen(day) >= 7 ? atoi(day + 5) : 0;

    return check->focus.len == 7 && month > 0 && !strncmp(check->focus.ptr, day, 4) &&
           check->focus.ptr[6] - '1' == (month - 1) / 3;
}

static void find_fixes(health_metrics *n, const wn_context *context)
{
    const wn_model *model = &context->plan->model;
    double total = n->scores.dimensions[WN_DIMENSION_COUNT].score;
    metrics_fix *all = wn_alloc((size_t)model->check_count, sizeof(*all));
    size_t count = 0;

    for (size_t i = 0; metrics_check(model, i); i++) {
        metrics_fix fix = {.check = metrics_check(model, i)};
        fix.failed = context->tallies->counts[fix.check->number].failed;
        if (fix.failed == 0 || wn_is_total(fix.check))
            continue; /* a check of a whole column: no record can be put right */
        fix.gain = metrics_total_without(context, &fix, 1) - total;
        fix.mostly = mostly_in(context->tallies, fix.check);
        fix.is_focus = is_focus(fix.check, context->settings->as_of);
        all[count++] = fix;
    }
    qsort(all, count, sizeof(*all), by_gain);
    n->fix_count = count < METRICS_FIXES ? count : METRICS_FIXES;
    memcpy(n->fixes, all, n->fix_count * sizeof(*all));
    n->after_three =
        metrics_total_without(context, n->fixes, n->fix_count < 3 ? n->fix_count : 3);
    n->after_all = metrics_total_without(context, n->fixes, n->fix_count);
    free(all);
}

/* ---- the nine --------------------------------------------------------------------- */

/* The share that passed the checks of these rules, now and in the last period. */
static void share_of(metrics_figure *figure, const wn_context *context,
                     unsigned long rules)
{
    const wn_model *model = &context->plan->model;
    const wn_period *last = metrics_last_period(context);
    wn_counts now = {0}, was = {0};

    for (size_t i = 0; metrics_check(model, i); i++) {
        const wn_check *check = metrics_check(model, i);
        if (!metrics_is_of(rules, check))
            continue;
        now.applicable += context->tallies->counts[check->number].applicable;
        now.failed += context->tallies->counts[check->number].failed;
        if (last && last->asked[check->number]) {
            was.applicable += last->counts[check->number].applicable;
            was.failed += last->counts[check->number].failed;
        }
    }
    figure->known = now.applicable > 0;
    figure->now = 1 - wn_share(&now);
    figure->was_known = was.applicable > 0;
    figure->was = 1 - wn_share(&was);
}

#define OF(rule) (1ul << WN_RULE_##rule)

static void nine_figures(health_metrics *n, const wn_context *context,
                         const metrics_seen *seen)
{
    const wn_report_outcome *out = &context->outcome->report;
    const wn_period *last = metrics_last_period(context);
    metrics_figure *f = n->figures;

    f[0] = (metrics_figure){
        .known = seen->fresh > 0,
        .now = seen->fresh ? (double)seen->fresh_complete / (double)seen->fresh : 0};
    f[1] = (metrics_figure){.known = seen->fresh > 0,
                            .now = seen->fresh ? 1000.0 * (double)seen->fresh_duplicates /
                                                     (double)seen->fresh
                                               : 0};
    share_of(&f[2], context, OF(LAG));
    share_of(&f[3], context, OF(REQUIRED) | OF(ANY_OF));
    share_of(&f[4], context, OF(CLASSIFIED));
    share_of(&f[5], context, OF(STALE));
    f[6] = (metrics_figure){
        .known = out->records > 0,
        .now = out->records ? (double)out->clean / (double)out->records : 0,
        .was_known = last && last->records > 0};
    if (f[6].was_known)
        f[6].was = (double)last->clean / (double)last->records;
    share_of(&f[7], context, OF(VALID) | OF(PATTERN));
    f[8] = (metrics_figure){.known = n->has_before, .now = (double)n->lifecycle.returned};
}

/* ---- all of it -------------------------------------------------------------------- */

void metrics_compute(health_metrics *n, const wn_context *context,
                     const metrics_seen *seen)
{
    wn_score(&n->scores, &context->plan->model, context->tallies->counts);
    compare_with_last(n, context);
    add_months(n, context);
    metrics_compute_quarter(n, context);
    add_tallies(n, context);
    find_fixes(n, context);
    metrics_compute_people(n, context);
    metrics_compute_unusual(n, context);
    nine_figures(n, context, seen);
    metrics_compute_goals(n, context);
}

void metrics_release(health_metrics *n)
{
    wn_scores_release(&n->scores);
    wn_scores_release(&n->before);
    free(n->ranks);
    free(n->unusual);
    free(n->goals);
    *n = (health_metrics){0};
}
