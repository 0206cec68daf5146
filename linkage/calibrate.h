/* calibrate.h - a person's answers about pairs, and what they change. */
#ifndef LINKAGE_CALIBRATE_H
#define LINKAGE_CALIBRATE_H

#include "model.h"

/* Are these two rows of the table (see link_row) the same? */
typedef struct link_answer {
    uint32_t left, right;
    bool same;
} link_answer;

/* Fit model->calibration to the answers. False: they do not contradict the model as it is,
 * or are too few to tell; then it stays as it is. */
bool link_calibrate(link_model *model, const link_table *t, const link_answer *answers,
                    size_t count);

/* Choose at most so many pairs that a person should look at, spread over all weights.
 * `pairs` are sorted by falling weight; `chosen` gets their places. Returns how many. */
size_t link_choose(const wn_link_pair *pairs, size_t count, size_t *chosen, size_t most);

#endif
