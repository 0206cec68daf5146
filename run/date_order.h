/* date_order.h - shared by date_order.c, which decides, and date_order_ask.c, which
 * asks. */
#ifndef PIPELINE_ORDERS_H
#define PIPELINE_ORDERS_H

#include "winnow/reader.h"

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

typedef struct questions {
    wn_diags *diags;
    size_t dates, others;
} questions;

static inline uint64_t evidence_rows(const shape_evidence *s)
{
    uint64_t rows = 0;

    for (unsigned set = 1; set < 16; set++)
        rows += s->rows[set];
    return rows;
}

/* date_order_ask.c */
/* Both: some rows prove one reading, others the other. */
void orders_ask(questions *q, const wn_file *file, const wn_input *input,
                const evidence *e, size_t shape, bool both);

#endif
