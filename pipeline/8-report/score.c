/*
 * score.c - from counts to a score that the admin's own limits define.
 *
 *   f = failed / applicable
 *   s = 100 to 90  as f goes from 0 to green          piecewise linear
 *       90 to 75   as f goes from green to red
 *       75 to 0    as f goes from red to min(1, 3 red)
 *   D(entity) = sum w s / sum w      w: error 3, warn 2, info 1
 *   E = sum W D / sum W              W: the model's weights of the dimensions
 *   total = account .35, contact .45, deal .20, others .10, re-scaled
 *
 * A dimension without checks drops out. While a cell is red the total is at
 * most yellow: an average must not hide the bad part.
 */
#include "report.h"

#include <stdlib.h>
#include <string.h>

double report_check_score(double f, double green, double red)
{
    double end = 3 * red < 1 ? 3 * red : 1;

    if (f <= green)
        return green > 0 ? 100 - 10 * f / green : 100;
    if (f <= red)
        return 90 - 15 * (f - green) / (red - green);
    if (f >= end)
        return 0;
    return 75 - 75 * (f - red) / (end - red);
}

double report_share(const wn_ledger *ledger, const wn_check *check)
{
    uint64_t applicable = ledger->applicable[check->number];

    return applicable ? (double)ledger->failed[check->number] / (double)applicable : 0;
}

static report_cell cell_of(const wn_model *model, double sum, double weight)
{
    report_cell cell = {-1, 0};

    if (weight > 0) {
        cell.score = sum / weight;
        cell.colour = cell.score >= model->green    ? 0
                      : cell.score >= model->yellow ? 1
                                                    : 2;
    }
    return cell;
}

static void score_entity(const wn_context *context, const wn_entity *entity,
                         report_cell *cells)
{
    static const double severities[] = {1, 2, 3};
    const wn_model *model = &context->plan->model;
    double all = 0, all_weight = 0;

    for (int d = 0; d < WN_DIMENSION_COUNT; d++) {
        double sum = 0, weight = 0;
        for (size_t c = 0; c < entity->check_count; c++) {
            const wn_check *check = &entity->checks[c];
            if ((int)wn_rules[check->rule].dimension != d ||
                context->ledger->applicable[check->number] == 0)
                continue;
            double w = severities[check->severity];
            sum += w * report_check_score(report_share(context->ledger, check),
                                          check->green, check->red);
            weight += w;
        }
        cells[d] = cell_of(model, sum, weight);
        if (weight > 0) {
            all += model->weights[d] * cells[d].score;
            all_weight += model->weights[d];
        }
    }
    cells[WN_DIMENSION_COUNT] = cell_of(model, all, all_weight);
}

static double entity_weight(const wn_entity *entity)
{
    static const struct {
        const char *name;
        double weight;
    } weights[] = {{"account", .35}, {"contact", .45}, {"deal", .20}};

    for (size_t i = 0; i < WN_COUNT(weights); i++)
        if (wn_str_equal(entity->name, wn_str_of(weights[i].name)))
            return weights[i].weight;
    return .10;
}

void report_score(report_scores *scores, const wn_context *context)
{
    const wn_model *model = &context->plan->model;
    bool red = false;

    scores->cells = wn_alloc(model->entity_count, sizeof(*scores->cells));
    scores->weakest = -1;
    for (size_t e = 0; e < model->entity_count; e++) {
        score_entity(context, &model->entities[e], scores->cells[e]);
        for (int d = 0; d < WN_DIMENSION_COUNT; d++)
            red = red ||
                  (scores->cells[e][d].score >= 0 && scores->cells[e][d].colour == 2);
    }
    for (int d = 0; d <= WN_DIMENSION_COUNT; d++) {
        double sum = 0, weight = 0;
        for (size_t e = 0; e < model->entity_count; e++) {
            if (scores->cells[e][d].score < 0)
                continue;
            sum += entity_weight(&model->entities[e]) * scores->cells[e][d].score;
            weight += entity_weight(&model->entities[e]);
        }
        scores->dimensions[d] = cell_of(model, sum, weight);
        if (d < WN_DIMENSION_COUNT && weight > 0 &&
            (scores->weakest < 0 ||
             scores->dimensions[d].score < scores->dimensions[scores->weakest].score))
            scores->weakest = d;
    }
    report_cell *total = &scores->dimensions[WN_DIMENSION_COUNT];
    if (red && total->colour == 0)
        total->colour = 1;
}

void report_scores_release(report_scores *scores)
{
    free(scores->cells);
    *scores = (report_scores){0};
}
