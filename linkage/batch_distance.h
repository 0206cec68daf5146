/*
 * batch_distance.h - the distance of one text to many, eight at a time.
 *
 * Only texts of one to sixteen ASCII letters are compared so; of others, distance.h
 * knows.
 */
#ifndef LINKAGE_BATCH_DISTANCE_H
#define LINKAGE_BATCH_DISTANCE_H

#include "core/text.h"

/* Eight texts side by side: the first letters of all, the second letters, and so on. */
typedef struct link_batch_eight {
    uint8_t letters[16][8]; /* 0: the text has ended */
    uint16_t lengths[8];    /* 0: the text is not compared */
} link_batch_eight;

typedef struct link_batch {
    const wn_str *texts; /* borrowed */
    size_t count;
    link_batch_eight *eights; /* in the order of the texts */
} link_batch;

/* The texts must live as long as the batch. */
void link_batch_open(link_batch *batch, const wn_str *texts, size_t count);
/* The similarity of `a` to each of the texts from `from` to before `to`, as
 * link_jaro_winkler has it, but 0 where it is below 0.7; -1: not compared. What stands in
 * the same eights is compared as well, so `out` has room for all texts. */
void link_batch_similarities(const link_batch *batch, wn_str a, size_t from, size_t to,
                             float *out);
/* The same with the edits between them, as link_osa has them. */
void link_batch_edits(const link_batch *batch, wn_str a, size_t from, size_t to,
                      float *out);
void link_batch_release(link_batch *batch);

#endif
