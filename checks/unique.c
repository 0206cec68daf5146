/* unique.c - a value, or the values of several fields together, may stand in only one
 * record. The first record that has them passes, the others fail. Full-width １２ is 12.
 */
#include "check.h"

/* Fingerprint of the values of all fields of the check. False: one of them is empty. */
static bool print_of(const wn_check_context *cx, wn_fingerprint *out)
{
    *out = wn_fingerprint_of(cx->check->id);
    for (size_t i = 0; i < cx->check->field_count; i++) {
        const wn_cell *cell = wn_check_cell(cx, i);
        if (!wn_cell_has_value(cell))
            return false;
        *out = wn_fingerprint_mix(*out, wn_check_narrow(cx, cell->value));
    }
    return true;
}

/* What tells this record from others: its number; or its key, where a <file> of the
 * entity has once="yes", so that rows with the same key are one record. */
static int64_t who(const wn_check_context *cx)
{
    const wn_plan *plan = cx->context->plan;

    for (size_t f = 0; f < plan->file_count; f++)
        if (plan->files[f].once && plan->files[f].entity == cx->entity)
            return (int64_t)(wn_record_fingerprint(cx->record).a >> 2 | 1);
    return (int64_t)cx->record->number;
}

/* The table keeps the first record of each value; negative once there is a second. */
static void gather(const wn_check_context *cx)
{
    wn_fingerprint print;
    bool is_new;

    if (!print_of(cx, &print))
        return;
    int64_t *first = wn_map_set(wn_gather_table(cx, 0), print, &is_new);
    if (is_new)
        *first = who(cx);
    else if (*first > 0 && *first != who(cx))
        *first = -*first;
}

static wn_check_result look(const wn_check_context *cx)
{
    wn_fingerprint print;

    if (!print_of(cx, &print))
        return WN_NOT_APPLICABLE;
    int64_t first = wn_gathered_find(cx, 0, print, 0);
    if (first >= 0 || -first == who(cx))
        return WN_PASSED;
    wn_check_note(cx, 0, cx->check->disposition);
    return WN_FAILED;
}

const wn_rule wn_rule_unique = {
    .name = "unique",
    .dimension = WN_UNIQUENESS,
    .severity = WN_ERROR,
    .green = .01,
    .red = .05,
    .in_model = true,
    .min_fields = 1,
    .look = look,
    .gather = gather,
    .en = "another record has the same value",
    .zh = "另一条记录有相同的值",
    .do_en = "correct one of the two, or merge them",
    .do_zh = "请更正其中一条，或合并",
    .about_en =
        "Letters and digits of full width equal those of half width; case counts. "
        "Where one of the fields is empty the check does not apply.",
    .about_zh = "全角字母和数字等于半角；区分大小写。有字段为空时不适用。",
    .edition = 2,
};
