/* zone.h - time zones: from a wall clock to UTC. */
#ifndef WINNOW_ZONE_H
#define WINNOW_ZONE_H

#include "winnow/arena.h"

typedef struct wn_zone wn_zone;

/* By its name in the IANA time zone database ("Asia/Shanghai"), in the arena.
 * NULL: unknown. */
const wn_zone *wn_zone_load(wn_str name, wn_arena *arena);
/* Seconds since 1970-01-01 00:00 of a wall clock there, in UTC. In the hour
 * that a clock change repeats, the earlier reading counts. */
int64_t wn_zone_to_utc(const wn_zone *zone, int64_t local);

#endif
