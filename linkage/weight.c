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

/* The share of records that have the same value as so many do, among those that have any.
 */
static double frequency_of(const link_model *model, const link_table *t, size_t c,
                           double count)
{
    const link_column *column = &t->columns[c];
    double all = (double)column->filled;

    if (column->more && !link_is_small(t))
        all += column->more[0];
    if (model->alone && t->columns[c].type != WN_LINK_CATEGORY)
        return fmin(chance_of(fmax(count, 2)), count / all);
    if (link_is_small(t)) {
        double others = fmax(count - 1, 1); /* the more there are, the fewer are copies */
        double fallback = link_default_u(t, c) * others * others;
        return fmin(fallback, count / all);
    }
    return count / all;
}

static uint32_t count_of(const link_table *t, size_t c, uint32_t record)
{
    const link_column *column = &t->columns[c];
    uint32_t id = link_value_id(t, record, c), count = column->values.values[id].count;

    return column->more && !link_is_small(t) ? count + column->more[id] : count;
}

static double frequency(const link_model *model, const link_table *t, size_t c,
                        uint32_t record)
{
    return frequency_of(model, t, c, count_of(t, c, record));
}

/* How many bits more (or less) than on average it tells to share a value that so many
 * have. Most values are rare: what those tell is kept. */
static double rarity(const link_model *model, const link_table *t, size_t c,
                     uint32_t count)
{
    if (model->rarities && count < LINK_RARE)
        return model->rarities[c * LINK_RARE + count];
    return log2(model->u[c][t->columns[c].levels - 1]) -
           log2(frequency_of(model, t, c, count));
}

void link_model_ready(link_model *model, const link_table *t)
{
    double *kept = wn_alloc(t->column_count * LINK_RARE + 1, sizeof(*kept));

    free(model->rarities);
    model->rarities = NULL;
    for (size_t c = 0; c < t->column_count; c++) {
        for (uint32_t n = 1; n < LINK_RARE; n++)
            kept[c * LINK_RARE + n] = rarity(model, t, c, n);
        for (int l = 0; l < model->levels[c]; l++)
            model->ratio[c][l] = exp2(model->weight[c][l]);
    }
    model->rarities = kept;
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
        return w + rarity(model, t, c, count_of(t, c, left));
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
    return 0.5 * fmin(rarity(model, t, c, count_of(t, c, left)),
                      rarity(model, t, c, count_of(t, c, right)));
}

void link_weigh_columns(const link_model *model, const link_table *t, uint32_t left,
                        uint32_t right, const int8_t *levels, link_column_bits *out)
{
    weight_following f;

    for (size_t c = 0; c < t->column_count; c++) {
        out->level[c] = out->near[c] = 0;
        out->ratio[c] = 1;
        if (levels[c] < 0)
            continue;
        if (follows(model, t, c, levels, &f)) {
            double u = f.child ? model->u[c][levels[c]] : frequency(model, t, c, left);
            out->level[c] = following_weight(model, t, c, levels[c], &f, u);
            out->ratio[c] = exp2(out->level[c]);
            continue;
        }
        out->level[c] = column_weight(model, t, c, left, right, levels);
        out->near[c] = near_bonus(model, t, c, left, right, levels[c]);
        bool usual = model->rarities && out->level[c] == model->weight[c][levels[c]];
        out->ratio[c] = usual ? model->ratio[c][levels[c]] : exp2(out->level[c]);
    }
}

/* How many times likelier the pair is in the class than among its side: matches, or
 * non-matches. */
static double class_ratio(const link_class *class, const uint8_t *columns, size_t count,
                          const link_column_bits *bits)
{
    double times = 1;

    if (class->is_match)
        for (size_t i = 0; i < count; i++)
            times *= class->shared[columns[i]] +
                     (1 - class->shared[columns[i]]) / bits->ratio[columns[i]];
    else
        for (size_t i = 0; i < count; i++)
            times *= class->shared[columns[i]] * (bits->ratio[columns[i]] - 1) + 1;
    return times;
}

#define NO_SHARE 1e-15   /* of all pairs: such a class does not count */
#define BEYOND_HOPE 20.0 /* bits below what is worth keeping */

/* Matches of classes keep their share of all matches when the prior moves. */
static link_evidence evidence_of(const link_model *model, const link_table *t,
                                 const int8_t *levels, const link_column_bits *bits)
{
    double sum = 0, matches = 1, others = 0;
    uint8_t filled[WN_LINK_COLUMNS];
    size_t count = 0;

    for (size_t c = 0; c < t->column_count; c++) {
        sum += bits->level[c] + bits->near[c];
        if (levels[c] >= 0)
            filled[count++] = (uint8_t)c;
    }
    for (size_t k = 0; k < model->class_count; k++)
        if (model->classes[k].is_match && model->classes[k].prior > NO_SHARE)
            matches += model->classes[k].prior / model->prior *
                       class_ratio(&model->classes[k], filled, count, bits);
    sum += log2(matches);
    if (sum + log2(model->prior) < LINK_WORTH - BEYOND_HOPE)
        return (link_evidence){sum, 0}; /* the other classes would take from it only */
    for (size_t k = 0; k < model->class_count; k++)
        if (!model->classes[k].is_match && model->classes[k].prior > NO_SHARE)
            others += model->classes[k].prior *
                      class_ratio(&model->classes[k], filled, count, bits);
    return (link_evidence){sum, others};
}

link_evidence link_pair_evidence(const link_model *model, const link_table *t,
                                 uint32_t left, uint32_t right, const int8_t *levels)
{
    link_column_bits bits;

    link_weigh_columns(model, t, left, right, levels, &bits);
    return evidence_of(model, t, levels, &bits);
}

double link_weight_by(double prior, link_evidence e)
{
    /* log2 of: prior / (1 - prior) / (1 + others / (1 - prior)) */
    return e.bits + log2(prior / (1 - prior + e.others));
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
    return link_weight_by(model->prior, evidence_of(model, t, levels, bits));
}

/* ---- the prior -------------------------------------------------------------------- */

#define ROUNDS 60    /* of two rounds of EM each, at most */
#define STILL 1e-5   /* they end when the prior moves by no greater part */
#define FARTHEST 32. /* steps that are taken at once, at most */

/* The classes of pairs side by side, two to a register: matches first, then those of the
 * model. */
typedef double weight_lanes __attribute__((vector_size(16)));
#define LANES ((LINK_CLASSES + 2) / 2)

/* How many times likelier each pattern is among matches and in each class than among
 * non-matches. That does not depend on the priors, so it is worked out once for all
 * rounds. */
typedef struct weight_patterns {
    weight_lanes *rows; /* `width` for each pattern */
    const double *counts;
    size_t count, width;
} weight_patterns;

static void likelihoods(const link_model *model, const link_table *t,
                        const int8_t *levels, double *row)
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
                       : model->ratio[c][levels[c]];
        product[0] *= r;
        for (size_t k = 0; k < model->class_count; k++)
            product[k + 1] *= model->classes[k].shared[c] * (r - 1) + 1;
    }
    for (size_t k = 0; k <= model->class_count; k++)
        row[k] = fmin(fmax(product[k], 1e-30), 1e30);
}

static void open_patterns(weight_patterns *p, const link_model *model,
                          const link_table *t, const uint64_t *patterns)
{
    p->width = (model->class_count + 2) / 2;
    p->rows = wn_alloc(p->count * p->width + 1, sizeof(*p->rows));
    for (size_t i = 0; i < p->count; i++) {
        int8_t levels[WN_LINK_COLUMNS];
        link_unpack(t, patterns[i], levels);
        likelihoods(model, t, levels, (double *)&p->rows[i * p->width]);
    }
}

/* The expected number of matches (out[0]) and of pairs of each class, by these priors. */
static void expect(const weight_patterns *p, const double *priors, size_t classes,
                   double *out)
{
    weight_lanes prior[LANES] = {{0}}, sum[LANES] = {{0}};
    double others = 1;

    memcpy(prior, priors, classes * sizeof(*priors));
    for (size_t k = 0; k < classes; k++)
        others -= priors[k];
    for (size_t i = 0; i < p->count; i++) {
        const weight_lanes *row = &p->rows[i * p->width];
        weight_lanes share[LANES], all = {others, 0};
        for (size_t k = 0; k < p->width; k++)
            all += share[k] = prior[k] * row[k];
        double times = p->counts[i] / (all[0] + all[1]);
        for (size_t k = 0; k < p->width; k++)
            sum[k] += share[k] * times;
    }
    memcpy(out, sum, classes * sizeof(*out));
}

static double limited(const link_model *model, size_t k, double prior)
{
    return k == 0 ? fmin(fmax(prior, 1e-3 / model->pairs), 0.5)
                  : fmax(fmax(fmin(prior, 0.4 / LINK_CLASSES), 1e-16),
                         model->classes[k - 1].least);
}

/* A round of EM: from these priors to the next. */
static void prior_round(const link_model *model, const weight_patterns *p,
                        const double *from, double *to)
{
    size_t classes = model->class_count + 1;

    expect(p, from, classes, to);
    for (size_t k = 0; k < classes; k++)
        to[k] = limited(model, k, to[k] / model->pairs);
}

/* From the logarithms of three priors in a row, `a` to `c`, how far it is to where they
 * are going, in steps as the first (Varadhan and Roland 2008). */
static double steps_ahead(const double *a, const double *b, const double *c, size_t count)
{
    double step = 0, turn = 0;

    for (size_t k = 0; k < count; k++) {
        double first = log(b[k] / a[k]), second = log(c[k] / b[k]);
        step += first * first;
        turn += (second - first) * (second - first);
    }
    return turn > 0 ? fmin(fmax(sqrt(step / turn), 1), FARTHEST) : 1;
}

void link_fit_priors(link_model *model, const link_table *t, const uint64_t *patterns,
                     const double *counts, size_t count)
{
    size_t classes = model->class_count + 1;
    double now[LINK_CLASSES + 1] = {1e-4}, one[LINK_CLASSES + 1], two[LINK_CLASSES + 1];
    weight_patterns p = {.counts = counts, .count = count};

    open_patterns(&p, model, t, patterns);
    for (size_t k = 1; k < classes; k++)
        now[k] = 1e-5;
    for (int round = 0; round < ROUNDS; round++) {
        prior_round(model, &p, now, one);
        prior_round(model, &p, one, two);
        double moved = fabs(two[0] - one[0]) / one[0],
               far = steps_ahead(now, one, two, classes);
        for (size_t k = 0; k < classes; k++) {
            double first = log(one[k] / now[k]), second = log(two[k] / one[k]);
            now[k] = limited(
                model, k, now[k] * exp(2 * far * first + far * far * (second - first)));
        }
        if (moved < STILL && round > 3)
            break;
    }
    model->prior = two[0];
    for (size_t k = 1; k < classes; k++)
        model->classes[k - 1].prior = two[k];
    WN_ASSERT(model->prior > 0 && model->prior <= 0.5);
    free(p.rows);
}
