/*
 * zone.c - time zones as a sorted table of changes, filled from ICU once.
 *
 * A look-up is a binary search in at most a few hundred entries: tens of
 * nanoseconds, where ICU's calendar takes microseconds.
 */
#include "zone.h"
#include "memory.h"

#include <string.h>
#include <unicode/ucal.h>
#include <unicode/ustring.h>

struct wn_zone {
    int64_t from[512];   /* seconds since 1970, UTC */
    int32_t offset[512]; /* seconds east of Greenwich, from then on */
    size_t count;
    char name[64];
};

#define ICU_NEEDS (1u << 20) /* measured: up to 200 KB */

/* A zone with half of its changes would be a wrong one. */
static bool is_bad(UErrorCode code)
{
    if (code == U_MEMORY_ALLOCATION_ERROR)
        wn_memory_out(sizeof(wn_zone));
    return U_FAILURE(code);
}

static void add_change(wn_zone *zone, UCalendar *calendar, double millis,
                       UErrorCode *code)
{
    ucal_setMillis(calendar, millis, code);
    int32_t offset = ucal_get(calendar, UCAL_ZONE_OFFSET, code) +
                     ucal_get(calendar, UCAL_DST_OFFSET, code);
    zone->from[zone->count] = (int64_t)(millis / 1000);
    zone->offset[zone->count] = offset / 1000;
    zone->count++;
}

const wn_zone *wn_zone_load(wn_str name, wn_arena *arena)
{
    UErrorCode code = U_ZERO_ERROR;
    UChar id[64], canonical[64];
    UBool known = false;
    int32_t len = 0;

    if (name.len == 0 || name.len >= WN_COUNT(id))
        return NULL;
    wn_memory_spare(ICU_NEEDS);
    u_strFromUTF8(id, WN_COUNT(id) - 1, &len, name.ptr, (int32_t)name.len, &code);
    ucal_getCanonicalTimeZoneID(id, len, canonical, WN_COUNT(canonical), &known, &code);
    if (is_bad(code) || !known)
        return NULL;
    wn_zone *zone = wn_arena_alloc(arena, sizeof(*zone));
    UCalendar *calendar = ucal_open(id, len, NULL, UCAL_GREGORIAN, &code);
    if (is_bad(code))
        return NULL;
    memcpy(zone->name, name.ptr, name.len);
    double at = -5e12; /* 1811 */
    add_change(zone, calendar, at, &code);
    while (zone->count < WN_COUNT(zone->from)) {
        ucal_setMillis(calendar, at, &code);
        if (!ucal_getTimeZoneTransitionDate(calendar, UCAL_TZ_TRANSITION_NEXT, &at,
                                            &code) ||
            U_FAILURE(code))
            break;
        add_change(zone, calendar, at, &code);
    }
    ucal_close(calendar);
    return is_bad(code) ? NULL : zone;
}

const char *wn_zone_name(const wn_zone *zone)
{
    return zone->name;
}

static int32_t offset_at(const wn_zone *zone, int64_t utc)
{
    size_t low = 0, high = zone->count;

    while (high - low > 1) {
        size_t middle = (low + high) / 2;
        if (zone->from[middle] <= utc)
            low = middle;
        else
            high = middle;
    }
    return zone->offset[low];
}

/* The offsets of a day before and a day after are certain: no local time is so far from
 * UTC that it would be on the wrong side of a change. */
wn_wall wn_zone_wall(const wn_zone *zone, int64_t local, int64_t *utc)
{
    int32_t before = offset_at(zone, local - 86400);
    int32_t after = offset_at(zone, local + 86400);

    *utc = local - before;
    if (before == after)
        return WN_WALL_ONCE;
    bool first = offset_at(zone, local - before) == before;
    bool second = offset_at(zone, local - after) == after;
    if (second && !first)
        *utc = local - after;
    return first && second   ? WN_WALL_TWICE
           : first || second ? WN_WALL_ONCE
                             : WN_WALL_NEVER;
}
