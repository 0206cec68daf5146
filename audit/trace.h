/* trace.h - why a target holds what it holds, and how a merge is undone. */
#ifndef AUDIT_TRACE_H
#define AUDIT_TRACE_H

#include "core/text.h"
#include "winnow/error.h"

/* Where the values of a golden record came from (`what`: ENTITY:ID), or all there is to
 * say of one of them (ENTITY:ID.FIELD), as text. The target is not changed. WN_E_USAGE:
 * there is none of that name. */
wn_rc wn_trace_value(const char *target, wn_str what, wn_buf *out, wn_error *err);
/* Why two records are the same, or not, as text: what each column says for and against.
 * `a` and `b` are [ENTITY:][SYSTEM/]KEY, or ENTITY:ID with the golden id. The target
 * is not changed. WN_E_USAGE: no such record. */
wn_rc wn_trace_pair(const char *target, wn_str a, wn_str b, wn_buf *out, wn_error *err);

/* What became of the golden records that a run had touched. */
typedef struct wn_undone {
    uint64_t reversed, kept;
    uint64_t listed;  /* entries of lists (see winnow health) taken off or put back */
    wn_buf kept_list; /* "contact:7", one a line; the first hundred */
    char id[48];      /* of the undo, which can be undone as well */
} wn_undone;

/* Put back what the run changed (`id` as winnow_run has it): exactly, but for golden
 * records that somebody changed since. All of it or nothing. WN_E_USAGE: there is no such
 * run, it is undone, or a later one must be undone first. */
wn_rc wn_undo_run(const char *target, wn_str id, wn_undone *told, wn_error *err);

/* Decide that all records a golden record was put together from are different (`golden`:
 * ENTITY:ID): the next run takes it apart. What was decided, as text. WN_E_USAGE: there
 * is no such golden record, or nothing but a key or equal content holds it together. */
wn_rc wn_undo_merge(const char *target, wn_str golden, wn_buf *out, wn_error *err);

#endif
