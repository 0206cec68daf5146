/*
 * calibrate.c - a person's answers about pairs, and what they change.
 *
 * The answers are fitted by logistic regression on the bits of a pair: a shift, a slope,
 * and for each column how much more or less its bits count than they did. A prior holds
 * all of them near "nothing changes" (normal distributions; this is ridge regression), so
 * few answers change little. The sample is chosen by weight alone, and a logistic model
 * is not biased by that (Prentice and Pyke 1979).
 *
 * Measured with 100 true answers: census records whose headings say nothing, of whose
 * sure pairs .31 were right: F1 .46 -> .94, sure is said to be .985 right and is .961.
 * Where the probabilities were right, F1 and sure stay (within .001 and .002), and of few
 * pairs to review less is right than is said (.90 and .75, of 153).
 */
#include "calibrate.h"

#include "core/memory.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define DEVIATION_SHIFT 3.0
#define DEVIATION_SLOPE 0.5 /* of the sum, and of each column */
/* The answers must be so much likelier with the changes than without (in nats, the prior
 * included); else nothing is changed. (Measured: 1.5 to 3.5 where the probabilities were
 * right, 8 and more where they were not.) */
#define LEAST_GAIN 6.0
#define ROUNDS 50

typedef double fit_row[LINK_CALIBRATED];

static double dot(const double *x, const double *y, size_t count)
{
    double sum = 0;

    for (size_t i = 0; i < count; i++)
        sum += x[i] * y[i];
    return sum;
}

/* ---- the regression --------------------------------------------------------------- */

typedef struct fit {
    fit_row *rows;
    bool *same;
    size_t count, width;
} fit;

/* Where nothing changes, the sum counts once, and nothing else does. */
static double unchanged(size_t i)
{
    return i == 1 ? 1 : 0;
}

static double deviation(size_t i)
{
    return i == 0 ? DEVIATION_SHIFT : DEVIATION_SLOPE;
}

/* How unlikely the answers are with these factors, in nats, the prior included. */
static double cost(const fit *f, const double *factor)
{
    double sum = 0;

    for (size_t i = 0; i < f->width; i++) {
        double off = (factor[i] - unchanged(i)) / deviation(i);
        sum += off * off / 2;
    }
    for (size_t r = 0; r < f->count; r++) {
        double nats = M_LN2 * dot(factor, f->rows[r], f->width);
        nats = f->same[r] ? nats : -nats;
        sum += nats > 0 ? log1p(exp(-nats)) : log1p(exp(nats)) - nats;
    }
    return sum;
}

/* Solve matrix * x = right (symmetric, positive: no pivot is needed); x replaces right.
 */
static void solve(double matrix[][LINK_CALIBRATED], double *right, size_t width)
{
    for (size_t i = 0; i < width; i++)
        for (size_t r = i + 1; r < width; r++) {
            double times = matrix[r][i] / matrix[i][i];
            for (size_t k = i; k < width; k++)
                matrix[r][k] -= times * matrix[i][k];
            right[r] -= times * right[i];
        }
    for (size_t i = width; i-- > 0;) {
        for (size_t k = i + 1; k < width; k++)
            right[i] -= matrix[i][k] * right[k];
        right[i] /= matrix[i][i];
    }
}

/* Newton's step: where the cost would be least, were it a parabola. */
static void newton_step(const fit *f, const double *factor, double *step)
{
    double curve[LINK_CALIBRATED][LINK_CALIBRATED] = {{0}};

    for (size_t i = 0; i < f->width; i++) {
        double spread = deviation(i) * deviation(i);
        step[i] = (unchanged(i) - factor[i]) / spread;
        curve[i][i] = 1 / spread;
    }
    for (size_t r = 0; r < f->count; r++) {
        const double *x = f->rows[r];
        double p = wn_link_probability(dot(factor, x, f->width));
        for (size_t i = 0; i < f->width; i++) {
            step[i] += M_LN2 * ((f->same[r] ? 1 : 0) - p) * x[i];
            for (size_t k = 0; k < f->width; k++)
                curve[i][k] += M_LN2 * M_LN2 * p * (1 - p) * x[i] * x[k];
        }
    }
    solve(curve, step, f->width);
}

/* Improve the factors; return by how much likelier they have become, in nats. The cost is
 * convex, so a step that is halved often enough makes it less. */
static double fit_factors(const fit *f, double *factor)
{
    double first = cost(f, factor), now = first, step[LINK_CALIBRATED],
           next[LINK_CALIBRATED];

    for (int round = 0; round < ROUNDS; round++) {
        double part = 1, then = now;
        newton_step(f, factor, step);
        for (; part > 1e-4; part /= 2) {
            for (size_t i = 0; i < f->width; i++)
                next[i] = factor[i] + part * step[i];
            then = cost(f, next);
            if (then <= now)
                break;
        }
        if (part <= 1e-4 || now - then < 1e-9)
            break;
        memcpy(factor, next, f->width * sizeof(*factor));
        now = then;
    }
    return first - now;
}

bool link_calibrate(link_model *model, const link_table *t, const link_answer *answers,
                    size_t count)
{
    fit_row *rows = wn_alloc(count + 1, sizeof(*rows));
    bool *same = wn_alloc(count + 1, sizeof(*same));
    fit f = {rows, same, count, t->column_count + 2};
    link_calibration found = model->calibration;

    for (size_t i = 0; i < count; i++) {
        const link_answer *a = &answers[i];
        int8_t levels[WN_LINK_COLUMNS];
        link_column_bits bits;
        link_levels_of(model, t, a->left, a->right, levels);
        link_weigh_columns(model, t, a->left, a->right, levels, &bits);
        link_features(t->column_count, &bits, link_raw_bits(model, t, levels, &bits),
                      rows[i]);
        same[i] = a->same;
    }
    if (found.answers == 0)
        for (size_t i = 0; i < f.width; i++)
            found.factor[i] = unchanged(i);
    found.answers = count;
    bool changed = fit_factors(&f, found.factor) >= LEAST_GAIN;
    if (changed)
        model->calibration = found;
    free(rows);
    free(same);
    return changed;
}

/* ---- which pairs a person is asked about ------------------------------------------ */

/* From these weights on: what is surely different, doubtful, surely the same. */
static const double bands[] = {20, 12, 8, 5, 3, 1, -1, -1e9};

#define BANDS WN_COUNT(bands)

/* Each band gets as many questions as the others; what a band has too little of goes to
 * those that have more. */
static void share_out(const size_t *size, size_t most, size_t *quota)
{
    bool done[BANDS] = {false};

    for (size_t left = BANDS; left > 0; left--) {
        size_t least = BANDS;
        for (size_t b = 0; b < BANDS; b++)
            if (!done[b] && (least == BANDS || size[b] < size[least]))
                least = b;
        quota[least] = size[least] < most / left ? size[least] : most / left;
        most -= quota[least];
        done[least] = true;
    }
}

size_t link_choose(const wn_link_pair *pairs, size_t count, size_t *chosen, size_t most)
{
    size_t size[BANDS] = {0}, quota[BANDS], n = 0, from = 0;

    for (size_t i = 0, b = 0; i < count; i++) {
        while ((double)pairs[i].weight < bands[b])
            b++;
        size[b]++;
    }
    share_out(size, most, quota);
    for (size_t b = 0; b < BANDS; from += size[b], b++)
        for (size_t i = 0; i < quota[b]; i++)
            chosen[n++] = from + i * size[b] / quota[b];
    return n;
}
