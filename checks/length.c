/* length.c - the text is longer or shorter than its field allows. */
#include "check.h"

static wn_check_result judge(const wn_check_context *cx, size_t i)
{
    const wn_field *field = wn_check_field(cx, i);

    if (!wn_cell_has_value(wn_check_cell(cx, i)))
        return WN_NOT_APPLICABLE;
    int64_t length = (int64_t)wn_utf8_count(wn_check_cell(cx, i)->value);
    if ((!field->has_max || length <= field->max) &&
        (!field->has_min || length >= field->min))
        return WN_PASSED;
    wn_check_note(cx, i, field->invalid);
    return WN_FAILED;
}

static wn_check_result look(const wn_check_context *cx)
{
    return wn_check_each(cx, judge);
}

static bool implied(const wn_field *field)
{
    return !field->type->is_number && (field->has_min || field->has_max);
}

const wn_rule wn_rule_length = {
    .name = "length",
    .dimension = WN_VALIDITY,
    .severity = WN_WARN,
    .green = .01,
    .red = .05,
    .in_model = true,
    .min_fields = 1,
    .implied = implied,
    .look = look,
    .en = "the text is longer or shorter than allowed",
    .zh = "文字长度超出限制",
    .do_en = "shorten the text, or have the limit changed",
    .do_zh = "请缩短文字，或请管理员调整上限",
};
