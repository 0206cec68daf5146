/* batch_distance.h - one text against many: Jaro-Winkler and OSA of short ones, eight at a time.
 */
#ifndef MATCH_CROWD_H
#define MATCH_CROWD_H

#include "winnow/text.h"

/* Eight texts side by side: the first letters of all, the second ones, and so on. */
typedef struct match_eight {
    uint8_t letters[16][8]; /* 0: the text has ended */
    uint16_t lengths[8];
} match_eight;

typedef struct match_crowd {
    const wn_str *texts; /* borrowed */
    size_t count;
    match_eight *eights; /* in the order of the texts; those that do not fit are empty */
} match_crowd;

/* The texts must live as long as the crowd. */
void match_crowd_open(match_crowd *crowd, const wn_str *texts, size_t count);
/* The similarity of `a` with each of the texts from `from` to before `to` (and with
 * others in the same eights), as match_jaro_winkler has it (0 where it is less than 0.7);
 * -1 where it was not compared: one of the two is empty, longer than sixteen letters, or
 * not ASCII. `out` has room for all texts. */
void match_crowd_compare(const match_crowd *crowd, wn_str a, size_t from, size_t to,
                         float *out);
/* The same with edits between them, as match_osa has them. */
void match_crowd_edits(const match_crowd *crowd, wn_str a, size_t from, size_t to,
                       float *out);
void match_crowd_release(match_crowd *crowd);

#endif
