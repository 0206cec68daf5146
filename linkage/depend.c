/*
 * depend.c - columns that follow from another one: the postcode decides the town.
 *
 * Two records with one postcode nearly always have one town too, whether they match or
 * not; so beside the same postcode the same town tells nothing. The parent of a column is
 * the other column that explains most of its agreements among non-matches. Where both
 * agree, the column's weight is log2 of m over the probability that it agrees given that
 * the parent does.
 */
#include "model.h"

#include "intern.h"

#include "core/memory.h"

#include <math.h>
#include <stdlib.h>

#define LEAST_PAIRS 200.0 /* of non-matches that share the parent */
#define MOST_MATCHES 0.25 /* among pairs that share a rare value of the parent */
#define LEAST_CHANCE 0.3  /* that the column agrees, where the parent does */

/* About so many records are sampled, chosen by a hash of their number: with a fixed step,
 * copies that stand side by side would be missed or taken together. */
#define SAMPLED 100000

void link_choose_sample(link_table *t)
{
    t->sample_step = (uint32_t)(t->records / SAMPLED) + 1;
    t->sample = wn_realloc(NULL, t->records + 1, sizeof(*t->sample));
    for (uint32_t r = 0; r < t->records; r++)
        if (link_mix(0x6c6f6f6b, r) % t->sample_step == 0)
            t->sample[t->sample_count++] = r;
    t->sample = wn_realloc(t->sample, t->sample_count + 1, sizeof(*t->sample));
}

double link_count_agreeing(const link_table *t, uint32_t columns)
{
    link_interner seen = {0};
    uint32_t *times = wn_alloc(t->sample_count + 2, sizeof(*times));
    double pairs = 0;

    for (size_t i = 0; i < t->sample_count; i++) {
        uint64_t h = 0x6c6f6f6b;
        bool whole = true;
        for (size_t c = 0; c < t->column_count && whole; c++)
            if (columns >> c & 1) {
                uint32_t id = link_value_id(t, t->sample[i], c);
                whole = id != 0 && !link_is_repeated(t, t->sample[i], c);
                h = link_mix(h, id);
            }
        if (whole)
            pairs += times[link_intern_key(&seen, h | 1)]++;
    }
    link_interner_release(&seen);
    free(times);
    return pairs * t->sample_step * t->sample_step;
}

/* The probability that non-matches which agree in `parent` agree in `c`, or 0: they do
 * not as a rule, or it cannot be seen, since most pairs that share the parent's values
 * match. */
static double chance_given(const link_model *model, const link_table *t, size_t c,
                           size_t parent)
{
    int top = t->columns[c].levels - 1, parent_top = t->columns[parent].levels - 1;
    double alone = model->u[parent][parent_top] * model->pairs *
                   (double)t->columns[parent].filled / (double)t->records *
                   (double)t->columns[c].filled / (double)t->records;
    double matches = alone * model->purity[parent];

    if (model->purity[parent] > MOST_MATCHES || alone < LEAST_PAIRS)
        return 0;
    double both =
        link_count_agreeing(t, 1u << c | 1u << parent) - matches * model->m[c][top];
    double chance = both / (alone - matches);
    return chance >= LEAST_CHANCE && chance > 3 * model->u[c][top] ? fmin(chance, 1) : 0;
}

void link_find_parents(link_model *model, const link_table *t)
{
    for (size_t c = 0; c < t->column_count; c++) {
        double best = 0;
        model->parent[c] = -1;
        for (size_t p = 0; p < t->column_count; p++) {
            double up = model->u[p][t->columns[p].levels - 1],
                   uc = model->u[c][t->columns[c].levels - 1];
            if (p == c || up >= uc) /* the rarer one explains the more frequent one */
                continue;
            double chance = chance_given(model, t, c, p);
            if (chance <= best)
                continue;
            best = chance;
            model->parent[c] = (int)p;
            model->parent_weight[c] =
                fmax(log2(model->m[c][t->columns[c].levels - 1] / chance), 0);
        }
    }
}
