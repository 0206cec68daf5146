/* period.h - what each period found, kept in the target's database.
 *
 *   period_read.c    reads the periods before this one, before the first record
 *   period.c         counts this period while records come by, then writes it
 *   period_level.c   reads and writes how many records and values a system brings
 *
 * A finding is open from the first period that sees it to the first that does not; each
 * such time is an episode: a row of winnow_episode. A period can be run again while it is
 * the latest: the second run first takes back what the first one changed. */
#ifndef HEALTH_PERIOD_H
#define HEALTH_PERIOD_H

#include "score.h"
#include "checks/check.h"
#include "core/stage.h"
#include "target/row_images.h"

/* How the rows of winnow_episode of a finding change at the end. */
enum {
    PERIOD_FIXED, /* the episode ends with this period */
    PERIOD_OPEN,  /* an earlier run of this period had ended it: it is open again */
    PERIOD_NEVER, /* an earlier run of this period had begun it: it is deleted */
    PERIOD_CHANGES
};

/* A value that this period has in a field with a list. */
typedef struct period_value {
    const wn_field *field;
    const wn_entity *entity;
    wn_str value;
    uint64_t count;
    bool known; /* an earlier period had this value */
} period_value;

typedef struct period {
    const wn_context *context;
    wn_history *history;
    db *db;
    row_images *images; /* for undo; NULL: none are needed */
    int64_t run;
    bool keeps;     /* the counts are written: all records were read */
    bool is_latest; /* the database has no later period */
    bool lives;     /* findings and records are followed over the periods: by health
                       checks only; a migration has its findings in winnow_finding */
    bool touches;   /* some check asks what records said before */
    db_inserter *episodes, *touched, *changes[PERIOD_CHANGES];
    period_value *values;
    size_t value_count, value_room, unlisted;
    wn_map value_of; /* field and value -> index */
    wn_arena arena;
} period;

/* Reads earlier periods into stage->may.history. `images` (may be NULL) and `d` are
 * borrowed until period_release; `lives`: see above. */
wn_rc period_begin(period *p, db *d, const wn_stage *stage, row_images *images,
                   int64_t run, bool lives);
wn_rc period_take(period *p, const wn_batch *batch);
/* Called after the last record: writes the period. */
wn_rc period_finish(period *p);
void period_release(period *p);

wn_rc period_profile_row(period *p, db_inserter *into, const char *kind, wn_str place,
                         wn_str name, uint64_t count);

/* period_activity.c: what each department did in the period. */
wn_rc period_read_activity(period *p);
wn_rc period_write_activity(period *p, db_inserter *into);
wn_history_group *period_group(period *p, wn_str name); /* of the last period; new: zeros */

/* period_level.c: the numbers that checks compare between the last period and this one.
 */
wn_rc period_read_levels(period *p);
wn_rc period_write_levels(period *p, db_inserter *into);
/* Appends a condition, " AND ...", for the rows of winnow_profile that this run writes
 * anew. Rows of other systems, from other runs of the same period, stay. */
void period_add_levels(const period *p, wn_buf *sql);

/* period_read.c */
wn_episode *period_episode(wn_history *history, const wn_check *check, int64_t number);
wn_rc period_read(period *p);

#endif
