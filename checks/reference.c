/* reference.c - a link leads to no record. Links to other entities were resolved
 * before. Links to the record's own entity are resolved, and noted, by the merge stage,
 * when all golden ids are known. */
#include "check.h"

static wn_check_result judge(const wn_check_context *cx, size_t i)
{
    const wn_field *field = wn_check_field(cx, i);
    const wn_cell *cell = wn_check_cell(cx, i);

    if (!wn_cell_has_value(cell) || field->target == cx->entity->number)
        return WN_NOT_APPLICABLE;
    if (cell->state == WN_CELL_CLEAN)
        return WN_PASSED;
    wn_check_note(cx, i, field->orphan)->advice = wn_xref_culprit(
        cx->context, cx->record->file, &cx->context->plan->model.entities[field->target],
        cell->value, cx->arena);
    return WN_FAILED;
}

/* Where the record has a link to its own entity, the merge stage counts the record. */
static wn_check_result look(const wn_check_context *cx)
{
    wn_check_result outcome = wn_check_each(cx, judge);

    for (size_t i = 0; i < cx->check->field_count; i++)
        if (wn_check_field(cx, i)->target == cx->entity->number &&
            wn_cell_has_value(wn_check_cell(cx, i)))
            return WN_NOT_APPLICABLE;
    return outcome;
}

static bool implied(const wn_field *field)
{
    return field->target >= 0;
}

const wn_rule wn_rule_reference = {
    .name = "reference",
    .dimension = WN_CONSISTENCY,
    .severity = WN_ERROR,
    .green = .01,
    .red = .05,
    .in_model = true,
    .min_fields = 1,
    .implied = implied,
    .look = look,
    .en = "it points to a record that is not there",
    .zh = "关联的记录不存在",
    .do_en = "export the missing parent too, or correct the reference",
    .do_zh = "把缺少的上级记录一并导出，或更正关联",
};
