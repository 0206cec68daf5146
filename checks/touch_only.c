/* touch_only.c - since the last check, only the date of the last update has changed:
 * somebody touched the record so that it looks fresh. Needs an earlier check to compare
 * with. */
#include "check.h"

static wn_check_result look(const wn_check_context *cx)
{
    const wn_touch *touch = wn_history_touch(cx->context->known->history, cx->record);
    const wn_cell *updated = wn_check_cell(cx, 0);

    int64_t at;
    bool timed;

    if (!touch || updated->state != WN_CELL_CLEAN ||
        !wn_moment(updated->value, &at, &timed))
        return WN_NOT_APPLICABLE;
    if (at <= touch->updated || touch->content != wn_touch_content(cx->record))
        return WN_PASSED;
    wn_check_note(cx, 0, cx->check->disposition);
    return WN_FAILED;
}

const wn_rule wn_rule_touch_only = {
    .name = "touch-only",
    .dimension = WN_CONSISTENCY,
    .severity = WN_INFO,
    .green = .05,
    .red = .20,
    .in_model = true,
    .min_fields = 1,
    .max_fields = 1,
    .only_dates = true,
    .look = look,
    .en = "marked as updated though no value changed",
    .zh = "更新时间变了，内容没有变",
    .do_en = "confirm what the record says; a touch is no update",
    .do_zh = "请真正核对内容，只点保存不算更新",
};
