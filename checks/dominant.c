/* dominant.c - one value fills more than share= of the filled cells of a column (90 %
 * of the deals are new; one owner has half of all), or the values of values= fill less
 * than least=. It is asked of columns, at the end of a run. */
#include "value_list.h"

#define MOST 100000 /* different values, when max= does not say */
#define FEWEST 30   /* records with a value, when min= does not say */

static void gather(const wn_check_context *cx)
{
    size_t most = cx->check->max > 0 ? (size_t)cx->check->max : MOST;

    for (size_t i = 0; i < cx->check->field_count; i++)
        if (wn_cell_has_value(wn_check_cell(cx, i)))
            values_take(cx, i, wn_check_cell(cx, i)->value, most);
}

/* Is the check about this value? With values=, only the values there count; each may be
 * any spelling of an item of the field's list. */
static bool is_meant(const wn_check_context *cx, const wn_field *field, wn_str text)
{
    const wn_list *meant = cx->check->values;

    if (!meant || wn_list_find(meant, text))
        return true;
    for (size_t i = 0; field->list && i < meant->spelling_count; i++) {
        const wn_list_item *item = wn_list_find(field->list, meant->spellings[i]);
        if (item && wn_str_equal(item->code, text))
            return true;
    }
    return false;
}

static void judge(const wn_check_context *cx, size_t i)
{
    const wn_check *check = cx->check;
    const wn_field *field = wn_check_field(cx, i);
    const values *v = values_of(cx, i);
    const value *most = NULL;
    uint64_t meant = 0;

    if (!v || (int64_t)v->all < (check->min > 0 ? check->min : FEWEST)) {
        wn_total_skip(cx, check->fields[i], WN_STR(""), WN_SAY_REPORT_WHY_FEW);
        return;
    }
    for (size_t k = 0; k < v->count; k++) {
        if (!is_meant(cx, field, v->items[k].text))
            continue;
        meant += v->items[k].count;
        if (!most || v->items[k].count > most->count)
            most = &v->items[k];
    }
    double all = (double)v->all, share = most ? (double)most->count / all : 0;
    wn_told told = {.field = field, .now = share, .before = -1};
    bool above = check->share > 0 && share > check->share,
         below = check->least > 0 && (double)meant / all < check->least;
    told.value = most ? most->text : WN_STR("");
    if (below && !above)
        told.now = (double)meant / all;
    if (!above && v->is_over) /* the value may be one that was not counted */
        wn_total_skip(cx, check->fields[i], WN_STR(""), WN_SAY_REPORT_WHY_MANY);
    else
        wn_total_count(cx, above || below, told);
}

static void total(const wn_check_context *cx)
{
    for (size_t i = 0; i < cx->check->field_count; i++) {
        if (!wn_is_brought(cx->context->plan, cx->entity, cx->check->fields[i]))
            continue;
        if (wn_is_part(cx->context, NULL, cx->entity))
            wn_total_skip(cx, cx->check->fields[i], WN_STR(""), WN_SAY_REPORT_WHY_PART);
        else
            judge(cx, i);
    }
}

const wn_rule wn_rule_dominant = {
    .name = "dominant",
    .dimension = WN_CONSISTENCY,
    .severity = WN_WARN,
    .green = .01,
    .red = .30,
    .in_model = true,
    .says = WN_SAYS_SHARE | WN_SAYS_LEAST | WN_SAYS_VALUES | WN_SAYS_MIN | WN_SAYS_MAX,
    .min_fields = 1,
    .gather = gather,
    .total = total,
    .en = "one value stands in far more or far fewer of the records than is usual",
    .zh = "某个值所占的比例过高或过低",
    .do_en = "ask whether people choose it, or whether it is what the form begins with",
    .do_zh = "请核实是真实情况，还是表单的默认值没有人改",
};
