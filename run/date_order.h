/* date_order.h - shared by date_order.c, which decides how a column is read, and
 * date_order_ask.c, which writes the question where it cannot decide. */
#ifndef RUN_DATE_ORDER_H
#define RUN_DATE_ORDER_H

#include "stages/order_rows.h"

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

/* date_order_ask.c: add the question about a shape to q->diags. `both`: some rows prove
 * one reading, others another. */
void orders_ask(questions *q, const wn_file *file, const wn_input *input,
                const evidence *e, size_t shape, bool both);

#endif
