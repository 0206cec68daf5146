/* freshness.c - the newest date of a field in a file is older than after=: the export
 * is old, or what fills the field has stopped. It is asked of each file that has the
 * field. Dates after the day of the run are mistakes and do not count. */
#include "check.h"

static wn_fingerprint print_of(const wn_file *file)
{
    return wn_fingerprint_numbers((uint64_t)file->number, 1);
}

static void gather(const wn_check_context *cx)
{
    const wn_cell *cell = wn_check_cell(cx, 0);
    wn_str as_of = {cx->context->settings->as_of, 10};
    int64_t at;
    bool timed, is_new;

    if (cell->state != WN_CELL_CLEAN || cell->value.len < 10 ||
        wn_str_compare((wn_str){cell->value.ptr, 10}, as_of) > 0 ||
        !wn_moment(cell->value, &at, &timed))
        return;
    int64_t *newest =
        wn_map_set(wn_gather_table(cx, 0), print_of(cx->record->file), &is_new);
    if (is_new || at > *newest)
        *newest = at;
}

static void total(const wn_check_context *cx)
{
    const wn_context *context = cx->context;
    int field = cx->check->fields[0];
    char limit[32], newest[32];

    wn_moment_before(limit, context->settings->as_of, cx->check->after);
    for (size_t f = 0; f < context->plan->file_count; f++) {
        const wn_file *file = &context->plan->files[f];
        bool brings = false;
        for (size_t b = 0; file->entity == cx->entity && b < file->bind_count; b++)
            brings = brings || file->binds[b].field == field;
        if (!brings)
            continue;
        int64_t at = wn_gathered_find(cx, 0, print_of(file), INT64_MIN);
        bool part = wn_is_part(context, file->source, cx->entity);
        if (part || at == INT64_MIN) {
            wn_total_skip(cx, field, file->name,
                          part ? WN_SAY_REPORT_WHY_PART : WN_SAY_REPORT_WHY_NO_DATE);
            continue;
        }
        wn_moment_text(newest, at);
        bool old = wn_str_compare((wn_str){newest, 10}, (wn_str){limit, 10}) < 0;
        wn_total_count(cx, old,
                       (wn_told){.field = &cx->entity->fields[field],
                                 .place = file->name,
                                 .value = {newest, 10},
                                 .now = -1,
                                 .before = -1});
    }
}

const wn_rule wn_rule_freshness = {
    .name = "freshness",
    .dimension = WN_TIMELINESS,
    .severity = WN_WARN,
    .green = .01,
    .red = .30,
    .in_model = true,
    .says = WN_SAYS_AFTER,
    .must_say = WN_SAYS_AFTER,
    .min_fields = 1,
    .max_fields = 1,
    .only_dates = true,
    .gather = gather,
    .total = total,
    .en = "even the newest record of the file is old",
    .zh = "文件里最新的记录也已过时",
    .do_en = "export again; look whether what fills the system still runs",
    .do_zh = "请重新导出，并检查同步是否已停止",
};
