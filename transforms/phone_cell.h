/*
 * phone_cell.h - what stands in one cell: numbers, their extensions, words.
 */
#ifndef TRANSFORMS_PHONE_CELL_H
#define TRANSFORMS_PHONE_CELL_H

#include "phone_number.h"
#include "winnow/arena.h"

typedef struct phone_cell {
    wn_str text; /* as written, or with one byte for each word and separator */
    bool plain;  /* digits and marks only */
    bool words;  /* it says more than numbers and what they are called */
    wn_str written;
} phone_cell;

typedef struct phone_reading {
    phone_number number; /* the first of the cell */
    bool several;
    bool rest;    /* what stands beside it is not in it: words, digits */
    bool changed; /* letters were dialled */
    bool unsure;  /* it can be read otherwise: an extension, or how another number ends */
    bool foreign; /* it fits the plan and is written as in another country */
} phone_reading;

void phone_cell_scan(wn_str s, phone_cell *cell, wn_arena *arena);
/* The cell's first number, as one of the region: two capital letters, or "". False: it
 * has none. */
bool phone_cell_read(const phone_cell *cell, wn_str region, phone_reading *out);
/* All its digits, where they stand together and words around them; else "". */
wn_str phone_cell_only(const phone_cell *cell);
/* Has one of its numbers the shape of one? */
bool phone_cell_may_be(const phone_cell *cell);

#endif
