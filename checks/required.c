/* required.c - a field that must be filled is empty. "N/A" is no value. */
#include "check.h"

static wn_check_result judge(const wn_check_context *cx, size_t i)
{
    if (wn_cell_has_value(wn_check_cell(cx, i)))
        return WN_PASSED;
    wn_check_note(cx, i, wn_check_field(cx, i)->missing);
    return WN_FAILED;
}

static wn_check_result look(const wn_check_context *cx)
{
    return wn_check_each(cx, judge);
}

static bool implied(const wn_field *field)
{
    return field->required && !field->key;
}

const wn_rule wn_rule_required = {
    .name = "required",
    .dimension = WN_COMPLETENESS,
    .severity = WN_ERROR,
    .green = .05,
    .red = .15,
    .in_model = true,
    .min_fields = 1,
    .implied = implied,
    .look = look,
    .en = "a required field is empty",
    .zh = "必填字段为空",
    .do_en = "fill it in, or have the field made optional if nobody needs it",
    .do_zh = "请补填；如果确实不需要，请管理员改为非必填",
};
