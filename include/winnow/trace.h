/* trace.h - why a target holds what it holds, and how a merge is undone. */
#ifndef WINNOW_TRACE_H
#define WINNOW_TRACE_H

#include "winnow/error.h"
#include "winnow/text.h"

/* Why two records are the same, or not, as text: what each column says for and against.
 * `a` and `b` are [ENTITY:][SYSTEM/]KEY, or ENTITY:ID with the golden id. The target must
 * be an SQLite file; it is not changed. WN_E_USAGE: no such record. */
wn_rc wn_trace_pair(const char *target, wn_str a, wn_str b, wn_buf *out, wn_error *err);

/* Decide that all records a golden record was put together from are different (`golden`:
 * ENTITY:ID): the next run takes it apart. What was decided, as text. WN_E_USAGE: there
 * is no such golden record, or nothing but a key or equal content holds it together. */
wn_rc wn_undo_merge(const char *target, wn_str golden, wn_buf *out, wn_error *err);

#endif
