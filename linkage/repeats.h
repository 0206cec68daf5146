/* repeats.h - columns that say again what others say. */
#ifndef LINKAGE_REPEATS_H
#define LINKAGE_REPEATS_H

#include "table.h"

/* Find the columns whose values are made of the values that other columns of their row
 * have (t->made_of), and the cells that are (t->repeated). After all values stand in
 * their columns. A saved model says which columns these are. */
void link_find_repeats(link_table *t);

/* Of a pair: the columns that say nothing beside the columns they are made of, as bits. */
static inline uint32_t link_repeats(const link_table *t, uint32_t left, uint32_t right)
{
    uint32_t both = t->repeated ? t->repeated[left] & t->repeated[right] : 0, out = 0;

    for (uint32_t rest = both; rest; rest &= rest - 1) {
        int c = __builtin_ctz(rest);
        for (uint32_t of = t->made_of[c]; of; of &= of - 1) {
            size_t p = (size_t)__builtin_ctz(of);
            if (link_value_id(t, left, p) && link_value_id(t, right, p)) {
                out |= 1u << c;
                break;
            }
        }
    }
    return out;
}

#endif
