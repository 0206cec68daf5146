/*
 * phone_cell.h - the contents of one cell: numbers, extensions, words.
 */
#ifndef TRANSFORMS_PHONE_CELL_H
#define TRANSFORMS_PHONE_CELL_H

#include "phone_number.h"
#include "winnow/arena.h"

typedef struct phone_cell {
    wn_str text; /* as written; or each word and separator as one byte */
    bool plain;  /* digits and marks only */
    bool words;  /* it has words other than labels of numbers */
    wn_str written;
} phone_cell;

typedef struct phone_reading {
    phone_number number; /* the first number of the cell */
    bool several;
    bool rest;    /* the cell has words or digits that the number has not */
    bool changed; /* letters were dialled */
    bool unsure;  /* another reading is possible: an extension, or the end of a second
                     number */
    bool foreign; /* it fits the plan, but is written as in another country */
} phone_reading;

void phone_cell_scan(wn_str s, phone_cell *cell, wn_arena *arena);
/* Reads the cell's first number, as one of the region (two capital letters, or "").
 * False: the cell has none. */
bool phone_cell_read(const phone_cell *cell, wn_str region, phone_reading *out);
/* All digits of the cell, if they stand together with words around them; else "". */
wn_str phone_cell_only(const phone_cell *cell);
/* Has any number of the cell the form of a telephone number? */
bool phone_cell_may_be(const phone_cell *cell);

#endif
