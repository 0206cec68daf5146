/* link.c - the order of work: blocking, model, candidates, weights, groups. */
#include "link.h"
#include "canonical.h"
#include "saved.h"

#include "core/memory.h"

#include <math.h>
#include <stdlib.h>
#include <unistd.h>

#define SEED 88172645463325252u
#define PER_RECORD 40 /* pairs kept at most, for each record */

/* Bytes of memory for a pair of the budget: in the list (which grows by a half), in its
 * sorted copy, and weighed. */
#define PAIR_BYTES 64.0

/* How much of the work is done after each part; measured on 200,000 persons. */
#define SHARE_PREPARED .33
#define SHARE_BLOCKED .43
#define SHARE_LEARNED .49
#define SHARE_FOUND .9
#define SHARE_WEIGHED .98

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
                                     l->blocking.large_most * sizeof(link_large)) +
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

void link_job_pairs(link_job *l)
{
    link_pair_list list = {0};

    l->seed = SEED;
    l->summary.records = l->table->all;
    if (l->table->records < 2 || l->table->column_count == 0)
        return;
    link_tell(l->table, SHARE_PREPARED);
    link_blocking_open(&l->blocking, l->table);
    if (link_is_cancelled(l->table))
        return;
    link_tell(l->table, SHARE_BLOCKED);
    learn(l);
    link_tell(l->table, SHARE_LEARNED);
    l->seed = SEED; /* so that a saved model samples the same pairs */
    l->summary.budget = budget_of(l);
    /* The same pairs are found and kept as when people were asked about them. */
    link_calibration calibration = l->model.calibration;
    l->model.calibration.answers = 0;
    link_find_pairs(l, &list);
    link_blocking_release(&l->blocking);
    link_tell(l->table, SHARE_FOUND);
    link_weigh_pairs(l, &list);
    link_tell(l->table, SHARE_WEIGHED);
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
