/* value_list.h - the different values of a check's fields, as they are gathered: each
 * with how many records have it, up to so many of them. */
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
    bool is_over; /* there are more: the rest is not in items */
} values;

/* Take the value of the check's field i. */
void values_take(const wn_check_context *cx, size_t i, wn_str text, size_t most);
/* Those of the check's field i; NULL: nothing was gathered. */
const values *values_of(const wn_check_context *cx, size_t i);
/* The place of the value in items, or -1. */
int64_t values_find(const wn_check_context *cx, size_t i, wn_str text);

#endif
