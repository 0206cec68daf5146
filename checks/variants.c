/*
 * variants.c - a value is another spelling of one that stands in more records of its
 * column: 苏州市 or Suzhou beside 苏州, "it dept." beside IT. So free text that should be
 * a list is found; the finding says the spelling to use.
 *
 * See variants.h for when two values are spellings of one. A column with more different
 * values than max= is not taken for a list; nor is a value longer than LONGEST bytes.
 */
#include "variants.h"

#include "core/memory.h"

#include <stdlib.h>

#define MOST 5000   /* different values, when max= does not say */
#define LONGEST 120 /* bytes of a value of a list */
#define FREQUENT 20 /* see variants_find; when min= does not say */

static bool is_short(const wn_cell *cell)
{
    return wn_cell_has_value(cell) && cell->value.len <= LONGEST;
}

static void gather(const wn_check_context *cx)
{
    size_t most = cx->check->max > 0 ? (size_t)cx->check->max : MOST;

    for (size_t i = 0; i < cx->check->field_count; i++)
        if (is_short(wn_check_cell(cx, i)))
            values_take(cx, i, wn_check_cell(cx, i)->value, most);
}

/* The second table gets, for each value, the value that it should be. */
static void settle(const wn_check_context *cx)
{
    for (size_t i = 0; i < cx->check->field_count; i++) {
        const values *v = values_of(cx, i);
        if (!v || v->is_over || v->count < 2)
            continue;
        uint32_t *better = wn_alloc(v->count, sizeof(*better));
        variants_find(v, cx->check->min > 0 ? (uint64_t)cx->check->min : FREQUENT,
                      better);
        for (size_t k = 0; k < v->count; k++)
            if (better[k] != k)
                *wn_map_set(wn_gather_table(cx, 1), wn_fingerprint_numbers(i, k), NULL) =
                    (int64_t)better[k] + 1;
        free(better);
    }
}

static wn_check_result judge(const wn_check_context *cx, size_t i)
{
    const wn_cell *cell = wn_check_cell(cx, i);
    const values *v = values_of(cx, i);

    if (!is_short(cell) || !v || v->is_over)
        return WN_NOT_APPLICABLE;
    int64_t at = values_find(cx, i, cell->value);
    int64_t better =
        at < 0 ? 0 : wn_gathered_find(cx, 1, wn_fingerprint_numbers(i, (uint64_t)at), 0);
    if (better == 0)
        return WN_PASSED;
    wn_check_note(cx, i, cx->check->disposition)->advice = v->items[better - 1].text;
    return WN_FAILED;
}

static wn_check_result look(const wn_check_context *cx)
{
    return wn_check_each(cx, judge);
}

static void total(const wn_check_context *cx)
{
    for (size_t i = 0; i < cx->check->field_count; i++) {
        const values *v = values_of(cx, i);
        if (v && v->is_over)
            wn_total_skip(cx, cx->check->fields[i], WN_STR(""), WN_SAY_REPORT_WHY_MANY);
    }
}

const wn_rule wn_rule_variants = {
    .name = "variants",
    .dimension = WN_CONSISTENCY,
    .severity = WN_INFO,
    .green = .02,
    .red = .10,
    .in_model = true,
    .says = WN_SAYS_MAX | WN_SAYS_MIN,
    .min_fields = 1,
    .look = look,
    .gather = gather,
    .settle = settle,
    .total = total,
    .en = "another spelling of a value that more records have",
    .zh = "是另一个更常用写法的变体",
    .do_en = "write it as most do, or make the field a list",
    .do_zh = "请统一为最常用的写法，或把该字段改成下拉列表",
};
