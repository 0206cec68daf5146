/* judge.h - what the judge stage keeps of a column beside what it tells. */
#ifndef STAGES_JUDGE_H
#define STAGES_JUDGE_H

#include "core/pipeline.h"

#define JUDGE_OTHERS 16

/* Another choice of an option of the column, tried. */
typedef struct judge_other {
    const wn_option *option;
    int choice;
    void *config;
    uint64_t cured;
} judge_other;

typedef struct judge_work {
    judge_other others[JUDGE_OTHERS];
    size_t other_count;
    wn_column_seen against; /* samples of values that are not written as it was said */
} judge_work;

#endif
