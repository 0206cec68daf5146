/* order_rows.h - what the rows of a column show of the order of day and month, and of the
 * decimal mark: the order stage counts rows, run/date_order.c decides. */
#ifndef STAGES_ORDER_ROWS_H
#define STAGES_ORDER_ROWS_H

#include "core/stage.h"

/* The rows of one shape (see WN_SHAPES), by the set of readings that they allow: bit c of
 * a set means that choice c of the option can read the value. */
typedef struct shape_evidence {
    uint64_t rows[16];   /* number of rows, by set */
    uint64_t asking;     /* rows that can be read in several ways, and nothing says in
                            which */
    uint64_t usual;      /* rows that can be read in several ways, and are read in the
                            usual one */
    uint64_t first_line; /* the first row of `asking` and `usual`: its line and its
                            value */
    wn_str first;
} shape_evidence;

typedef struct evidence {
    wn_bind *bind;
    const wn_transform *type;
    const wn_option *option; /* the option of the type that the rows answer */
    int *columns;            /* columns of the input, in the order of the bind; -1:
                                none */
    size_t day_first;        /* the shape (with dots) that has the day first in every
                                country */
    shape_evidence shapes[WN_SHAPES];
} evidence;

/* The evidence of all columns of the files that a pass reads. */
typedef struct wn_date_orders {
    evidence **columns; /* by file, then by open column */
    size_t *counts;
    wn_arena arena;
} wn_date_orders;

#endif
