/* comparison.h - how well two values of a column agree, in a few levels. */
#ifndef LINKAGE_COMPARISON_H
#define LINKAGE_COMPARISON_H

#include "table.h"

#define LINK_EMPTY (-1)   /* one of the two has no value */
#define LINK_SHORT_FORM 5 /* of a company: the one is a short name of the other */

/* How many levels a type has. */
int link_level_count(wn_link_type type);
/* The level of two values that are not the same; they need not be of the column. */
int link_compare_values(const link_table *t, size_t column, const link_value *x,
                        const link_value *y);

/* The level of each column for two records, in two steps. The first looks at numbers and
 * signatures; it returns the columns (as bits) whose values must be read. `unlike`:
 * columns whose two values are known to be unlike: of text, with a Jaro-Winkler
 * similarity below 0.7; of digits, with more than LINK_UNLIKE_EDITS edits. 0: nothing is
 * known. */
#define LINK_UNLIKE_EDITS 2
uint32_t link_compare_signatures(const link_table *t, uint32_t left, uint32_t right,
                                 uint32_t unlike, int8_t *levels);
/* The second reads these, and looks at names as a whole: where given and family name are
 * swapped, the given name has LINK_SWAPPED and the family name LINK_EMPTY. */
#define LINK_SWAPPED 5
void link_compare_unread(const link_table *t, uint32_t left, uint32_t right,
                         uint32_t unread, int8_t *levels);
/* Senior, junior, the third: what the record's name says, from 1; 0: nothing. The table
 * has people's names. */
int link_generation(const link_table *t, uint32_t record);
/* Records lie anywhere in memory: fetch what the steps of a later pair will read: its
 * rows; then the values of these columns; then their texts. (Measured: 1.3 µs a pair
 * without, of which 0.9 µs was waiting.) */
void link_prefetch_row(const link_table *t, uint32_t record);
void link_prefetch_values(const link_table *t, uint32_t record, uint32_t columns,
                          bool texts);
/* The levels of all columns as one word, three bits a column: level + 1. */
uint64_t link_pack(const link_table *t, const int8_t *levels);
void link_unpack(const link_table *t, uint64_t pattern, int8_t *levels);
/* The columns (as bits) that are the same or nearly: those whose weight depends on how
 * rare the values are. */
uint32_t link_near_columns(const link_table *t, uint64_t pattern);

#endif
