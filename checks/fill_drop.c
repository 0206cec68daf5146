/* fill_drop.c - a field is filled in a far smaller share of the records than in the
 * last period: the export lost a column, or a form no longer asks for it. It is asked
 * of each field of each system, at the end of a run. A run on a part of the records
 * (--where) is compared with nothing. */
#include "check.h"

#include <string.h>

#define FALL .1 /* of all records, when share= does not say */

static double share_of(const wn_level *level)
{
    return (double)level->filled / (double)(level->filled + level->empty);
}

static void judge(const wn_check_context *cx, const wn_source *source, int field)
{
    const wn_context *context = cx->context;
    const wn_check *check = cx->check;
    const wn_field *of = &cx->entity->fields[field];
    const wn_level now = wn_tallies_level(context->tallies, context->plan, source,
                                          cx->entity, field),
                   *last = wn_history_level(context->known->history, source->system,
                                            cx->entity->name, of->name);
    wn_word why = WN_SAY_REPORT_WHY_FIRST;

    if (now.filled + now.empty == 0)
        return; /* no file of the system has the field, or no record */
    if (wn_is_part(context, source, cx->entity))
        why = WN_SAY_REPORT_WHY_PART;
    else if (last && last->filled + last->empty > 0 &&
             (int64_t)(last->filled + last->empty) < check->min)
        why = WN_SAY_REPORT_WHY_FEW;
    else if (last && last->filled + last->empty > 0) {
        wn_told told = {.field = of,
                        .place = source->system,
                        .now = share_of(&now),
                        .before = share_of(last)};
        memcpy(told.period, last->period, sizeof(told.period));
        wn_total_count(
            cx, told.before - told.now > (check->share > 0 ? check->share : FALL), told);
        return;
    }
    wn_total_skip(cx, field, source->system, why);
}

static void total(const wn_check_context *cx)
{
    for (size_t f = 0; f < cx->context->plan->file_count; f++) {
        const wn_source *source = wn_total_system(cx, f);
        for (size_t i = 0; source && i < cx->check->field_count; i++)
            if (cx->check->fields[i] != cx->entity->extra)
                judge(cx, source, cx->check->fields[i]);
    }
}

const wn_rule wn_rule_fill_drop = {
    .name = "fill-drop",
    .dimension = WN_COMPLETENESS,
    .severity = WN_WARN,
    .green = .01,
    .red = .10,
    .in_model = true,
    .says = WN_SAYS_SHARE | WN_SAYS_MIN,
    .all_fields = true,
    .total = total,
    .en = "the field is filled in far fewer records than in the last period",
    .zh = "这个字段的填写比例比上一期低很多",
    .do_en = "look whether the export still has the column, and the form the question",
    .do_zh = "请核对导出里是否还有这一列、表单是否还要求填写",
};
