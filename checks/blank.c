/*
 * blank.c - what was taken for an empty cell though it says more: unknown, TBD, 123456.
 *
 * The model lists such words, for all fields. Whether one is a blank its field's type
 * decides (see wn_blanks); that it was taken for one is said here, unless it says no more
 * than nothing ("-", n/a), or a check of placeholders has found it.
 */
#include "check.h"

static bool is_found(const wn_check_context *cx, size_t i)
{
    for (const wn_finding *f = cx->record->findings; f; f = f->next)
        if (f->field == cx->check->fields[i] && f->check->rule == WN_RULE_PLACEHOLDER)
            return true;
    return false;
}

static wn_check_result judge(const wn_check_context *cx, size_t i)
{
    const wn_cell *cell = wn_check_cell(cx, i);
    wn_str value = wn_str_trim(cell->raw);

    if (wn_cell_has_value(cell))
        return WN_PASSED;
    if (cell->state != WN_CELL_BLANK ||
        !wn_model_is_blank(&cx->context->plan->model, value) ||
        wn_blank_is_plain(wn_check_field(cx, i)->type, value) || is_found(cx, i))
        return WN_NOT_APPLICABLE;
    wn_check_note(cx, i, cx->check->disposition);
    return WN_FAILED;
}

static wn_check_result look(const wn_check_context *cx)
{
    return wn_check_each(cx, judge);
}

static bool implied(const wn_field *field)
{
    (void)field;
    return true;
}

const wn_rule wn_rule_blank = {
    .name = "blank",
    .dimension = WN_COMPLETENESS,
    .severity = WN_INFO,
    .green = .50, /* it is said, and what is empty is counted elsewhere */
    .red = 1,
    .in_model = true,
    .min_fields = 1,
    .implied = implied,
    .look = look,
    .en = "the value is a word of the model's <blank> and counts as empty",
    .zh = "值在模型的 <blank> 列表里，按未填处理",
    .do_en = "ask for the real value; if it is one, take the word out of <blank>",
    .do_zh = "请补真实的值；如果它就是值，请从 <blank> 里去掉",
};
