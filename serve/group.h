/* group.h - the source records of a golden record, and one of them taken out. */
#ifndef SERVE_GROUP_H
#define SERVE_GROUP_H

#include "site.h"

#include "target/raw_rows.h"

#define GROUP_MEMBERS 20 /* that are shown */

typedef struct group_row {
    wn_str system, key, file, row;
    int64_t line;
} group_row;

typedef struct group {
    wn_str entity;
    int64_t golden;
    group_row members[GROUP_MEMBERS];
    size_t count; /* of all */
} group;

/* Fill in the members of out->entity and out->golden; texts are in the arena. */
wn_rc group_read(group *out, db *d, raw_reader *raw, wn_arena *arena);
/* The member with this key; NULL: it is not among those that are shown, or not read from a
 * file. */
const group_row *group_find(const group *g, wn_str system, wn_str key);
/* Their list, each with a button that takes it out; `back`: the page that comes then. */
void group_write(frame *f, const group *g, const char *back);
/* Append the ids of the pairs of this record with each other one of its golden record, a
 * line each; none: it says the same as all of them. */
wn_rc group_others(const char *target, wn_str entity, int64_t golden, wn_str system,
                   wn_str key, wn_buf *ids, wn_error *err);
/* Is the key a hash, that of a row without a key? */
bool group_is_made_up(wn_str key);

serve_see see_merged, take_out; /* see_merged.c */

#endif
