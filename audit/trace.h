/* trace.h - why a target holds what it holds; and how a run, or a merge, is undone. */
#ifndef AUDIT_TRACE_H
#define AUDIT_TRACE_H

#include "core/text.h"
#include "winnow/error.h"

/* Say where the values of a golden record came from (`what` is ENTITY:ID), or tell all
 * about one value (`what` is ENTITY:ID.FIELD). Adds text to `out`. The target is not
 * changed. WN_E_USAGE: no such record or field. */
wn_rc wn_trace_value(const char *target, wn_str what, wn_buf *out, wn_error *err);
/* Say why two records are the same or not: what each column says for and against it.
 * Adds text to `out`. `a` and `b` are [ENTITY:][SYSTEM/]KEY, or ENTITY:ID with the
 * golden id. The target is not changed. WN_E_USAGE: no such record. */
wn_rc wn_trace_pair(const char *target, wn_str a, wn_str b, wn_buf *out, wn_error *err);

/* Called with the next part of a text. */
typedef void (*wn_trace_put)(wn_str text);
/* Give all source rows of the target as they were read, as CSV: what says which record a
 * row is of, and the row, one line of CSV itself. The target is not changed. */
wn_rc wn_trace_rows(const char *target, wn_trace_put put, wn_error *err);

/* Why undo keeps a golden record that the run had made or changed. */
typedef enum wn_kept {
    WN_KEPT_EDITED,  /* somebody changed it since */
    WN_KEPT_DELETED, /* somebody deleted it since: it does not come back */
    WN_KEPT_LINKED,  /* it would go, but a record that stays links to it */
} wn_kept;

/* What became of the golden records that an undone run had made or changed. */
typedef struct wn_undone {
    uint64_t reversed, kept;
    uint64_t listed;  /* entries of lists (rows of winnow_list, see winnow health) removed
                         or put back */
    wn_buf kept_list; /* "contact:7", a tab and wn_kept, one a line; the first hundred */
    char id[48];      /* of the undo itself, which can be undone as well */
} wn_undone;

/* Put back what the run changed (`id` as in winnow_run). Golden records that somebody
 * edited after the run are kept. All is undone or nothing; `dry_run`: nothing, and what
 * is told is what would be. WN_E_USAGE: there is no such run, it is undone already, or a
 * later run must be undone first. */
wn_rc wn_undo_run(const char *target, wn_str id, bool dry_run, wn_undone *told,
                  wn_error *err);

/* Decide that all source records of a golden record (`golden`: ENTITY:ID) are
 * different: the next run takes it apart. Adds what was decided, or with `dry_run` would
 * be, to `out`, as text.
 * WN_E_USAGE: there is no such golden record, or only an equal key or equal content
 * holds it together. */
wn_rc wn_undo_merge(const char *target, wn_str golden, bool dry_run, wn_buf *out,
                    wn_error *err);

#endif
