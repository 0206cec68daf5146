/*
 * memo.h - values of a column that were cleaned before, and what came of them.
 *
 * Cities, industries and owners have a few hundred values in a million rows, and a
 * transform is a pure function of the text. The first values of a column are kept, and
 * none is replaced. Where values do not come again, the memo of the column is soon off,
 * and has no memory: each worker has one for each column.
 */
#ifndef STAGES_MEMO_H
#define STAGES_MEMO_H

#include "winnow/transform.h"

/* The values of a column. Zero it to begin. */
typedef struct memo {
    struct memo_entry **slots;
    uint32_t asked, found;
    bool is_off;
    wn_arena arena;
} memo;

/* What is known of a value. */
typedef struct memo_entry {
    uint64_t hash;
    wn_str in;
    wn_cleaned out;
    wn_verdict verdict;
} memo_entry;

/* What came of the value, or NULL: it was not kept, or the memo is off. *hash is set for
 * memo_keep. The entry is there until the next call for this memo. */
const memo_entry *memo_find(memo *of, wn_str value, uint64_t *hash);
/* Keep what came of a value that memo_find did not find, if there is room for it. */
void memo_keep(memo *of, uint64_t hash, wn_str value, wn_verdict verdict,
               const wn_cleaned *out);
void memo_release(memo *of); /* it may be used anew */

#endif
