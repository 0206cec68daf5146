/*
 * future.c - a moment that should be past lies after the day of the run: created, born or
 * last called tomorrow.
 *
 * The day of the value is taken as written. A value with a time zone may be a day ahead
 * of where the run is, so it is compared with the end of the day in the last time zone of
 * the world (UTC-12).
 */
#include "check.h"

#define LAST_ZONE (12 * 3600)

static bool names_zone(wn_str value)
{
    wn_str zone = {value.ptr + 16, value.len > 16 ? value.len - 16 : 0};

    return zone.len > 0 && (zone.ptr[zone.len - 1] == 'Z' ||
                            wn_str_span(zone, ":0123456789.") < zone.len);
}

static bool is_past(const wn_check_context *cx, wn_str value)
{
    wn_str day = {value.ptr, value.len < 10 ? value.len : 10};
    int64_t at, today;
    bool timed, unused;

    if (wn_str_compare(day, (wn_str){cx->context->settings->as_of, 10}) <= 0)
        return true; /* most are: dates sort as text */
    return wn_moment(value, &at, &timed) &&
           wn_moment((wn_str){cx->context->settings->as_of, 10}, &today, &unused) &&
           timed && names_zone(value) && at < today + WN_DAY + LAST_ZONE;
}

static wn_check_result judge(const wn_check_context *cx, size_t i)
{
    const wn_cell *cell = wn_check_cell(cx, i);

    if (cell->state != WN_CELL_CLEAN)
        return WN_NOT_APPLICABLE;
    if (is_past(cx, cell->value))
        return WN_PASSED;
    wn_check_note(cx, i, cx->check->disposition);
    return WN_FAILED;
}

static wn_check_result look(const wn_check_context *cx)
{
    return wn_check_each(cx, judge);
}

const wn_rule wn_rule_future = {
    .name = "future",
    .dimension = WN_VALIDITY,
    .severity = WN_WARN,
    .green = .001,
    .red = .01,
    .in_model = true,
    .min_fields = 1,
    .only_dates = true,
    .look = look,
    .en = "the date lies after the day of the run",
    .zh = "日期晚于运行当天",
    .do_en = "correct the date; what is planned belongs in another field",
    .do_zh = "请更正日期；计划的时间请填在别的字段",
    .about_en =
        "The day of the run is that of --as-of, or today; that day itself passes, "
        "and so does what is still that day in some time zone.",
    .about_zh = "运行当天是 --as-of "
                "的日期，默认今天；当天算合格，带时区而在某个时区仍是当天的也算合格。",
};
