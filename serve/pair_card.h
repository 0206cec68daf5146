/* pair_card.h - the two records of a pair as people compare them. */
#ifndef SERVE_PAIR_CARD_H
#define SERVE_PAIR_CARD_H

#include "group.h"

#include "core/mapping.h"
#include "report/pairs_book.h"

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
    group groups[2];
    double merge_at; /* of the entity; 0: not known */
} pair_card;

/* Read what the target has of both. `model` gives the labels; NULL: there are none.
 * Release the card in any case. */
wn_rc pair_card_read(pair_card *c, const char *target, const queued_pair *pair,
                     const wn_model *model, wn_lang lang, wn_error *err);
void pair_card_release(pair_card *c);
#endif
