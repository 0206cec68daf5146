/* pair_card.h - the two records of a pair as people compare them. */
#ifndef SERVE_PAIR_CARD_H
#define SERVE_PAIR_CARD_H

#include "pair_queue.h"

#include "core/mapping.h"
#include "report/pairs_book.h"

/* A source record of one of the two golden records. */
typedef struct card_member {
    wn_str system, key, file, row;
    int64_t line;
} card_member;

typedef struct card_row {
    wn_str label, values[2];
    sheet_shade shade;
} card_row;

typedef struct pair_card {
    wn_arena arena;
    wn_str entity; /* as people call it */
    wn_buf why;    /* what speaks for it and against it, in words */
    card_row *rows;
    size_t row_count;
    card_member *members[2];
    size_t member_counts[2];
    double merge_at; /* of the entity; 0: not known */
} pair_card;

#define CARD_MEMBERS 20 /* of a side that are shown */

/* Read what the target has of both. `model` gives the labels; NULL: there are none.
 * Release the card in any case. */
wn_rc pair_card_read(pair_card *c, const char *target, const queued_pair *pair,
                     const wn_model *model, wn_lang lang, wn_error *err);
void pair_card_release(pair_card *c);
/* Append the ids of the pairs of this record with each other one of its golden record, a
 * line each; none: it says the same as all of them. */
wn_rc pair_card_others(const char *target, wn_str entity, int64_t golden, wn_str system,
                       wn_str key, wn_buf *ids, wn_error *err);

#endif
