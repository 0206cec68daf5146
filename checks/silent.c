/* silent.c - nothing has been linked to the record (by="activity.happened_at") for the
 * time of after=: an open deal that nobody follows up. A record younger than that
 * passes. */
#include "links.h"

static void keep_last(const wn_check_context *cx, wn_fingerprint parent, int64_t at)
{
    bool is_new;
    int64_t *last = wn_map_set(wn_gather_table(cx, 0), parent, &is_new);

    if (is_new || at > *last)
        *last = at;
}

static void gather(const wn_check_context *cx)
{
    if (cx->entity != cx->check->entity)
        links_each(cx, keep_last);
}

static wn_check_result look(const wn_check_context *cx)
{
    const wn_cell *own = wn_check_cell(cx, 0);
    int64_t since, limit;
    bool timed;

    if (!links_are_read(cx) || own->state != WN_CELL_CLEAN ||
        !wn_moment(own->value, &since, &timed))
        return WN_NOT_APPLICABLE;
    int64_t last = wn_gathered_find(cx, 0, wn_record_fingerprint(cx->record), INT64_MIN);
    since = last > since ? last : since;
    wn_moment(wn_str_of(cx->limit), &limit, &timed);
    if (wn_day_of(since) * WN_DAY >= limit)
        return WN_PASSED;
    wn_check_note(cx, 0, cx->check->disposition);
    return WN_FAILED;
}

const wn_rule wn_rule_silent = {
    .name = "silent",
    .dimension = WN_TIMELINESS,
    .severity = WN_WARN,
    .green = .10,
    .red = .30,
    .in_model = true,
    .says = WN_SAYS_AFTER | WN_SAYS_BY,
    .must_say = WN_SAYS_AFTER | WN_SAYS_BY,
    .min_fields = 1,
    .max_fields = 1,
    .only_dates = true,
    .look = look,
    .gather = gather,
    .total = links_total,
    .en = "nobody followed it up",
    .zh = "没有跟进记录",
    .do_en = "follow it up, or close it",
    .do_zh = "请跟进，或关闭",
};
