/*
 * find_pairs.c - which pairs are compared.
 *
 * Candidates are counted, by how many bits they share (their bin), and a sample of each
 * bin is compared: the share of matches in it says from which bin on comparing pays.
 * Those pairs are kept, within the budget. Where records are many, only a part of the
 * blocks is visited for this, and then all of them; else one visit does for both.
 */
#include "link.h"

#include "core/memory.h"
#include "core/parallel.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define SAMPLE_ALL 20000 /* records; of more, only a part of the blocks is sampled */
#define SAMPLED 1000     /* pairs of each bin */
#define YIELD 0.03       /* share of matches below which a bin is not worth comparing */
/* So many pairs are compared whether it pays or not: small tables can afford it. */
static double cheap_pairs(double records)
{
    return 2e5 + records + 8 * fmax(1e5 - records, 0);
}

static void add_pair(link_pair_list *p, uint64_t pair)
{
    if (p->count == p->room) {
        p->room = p->room ? p->room + p->room / 2 : 65536;
        p->items = wn_realloc(p->items, p->room, sizeof(*p->items));
    }
    p->items[p->count++] = pair;
}

/* ---- the visit -------------------------------------------------------------------- */

/* A visited pair: bin, left, right. */
#define BIN_AT 58
#define LEFT_AT 29
#define NUMBER ((1u << LEFT_AT) - 1)
_Static_assert(WN_LINK_RECORDS <= NUMBER + 1, "each record has a number");
_Static_assert(LINK_BINS <= 1 << (64 - BIN_AT), "six bits for the bin");

static uint64_t pair_of(uint64_t visited)
{
    return (visited >> LEFT_AT & NUMBER) << 32 | (visited & NUMBER);
}

static int bin_of(uint64_t visited)
{
    return (int)(visited >> BIN_AT);
}

static bool keep(void *data, uint32_t left, uint32_t right, int bin)
{
    link_pair_list *p = data;

    add_pair(p, (uint64_t)bin << BIN_AT | (uint64_t)left << LEFT_AT | right);
    return p->count < p->most;
}

/* The pairs of each part of the visit, until they are put together. */
typedef struct find_parts {
    const link_candidates *candidates;
    link_blocking *blocking;
    link_pair_list *lists;
} find_parts;

static void visit_part(void *data, size_t i)
{
    const find_parts *f = data;

    link_candidates_visit_part(f->candidates, i, keep, &f->lists[i]);
    if (f->candidates->step == 1 && i < f->blocking->key_count)
        link_blocking_forget(f->blocking, i); /* this was the last visit */
}

/* All pairs of a visit, `most` at most, in the order of its parts. */
static void visit_all(link_job *l, const link_candidates *c, link_pair_list *list)
{
    size_t parts = link_candidates_parts(c), count = 0;
    find_parts f = {c, &l->blocking, wn_alloc(parts + 1, sizeof(*f.lists))};

    for (size_t i = 0; i < parts; i++)
        f.lists[i].most = list->most;
    wn_parallel(l->table->threads, parts, visit_part, &f);
    for (size_t i = 0; i < parts; i++)
        count += f.lists[i].count;
    count = count < list->most ? count : list->most;
    list->items = wn_realloc(list->items, count + 1, sizeof(*list->items));
    list->count = 0;
    for (size_t i = 0; i < parts; i++) {
        size_t left = count - list->count,
               more = f.lists[i].count < left ? f.lists[i].count : left;
        if (more > 0)
            memcpy(list->items + list->count, f.lists[i].items,
                   more * sizeof(*list->items));
        list->count += more;
        free(f.lists[i].items);
    }
    free(f.lists);
}

/* ---- a sample of each bin --------------------------------------------------------- */

typedef struct link_sampling {
    uint64_t (*sample)[SAMPLED];
    size_t kept[LINK_BINS];
} link_sampling;

/* A reservoir of pairs for each bin (Vitter 1985, algorithm R). */
static void sample_pair(link_sampling *t, link_job *l, uint64_t visited)
{
    int bin = bin_of(visited);
    double *seen = &l->bin_pairs[bin];

    ++*seen;
    if (t->kept[bin] < SAMPLED) {
        t->sample[bin][t->kept[bin]++] = pair_of(visited);
    } else {
        uint64_t at = link_random(&l->seed) % (uint64_t)*seen;
        if (at < SAMPLED)
            t->sample[bin][at] = pair_of(visited);
    }
}

/* What the sampled pairs of all bins tell, bin by bin. */
typedef struct link_sampled {
    const link_job *job;
    const uint64_t *pairs; /* of the bin that is compared */
    link_evidence *next, *all;
} link_sampled;

static void take_sampled(void *data, size_t i, const int8_t *levels)
{
    link_sampled *s = data;

    *s->next++ =
        link_pair_evidence(&s->job->model, s->job->table, (uint32_t)(s->pairs[i] >> 32),
                           (uint32_t)s->pairs[i], levels);
}

static void compare_sampled(const link_job *l, const link_sampling *t, link_sampled *out)
{
    size_t count = 0;

    for (int b = 0; b < LINK_BINS; b++)
        count += t->kept[b];
    out->job = l;
    out->next = out->all = wn_alloc(count + 1, sizeof(*out->all));
    for (int b = 0; b < LINK_BINS; b++) {
        out->pairs = t->sample[b];
        link_levels_all(&l->model, l->table, t->sample[b], t->kept[b], take_sampled, out);
    }
}

/* The mean probability that these pairs match; *sure: the same, where only pairs that
 * would be merged count. */
static double mean_probability(double prior, const link_evidence *pairs, size_t count,
                               double *sure)
{
    double sum = 0;

    *sure = 0;
    for (size_t i = 0; i < count; i++) {
        double p = wn_link_probability(link_weight_by(prior, pairs[i]));
        sum += p;
        *sure += p >= 0.5 ? p : 0;
    }
    *sure /= count ? (double)count : 1;
    return count ? sum / (double)count : 0;
}

/* The prior is the expected number of matches in all bins, over all pairs. */
static void prior_from_yield(link_job *l, const link_sampling *t)
{
    link_sampled s;

    compare_sampled(l, t, &s);
    for (int round = 0; round < 3; round++) {
        double expected = 0, moved = 1;
        const link_evidence *pairs = s.all;
        for (int b = 0; b < LINK_BINS; pairs += t->kept[b++])
            expected += l->bin_pairs[b] * mean_probability(l->model.prior, pairs,
                                                           t->kept[b], &l->bin_yield[b]);
        for (size_t k = 0; k < l->model.class_count; k++)
            moved += l->model.classes[k].is_match ? l->model.classes[k].ratio : 0;
        l->model.prior = fmin(fmax(expected, 1) / l->model.pairs / moved, 0.5);
    }
    for (size_t k = 0; k < l->model.class_count; k++)
        if (l->model.classes[k].is_match)
            l->model.classes[k].prior = l->model.prior * l->model.classes[k].ratio;
    free(s.all);
}

/* A bin of more bits must have a higher share of matches: where chance says otherwise,
 * neighbouring bins are pooled (pool adjacent violators, Ayer and others 1955). */
static void smooth(double *yield, const double *pairs)
{
    double mean[LINK_BINS], weight[LINK_BINS];
    int size[LINK_BINS], count = 0, at = 0;

    for (int b = 0; b < LINK_BINS; b++) {
        mean[count] = yield[b];
        weight[count] = fmin(pairs[b], SAMPLED) + 1e-9;
        size[count++] = 1;
        for (; count > 1 && mean[count - 2] > mean[count - 1]; count--) {
            double w = weight[count - 2] + weight[count - 1];
            mean[count - 2] = (mean[count - 2] * weight[count - 2] +
                               mean[count - 1] * weight[count - 1]) /
                              w;
            weight[count - 2] = w;
            size[count - 2] += size[count - 1];
        }
    }
    for (int i = 0; i < count; i++)
        for (int k = 0; k < size[i]; k++)
            yield[at++] = mean[i];
}

/* The first bin whose pairs are kept: comparing is cheap or pays, within the budget. */
static int choose_least(link_job *l)
{
    double pairs = 0, left = 0, cheap = cheap_pairs((double)l->table->records);
    int least = 0, fits = LINK_BINS;

    smooth(l->bin_yield, l->bin_pairs);
    for (int b = 0; b < LINK_BINS; b++)
        left += l->bin_pairs[b];
    for (; least < LINK_BINS && left > cheap && l->bin_yield[least] < YIELD; least++)
        left -= l->bin_pairs[least];
    while (fits > 0 && pairs + l->bin_pairs[fits - 1] <= (double)l->summary.budget)
        pairs += l->bin_pairs[--fits];
    return least > fits ? least : fits;
}

/* ---- which are compared ------------------------------------------------------------ */

/* Of the pairs that were visited, those of these bins. */
static void choose_pairs(link_pair_list *p, int least, size_t most)
{
    size_t kept = 0;

    for (size_t i = 0; i < p->count && kept < most; i++)
        if (bin_of(p->items[i]) >= least)
            p->items[kept++] = pair_of(p->items[i]);
    p->count = kept;
}

void link_find_pairs(link_job *l, link_pair_list *list)
{
    double records = (double)l->table->records;
    size_t most = (size_t)l->summary.budget * 2; /* a pair may be visited twice */
    link_sampling t = {.sample = wn_alloc(LINK_BINS, sizeof(*t.sample))};
    link_candidates c = {
        .table = l->table,
        .blocking = &l->blocking,
        .across = l->settings.across,
        .step = (uint32_t)(l->table->records / SAMPLE_ALL) + 1,
        .least = records < LINK_SMALL_TABLE ? 0 : fmin(0.7 * log2(records), 60)};

    WN_ASSERT(l->table->records <= WN_LINK_RECORDS);
    list->most = SIZE_MAX;
    visit_all(l, &c, list);
    for (size_t i = 0; i < list->count; i++)
        sample_pair(&t, l, list->items[i]);
    for (int b = 0; b < LINK_BINS; b++)
        l->bin_pairs[b] *= c.step;
    prior_from_yield(l, &t);
    free(t.sample);
    int least = choose_least(l);
    if (c.step > 1) {
        c.least = fmax(c.least, least);
        c.step = 1;
        list->most = most;
        visit_all(l, &c, list);
        least = 0;
    }
    choose_pairs(list, least, most);
}
