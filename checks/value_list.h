/* value_list.h - gathers the different values of a check's fields, and counts the
 * records of each; up to a given number of different values. */
#ifndef CHECKS_VALUE_LIST_H
#define CHECKS_VALUE_LIST_H

#include "check.h"

typedef struct value {
    wn_str text;
    uint64_t count;
} value;

typedef struct values {
    value *items; /* in the order of their first records */
    size_t count, room;
    uint64_t all; /* records with a value */
    bool is_over; /* there are more different values than items */
} values;

/* Count one more record with this value in the check's field i. `most`: how many
 * different values are kept. */
void values_take(const wn_check_context *cx, size_t i, wn_str text, size_t most);
/* The values of the check's field i; NULL: nothing was gathered. */
const values *values_of(const wn_check_context *cx, size_t i);
/* The index of the value in items, or -1. */
int64_t values_find(const wn_check_context *cx, size_t i, wn_str text);

#endif
