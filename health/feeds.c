/*
 * feeds.c - how new the records of each file are.
 *
 * The newest record of a file is the latest time at which one was made or changed (roles
 * created and updated), without times after the day of the run, which are mistakes. What
 * cannot be told for sure is not told: a day without a time may be any hour of it, and
 * the day of the run counts from its first hour.
 */
#include "feeds.h"

#include "checks/check.h"
#include "core/file.h"
#include "core/memory.h"

#include <stdlib.h>
#include <string.h>

#define USUAL_LIMIT ((wn_duration){24, 'h'})
#define MOST_APART ((int64_t)WN_DAY)

static const char *path_of(const wn_file *file)
{
    return file->found ? file->found : file->path.ptr;
}

static void take_newest(feed *one, const char *newest)
{
    if (strcmp(newest, one->newest) > 0)
        memcpy(one->newest, newest, sizeof(one->newest));
}

/* Groups the plan's <file>s by system and path. */
static void group(feeds *out, const wn_context *context)
{
    const wn_plan *plan = context->plan;
    wn_map seen = {0};

    out->items = wn_alloc(plan->file_count + 1, sizeof(*out->items));
    for (size_t f = 0; f < plan->file_count; f++) {
        const wn_file *file = &plan->files[f];
        bool is_new = false;
        if (wn_is_part(context, file->source, file->entity))
            continue;
        int64_t *at =
            wn_map_set(&seen,
                       wn_fingerprint_mix(wn_fingerprint_of(file->source->system),
                                          wn_str_of(path_of(file))),
                       &is_new);
        if (is_new) {
            *at = (int64_t)out->count;
            out->items[out->count++] =
                (feed){.file = file, .name = wn_path_base(wn_str_of(path_of(file)))};
        }
        take_newest(&out->items[*at], context->tallies->newest[f]);
    }
    wn_map_release(&seen);
}

/* The limit of the model for the file: after= of its entity's freshness check. */
static wn_duration limit_of(const wn_context *context, const feed *one)
{
    const wn_entity *entity = one->file->entity;

    for (size_t c = 0; c < entity->check_count; c++)
        if (entity->checks[c].rule == WN_RULE_FRESHNESS &&
            wn_check_is_asked(context, &entity->checks[c]))
            return entity->checks[c].after;
    return USUAL_LIMIT;
}

static void judge(feeds *out, feed *one, const wn_context *context, bool asks_late)
{
    char limit[32];
    int64_t from, day;
    bool timed;

    if (!wn_moment(wn_str_of(one->newest), &one->low, &timed)) {
        one->newest[0] = '\0';
        return;
    }
    one->high = one->low + (timed ? 0 : WN_DAY - 1);
    if (!asks_late)
        return;
    wn_moment_before(limit, context->settings->as_of, limit_of(context, one));
    if (!wn_moment(wn_str_of(limit), &from, &timed) ||
        !wn_moment(wn_str_of(context->settings->as_of), &day, &timed) ||
        one->high >= from)
        return;
    one->late = day - one->high;
    out->late++;
}

/* Finds the newest and the oldest file of the system of this one, the first of it. */
static void compare(feeds *out, const feed *first)
{
    feed_skew skew = {0};
    wn_str system = first->file->source->system;

    for (size_t i = 0; i < out->count; i++) {
        const feed *one = &out->items[i];
        if (!one->newest[0] || !wn_str_equal(one->file->source->system, system))
            continue;
        if (!skew.newer || one->low > skew.newer->low)
            skew.newer = one;
        if (!skew.older || one->high < skew.older->high)
            skew.older = one;
    }
    if (!skew.newer || skew.newer->low - skew.older->high <= MOST_APART)
        return;
    skew.apart = skew.newer->low - skew.older->high;
    for (size_t i = 0; i < out->count; i++)
        skew.more += &out->items[i] != skew.older && out->items[i].newest[0] &&
                     wn_str_equal(out->items[i].file->source->system, system) &&
                     skew.newer->low - out->items[i].high > MOST_APART;
    out->skews[out->skew_count++] = skew;
}

void feeds_find(feeds *out, const wn_context *context, bool asks_late)
{
    wn_map seen = {0};

    *out = (feeds){0};
    group(out, context);
    asks_late = asks_late && !strcmp(context->settings->basis, "exports");
    for (size_t i = 0; i < out->count; i++)
        judge(out, &out->items[i], context, asks_late);
    out->skews = wn_alloc(out->count + 1, sizeof(*out->skews));
    for (size_t i = 0; i < out->count; i++) {
        bool is_new = false;
        wn_map_set(&seen, wn_fingerprint_of(out->items[i].file->source->system), &is_new);
        if (is_new && !strcmp(context->settings->basis, "exports"))
            compare(out, &out->items[i]);
    }
    wn_map_release(&seen);
}

void feeds_release(feeds *all)
{
    free(all->items);
    free(all->skews);
    *all = (feeds){0};
}

/* ---- in words --------------------------------------------------------------------- */

void feeds_say_time(int64_t seconds, wn_lang lang, wn_buf *out)
{
    bool days = seconds >= 2 * WN_DAY;

    wn_buf_format(out, wn_say(lang, days ? WN_SAY_FEED_DAYS : WN_SAY_FEED_HOURS),
                  (int)(seconds / (days ? WN_DAY : 3600)));
}

/* "2026-10-29 20:00", or the day alone. */
static const char *shown(const feed *one, char out[20])
{
    memcpy(out, one->newest, 20);
    if (out[10] == 'T') {
        out[10] = ' ';
        out[16] = '\0';
    }
    return out;
}

void feeds_say_late(const feed *one, wn_lang lang, wn_buf *out)
{
    char at[20];
    wn_buf time = {0};

    feeds_say_time(one->late, lang, &time);
    wn_buf_format(out, wn_say(lang, WN_SAY_FEED_LATE), WN_FMT(one->name), shown(one, at),
                  time.ptr);
    wn_buf_release(&time);
}

void feeds_say_skew(const feed_skew *skew, wn_lang lang, wn_buf *out)
{
    char newer[20], older[20];
    wn_buf time = {0};

    feeds_say_time(skew->apart, lang, &time);
    wn_buf_format(out, wn_say(lang, WN_SAY_FEED_SKEW), WN_FMT(skew->newer->name),
                  shown(skew->newer, newer), WN_FMT(skew->older->name),
                  shown(skew->older, older), time.ptr);
    if (skew->more > 0)
        wn_buf_format(out, wn_say(lang, WN_SAY_FEED_MORE), skew->more);
    wn_buf_release(&time);
}
