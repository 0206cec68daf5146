/* feeds_json.c - the part of health.json about the age of files. */
#include "report.h"

#include <jansson.h>

static json_t *text(wn_str s)
{
    json_t *value = json_stringn(s.ptr ? s.ptr : "", s.len);

    return value ? value : json_string("");
}

/* The files with their newest records; null where none says a time. */
json_t *report_feeds_json(const report *r)
{
    json_t *all = json_array();

    for (size_t i = 0; i < r->feeds.count; i++) {
        const feed *one = &r->feeds.items[i];
        json_array_append_new(
            all, json_pack("{s:o,s:o,s:o,s:o}", "file", text(one->name), "system",
                           text(one->file->source->system), "newest",
                           one->newest[0] ? json_string(one->newest) : json_null(),
                           "late_hours",
                           one->late ? json_integer(one->late / 3600) : json_null()));
    }
    return all;
}

json_t *report_skews_json(const report *r)
{
    json_t *all = json_array();

    for (size_t i = 0; i < r->feeds.skew_count; i++) {
        const feed_skew *skew = &r->feeds.skews[i];
        json_array_append_new(all, json_pack("{s:o,s:o,s:s,s:o,s:s,s:I}", "system",
                                             text(skew->newer->file->source->system),
                                             "newer", text(skew->newer->name), "newer_at",
                                             skew->newer->newest, "older",
                                             text(skew->older->name), "older_at",
                                             skew->older->newest, "hours",
                                             (json_int_t)(skew->apart / 3600)));
    }
    return all;
}
