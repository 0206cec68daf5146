/* stale.c - not updated for a long time. An update that changed no value does not count
 * as one (see touch_only.c). */
#include "check.h"

static wn_check_result judge(const wn_check_context *cx, size_t i)
{
    const wn_cell *cell = wn_check_cell(cx, i);
    char text[32];
    int64_t since;

    if (cell->state == WN_CELL_INVALID) { /* an unreadable date proves no update */
        wn_check_note(cx, i, cx->check->disposition);
        return WN_FAILED;
    }
    if (cell->state != WN_CELL_CLEAN)
        return WN_NOT_APPLICABLE;
    wn_str value = cell->value;
    if (wn_touched_since(cx->context->known->history, cx->record, &since)) {
        wn_moment_text(text, since);
        value = wn_str_of(text);
    }
    value.len = value.len < 10 ? value.len : 10;
    if (wn_str_compare(value, (wn_str){cx->limit, 10}) >= 0)
        return WN_PASSED;
    wn_check_note(cx, i, cx->check->disposition);
    return WN_FAILED;
}

static wn_check_result look(const wn_check_context *cx)
{
    return wn_check_each(cx, judge);
}

/* 30 % of contacts go stale a year: 16 % in six months. */
const wn_rule wn_rule_stale = {
    .name = "stale",
    .dimension = WN_TIMELINESS,
    .severity = WN_WARN,
    .green = .16,
    .red = .30,
    .in_model = true,
    .says = WN_SAYS_AFTER,
    .must_say = WN_SAYS_AFTER,
    .min_fields = 1,
    .only_dates = true,
    .look = look,
    .en = "not updated for a long time",
    .zh = "长期未更新",
    .do_en = "ask the owner to confirm it",
    .do_zh = "请负责人确认",
};
