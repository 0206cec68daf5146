/* canonical.h - the order in which records are compared, and which of them share a row. */
#ifndef LINKAGE_CANONICAL_H
#define LINKAGE_CANONICAL_H

#include "table.h"

/* Put the records and the source columns into an order that does not depend on the order
 * in which they came. From here on a record has another number, see link_table.number. */
void link_order_records(link_table *t);
/* Number the records: a row for each that differs in what is compared. `may_share`:
 * records that are the same in all of it, in three values or more, share a row, so that
 * ten thousand of one row cost as much as one. (With fewer values they do not: there are
 * many Zhang Weis.) */
void link_number_rows(link_table *t, bool may_share);
/* Are all records the same, in three columns or more? Then they share the first row,
 * though no column tells anything apart. After link_order_records. */
bool link_find_all_same(link_table *t);

/* The row of a record by its number. */
static inline uint32_t link_row(const link_table *t, uint32_t number)
{
    return number < t->records ? number : t->copies[number - t->records].row;
}

/* How many pairs of records are whole copies of each other. */
double link_copy_pairs(const link_table *t);
/* How many pairs of records a pair of numbers stands for: pairs of rows stand for all
 * records of theirs. */
static inline double link_pair_copies(const link_table *t, uint32_t left, uint32_t right)
{
    return left < t->records && right < t->records
               ? (double)t->rows_like[left] * t->rows_like[right]
               : 1;
}

#endif
