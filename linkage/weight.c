/*
 * weight.c - match weights, after Fellegi and Sunter (1969), and the priors.
 *
 * A column's weight is log2(m/u) of its level. Where the values are the same, u is
 * replaced by the frequency of the value (Winkler 1989: a rare name tells more); for
 * nearly the same ones by half as much. Where there are classes beside matches and
 * non-matches, each side of the likelihood ratio is a sum over its classes.
 */
#include "model.h"
#include "word_compare.h"

#include "core/memory.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

double wn_link_probability(double weight)
{
    return weight >= 0 ? 1 / (1 + exp2(-weight)) : exp2(weight) / (1 + exp2(weight));
}

/* Where a table has one column only, nothing else tells which of its equal values are
 * chance. Copies of a record are few, so the more records share a value, the more likely
 * it is chance. */
static double chance_of(double count)
{
    return 1e-6 * (count - 1) * (count - 1);
}

/* The share of records that have the same value, among those that have any. */
static double frequency(const link_model *model, const link_table *t, size_t c,
                        uint32_t record)
{
    const link_column *column = &t->columns[c];
    uint32_t id = link_value_id(t, record, c);
    double count = column->values.values[id].count, all = (double)column->filled;

    if (column->more && !link_is_small(t)) {
        count += column->more[id];
        all += column->more[0];
    }
    if (model->alone && t->columns[c].type != WN_LINK_CATEGORY)
        return fmin(chance_of(fmax(count, 2)), count / all);
    if (link_is_small(t)) {
        double others = fmax(count - 1, 1); /* the more there are, the fewer are copies */
        double fallback = link_default_u(t, c) * others * others;
        return fmin(fallback, count / all);
    }
    return count / all;
}

/* How near a level is to "the same": 0 the same, 1 nearly, 2 neither. */
static int nearness(const link_table *t, size_t c, int level)
{
    int top = t->columns[c].levels - 1;

    return level == top ? 0 : top > 1 && level == top - 1 ? 1 : 2;
}

/* The share of non-matches with nearly equal values in a column that have one value, one
 * of them misspelled. As many are misspelled as among matches. */
static double misspelled(const link_model *model, const link_table *t, size_t c)
{
    int top = t->columns[c].levels - 1;
    double slips = model->m[c][top - 1] / model->m[c][top];

    return fmin(model->u[c][top] * slips / model->u[c][top - 1], 1);
}

/* A column that follows from its parent, where both are at least nearly the same. */
typedef struct weight_following {
    int parent, child; /* see nearness() */
} weight_following;

static bool follows(const link_model *model, const link_table *t, size_t c,
                    const int8_t *levels, weight_following *out)
{
    int p = model->parent[c];

    if (p < 0 || levels[p] < 0)
        return false;
    *out =
        (weight_following){nearness(t, (size_t)p, levels[p]), nearness(t, c, levels[c])};
    if (out->parent == 1 && t->columns[p].type != WN_LINK_TEXT)
        return false; /* a number that is nearly the same is another one, next door */
    /* (Measured: a town with a slip beside its postcode would follow from it, too, and
     * weigh nothing; F1 of a run .9916 to .9880, without making anything truer.) */
    return out->parent < 2 && out->child <= out->parent;
}

/* The weight of a column that follows from its parent: the town from the postcode, the
 * street from the family name. Its u is the chance that it agrees because the parent
 * does: all of it where the parent is the same; where the parent is nearly the same, by
 * how likely it is the same and misspelled (VALDES, VALDEZ). `u`: how likely the level is
 * where nothing follows. */
static double following_weight(const link_model *model, const link_table *t, size_t c,
                               int level, const weight_following *f, double u)
{
    int top = t->columns[c].levels - 1;

    if (f->parent == 0 && f->child == 0)
        return model->parent_weight[c];
    double chance = model->m[c][top] / exp2(model->parent_weight[c]),
           share = misspelled(model, t, (size_t)model->parent[c]),
           alike = model->m[c][level] / model->m[c][top];
    double all = share * chance * alike + (1 - share) * u;
    return log2(model->m[c][level] / fmax(all, u));
}

static double column_weight(const link_model *model, const link_table *t, size_t c,
                            uint32_t left, uint32_t right, const int8_t *levels)
{
    int exact = t->columns[c].levels - 1, level = levels[c];
    double w = model->weight[c][level];

    if (level == exact)
        return w + log2(model->u[c][exact]) - log2(frequency(model, t, c, left));
    if ((int)c == model->email && level == 4 && model->derived) {
        float f = model->derived[left] > 0 ? model->derived[left] : model->derived[right];
        return f > 0 ? w + log2(model->u[c][4]) - log2((double)f) : w;
    }
    return w;
}

/* Of the names of companies in a table with one column: by the rarest word they share. */
static double words_bonus(const link_model *model, const link_table *t, size_t c,
                          uint32_t left, uint32_t right, int level)
{
    const link_value *values = t->columns[c].values.values;
    uint32_t n = link_rarest_shared(t, &values[link_value_id(t, left, c)],
                                    &values[link_value_id(t, right, c)]);
    double chance = n ? fmin(chance_of(fmax(n, 2)), n / (double)t->columns[c].filled) : 1;

    return log2(model->u[c][level]) - log2(fmin(chance, model->m[c][level]));
}

/* A nearly equal value tells about as much as the more frequent of the two values would.
 */
static double near_bonus(const link_model *model, const link_table *t, size_t c,
                         uint32_t left, uint32_t right, int level)
{
    int exact = t->columns[c].levels - 1;

    if (model->alone && t->columns[c].type == WN_LINK_COMPANY && level < exact)
        return words_bonus(model, t, c, left, right, level);
    if (level != exact - 1 || t->columns[c].type == WN_LINK_CATEGORY)
        return 0;
    double f = fmax(frequency(model, t, c, left), frequency(model, t, c, right));
    return 0.5 * (log2(model->u[c][exact]) - log2(f));
}

void link_weigh_columns(const link_model *model, const link_table *t, uint32_t left,
                        uint32_t right, const int8_t *levels, link_column_bits *out)
{
    weight_following f;

    for (size_t c = 0; c < t->column_count; c++) {
        out->level[c] = out->near[c] = 0;
        if (levels[c] < 0)
            continue;
        if (follows(model, t, c, levels, &f)) {
            double u = f.child ? model->u[c][levels[c]] : frequency(model, t, c, left);
            out->level[c] = following_weight(model, t, c, levels[c], &f, u);
            continue;
        }
        out->level[c] = column_weight(model, t, c, left, right, levels);
        out->near[c] = near_bonus(model, t, c, left, right, levels[c]);
    }
}

double link_pair_weight(const link_model *model, const link_table *t, uint32_t left,
                        uint32_t right, const int8_t *levels)
{
    link_column_bits bits;

    link_weigh_columns(model, t, left, right, levels, &bits);
    return link_sum_bits(model, t, levels, &bits);
}

/* ---- calibration ------------------------------------------------------------------ */

/* Bits are cut off, as clusters cut them off: that one pair of 40 bits is wrong says that
 * sure pairs may be wrong, not that all weights are three times too high. */
#define CUT 12.0       /* bits that a pair counts at most, for or against */
#define CUT_COLUMN 8.0 /* the same of a column */
#define BEYOND 0.05    /* of the bits beyond; they keep the order of pairs */

static double cut(double bits, double most)
{
    return fmin(fmax(bits, -most), most);
}

void link_features(size_t columns, const link_column_bits *bits, double sum, double *out)
{
    out[0] = 1;
    out[1] = cut(sum, CUT);
    for (size_t c = 0; c < columns; c++)
        out[2 + c] = cut(bits->level[c] + bits->near[c], CUT_COLUMN);
}

/* The bits of a pair after calibration; `sum`: before it. Pairs that are not worth
 * keeping stay as they are: nobody was asked about such. */
static double calibrated(const link_calibration *by, size_t columns,
                         const link_column_bits *bits, double sum)
{
    double features[LINK_CALIBRATED], all = 0;

    if (sum < LINK_WORTH)
        return sum;
    link_features(columns, bits, sum, features);
    for (size_t i = 0; i < columns + 2; i++)
        all += by->factor[i] * features[i];
    return all + BEYOND * (sum - features[1]);
}

double link_sum_bits(const link_model *model, const link_table *t, const int8_t *levels,
                     const link_column_bits *bits)
{
    double sum = link_raw_bits(model, t, levels, bits);

    return model->calibration.answers
               ? calibrated(&model->calibration, t->column_count, bits, sum)
               : sum;
}

double link_raw_bits(const link_model *model, const link_table *t, const int8_t *levels,
                     const link_column_bits *bits)
{
    double ratio[WN_LINK_COLUMNS], sum = log2(model->prior / (1 - model->prior));
    double matches = 1, others = 1;

    for (size_t c = 0; c < t->column_count; c++) {
        sum += bits->level[c] + bits->near[c];
        ratio[c] = exp2(bits->level[c]);
    }
    for (size_t k = 0; k < model->class_count; k++) {
        const link_class *class = &model->classes[k];
        double odds = class->prior / (class->is_match ? model->prior : 1 - model->prior);
        if (class->prior <= 1e-15)
            continue;
        for (size_t c = 0; c < t->column_count; c++)
            if (levels[c] >= 0)
                odds *= class->is_match
                            ? class->shared[c] + (1 - class->shared[c]) / ratio[c]
                            : class->shared[c] * ratio[c] + 1 - class->shared[c];
        *(class->is_match ? &matches : &others) += odds;
    }
    return sum + log2(matches) - log2(others);
}

/* ---- the prior -------------------------------------------------------------------- */

/* How many times likelier a pattern is among matches (row[0]) and in each class (row[1]
 * ...) than among non-matches. These do not depend on the priors, so they are computed
 * once for all rounds. */
static void likelihoods(const link_model *model, const link_table *t,
                        const int8_t *levels, double ratio[][8], float *row)
{
    double product[LINK_CLASSES + 1];

    for (size_t k = 0; k <= model->class_count; k++)
        product[k] = 1;
    for (size_t c = 0; c < t->column_count; c++) {
        if (levels[c] < 0)
            continue;
        weight_following f;
        double r = follows(model, t, c, levels, &f)
                       ? exp2(following_weight(model, t, c, levels[c], &f,
                                               model->u[c][levels[c]]))
                       : ratio[c][levels[c]];
        product[0] *= r;
        for (size_t k = 0; k < model->class_count; k++)
            product[k + 1] *= model->classes[k].shared[c] * (r - 1) + 1;
    }
    for (size_t k = 0; k <= model->class_count; k++)
        row[k] = (float)fmin(fmax(product[k], 1e-30), 1e30);
}

static float *all_likelihoods(const link_model *model, const link_table *t,
                              const uint64_t *patterns, size_t count)
{
    double ratio[WN_LINK_COLUMNS][8];
    size_t width = model->class_count + 1;
    float *rows = wn_realloc(NULL, count * width + 1, sizeof(*rows));

    for (size_t c = 0; c < t->column_count; c++)
        for (int l = 0; l < 8; l++)
            ratio[c][l] = l < model->levels[c] ? exp2(model->weight[c][l]) : 1;
    for (size_t p = 0; p < count; p++) {
        int8_t levels[WN_LINK_COLUMNS];
        link_unpack(t, patterns[p], levels);
        likelihoods(model, t, levels, ratio, rows + p * width);
    }
    return rows;
}

/* The expected number of matches (out[0]) and of pairs of each class, by the current
 * priors.
 */
static void expect(const link_model *model, const float *rows, const double *counts,
                   size_t count, double *out)
{
    size_t width = model->class_count + 1;
    double prior[LINK_CLASSES + 1] = {model->prior}, others = 1 - model->prior;

    for (size_t k = 1; k < width; k++) {
        prior[k] = model->classes[k - 1].prior;
        others -= prior[k];
    }
    for (size_t k = 0; k < width; k++)
        out[k] = 0;
    for (size_t p = 0; p < count; p++) {
        double share[LINK_CLASSES + 1], all = others;
        for (size_t k = 0; k < width; k++)
            all += share[k] = prior[k] * (double)rows[p * width + k];
        for (size_t k = 0; k < width; k++)
            out[k] += share[k] * (counts[p] / all);
    }
}

void link_fit_priors(link_model *model, const link_table *t, const uint64_t *patterns,
                     const double *counts, size_t count)
{
    float *rows = all_likelihoods(model, t, patterns, count);

    model->prior = 1e-4;
    for (size_t k = 0; k < model->class_count; k++)
        model->classes[k].prior = 1e-5;
    for (int round = 0; round < 200; round++) {
        double seen[LINK_CLASSES + 1];
        expect(model, rows, counts, count, seen);
        double next = fmin(fmax(seen[0], 1e-3) / model->pairs, 0.5);
        double moved = fabs(next - model->prior) / model->prior;
        model->prior = next;
        for (size_t k = 0; k < model->class_count; k++) {
            link_class *class = &model->classes[k];
            double share = fmin(seen[k + 1] / model->pairs, 0.4 / LINK_CLASSES);
            class->prior = fmax(fmax(share, 1e-16), class->least);
        }
        if (moved < 1e-5 && round > 8)
            break;
    }
    WN_ASSERT(model->prior > 0 && model->prior <= 0.5);
    free(rows);
}
