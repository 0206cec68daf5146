/* period.h - what each period said, in the database where that is kept.
 *
 *   period_read.c    what was said before this period: read before the first record
 *   period.c         what this one says: counted while records come by, then written
 *   period_level.c   how many records and values a system brings: of both
 *
 * A finding is open from the first period that sees it to the first that does not: one
 * row of winnow_episode each time. What a period changes it can take back: a second run
 * of the latest period begins where the first one began. */
#ifndef HEALTH_PERIOD_H
#define HEALTH_PERIOD_H

#include "score.h"
#include "checks/check.h"
#include "core/stage.h"
#include "target/row_images.h"

/* Findings whose rows of winnow_episode change. */
enum {
    PERIOD_FIXED, /* they end with this period */
    PERIOD_OPEN,  /* an earlier run of it had ended them */
    PERIOD_NEVER, /* an earlier run of it had begun them */
    PERIOD_CHANGES
};

/* Values of a field with a list, as this period has them. */
typedef struct period_value {
    const wn_field *field;
    const wn_entity *entity;
    wn_str value;
    uint64_t count;
    bool known; /* an earlier period had it */
} period_value;

typedef struct period {
    const wn_context *context;
    wn_history *history;
    db *db;
    row_images *images; /* for undo; NULL: none are needed */
    int64_t run;
    bool keeps;     /* what is counted is written */
    bool is_latest; /* no later period was written */
    bool lives;     /* findings and records are followed: of health checks alone, since a
                       run of a migration says in winnow_finding what it found */
    bool touches;   /* some check asks for what records said before */
    db_inserter *episodes, *touched, *changes[PERIOD_CHANGES];
    period_value *values;
    size_t value_count, value_room, unlisted;
    wn_map value_of; /* field and value -> index */
    wn_arena arena;
} period;

/* Read what there is into stage->may.past. `lives`: see above. */
wn_rc period_begin(period *p, db *d, const wn_stage *stage, row_images *images,
                   int64_t run, bool lives);
wn_rc period_take(period *p, const wn_batch *batch);
/* All records came by. */
wn_rc period_finish(period *p);
void period_release(period *p);

wn_rc period_profile_row(period *p, db_inserter *into, const char *kind, wn_str place,
                         wn_str name, uint64_t count);

/* period_level.c: what checks of the last period against this one look at. */
wn_rc period_read_levels(period *p);
wn_rc period_write_levels(period *p, db_inserter *into);
/* " AND ...": of what is kept, that which this run says anew; what other systems' runs of
 * the period said stays. */
void period_add_levels(const period *p, wn_buf *sql);

/* period_read.c */
wn_episode *period_episode(wn_history *history, const wn_check *check, int64_t number);
wn_rc period_read(period *p);
/* "system='a' AND entity='x' OR ...": what the files of this run are about; the columns
 * are called so. */
void period_add_scope(const period *p, wn_buf *sql, const char *row);

#endif
