/* order.c - the second date is before the first: closed before it was created. */
#include "check.h"

static wn_check_result look(const wn_check_context *cx)
{
    const wn_cell *first = wn_check_cell(cx, 0), *second = wn_check_cell(cx, 1);
    int64_t from, to;
    bool timed, also_timed;

    if (first->state != WN_CELL_CLEAN || second->state != WN_CELL_CLEAN ||
        !wn_moment(first->value, &from, &timed) ||
        !wn_moment(second->value, &to, &also_timed))
        return WN_NOT_APPLICABLE;
    if (!timed || !also_timed) {
        from = wn_day_of(from);
        to = wn_day_of(to);
    }
    if (to >= from)
        return WN_PASSED;
    wn_check_note(cx, 1, cx->check->disposition);
    return WN_FAILED;
}

const wn_rule wn_rule_order = {
    .name = "order",
    .dimension = WN_CONSISTENCY,
    .severity = WN_WARN,
    .green = .002,
    .red = .02,
    .in_model = true,
    .min_fields = 2,
    .max_fields = 2,
    .only_dates = true,
    .look = look,
    .en = "the second date is before the first",
    .zh = "后一个日期早于前一个",
    .do_en = "correct the date that is wrong",
    .do_zh = "请更正写错的日期",
};
