/* levels.c - how alike pairs of records are, one pair or many. */
#include "model.h"

void match_levels_given(const match_model *model, const match_table *t, uint32_t left,
                        uint32_t right, uint32_t strange, int8_t *levels)
{
    match_compare_records(t, left, right, strange, levels);
    if (!model->derived || levels[model->email] <= 0 ||
        (model->derived[left] <= 0 && model->derived[right] <= 0))
        return;
    bool swapped = levels[t->given] == MATCH_SWAPPED;
    if (swapped || (levels[t->given] >= t->columns[t->given].levels - 2 &&
                    levels[t->family] >= t->columns[t->family].levels - 2))
        levels[model->email] = (int8_t)(7 - levels[model->email]);
}

void match_levels_of(const match_model *model, const match_table *t, uint32_t left,
                     uint32_t right, int8_t *levels)
{
    match_levels_given(model, t, left, right, 0, levels);
}

#define AHEAD 6 /* pairs between two steps of a prefetch */

void match_levels_all(const match_model *model, const match_table *t,
                      const uint64_t *pairs, size_t count, match_take_levels take,
                      void *data)
{
    int8_t levels[WN_LINK_COLUMNS];

    for (size_t i = 0; i < count && !match_is_cancelled(t); i++) {
        for (int step = 0; step < 3; step++) {
            size_t ahead = i + AHEAD * (size_t)(3 - step);
            if (ahead < count)
                match_prefetch(t, (uint32_t)(pairs[ahead] >> 32), (uint32_t)pairs[ahead],
                               step);
        }
        match_levels_of(model, t, (uint32_t)(pairs[i] >> 32), (uint32_t)pairs[i], levels);
        take(data, i, levels);
    }
}
