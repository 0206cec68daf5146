/*
 * score.c - computes scores from counts, by limits that the admin sets.
 *
 *   f = failed / applicable
 *   s = 100 to 90  as f goes from 0 to green          piecewise linear
 *       90 to 75   as f goes from green to red
 *       75 to 0    as f goes from red to min(1, 3 red)
 *   D(entity) = sum w s / sum w      w: error 3, warn 2, info 1
 *   E = sum W D / sum W              W: the model's weights of the dimensions
 *   total = sum w E / sum w          w: of the entity: account 35, contact 45, deal 20,
 *                                    others 10, or what the model says
 *
 * A dimension without checks does not count. While any cell is red, the total is at most
 * yellow: an average must not hide a bad part.
 */
#include "score.h"

#include "core/memory.h"

#include <stdlib.h>
#include <string.h>

double wn_share(const wn_counts *counts)
{
    return counts->applicable ? (double)counts->failed / (double)counts->applicable : 0;
}

double wn_check_score(double f, double green, double red)
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

static wn_cell_score cell_of(const wn_model *model, double sum, double weight)
{
    wn_cell_score cell = {-1, 0};

    if (weight > 0) {
        cell.score = sum / weight;
        cell.colour = cell.score >= model->green    ? 0
                      : cell.score >= model->yellow ? 1
                                                    : 2;
    }
    return cell;
}

double wn_check_score_of(const wn_check *check, const wn_counts *counts)
{
    return wn_check_score(wn_share(&counts[check->number]), check->green, check->red);
}

int wn_check_colour(const wn_check *check, const wn_counts *counts)
{
    double share = wn_share(&counts[check->number]);

    return share <= check->green ? 0 : share <= check->red ? 1 : 2;
}

static void score_entity(const wn_model *model, const wn_entity *entity,
                         const wn_counts *counts, wn_cell_score *cells)
{
    static const double severities[] = {1, 2, 3};
    double all = 0, all_weight = 0;

    for (int d = 0; d < WN_DIMENSION_COUNT; d++) {
        double sum = 0, weight = 0;
        for (size_t c = 0; c < entity->check_count; c++) {
            const wn_check *check = &entity->checks[c];
            if ((int)wn_rules[check->rule]->dimension != d ||
                counts[check->number].applicable == 0)
                continue;
            double w = severities[check->severity];
            sum += w * wn_check_score_of(check, counts);
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

void wn_score(wn_scores *scores, const wn_model *model, const wn_counts *counts)
{
    bool red = false;

    scores->cells = wn_alloc(model->entity_count, sizeof(*scores->cells));
    scores->weakest = -1;
    for (size_t e = 0; e < model->entity_count; e++) {
        score_entity(model, &model->entities[e], counts, scores->cells[e]);
        for (int d = 0; d < WN_DIMENSION_COUNT; d++)
            red = red ||
                  (scores->cells[e][d].score >= 0 && scores->cells[e][d].colour == 2);
    }
    for (int d = 0; d <= WN_DIMENSION_COUNT; d++) {
        double sum = 0, weight = 0;
        for (size_t e = 0; e < model->entity_count; e++) {
            if (scores->cells[e][d].score < 0)
                continue;
            sum += model->entities[e].weight * scores->cells[e][d].score;
            weight += model->entities[e].weight;
        }
        scores->dimensions[d] = cell_of(model, sum, weight);
        if (d < WN_DIMENSION_COUNT && weight > 0 &&
            (scores->weakest < 0 ||
             scores->dimensions[d].score < scores->dimensions[scores->weakest].score))
            scores->weakest = d;
    }
    wn_cell_score *total = &scores->dimensions[WN_DIMENSION_COUNT];
    if (red && total->colour == 0)
        total->colour = 1;
}

double wn_score_total(const wn_model *model, const wn_counts *counts)
{
    wn_scores scores = {0};

    wn_score(&scores, model, counts);
    double total = scores.dimensions[WN_DIMENSION_COUNT].score;
    wn_scores_release(&scores);
    return total;
}

void wn_scores_release(wn_scores *scores)
{
    free(scores->cells);
    *scores = (wn_scores){0};
}
