/* order_rows.h - what the rows of a column show of the order of day and month, and of the mark
 * before the fraction: gathered by the stage, settled by run/date_order.c. */
#ifndef STAGES_ORDER_ROWS_H
#define STAGES_ORDER_ROWS_H

#include "core/stage.h"

/* The rows of one shape, by the set of readings that they allow. */
typedef struct shape_evidence {
    uint64_t rows[16];   /* by set */
    uint64_t asking;     /* of which nothing says how they are read */
    uint64_t usual;      /* that are read as most are, and could be read otherwise */
    uint64_t first_line; /* of both the first, and what it says */
    wn_str first;
} shape_evidence;

typedef struct evidence {
    wn_bind *bind;
    const wn_transform *type;
    const wn_option *option; /* that the rows answer */
    int *columns;            /* of the input, as the bind has them; -1: none */
    size_t day_first;        /* the shape that no country has another order for */
    shape_evidence shapes[WN_SHAPES];
} evidence;

/* Of the columns of the files that a pass reads. */
typedef struct wn_date_orders {
    evidence **columns; /* by file */
    size_t *counts;
    wn_arena arena;
} wn_date_orders;

#endif
