/* compare.h - compares two exports or databases record by record, as in a parallel
 * run. */
#ifndef COMMANDS_COMPARE_H
#define COMMANDS_COMPARE_H

#include "core/reader.h"
#include "winnow/error.h"

typedef struct wn_compare_column {
    wn_str name;
    uint64_t changed; /* records whose value differs */
    uint64_t old_filled, new_filled;
    bool is_number; /* nearly all values are numbers; then the sums are set */
    char old_sum[48], new_sum[48]; /* exact, as decimal text */
} wn_compare_column;

typedef struct wn_comparison {
    uint64_t old_rows, new_rows;
    uint64_t same, changed, missing, added; /* records; missing: only in the old one */
    uint64_t old_repeated, new_repeated;    /* rows whose key an earlier row has */
    wn_compare_column *columns;             /* the columns that both sides have */
    size_t column_count;
    wn_str only_old, only_new; /* columns of one side, ", " between */
    wn_arena arena;
} wn_comparison;

/* One side: a path or address, and the table to read in it. */
typedef struct wn_compared {
    const char *path;
    wn_str sheet, records;
} wn_compared;

/* Compare two sides. `key`: the columns that identify a record, " + " between. Calls
 * `each` (may be NULL) for each difference; kind is "missing", "added" or "changed";
 * column and values are set for "changed" only. If several records share a key, the first
 * is compared with the first, the second with the second. Release `out` in any case. */
wn_rc wn_compare(wn_comparison *out, const wn_compared *old_one,
                 const wn_compared *new_one, wn_str key,
                 void (*each)(void *data, const char *kind, wn_str key, wn_str column,
                              wn_str old_value, wn_str new_value),
                 void *data, wn_error *err);
/* The days on which both sides were loaded, as their runs prove it (those that were
 * undone do not count). */
#define WN_COMPARE_USUAL 30 /* so many days are usual before the old system goes */
typedef struct wn_compare_days {
    bool old_says, new_says; /* is that side a target, which remembers its runs? */
    size_t count;
    char first[11], last[11]; /* of these days; "" when there are none */
} wn_compare_days;
wn_compare_days wn_compare_parallel(const char *old_one, const char *new_one);
void wn_comparison_release(wn_comparison *c);

#endif
