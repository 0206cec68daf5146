/* levels.c - how alike pairs of records are, one pair or many. */
#include "model.h"

/* Read what is unread, and give addresses that are made of names levels of their own. */
static void finish(const link_model *model, const link_table *t, uint32_t left,
                   uint32_t right, uint32_t unread, int8_t *levels)
{
    link_compare_unread(t, left, right, unread, levels);
    if (!model->derived || levels[model->email] <= 0 ||
        (model->derived[left] <= 0 && model->derived[right] <= 0))
        return;
    bool swapped = levels[t->given] == LINK_SWAPPED;
    if (swapped || (levels[t->given] >= t->columns[t->given].levels - 2 &&
                    levels[t->family] >= t->columns[t->family].levels - 2))
        levels[model->email] = (int8_t)(7 - levels[model->email]);
}

void link_levels_knowing(const link_model *model, const link_table *t, uint32_t left,
                         uint32_t right, uint32_t unlike, int8_t *levels)
{
    finish(model, t, left, right, link_compare_signatures(t, left, right, unlike, levels),
           levels);
}

void link_levels_of(const link_model *model, const link_table *t, uint32_t left,
                    uint32_t right, int8_t *levels)
{
    link_levels_knowing(model, t, left, right, 0, levels);
}

#define AHEAD 8        /* pairs from one step to the next */
#define IN_REACH 30000 /* records that fit into caches: nothing is fetched ahead */

/* Pairs on their way: what each has come to. */
typedef struct levels_way {
    uint32_t unread[4 * AHEAD];
    int8_t levels[4 * AHEAD][WN_LINK_COLUMNS];
} levels_way;

/* The steps of pair i before the last: 0, its rows are fetched; 1, signatures are
 * compared; 2, texts are fetched. */
static void prepare(const link_table *t, uint64_t pair, size_t i, int step,
                    levels_way *way)
{
    uint32_t left = (uint32_t)(pair >> 32), right = (uint32_t)pair,
             *unread = &way->unread[i % (4 * AHEAD)];

    if (step == 1)
        *unread =
            link_compare_signatures(t, left, right, 0, way->levels[i % (4 * AHEAD)]);
    if (t->records <= IN_REACH)
        return;
    if (step == 0) {
        link_prefetch_row(t, left);
        link_prefetch_row(t, right);
        return;
    }
    link_prefetch_values(t, left, *unread, step == 2);
    link_prefetch_values(t, right, *unread, step == 2);
}

void link_levels_all(const link_model *model, const link_table *t, const uint64_t *pairs,
                     size_t count, link_take_levels take, void *data)
{
    levels_way way;

    for (size_t i = 0; i < count + 3 * AHEAD && !link_is_cancelled(t); i++) {
        for (size_t step = 0; step < 3; step++)
            if (i >= step * AHEAD && i - step * AHEAD < count)
                prepare(t, pairs[i - step * AHEAD], i - step * AHEAD, (int)step, &way);
        if (i < 3 * AHEAD)
            continue;
        uint64_t pair = pairs[i - 3 * AHEAD];
        int8_t *levels = way.levels[(i - 3 * AHEAD) % (4 * AHEAD)];
        finish(model, t, (uint32_t)(pair >> 32), (uint32_t)pair,
               way.unread[(i - 3 * AHEAD) % (4 * AHEAD)], levels);
        take(data, i - 3 * AHEAD, levels);
    }
}
