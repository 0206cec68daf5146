/*
 * first_touch.c - the time from the record's moment to the first record of another entity
 * that links to it (by="activity.happened_at") must be at most within=: a lead is called
 * within an hour. What happened before the record does not count as an answer. Where
 * there is no answer yet, the time runs until the beginning of the day of the run.
 */
#include "links.h"

enum { STARTS, ANSWERS };

/* Parents are read first, so their moments are known when their children are read. */
static void gather_start(const wn_check_context *cx)
{
    const wn_cell *cell = wn_check_cell(cx, 0);
    int64_t at;
    bool timed;

    if (cell->state == WN_CELL_CLEAN && wn_moment(cell->value, &at, &timed))
        *wn_map_set(wn_gather_table(cx, STARTS), wn_record_fingerprint(cx->record),
                    NULL) = at;
}

static void gather_answer(const wn_check_context *cx, wn_fingerprint parent, int64_t at)
{
    const int64_t *start = wn_map_find(wn_gather_table(cx, STARTS), parent);
    bool is_new;

    if (!start || at < *start)
        return;
    int64_t *first = wn_map_set(wn_gather_table(cx, ANSWERS), parent, &is_new);
    if (is_new || at < *first)
        *first = at;
}

static void gather(const wn_check_context *cx)
{
    if (cx->entity == cx->check->entity)
        gather_start(cx);
    else
        links_each(cx, gather_answer);
}

static wn_check_result look(const wn_check_context *cx)
{
    const wn_cell *from = wn_check_cell(cx, 0);
    int64_t start, limit = wn_duration_seconds(cx->check->within), end;
    bool timed, day;

    if (!links_are_read(cx) || from->state != WN_CELL_CLEAN ||
        !wn_moment(from->value, &start, &timed))
        return WN_NOT_APPLICABLE;
    int64_t first =
        wn_gathered_find(cx, ANSWERS, wn_record_fingerprint(cx->record), INT64_MIN);
    wn_moment((wn_str){cx->context->settings->as_of, 10}, &end, &day);
    if (first != INT64_MIN)
        end = first;
    if (end - start > limit) {
        wn_check_note(cx, 0, cx->check->disposition);
        return WN_FAILED;
    }
    return first != INT64_MIN ? WN_PASSED : WN_NOT_APPLICABLE; /* time is left */
}

const wn_rule wn_rule_first_touch = {
    .name = "first-touch",
    .dimension = WN_TIMELINESS,
    .severity = WN_WARN,
    .green = .10,
    .red = .30,
    .in_model = true,
    .says = WN_SAYS_WITHIN | WN_SAYS_BY,
    .must_say = WN_SAYS_WITHIN | WN_SAYS_BY,
    .min_fields = 1,
    .max_fields = 1,
    .only_dates = true,
    .look = look,
    .gather = gather,
    .total = links_total,
    .en = "the first contact came too late, or never",
    .zh = "首次跟进太晚，或没有跟进",
    .do_en = "call now; ask who should have",
    .do_zh = "请立即跟进，并确认由谁负责",
};
