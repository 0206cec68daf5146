/*
 * burst.c - the same value, from the same owner, on the same day, in many records: filled
 * in for the statistics, not for the customer. The fields of owner and day are those with
 * that meaning (wn_means).
 */
#include "check.h"

#define USUAL 50 /* as many records are a burst, when min= does not say */

/* Fingerprint of field i's value, the owner and the day. False: one of the three is
 * missing. */
static bool print_of(const wn_check_context *cx, size_t i, wn_fingerprint *out)
{
    int owner = cx->entity->means[WN_MEANS_OWNER],
        day = cx->entity->means[WN_MEANS_CREATED];
    const wn_cell *cell = wn_check_cell(cx, i);

    if (owner < 0 || day < 0 || !wn_cell_has_value(cell) ||
        !wn_cell_has_value(&cx->record->cells[owner]) ||
        cx->record->cells[day].state != WN_CELL_CLEAN)
        return false;
    wn_str when = cx->record->cells[day].value;
    when.len = when.len < 10 ? when.len : 10;
    *out =
        wn_fingerprint_mix(wn_fingerprint_of(wn_check_field(cx, i)->name), cell->value);
    *out = wn_fingerprint_mix(*out, cx->record->cells[owner].value);
    *out = wn_fingerprint_mix(*out, when);
    return true;
}

static void gather(const wn_check_context *cx)
{
    wn_fingerprint print;

    for (size_t i = 0; i < cx->check->field_count; i++)
        if (print_of(cx, i, &print))
            (*wn_map_set(wn_gather_table(cx, 0), print, NULL))++;
}

static wn_check_result judge(const wn_check_context *cx, size_t i)
{
    int64_t most = cx->check->min > 0 ? cx->check->min : USUAL;
    wn_fingerprint print;

    if (!print_of(cx, i, &print))
        return WN_NOT_APPLICABLE;
    if (wn_gathered_find(cx, 0, print, 0) < most)
        return WN_PASSED;
    wn_check_note(cx, i, cx->check->disposition);
    return WN_FAILED;
}

static wn_check_result look(const wn_check_context *cx)
{
    return wn_check_each(cx, judge);
}

const wn_rule wn_rule_burst = {
    .name = "burst",
    .dimension = WN_CONSISTENCY,
    .severity = WN_WARN,
    .green = .01,
    .red = .05,
    .in_model = true,
    .says = WN_SAYS_MIN,
    .min_fields = 1,
    .look = look,
    .gather = gather,
    .also = {[WN_MEANS_OWNER] = true, [WN_MEANS_CREATED] = true},
    .en = "one owner entered the same value in many records on one day",
    .zh = "同一负责人同一天在多条记录里填了相同的值",
    .do_en = "ask whether it is true; figures must not be met by filling in",
    .do_zh = "请核实，不要为完成指标而虚假录入",
};
