/* levels.c - how alike pairs of records are, one pair or many. */
#include "model.h"

void link_levels_knowing(const link_model *model, const link_table *t, uint32_t left,
                         uint32_t right, uint32_t unlike, int8_t *levels)
{
    link_compare_records(t, left, right, unlike, levels);
    if (!model->derived || levels[model->email] <= 0 ||
        (model->derived[left] <= 0 && model->derived[right] <= 0))
        return;
    bool swapped = levels[t->given] == LINK_SWAPPED;
    if (swapped || (levels[t->given] >= t->columns[t->given].levels - 2 &&
                    levels[t->family] >= t->columns[t->family].levels - 2))
        levels[model->email] = (int8_t)(7 - levels[model->email]);
}

void link_levels_of(const link_model *model, const link_table *t, uint32_t left,
                    uint32_t right, int8_t *levels)
{
    link_levels_knowing(model, t, left, right, 0, levels);
}

#define AHEAD 6 /* pairs from one step of a prefetch to the next */

void link_levels_all(const link_model *model, const link_table *t, const uint64_t *pairs,
                     size_t count, link_take_levels take, void *data)
{
    int8_t levels[WN_LINK_COLUMNS];

    for (size_t i = 0; i < count && !link_is_cancelled(t); i++) {
        for (int step = 0; step < 3; step++) {
            size_t ahead = i + AHEAD * (size_t)(3 - step);
            if (ahead < count)
                link_prefetch(t, (uint32_t)(pairs[ahead] >> 32), (uint32_t)pairs[ahead],
                              step);
        }
        link_levels_of(model, t, (uint32_t)(pairs[i] >> 32), (uint32_t)pairs[i], levels);
        take(data, i, levels);
    }
}
