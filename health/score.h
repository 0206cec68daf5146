/* score.h - from counts to scores; the formulas are at the head of score.c. */
#ifndef HEALTH_SCORE_H
#define HEALTH_SCORE_H

#include "core/finding.h"

typedef struct wn_cell_score {
    double score; /* 0 to 100; negative: nothing to check */
    int colour;   /* 0 green, 1 yellow, 2 red */
} wn_cell_score;

typedef struct wn_scores {
    wn_cell_score (*cells)[WN_DIMENSION_COUNT + 1];   /* by entity; last: overall */
    wn_cell_score dimensions[WN_DIMENSION_COUNT + 1]; /* over all entities; last: total */
    int weakest; /* the dimension with the lowest score, or -1 */
} wn_scores;

double wn_share(const wn_counts *counts); /* of failures, 0 to 1; 0: nothing applied */
/* The score, 0 to 100, of a share of failures; `green` and `red` are limits of the share.
 */
double wn_check_score(double failed, double green, double red);
/* The score of the check; `counts` are by check of the model. */
double wn_check_score_of(const wn_check *check, const wn_counts *counts);
/* 0 green, 1 yellow, 2 red: its share of failures against the limits of the check. */
int wn_check_colour(const wn_check *check, const wn_counts *counts);
/* Computes all scores; `counts` are by check of the model. A check that applied to
 * nothing does not count. wn_scores_release frees *scores. */
void wn_score(wn_scores *scores, const wn_model *model, const wn_counts *counts);
void wn_scores_release(wn_scores *scores);
/* The total alone; negative: nothing was checked. */
double wn_score_total(const wn_model *model, const wn_counts *counts);

#endif
