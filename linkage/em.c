/*
 * em.c - expectation maximisation (Dempster, Laird and Rubin 1977; for linkage Winkler
 * 1988) on the histogram of agreement patterns, u fixed.
 *
 * Beside matches and non-matches there are classes of pairs that agree in part: their
 * likelihood in a column is a m + (1 - a) u, where a is what the class shares.
 */
#include "em.h"

#include "core/memory.h"

#include <math.h>
#include <stdlib.h>

#define ROUNDS 50
#define STILL 1e-3 /* EM ends when nothing moves by more */
/* The default parameters count as much as so many pairs; in small tables as more. */
#define PRIOR_PAIRS 4.0
#define PRIOR_PAIRS_SMALL 30.0

/* ---- histograms ------------------------------------------------------------------- */

void link_histogram_add(link_histogram *h, uint64_t pattern)
{
    if (h->count * 2 >= h->slot_room) {
        size_t room = h->slot_room ? h->slot_room * 2 : 1024;
        free(h->slots);
        h->slots = wn_alloc(room, sizeof(*h->slots));
        for (size_t i = 0; i < h->count; i++) {
            size_t at = h->patterns[i] * 0x9E3779B97F4A7C15u >> 20 & (room - 1);
            while (h->slots[at])
                at = (at + 1) & (room - 1);
            h->slots[at] = (uint32_t)i + 1;
        }
        h->slot_room = room;
    }
    size_t at = pattern * 0x9E3779B97F4A7C15u >> 20 & (h->slot_room - 1);
    while (h->slots[at] && h->patterns[h->slots[at] - 1] != pattern)
        at = (at + 1) & (h->slot_room - 1);
    if (!h->slots[at]) {
        if (h->count == h->room) {
            h->room = h->room ? h->room * 2 : 1024;
            h->patterns = wn_realloc(h->patterns, h->room, sizeof(*h->patterns));
            h->counts = wn_realloc(h->counts, h->room, sizeof(*h->counts));
        }
        h->patterns[h->count] = pattern;
        h->counts[h->count++] = 0;
        h->slots[at] = (uint32_t)h->count;
    }
    h->counts[h->slots[at] - 1]++;
    h->pairs++;
}

void link_histogram_release(link_histogram *h)
{
    free(h->patterns);
    free(h->counts);
    free(h->slots);
    *h = (link_histogram){0};
}

/* ---- rounds ----------------------------------------------------------------------- */

/* Share of matches whose given names have nothing in common (nicknames, typing errors);
 * used where the data cannot tell it. */
#define OTHER_NAME 0.03

/* What a round adds up: expected matches by column and level; of the pairs of each class
 * in between, how many agree as a match does, and how many have the column filled. */
typedef struct em_sums {
    double seen[WN_LINK_COLUMNS][8], as_match[LINK_EM_BETWEEN][WN_LINK_COLUMNS],
        filled[LINK_EM_BETWEEN][WN_LINK_COLUMNS], matches, between[LINK_EM_BETWEEN];
} em_sums;

/* The E step of one pattern. */
static void em_pattern(const link_em *e, const link_model *model, const link_table *t,
                       const int8_t *levels, double count, size_t skip, em_sums *sums)
{
    double match = e->lambda, non_match = 1 - e->lambda, other[LINK_EM_BETWEEN], all;

    for (int k = 0; k < LINK_EM_BETWEEN; k++) {
        other[k] = e->between[k];
        non_match -= e->between[k];
    }
    for (size_t c = 0; c < t->column_count; c++) {
        if (c == skip || levels[c] < 0)
            continue;
        double m = e->m[c][levels[c]], u = model->u[c][levels[c]];
        match *= m;
        non_match *= u;
        for (int k = 0; k < LINK_EM_BETWEEN; k++)
            other[k] *= e->shared[k][c] * (m - u) + u;
    }
    all = match + non_match + 1e-300;
    for (int k = 0; k < LINK_EM_BETWEEN; k++)
        all += other[k];
    double scale = count / all;
    sums->matches += match * scale;
    for (int k = 0; k < LINK_EM_BETWEEN; k++)
        sums->between[k] += other[k] * scale;
    for (size_t c = 0; c < t->column_count; c++) {
        if (c == skip || levels[c] < 0)
            continue;
        double m = e->m[c][levels[c]], u = model->u[c][levels[c]];
        sums->seen[c][levels[c]] += match * scale;
        for (int k = 0; k < LINK_EM_BETWEEN; k++) {
            double as = e->shared[k][c] * m;
            sums->as_match[k][c] +=
                other[k] * scale * as / (as + (1 - e->shared[k][c]) * u + 1e-300);
            sums->filled[k][c] += other[k] * scale;
        }
    }
}

/* One round, E and M step; returns how far anything moved. */
static double em_round(link_em *e, const link_model *model, const link_table *t,
                       const link_histogram *h, size_t skip)
{
    em_sums s = {0};
    double moved,
        prior = (double)t->records < LINK_SMALL_TABLE ? PRIOR_PAIRS_SMALL : PRIOR_PAIRS;

    for (size_t p = 0; p < h->count; p++) {
        int8_t levels[WN_LINK_COLUMNS];
        link_unpack(t, h->patterns[p], levels);
        em_pattern(e, model, t, levels, h->counts[p], skip, &s);
    }
    moved = fabs(s.matches / h->pairs - e->lambda);
    e->lambda = s.matches / h->pairs;
    e->matches = s.matches;
    for (int k = 0; k < LINK_EM_BETWEEN; k++) {
        moved = fmax(moved, fabs(s.between[k] / h->pairs - e->between[k]));
        e->between[k] = s.between[k] / h->pairs;
        e->between_pairs[k] = s.between[k];
    }
    for (size_t c = 0; c < t->column_count; c++) {
        double sum = 0;
        if (c == skip)
            continue;
        for (int l = 0; l < model->levels[c]; l++)
            sum += s.seen[c][l] += prior * link_default_m(model, t, c, l);
        if ((int)c == e->given_alone && s.seen[c][0] > OTHER_NAME * sum) {
            sum -= s.seen[c][0]; /* most of these are relatives, not matches */
            s.seen[c][0] = sum * OTHER_NAME / (1 - OTHER_NAME);
            sum += s.seen[c][0];
        }
        WN_ASSERT(sum > 0);
        for (int l = 0; l < model->levels[c]; l++) {
            moved = fmax(moved, fabs(s.seen[c][l] / sum - e->m[c][l]));
            e->m[c][l] = s.seen[c][l] / sum;
        }
        for (int k = 0; k < LINK_EM_BETWEEN; k++) {
            double share = (s.as_match[k][c] + 0.5) / (s.filled[k][c] + 1);
            share = share > 0.98 ? 0.98 : share < 0.002 ? 0.002 : share;
            moved = fmax(moved, fabs(share - e->shared[k][c]));
            e->shared[k][c] = share;
        }
    }
    return moved;
}

/* The first class in between begins half way, the second as relatives: they share all but
 * what belongs to one person. */
void link_em_begin(link_em *e, const link_model *model, const link_table *t)
{
    e->lambda = 0.3;
    e->given_alone = t->given;
    for (size_t c = 0; c < t->column_count; c++)
        if (link_is_individual(t, c, false))
            e->given_alone = -1;
    for (int k = 0; k < LINK_EM_BETWEEN; k++)
        e->between[k] = 0.1;
    for (size_t c = 0; c < t->column_count; c++) {
        e->shared[0][c] = 0.5;
        e->shared[1][c] = link_is_individual(t, c, true) ? 0.03 : 0.9;
        for (int l = 0; l < model->levels[c]; l++)
            e->m[c][l] = link_default_m(model, t, c, l);
    }
}

void link_em_run(link_em *e, const link_model *model, const link_table *t,
                 const link_histogram *h, size_t skip)
{
    if (h->pairs <= 0)
        return; /* nothing can be learned */
    for (int round = 0; round < ROUNDS; round++)
        if (em_round(e, model, t, h, skip) < STILL)
            break;
}

double link_em_bits(const link_model *model, double (*m)[8], size_t c)
{
    double sum = 0;

    for (int l = 0; l < model->levels[c]; l++)
        sum += m[c][l] * log2(m[c][l] / model->u[c][l]);
    return sum;
}
