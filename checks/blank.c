/*
 * blank.c - a cell was taken as empty though something stands in it: unknown, TBD,
 * 123456.
 *
 * The model lists such words for all fields; the type of a field decides which of them
 * count as blank there (see wn_blanks). This check reports those cells, except where the
 * word says nothing more than an empty cell does ("-", n/a), or where a check of
 * placeholders has found it already.
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
    .green = .50, /* for information: empty cells are counted by other checks */
    .red = 1,
    .in_model = true,
    .min_fields = 1,
    .implied = implied,
    .look = look,
    .en = "the value is a word that the mapping counts as empty",
    .zh = "这个词在映射里按未填处理",
    .do_en = "ask for the real value; if it is one, have the word taken off that list",
    .do_zh = "请补真实的值；如果它就是值，请管理员从词表里去掉",
};
