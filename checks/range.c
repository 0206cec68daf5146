/* range.c - the number is outside min= and max= of its field. */
#include "check.h"

/* The limits are whole numbers, so the whole part decides, except at the limit itself. */
static bool is_outside(const wn_field *field, wn_str value)
{
    wn_str rest = value, whole = wn_str_cut(&rest, WN_STR("."));
    bool fraction = wn_str_span(rest, "0") < rest.len, minus = value.ptr[0] == '-';
    int64_t number;

    if (!wn_str_number(whole, &number)) /* longer than int64_t: beyond any limit */
        return minus ? field->has_min : field->has_max;
    return (field->has_max &&
            (number > field->max || (number == field->max && fraction && !minus))) ||
           (field->has_min &&
            (number < field->min || (number == field->min && fraction && minus)));
}

static wn_check_result judge(const wn_check_context *cx, size_t i)
{
    if (wn_check_cell(cx, i)->state != WN_CELL_CLEAN)
        return WN_NOT_APPLICABLE;
    if (!is_outside(wn_check_field(cx, i), wn_check_cell(cx, i)->value))
        return WN_PASSED;
    wn_check_note(cx, i, wn_check_field(cx, i)->invalid);
    return WN_FAILED;
}

static wn_check_result look(const wn_check_context *cx)
{
    return wn_check_each(cx, judge);
}

static bool implied(const wn_field *field)
{
    return field->type->is_number && (field->has_min || field->has_max);
}

const wn_rule wn_rule_range = {
    .name = "range",
    .dimension = WN_VALIDITY,
    .severity = WN_WARN,
    .green = .01,
    .red = .05,
    .in_model = true,
    .min_fields = 1,
    .implied = implied,
    .look = look,
    .en = "the number is outside its limits",
    .zh = "数值超出范围",
    .do_en = "correct the number, or have the limits changed",
    .do_zh = "请更正数值，或请管理员调整界限",
};
