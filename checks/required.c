/* required.c - a field that must be filled is empty. "N/A" is no value. */
#include "check.h"

static wn_check_result judge(const wn_look *look, size_t i)
{
    if (wn_cell_has_value(wn_look_cell(look, i)))
        return WN_PASSED;
    wn_look_note(look, i, wn_look_field(look, i)->missing);
    return WN_FAILED;
}

static wn_check_result look(const wn_look *look)
{
    return wn_look_each(look, judge);
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
    .do_en = "fill it in the old system, or relax required= in the model",
    .do_zh = "在旧系统里补填，或在模型里放宽 required=",
};
