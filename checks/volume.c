/* volume.c - the files of a system bring far fewer records of an entity than in the
 * last period, or many times as many: half an export, or one loaded twice. It is asked
 * of each system, at the end of a run. A run on a part of the records (--where) is
 * compared with nothing. */
#include "check.h"

#include <string.h>

#define FALL .4 /* lost share of the records, when share= does not say */
#define RISE 3  /* times as many, when max= does not say */

static void total(const wn_check_context *cx)
{
    const wn_context *context = cx->context;
    const wn_check *check = cx->check;
    double fall = check->share > 0 ? check->share : FALL;
    double rise = check->max > 0 ? (double)check->max : RISE;

    for (size_t f = 0; f < context->plan->file_count; f++) {
        const wn_source *source = wn_total_system(cx, f);
        if (!source)
            continue;
        wn_str system = source->system;
        const wn_level *last = wn_history_level(context->known->history, system,
                                                cx->entity->name, WN_STR(""));
        double now = (double)wn_tallies_level(context->tallies, context->plan, source,
                                              cx->entity, -1)
                         .records;
        bool part = wn_is_part(context, source, cx->entity);
        if (part || !last || last->records == 0) {
            wn_total_skip(cx, -1, system,
                          part ? WN_SAY_REPORT_WHY_PART : WN_SAY_REPORT_WHY_FIRST);
            continue;
        }
        double before = (double)last->records;
        if ((int64_t)last->records < check->min) {
            wn_total_skip(cx, -1, system, WN_SAY_REPORT_WHY_FEW);
            continue;
        }
        wn_told told = {.place = system, .is_count = true, .now = now, .before = before};
        memcpy(told.period, last->period, sizeof(told.period));
        wn_total_count(cx, now < (1 - fall) * before || now > rise * before, told);
    }
}

const wn_rule wn_rule_volume = {
    .name = "volume",
    .dimension = WN_COMPLETENESS,
    .severity = WN_WARN,
    .green = .01,
    .red = .30,
    .in_model = true,
    .says = WN_SAYS_SHARE | WN_SAYS_MAX | WN_SAYS_MIN,
    .total = total,
    .en = "far fewer or far more records than in the last period",
    .zh = "记录数比上一期少很多或多很多",
    .do_en = "look whether the export is whole, and whether it is there once",
    .do_zh = "请核对导出是否完整、是否重复",
};
