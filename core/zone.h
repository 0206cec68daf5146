/* zone.h - time zones: from a wall clock to UTC. */
#ifndef CORE_ZONE_H
#define CORE_ZONE_H

#include "winnow/arena.h"

typedef struct wn_zone wn_zone;

/* The zone of a name in the IANA time zone database ("Asia/Shanghai"), in the arena.
 * NULL: there is no such zone. */
const wn_zone *wn_zone_load(wn_str name, wn_arena *arena);
const char *wn_zone_name(const wn_zone *zone); /* as it was asked for */

/* How often the clocks in a zone show a time. */
typedef enum wn_wall {
    WN_WALL_ONCE,
    WN_WALL_TWICE, /* clocks were put back */
    WN_WALL_NEVER, /* clocks were put forward over it */
} wn_wall;

/* From local time to UTC, both in seconds since 1970-01-01 00:00. In the hour that a
 * clock change repeats, *utc is the earlier moment; in an hour that it leaves out, *utc
 * is as if the clocks had not been changed yet. */
wn_wall wn_zone_wall(const wn_zone *zone, int64_t local, int64_t *utc);

#endif
