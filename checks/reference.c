/* reference.c - a link leads to no record. Links to other entities were resolved before;
 * those to the own entity are resolved, and noted, by merge, when all golden ids are
 * known. */
#include "check.h"

static wn_check_result judge(const wn_look *look, size_t i)
{
    const wn_field *field = wn_look_field(look, i);
    const wn_cell *cell = wn_look_cell(look, i);

    if (!wn_cell_has_value(cell) || field->target == look->entity->number)
        return WN_NOT_APPLICABLE;
    if (cell->state == WN_CELL_CLEAN)
        return WN_PASSED;
    wn_look_note(look, i, field->orphan)->advice = wn_xref_culprit(
        look->context, look->record->file,
        &look->context->plan->model.entities[field->target], cell->value, look->arena);
    return WN_FAILED;
}

/* Where there is a link to the own entity, merge counts the record. */
static wn_check_result look(const wn_look *look)
{
    wn_check_result outcome = wn_look_each(look, judge);

    for (size_t i = 0; i < look->check->field_count; i++)
        if (wn_look_field(look, i)->target == look->entity->number &&
            wn_cell_has_value(wn_look_cell(look, i)))
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
