/* judge.h - what the judge stage keeps for a column, beside the result in
 * wn_column_seen. */
#ifndef STAGES_JUDGE_H
#define STAGES_JUDGE_H

#include "core/pipeline.h"

#define JUDGE_OTHERS 16

/* Another choice of an option of the column, and how many refused values it would
 * accept. */
typedef struct judge_other {
    const wn_option *option;
    int choice;
    void *config;
    uint64_t cured;
} judge_other;

typedef struct judge_work {
    judge_other others[JUDGE_OTHERS];
    size_t other_count;
    wn_column_seen against; /* samples of values that contradict the choice of the
                               mapping */
} judge_work;

#endif
