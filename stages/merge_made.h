/* merge_made.h - golden values that several members make together. */
#ifndef STAGES_MERGE_MADE_H
#define STAGES_MERGE_MADE_H

#include "core/record.h"

/* Return the exact sum of the members' numbers, in the canonical form of numbers; "" when
 * one of them is no decimal number. In the arena. */
wn_str merge_sum(const wn_record *members, size_t count, size_t field, wn_arena *arena);
/* Return all different values in the order of the members, joined by "; ". In the
 * arena. */
wn_str merge_union(const wn_record *members, size_t count, size_t field, wn_arena *arena);

#endif
