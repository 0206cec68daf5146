/*
 * lag.c - the time from the first moment to the second must be at most within=: a
 * conversation is logged the same day, a ticket answered in four hours. 4 h 1 min is more
 * than 4 hours.
 *
 * Where there is no second moment, the time runs until the beginning of the day of the
 * run. A second moment before the first fails too; except where it is the day of logging
 * (WN_MEANS_CREATED): what is planned is logged before it happens.
 */
#include "check.h"

static bool is_logged(const wn_check_context *cx)
{
    return cx->check->fields[1] == cx->entity->means[WN_MEANS_CREATED];
}

static wn_check_result look(const wn_check_context *cx)
{
    const wn_cell *from = wn_check_cell(cx, 0), *to = wn_check_cell(cx, 1);
    int64_t start, end, limit = wn_duration_seconds(cx->check->within);
    bool timed, also_timed = true, open = !wn_cell_has_value(to);

    if (from->state != WN_CELL_CLEAN || !wn_moment(from->value, &start, &timed))
        return WN_NOT_APPLICABLE;
    if (open)
        wn_moment((wn_str){cx->context->settings->as_of, 10}, &end, &also_timed);
    else if (to->state != WN_CELL_CLEAN || !wn_moment(to->value, &end, &also_timed))
        return WN_NOT_APPLICABLE;
    if (!timed || (!also_timed && !open)) { /* compare days only */
        if (limit < WN_DAY && wn_day_of(end) == wn_day_of(start))
            return WN_NOT_APPLICABLE;
        start = wn_day_of(start) * WN_DAY;
        end = wn_day_of(end) * WN_DAY;
        limit += limit % WN_DAY ? WN_DAY - limit % WN_DAY : 0;
    }
    if (open && end - start <= limit)
        return WN_NOT_APPLICABLE; /* time is left */
    if (end - start <= limit && (end >= start || is_logged(cx)))
        return WN_PASSED;
    wn_check_note(cx, open ? 0 : 1, cx->check->disposition);
    return WN_FAILED;
}

const wn_rule wn_rule_lag = {
    .name = "lag",
    .dimension = WN_TIMELINESS,
    .severity = WN_WARN,
    .green = .10,
    .red = .30,
    .in_model = true,
    .says = WN_SAYS_WITHIN,
    .must_say = WN_SAYS_WITHIN,
    .min_fields = 2,
    .max_fields = 2,
    .only_dates = true,
    .look = look,
    .en = "too much time from the one to the other, or the second is before the first",
    .zh = "两个时间相隔太久，或后一个早于前一个",
    .do_en =
        "be quicker next time, and look at who waits; or correct the time that is wrong",
    .do_zh = "请及时处理和登记；时间写错的请更正",
    .about_en =
        "Without the second moment the time runs on to the day of the run. A second "
        "moment before the first passes where it is created_at: what is planned is "
        "logged before it happens. Where one has no time, days are compared.",
    .about_zh = "没有后一个时间时，算到运行当天。后一个是 created_at "
                "时可以早于前一个：计划的事情会提前登记。有一方没有时间时只比日期。",
    .edition = 2,
};
