/* usage.c - a field that hardly anybody fills, and that might be dropped. It is asked
 * of each column that a file has, at the end of a run, and fails where less than share=
 * of the cells is filled. */
#include "check.h"

static void total(const wn_check_context *cx)
{
    const wn_check *check = cx->check;
    double share;

    for (size_t i = 0; i < check->field_count; i++) {
        const wn_field *field = wn_check_field(cx, i);
        if (check->fields[i] != cx->entity->extra &&
            wn_tallies_filled(cx->context->tallies, field, &share))
            wn_total_count(cx, share < check->share, (wn_told){0});
    }
}

const wn_rule wn_rule_usage = {
    .name = "usage",
    .dimension = WN_COMPLETENESS,
    .severity = WN_INFO,
    .green = .30,
    .red = .60,
    .in_model = true,
    .says = WN_SAYS_SHARE,
    .must_say = WN_SAYS_SHARE,
    .all_fields = true,
    .total = total,
    .en = "hardly any record has this field filled",
    .zh = "这个字段几乎没人填",
    .do_en = "drop the field from the form, or say what it is for",
    .do_zh = "考虑从表单里去掉，或说明用途",
};
