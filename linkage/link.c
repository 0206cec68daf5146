/*
 * link.c - the order of work: blocking, model, candidates, weights, groups.
 *
 * Candidates are counted, by how many bits they share (their bin), and a sample of each
 * bin is compared: the share of matches in it says from which bin on comparing pays.
 * Those pairs are kept, within the budget. Where records are many, only a part of the
 * blocks is visited for this, and then all of them; else one visit does for both.
 */
#include "link.h"
#include "em.h"
#include "canonical.h"
#include "saved.h"

#include "core/memory.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define SEED 88172645463325252u
#define SAMPLE_ALL 20000 /* records; of more, only a part of the blocks is sampled */
#define SAMPLED 1000     /* pairs of each bin */
#define YIELD 0.03       /* share of matches below which a bin is not worth comparing */
/* So many pairs are compared whether it pays or not: small tables can afford it. */
static double cheap_pairs(double records)
{
    return 2e5 + records + 8 * fmax(1e5 - records, 0);
}

#define PER_RECORD 40 /* pairs kept at most, for each record */

typedef struct link_pair_list {
    uint64_t *items;
    size_t count, room, most;
} link_pair_list;

static void add_pair(link_pair_list *p, uint64_t pair)
{
    if (p->count == p->room) {
        p->room = p->room ? p->room + p->room / 2 : 65536;
        p->items = wn_realloc(p->items, p->room, sizeof(*p->items));
    }
    p->items[p->count++] = pair;
}

typedef struct link_sampling {
    link_job *job;
    uint64_t (*sample)[SAMPLED];
    size_t kept[LINK_BINS];
    link_pair_list *all; /* bin, left and right of all pairs; NULL: they are too many */
} link_sampling;

/* All pairs of a visit as one number each. */
#define BIN_AT 58
#define LEFT_AT 29
_Static_assert(LINK_BINS <= 1 << (64 - BIN_AT) && SAMPLE_ALL < 1 << LEFT_AT, "fits");

/* A reservoir of pairs for each bin (Vitter 1985, algorithm R). */
static bool sample_pair(void *data, uint32_t left, uint32_t right, int bin)
{
    link_sampling *t = data;
    double *seen = &t->job->bin_pairs[bin];
    uint64_t pair = (uint64_t)left << 32 | right;

    ++*seen;
    if (t->kept[bin] < SAMPLED) {
        t->sample[bin][t->kept[bin]++] = pair;
    } else {
        uint64_t at = link_random(&t->job->seed) % (uint64_t)*seen;
        if (at < SAMPLED)
            t->sample[bin][at] = pair;
    }
    if (t->all && t->all->count < t->all->most)
        add_pair(t->all, (uint64_t)bin << BIN_AT | (uint64_t)left << LEFT_AT | right);
    else
        t->all = NULL;
    return true;
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

/* ---- pairs --------------------------------------------------------------------- */

static bool keep(void *data, uint32_t left, uint32_t right, int bin)
{
    link_pair_list *p = data;

    (void)bin;
    add_pair(p, (uint64_t)left << 32 | right);
    return p->count < p->most;
}

/* Of all pairs that were visited, those that share so many bits. */
static void keep_visited(link_pair_list *p, int least)
{
    size_t kept = 0;

    for (size_t i = 0; i < p->count; i++) {
        uint64_t pair = p->items[i], low = (1u << LEFT_AT) - 1;
        if ((int)(pair >> BIN_AT) >= least)
            p->items[kept++] = (pair >> LEFT_AT & low) << 32 | (pair & low);
    }
    p->count = kept;
}

static int by_number(const void *a, const void *b)
{
    uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;

    return x < y ? -1 : x > y;
}

/* Sort by left record (counting sort) and right, and keep each pair once. */
static void sort_pairs(link_pair_list *p, size_t records)
{
    size_t *at = wn_alloc(records + 2, sizeof(*at)), kept = 0;
    uint64_t *sorted = wn_realloc(NULL, p->count + 1, sizeof(*sorted));

    for (size_t i = 0; i < p->count; i++)
        at[(p->items[i] >> 32) + 1]++;
    for (size_t r = 0; r < records; r++)
        at[r + 1] += at[r];
    for (size_t i = 0; i < p->count; i++)
        sorted[at[p->items[i] >> 32]++] = p->items[i];
    for (size_t from = 0, to; from < p->count; from = to) {
        for (to = from; to < p->count && sorted[to] >> 32 == sorted[from] >> 32;)
            to++;
        if (to - from > 1)
            qsort(sorted + from, to - from, sizeof(*sorted), by_number);
        for (size_t i = from; i < to; i++)
            if (kept == 0 || p->items[kept - 1] != sorted[i])
                p->items[kept++] = sorted[i];
    }
    p->count = kept;
    free(sorted);
    free(at);
}

static int by_weight(const void *a, const void *b)
{
    const wn_link_pair *x = a, *y = b;

    if (x->weight < y->weight || x->weight > y->weight)
        return x->weight > y->weight ? -1 : 1;
    if (x->left != y->left)
        return x->left < y->left ? -1 : 1;
    return x->right < y->right ? -1 : x->right > y->right;
}

/* The priors, from the patterns of all pairs. */
static void fit_priors(link_job *l, const wn_link_pair *pairs, size_t count)
{
    link_histogram h = {0};

    for (size_t i = 0; i < count; i++)
        link_histogram_add(&h, pairs[i].pattern);
    link_fit_priors(&l->model, l->table, h.patterns, h.counts, h.count);
    link_histogram_release(&h);
}

typedef struct link_weighing {
    link_job *job;
    const link_pair_list *list;
} link_weighing;

static void take_pattern(void *data, size_t i, const int8_t *levels)
{
    const link_weighing *w = data;
    uint64_t pair = w->list->items[i];

    w->job->pairs[i] = (wn_link_pair){.left = (uint32_t)(pair >> 32),
                                      .right = (uint32_t)pair,
                                      .pattern = link_pack(w->job->table, levels)};
}

static void keep_pair(link_job *l, wn_link_pair p)
{
    int8_t levels[WN_LINK_COLUMNS];
    const link_table *t = l->table;

    link_unpack(t, p.pattern, levels);
    p.weight = (float)link_pair_weight(&l->model, t, link_row(t, p.left),
                                       link_row(t, p.right), levels);
    l->summary.expected_pairs +=
        wn_link_probability((double)p.weight) * link_pair_copies(t, p.left, p.right);
    if ((double)p.weight >= LINK_WORTH)
        l->pairs[l->pair_count++] = p;
}

/* Records that share a row are the same in all that is compared: that is no proof that
 * they are one. Each that is no whole copy makes a pair with the row's own record.
 * Returns how many pairs there are now. */
static size_t add_copies(link_job *l, size_t count)
{
    const link_table *t = l->table;

    for (size_t i = 0; i < t->copy_count; i++) {
        int8_t levels[WN_LINK_COLUMNS];
        uint32_t row = t->copies[i].row;
        if (t->copies[i].whole_of != LINK_NOTHING)
            continue;
        link_levels_of(&l->model, t, row, row, levels);
        l->pairs[count++] = (wn_link_pair){.left = row,
                                           .right = (uint32_t)(t->records + i),
                                           .pattern = link_pack(t, levels)};
    }
    return count;
}

/* From numbers to records. */
static void name_records(link_job *l)
{
    for (size_t i = 0; i < l->pair_count; i++) {
        uint32_t a = l->table->record[l->pairs[i].left],
                 b = l->table->record[l->pairs[i].right];
        l->pairs[i].left = a < b ? a : b;
        l->pairs[i].right = a < b ? b : a;
    }
}

static void weigh(link_job *l, const link_pair_list *list)
{
    l->pairs =
        wn_realloc(NULL, list->count + l->table->copy_count + 1, sizeof(*l->pairs));
    link_levels_all(&l->model, l->table, list->items, list->count, take_pattern,
                    &(link_weighing){l, list});
    if (link_is_cancelled(l->table))
        return;
    size_t count = add_copies(l, list->count);
    fit_priors(l, l->pairs, count);
    for (size_t i = 0; i < count; i++)
        keep_pair(l, l->pairs[i]); /* kept pairs are never ahead of those to come */
    l->summary.expected_pairs += link_copy_pairs(l->table);
    qsort(l->pairs, l->pair_count, sizeof(*l->pairs), by_weight);
    name_records(l);
}

void link_job_reweigh(link_job *l)
{
    const link_table *t = l->table;

    for (size_t i = 0; i < l->pair_count; i++) {
        wn_link_pair *p = &l->pairs[i];
        int8_t levels[WN_LINK_COLUMNS];
        uint32_t x = t->number[p->left], y = t->number[p->right], a = link_row(t, x),
                 b = link_row(t, y);
        double before = wn_link_probability((double)p->weight);
        link_unpack(t, p->pattern, levels);
        p->weight =
            (float)link_pair_weight(&l->model, t, a < b ? a : b, a < b ? b : a, levels);
        l->summary.expected_pairs +=
            (wn_link_probability((double)p->weight) - before) * link_pair_copies(t, x, y);
    }
    qsort(l->pairs, l->pair_count, sizeof(*l->pairs), by_weight);
}

/* Bytes of memory for a pair of the budget: in the list (which grows by a half), in its
 * sorted copy, and weighed. */
#define PAIR_BYTES 64.0

/* How many pairs are compared at most: so many for each record, but no more than there is
 * memory for beside the records. */
static uint64_t budget_of(const link_job *l)
{
    double records = (double)l->table->records;
    double memory = l->settings.memory > 0 ? (double)l->settings.memory
                                           : (double)sysconf(_SC_PHYS_PAGES) *
                                                 (double)sysconf(_SC_PAGESIZE) / 2;
    double own = records * ((double)(l->table->column_count * sizeof(link_cell) +
                                     l->blocking.width * 3 +
                                     l->blocking.large_most * sizeof(link_large_block)) +
                            32);
    double fits = fmax((memory - own) / PAIR_BYTES, 1000);

    return (uint64_t)fmin(PER_RECORD * records, fits);
}

static void learn(link_job *l)
{
    const link_table *t = l->table;

    link_derive(&l->model, t, &l->seed);
    if (t->saved) {
        link_model_recall(&l->model, t, t->saved, l->settings.across);
    } else {
        link_train(&l->model, t, l->settings.across, &l->seed);
        link_model_write(&l->model, t, &l->trained);
    }
    link_model_ready(&l->model, t);
}

/* Find the pairs that are compared: those that share a number of bits, by what a sample
 * of all bins says. */
static void find_pairs(link_job *l, link_pair_list *list)
{
    double records = (double)l->table->records;
    link_sampling t = {.job = l};
    link_candidates c = {
        .table = l->table,
        .blocking = &l->blocking,
        .across = l->settings.across,
        .step = (uint32_t)(l->table->records / SAMPLE_ALL) + 1,
        .least = records < LINK_SMALL_TABLE ? 0 : fmin(0.7 * log2(records), 60)};

    list->most = (size_t)l->summary.budget * 2; /* a pair may be visited twice */
    t.all = c.step == 1 ? list : NULL;
    t.sample = wn_alloc(LINK_BINS, sizeof(*t.sample));
    link_candidates_visit(&c, sample_pair, &t);
    for (int b = 0; b < LINK_BINS; b++)
        l->bin_pairs[b] *= c.step;
    prior_from_yield(l, &t);
    free(t.sample);
    int least = choose_least(l);
    if (t.all) {
        keep_visited(list, least);
        return;
    }
    list->count = 0;
    c.least = fmax(c.least, least);
    c.step = 1;
    link_candidates_visit(&c, keep, list);
}

void link_job_pairs(link_job *l)
{
    link_pair_list list = {0};

    l->seed = SEED;
    l->summary.records = l->table->all;
    if (l->table->records < 2 || l->table->column_count == 0)
        return;
    link_blocking_open(&l->blocking, l->table);
    if (link_is_cancelled(l->table))
        return;
    learn(l);
    l->seed = SEED; /* so that a saved model samples the same pairs */
    l->summary.budget = budget_of(l);
    /* The same pairs are found and kept as when people were asked about them. */
    link_calibration calibration = l->model.calibration;
    l->model.calibration.answers = 0;
    find_pairs(l, &list);
    link_blocking_release(&l->blocking);
    sort_pairs(&list, l->table->records);
    l->summary.candidates = list.count;
    weigh(l, &list);
    free(list.items);
    l->model.calibration = calibration;
    if (calibration.answers > 0 && !link_is_cancelled(l->table))
        link_job_reweigh(l);
}

void link_job_copies(link_job *l, link_groups *g, wn_link_may may, void *data)
{
    const link_table *t = l->table;

    for (size_t i = 0; i < t->copy_count; i++) {
        uint32_t first = t->copies[i].whole_of, copy = (uint32_t)(t->records + i);
        if (first == LINK_NOTHING || link_root(g, first) == link_root(g, copy))
            continue;
        if (!may || may(data, link_first(g, first), link_first(g, copy)))
            link_join(g, first, copy);
    }
}

void link_job_groups(link_job *l, link_groups *g, wn_link_may may, void *data)
{
    double at = l->settings.merge_at > 0 ? l->settings.merge_at : 0.5;
    link_clustering c = {.model = &l->model,
                         .table = l->table,
                         .across = l->settings.across,
                         .by_name = l->settings.by_name,
                         .shift = log2(at / (1 - at)),
                         .may = may,
                         .data = data};

    link_job_copies(l, g, may, data);
    link_cluster(&c, g, l->pairs, l->pair_count);
}

void link_job_release(link_job *l)
{
    link_blocking_release(&l->blocking);
    link_model_release(&l->model);
    wn_buf_release(&l->trained);
    free(l->pairs);
    *l = (link_job){0};
}
