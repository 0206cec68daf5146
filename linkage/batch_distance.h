/* batch_distance.h - one text against many: Jaro-Winkler and OSA of short ones, eight at
 * a time.
 */
#ifndef LINKAGE_BATCH_DISTANCE_H
#define LINKAGE_BATCH_DISTANCE_H

#include "winnow/text.h"

/* Eight texts side by side: the first letters of all, the second ones, and so on. */
typedef struct link_batch_eight {
    uint8_t letters[16][8]; /* 0: the text has ended */
    uint16_t lengths[8];
} link_batch_eight;

typedef struct link_batch {
    const wn_str *texts; /* borrowed */
    size_t count;
    link_batch_eight
        *eights; /* in the order of the texts; those that do not fit are empty */
} link_batch;

/* The texts must live as long as the crowd. */
void link_batch_open(link_batch *crowd, const wn_str *texts, size_t count);
/* The similarity of `a` with each of the texts from `from` to before `to` (and with
 * others in the same eights), as link_jaro_winkler has it (0 where it is less than 0.7);
 * -1 where it was not compared: one of the two is empty, longer than sixteen letters, or
 * not ASCII. `out` has room for all texts. */
void link_batch_similarities(const link_batch *crowd, wn_str a, size_t from, size_t to,
                             float *out);
/* The same with edits between them, as link_osa has them. */
void link_batch_edits(const link_batch *crowd, wn_str a, size_t from, size_t to,
                      float *out);
void link_batch_release(link_batch *crowd);

#endif
