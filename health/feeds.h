/* feeds.h - how new the records of each file are, and files that are of different times.
 */
#ifndef HEALTH_FEEDS_H
#define HEALTH_FEEDS_H

#include "core/context.h"

/* A file of the exports; the sheets of a workbook are one. */
typedef struct feed {
    const wn_file *file; /* the first <file> of that path */
    wn_str name;
    char newest[20];   /* YYYY-MM-DD, or with THH:MM:SS; "": no record says a time */
    int64_t low, high; /* the moment; a day without a time is all of that day */
    int64_t late;      /* seconds from it to the day of the run, where that is more than
                          the file's limit; 0: it is not late, or that is not asked */
} feed;

/* Two files of one system that cannot have been exported within a day of each other, if
 * both are in use: the newest, and the oldest; `more`: others that are as old. */
typedef struct feed_skew {
    const feed *newer, *older;
    int64_t apart; /* seconds, at least */
    size_t more;
} feed_skew;

typedef struct feeds {
    feed *items;
    size_t count, late; /* late: how many are */
    feed_skew *skews;
    size_t skew_count;
} feeds;

/* Finds them from the tallies, at the end of a run. Only a part of the records (--where,
 * corrected records) proves nothing: then there are none. Lateness is asked by health
 * checks of exports. feeds_release frees *out. */
void feeds_find(feeds *out, const wn_context *context, bool asks_late);
void feeds_release(feeds *all);
/* "3 days" or "28 hours", into out. */
void feeds_say_time(int64_t seconds, wn_lang lang, wn_buf *out);
/* The sentences about a file that is late, and about two that are apart. */
void feeds_say_late(const feed *one, wn_lang lang, wn_buf *out);
void feeds_say_skew(const feed_skew *skew, wn_lang lang, wn_buf *out);

#endif
