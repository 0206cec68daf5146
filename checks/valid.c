/* valid.c - the value is not valid for the type of its field, or not in its list. */
#include "check.h"

#include <string.h>

/* A remark of the transform (ambiguous, damaged ...) says more than "not valid": then
 * the remark is the finding, and is counted there. */
static bool is_remarked(const wn_check_context *cx, size_t i)
{
    for (const wn_finding *f = cx->record->findings; f; f = f->next)
        if (f->field == cx->check->fields[i] && f->check->rule >= WN_RULE_SEVERAL)
            return true;
    return false;
}

static wn_check_result judge(const wn_check_context *cx, size_t i, wn_cell_state bad,
                             wn_policy policy)
{
    const wn_cell *cell = wn_check_cell(cx, i);

    if (!wn_cell_has_value(cell) ||
        (bad == WN_CELL_INVALID && cell->state == WN_CELL_UNKNOWN))
        return WN_NOT_APPLICABLE; /* not judged: not counted as good */
    if (cell->state != bad)
        return WN_PASSED;
    if (!is_remarked(cx, i)) {
        wn_check_note(cx, i, policy);
        return WN_FAILED;
    }
    wn_record_judge(cx->record, policy);
    wn_record_judge(cx->record, cx->check->disposition);
    return WN_PASSED;
}

static wn_check_result judge_valid(const wn_check_context *cx, size_t i)
{
    return judge(cx, i, WN_CELL_INVALID, wn_check_field(cx, i)->invalid);
}

static wn_check_result judge_classified(const wn_check_context *cx, size_t i)
{
    const wn_field *field = wn_check_field(cx, i);

    return judge(cx, i, WN_CELL_UNKNOWN,
                 field->list ? field->list->unknown : field->invalid);
}

static wn_check_result look_valid(const wn_check_context *cx)
{
    return wn_check_each(cx, judge_valid);
}

static wn_check_result look_classified(const wn_check_context *cx)
{
    return wn_check_each(cx, judge_classified);
}

static bool can_be_invalid(const wn_field *field)
{
    const wn_transform *type = field->type;

    return strcmp(type->name, "text") && strcmp(type->name, "choice") &&
           strcmp(type->name, "id") && type->role != WN_ROLE_LINK;
}

static bool has_list(const wn_field *field)
{
    return field->list != NULL;
}

const wn_rule wn_rule_valid = {
    .name = "valid",
    .dimension = WN_VALIDITY,
    .severity = WN_WARN,
    .green = .02,
    .red = .08,
    .in_model = true,
    .min_fields = 1,
    .implied = can_be_invalid,
    .look = look_valid,
    .en = "the value is not what the field asks for",
    .zh = "值不符合字段的类型",
    .do_en = "correct the value; it was loaded as read",
    .do_zh = "请更正；已按原样导入",
};

/* 85 % of the values should be classifiable. */
const wn_rule wn_rule_classified = {
    .name = "classified",
    .dimension = WN_VALIDITY,
    .severity = WN_WARN,
    .green = .15,
    .red = .30,
    .in_model = true,
    .min_fields = 1,
    .implied = has_list,
    .look = look_classified,
    .en = "the value is not in the controlled list",
    .zh = "值不在下拉值列表里",
    .do_en = "add it to the list as a synonym, or correct it",
    .do_zh = "把它加进列表作同义词，或更正",
};
