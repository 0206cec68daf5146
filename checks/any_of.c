/* any_of.c - one of several fields must be filled: a way to reach somebody. */
#include "check.h"

/* An invalid value does not count as filled: nobody can be reached by it. */
static wn_check_result look(const wn_check_context *cx)
{
    for (size_t i = 0; i < cx->check->field_count; i++)
        if (wn_check_cell(cx, i)->state == WN_CELL_CLEAN)
            return WN_PASSED;
    wn_check_note(cx, 0, cx->check->disposition);
    return WN_FAILED;
}

const wn_rule wn_rule_any_of = {
    .name = "any-of",
    .dimension = WN_COMPLETENESS,
    .severity = WN_ERROR,
    .green = .02,
    .red = .05,
    .in_model = true,
    .min_fields = 1,
    .look = look,
    .en = "none of these fields is filled",
    .zh = "这几个字段全部为空",
    .do_en = "fill at least one of them",
    .do_zh = "至少补填其中一个",
};
