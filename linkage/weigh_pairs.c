/*
 * weigh_pairs.c - how alike the pairs are: their patterns, the priors, their weights.
 *
 * Pairs are compared and weighed in slices, on all threads. What is summed is summed by
 * slice first, and then in the order of the slices: so it is the same for any number of
 * threads.
 */
#include "canonical.h"
#include "em.h"
#include "link.h"

#include "core/memory.h"
#include "core/parallel.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

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

/* ---- slices ----------------------------------------------------------------------- */

#define SLICE 16384 /* pairs */

typedef struct weigh_slice {
    size_t kept;
    double expected; /* matches */
} weigh_slice;

typedef struct weigh_work {
    link_job *job;
    const link_pair_list *list;
    size_t count;
    weigh_slice *slices;
} weigh_work;

static size_t slices_of(size_t count)
{
    return (count + SLICE - 1) / SLICE;
}

static size_t size_of(size_t count, size_t slice)
{
    return count - slice * SLICE < SLICE ? count - slice * SLICE : SLICE;
}

typedef struct weigh_taking {
    const link_job *job;
    const uint64_t *items;
    wn_link_pair *pairs;
} weigh_taking;

static void take_pattern(void *data, size_t i, const int8_t *levels)
{
    const weigh_taking *w = data;

    w->pairs[i] = (wn_link_pair){.left = (uint32_t)(w->items[i] >> 32),
                                 .right = (uint32_t)w->items[i],
                                 .pattern = link_pack(w->job->table, levels)};
}

static void compare_slice(void *data, size_t slice)
{
    const weigh_work *w = data;
    size_t from = slice * SLICE;
    weigh_taking taking = {w->job, w->list->items + from, w->job->pairs + from};

    link_levels_all(&w->job->model, w->job->table, taking.items,
                    size_of(w->list->count, slice), take_pattern, &taking);
}

#define AHEAD 8 /* pairs from one step to the next */

/* Records lie anywhere in memory: fetch their rows, and later the values that their
 * weight asks for. */
static void fetch_pair(const link_table *t, const wn_link_pair *p, bool values)
{
    uint32_t left = link_row(t, p->left), right = link_row(t, p->right);

    if (values) {
        uint32_t columns = link_near_columns(t, p->pattern);
        link_prefetch_values(t, left, columns, false);
        link_prefetch_values(t, right, columns, false);
    } else {
        link_prefetch_row(t, left);
        link_prefetch_row(t, right);
    }
}

/* Those that are worth keeping stand at the beginning of the slice then. */
static void weigh_slice_of(void *data, size_t slice)
{
    const weigh_work *w = data;
    const link_table *t = w->job->table;
    wn_link_pair *pairs = w->job->pairs + slice * SLICE;
    weigh_slice *out = &w->slices[slice];
    size_t count = size_of(w->count, slice);

    for (size_t i = 0; i < count; i++) {
        int8_t levels[WN_LINK_COLUMNS];
        for (int step = 2; step > 0; step--)
            if (i + (size_t)step * AHEAD < count)
                fetch_pair(t, &pairs[i + (size_t)step * AHEAD], step == 1);
        wn_link_pair p = pairs[i];
        link_unpack(t, p.pattern, levels);
        p.weight = (float)link_pair_weight(&w->job->model, t, link_row(t, p.left),
                                           link_row(t, p.right), levels);
        out->expected +=
            wn_link_probability((double)p.weight) * link_pair_copies(t, p.left, p.right);
        if ((double)p.weight >= LINK_WORTH)
            pairs[out->kept++] = p;
    }
}

static void weigh_all(link_job *l, size_t count)
{
    size_t slices = slices_of(count);
    weigh_work w = {
        .job = l, .count = count, .slices = wn_alloc(slices + 1, sizeof(*w.slices))};

    wn_parallel(l->table->threads, slices, weigh_slice_of, &w);
    for (size_t i = 0; i < slices; i++) {
        memmove(l->pairs + l->pair_count, l->pairs + i * SLICE,
                w.slices[i].kept * sizeof(*l->pairs));
        l->pair_count += w.slices[i].kept;
        l->summary.expected_pairs += w.slices[i].expected;
    }
    free(w.slices);
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

void link_weigh_pairs(link_job *l, link_pair_list *list)
{
    sort_pairs(list, l->table->records);
    l->summary.candidates = list->count;
    l->pairs =
        wn_realloc(NULL, list->count + l->table->copy_count + 1, sizeof(*l->pairs));
    wn_parallel(l->table->threads, slices_of(list->count), compare_slice,
                &(weigh_work){.job = l, .list = list});
    free(list->items);
    *list = (link_pair_list){0};
    if (link_is_cancelled(l->table))
        return;
    size_t count = add_copies(l, (size_t)l->summary.candidates);
    fit_priors(l, l->pairs, count);
    weigh_all(l, count);
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
