/* health_json.c - health.json for scripts; its schema is docs/health.schema.json. */
#include "page.h"
#include "aliases.h"

#include "core/memory.h"

#include <jansson.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

static const char *const colours[] = {"green", "yellow", "red"};
static const char *const dimensions[] = {"completeness", "validity", "uniqueness",
                                         "timeliness", "consistency"};

/* Rounds to `digits` digits behind the point, so that files of two machines do not differ
 * in the 15th digit; and turns -0.0 into 0.0. */
static json_t *decimal(double number, int digits)
{
    double scale = pow(10, digits);

    return json_real(round(number * scale) / scale + 0.0);
}

static json_t *text(wn_str s)
{
    json_t *value = json_stringn(s.ptr ? s.ptr : "", s.len);

    return value ? value : json_string("");
}

static void set(json_t *object, const char *name, json_t *value)
{
    json_object_set_new(object, name, value);
}

/* ---- rules ------------------------------------------------------------------------ */

static json_t *check_json(const report *r, const wn_check *check)
{
    const wn_context *context = r->stage.context;
    const wn_counts *counts = &context->tallies->counts[check->number];
    const wn_lifecycle *lifecycle = &context->known->history->lifecycles[check->number];
    const wn_history *history = context->known->history;
    double share = wn_share(counts);
    metrics_fix alone = {.check = check};
    json_t *rule =
        json_pack("{s:o,s:o,s:s,s:s,s:s,s:I,s:I,s:I}", "id", text(check->id), "entity",
                  text(check->entity->name), "rule", wn_rules[check->rule]->name,
                  "dimension", dimensions[wn_rules[check->rule]->dimension], "severity",
                  wn_severity_names[check->severity], "applicable",
                  (json_int_t)counts->applicable, "failed", (json_int_t)counts->failed,
                  "waived", (json_int_t)context->tallies->waived[check->number]);

    if (metrics_was_asked(context, check))
        set(rule, "previous",
            json_integer((json_int_t)history->periods[history->count - 1]
                             .counts[check->number]
                             .failed));
    else
        set(rule, "previous", json_null());
    set(rule, "new", json_integer((json_int_t)lifecycle->fresh));
    set(rule, "fixed", json_integer((json_int_t)lifecycle->fixed));
    set(rule, "open", json_integer((json_int_t)lifecycle->open));
    set(rule, "returned", json_integer((json_int_t)lifecycle->returned));
    set(rule, "green", json_real(check->green));
    set(rule, "red", json_real(check->red));
    if (check->limit_count) {
        const wn_limit *next = metrics_next_limit(check);
        const char *since = check->limits[check->limit].from;
        set(rule, "limits_from", since[0] ? json_string(since) : json_null());
        set(rule, "next_limits",
            next ? json_pack("{s:s,s:f,s:f}", "from", next->from, "green", next->green,
                             "red", next->red)
                 : json_null());
    }
    set(rule, "score", decimal(wn_check_score(share, check->green, check->red), 2));
    double gain = counts->failed
                      ? metrics_total_without(context, &alone, 1) -
                            r->metrics.scores.dimensions[WN_DIMENSION_COUNT].score
                      : 0;
    set(rule, "gain", decimal(gain, 3));
    set(rule, "colour",
        json_string(colours[wn_check_colour(check, context->tallies->counts)]));
    set(rule, "en", text(wn_check_label(check, WN_EN)));
    set(rule, "zh", text(wn_check_label(check, WN_ZH)));
    return rule;
}

/* ---- scores ----------------------------------------------------------------------- */

static json_t *cells_json(const wn_cell_score *cells)
{
    json_t *object = json_object();

    for (int d = 0; d <= WN_DIMENSION_COUNT; d++)
        if (cells[d].score >= 0)
            set(object, d < WN_DIMENSION_COUNT ? dimensions[d] : "overall",
                json_pack("{s:o,s:s}", "score", decimal(cells[d].score, 2), "colour",
                          colours[cells[d].colour]));
    return object;
}

static json_t *delta_json(const metrics_delta *delta)
{
    return delta->known
               ? json_pack("{s:o,s:o,s:o}", "total", decimal(delta->total, 2), "data",
                           decimal(delta->data, 2), "rules", decimal(delta->rules, 2))
               : json_null();
}

static json_t *months_json(const health_metrics *n)
{
    json_t *months = json_array();

    for (size_t m = 0; m < n->month_count; m++) {
        const metrics_month *month = &n->months[m];
        json_t *one = json_pack("{s:s,s:b}", "period", month->name, "rules_changed",
                                month->rules_changed);
        set(one, "score", month->total < 0 ? json_null() : decimal(month->total, 2));
        for (int d = 0; d < WN_DIMENSION_COUNT; d++)
            if (month->is_there && month->dimensions[d] >= 0)
                set(one, dimensions[d], decimal(month->dimensions[d], 2));
        json_array_append_new(months, one);
    }
    return months;
}

static json_t *score_or_null(double score)
{
    return score < 0 ? json_null() : decimal(score, 2);
}

static json_t *scores_json(const double *scores)
{
    json_t *all = json_object();

    for (int d = 0; d <= WN_DIMENSION_COUNT; d++)
        set(all, d < WN_DIMENSION_COUNT ? dimensions[d] : "overall",
            score_or_null(scores[d]));
    return all;
}

/* The quarter; a month without a check is null. */
static json_t *quarter_json(const metrics_quarter *q)
{
    json_t *months = json_array();

    for (size_t i = 0; i < WN_COUNT(q->months); i++)
        json_array_append_new(
            months, json_pack("{s:s,s:o}", "period", q->months[i].name, "scores",
                              q->months[i].is_there ? scores_json(q->months[i].values)
                                                    : json_null()));
    return json_pack("{s:s,s:o,s:o,s:o,s:o,s:i}", "name", q->name, "months", months,
                     "mean", scores_json(q->mean), "last", scores_json(q->last), "before",
                     q->have_before ? scores_json(q->before) : json_null(),
                     "months_before", q->have_before);
}

/* A text of the data; parts of it that may be personal are masked. */
static json_t *seen(const report *r, wn_str s)
{
    wn_arena arena = {0};
    json_t *value = text(report_seen(r, s, &arena));

    wn_arena_release(&arena);
    return value;
}

static json_t *share_or_null(double share)
{
    return share < 0 ? json_null() : decimal(share, 5);
}

/* Updates, and what was closed; null where the records do not say. */
static void add_activity(json_t *one, const wn_activity *now, const wn_activity *was)
{
    set(one, "updates",
        now->dated ? json_pack("{s:I,s:I,s:o,s:o}", "records", (json_int_t)now->dated,
                               "updated", (json_int_t)now->updated, "rate",
                               share_or_null(metrics_update_rate(now)), "previous",
                               share_or_null(metrics_update_rate(was)))
                   : json_null());
    set(one, "closure",
        now->opened + now->closed
            ? json_pack("{s:I,s:I,s:o,s:o}", "opened", (json_int_t)now->opened, "closed",
                        (json_int_t)now->closed, "rate",
                        share_or_null(metrics_closure(now)), "previous",
                        share_or_null(metrics_closure(was)))
            : json_null());
}

static json_t *departments_json(const report *r)
{
    const health_metrics *n = &r->metrics;
    json_t *all = json_array();

    for (size_t i = 0; i < n->rank_count; i++) {
        const metrics_rank *rank = &n->ranks[i];
        json_t *one = json_pack("{s:o,s:I,s:b,s:b}", "name", seen(r, rank->group->name),
                                "records", (json_int_t)rank->group->records, "ranked",
                                rank->is_ranked, "most_improved", rank->is_most_improved);
        set(one, "rank", rank->is_ranked ? json_integer((json_int_t)i + 1) : json_null());
        set(one, "score", score_or_null(rank->total));
        set(one, "completeness", score_or_null(rank->completeness));
        set(one, "timeliness", score_or_null(rank->timeliness));
        set(one, "delta", rank->delta.known ? decimal(rank->delta.data, 2) : json_null());
        add_activity(one, &rank->group->activity, &rank->was);
        json_array_append_new(all, one);
    }
    return all;
}

static json_t *fixes_json(const report *r)
{
    const health_metrics *n = &r->metrics;
    json_t *all = json_array();

    for (size_t i = 0; i < n->fix_count; i++) {
        const metrics_fix *fix = &n->fixes[i];
        json_t *one =
            json_pack("{s:o,s:o,s:I,s:o,s:o}", "id", text(fix->check->id), "entity",
                      text(fix->check->entity->name), "records", (json_int_t)fix->failed,
                      "gain", decimal(fix->gain, 3), "gain_per_100",
                      decimal(100 * fix->gain / (double)fix->failed, 4));
        set(one, "department", fix->mostly ? seen(r, fix->mostly->name) : json_null());
        set(one, "focus", json_boolean(fix->is_focus));
        json_array_append_new(all, one);
    }
    return all;
}

static json_t *targets_json(const health_metrics *n)
{
    static const char *const states[] = {
        [METRICS_NO_GOAL] = "",           [METRICS_NOT_ASKED] = "not_asked",
        [METRICS_ONE_PERIOD] = "unknown", [METRICS_REACHED] = "reached",
        [METRICS_ON_TRACK] = "on_track",  [METRICS_BEHIND] = "behind",
        [METRICS_MISSED] = "missed"};
    json_t *all = json_array();

    for (size_t i = 0; i < n->goal_count; i++) {
        const metrics_goal *goal = &n->goals[i];
        bool asked = goal->state != METRICS_NOT_ASKED;
        if (goal->state == METRICS_NO_GOAL)
            continue;
        json_t *one =
            json_pack("{s:o,s:o,s:s,s:f,s:s}", "id", text(goal->check->id), "entity",
                      text(goal->check->entity->name), "by", goal->check->goal.by,
                      "share", goal->check->goal.share, "state", states[goal->state]);
        set(one, "now", asked ? decimal(goal->now, 5) : json_null());
        set(one, "line", goal->line < 0 ? json_null() : decimal(goal->line, 5));
        set(one, "first",
            goal->first_period[0] ? json_pack("{s:s,s:o}", "period", goal->first_period,
                                              "share", decimal(goal->first, 5))
                                  : json_null());
        json_array_append_new(all, one);
    }
    return all;
}

static json_t *spellings_json(const spellings *s)
{
    json_t *all = json_array();

    for (size_t i = 0; i < s->count && i < PAGE_SHOWN; i++) {
        const spelled_group *group = &s->groups[i];
        json_t *uses = json_array();
        for (size_t u = 0; u < group->count; u++)
            json_array_append_new(
                uses, json_pack("{s:o,s:o,s:I}", "text", text(group->uses[u].text),
                                "department", text(group->uses[u].department), "records",
                                (json_int_t)group->uses[u].records));
        json_array_append_new(all, json_pack("{s:o,s:o,s:I,s:I,s:o}", "entity",
                                             text(group->entity->name), "kept",
                                             text(group->kept), "records",
                                             (json_int_t)group->records, "spellings",
                                             (json_int_t)group->spellings, "uses", uses));
    }
    return all;
}

/* ---- what is unusual -------------------------------------------------------------- */

static json_t *told_number(const wn_told *told, double number)
{
    return told->is_count ? json_integer((json_int_t)number) : decimal(number, 5);
}

/* Adds what the checks tell that look at no single record: what they found, or
 * (is_skipped) why they were not asked. */
static void add_told(const report *r, bool is_skipped, json_t *all)
{
    const wn_tallies *tallies = r->stage.context->tallies;

    for (size_t i = 0; i < tallies->told_count; i++) {
        const wn_told *told = &tallies->told[i];
        if (told->is_skipped != is_skipped)
            continue;
        json_t *one = json_pack(
            "{s:s,s:o,s:o,s:o}", "kind", "check", "id", text(told->check->id), "entity",
            text(told->check->entity->name), "place", seen(r, told->place));
        if (told->field)
            set(one, "field", text(told->field->name));
        if (is_skipped) {
            set(one, "why",
                json_string(wn_say(r->stage.context->settings->lang, told->why)));
        } else {
            wn_arena arena = {0};
            if (told->value.len && report_shows_values(r))
                set(one, "value",
                    text(report_masked(r, told->field, told->value, &arena)));
            wn_arena_release(&arena);
            if (told->now >= 0)
                set(one, "now", told_number(told, told->now));
            if (told->before >= 0)
                set(one, "before", told_number(told, told->before));
            if (told->period[0])
                set(one, "period", json_string(told->period));
        }
        json_array_append_new(all, one);
    }
}

static json_t *not_asked_json(const report *r)
{
    json_t *all = json_array();

    add_told(r, true, all);
    return all;
}

static json_t *unusual_json(const report *r)
{
    static const char *const kinds[] = {"column-new", "column-gone", "value-new"};
    const health_metrics *n = &r->metrics;
    const wn_history *history = r->stage.context->known->history;
    json_t *all = json_array();

    for (size_t i = 0; i < n->unusual_count; i++) {
        const metrics_unusual *u = &n->unusual[i];
        json_t *one =
            json_pack("{s:s,s:o,s:o,s:o,s:o,s:o}", "kind", u->check ? "share" : "rows",
                      "entity", text(u->check ? u->check->entity->name : u->entity->name),
                      "now", decimal(u->now, 5), "usual", decimal(u->usual, 5), "low",
                      decimal(u->low, 5), "high", decimal(u->high, 5));
        if (u->check)
            set(one, "id", text(u->check->id));
        json_array_append_new(all, one);
    }
    for (size_t i = 0; i < history->novelty_count; i++) {
        const wn_novelty *v = &history->novelties[i];
        bool hides = v->kind == WN_VALUE_NEW && !report_shows_values(r);
        json_array_append_new(
            all, json_pack("{s:s,s:o,s:o,s:I}", "kind", kinds[v->kind], "place",
                           seen(r, v->where), "name", seen(r, hides ? WN_STR("") : v->what),
                           "count", (json_int_t)v->count));
    }
    add_told(r, false, all);
    return all;
}

static json_t *answers_json(const wn_history *history)
{
    static const char *const replies[] = {"fixed", "no_need", "merge", "disputed"};
    json_t *all = json_object();

    for (int k = 0; k < WN_REPLY_COUNT; k++) {
        json_int_t count = 0, found = 0;
        for (size_t i = 0; i < history->answers.count; i++) {
            count += history->answers.items[i].reply == (wn_reply)k;
            found += history->answers.items[i].reply == (wn_reply)k &&
                     history->answers.items[i].found;
        }
        set(all, replies[k],
            json_pack("{s:I,s:I}", "answers", count, "still_there", found));
    }
    return all;
}

/* ---- all of it -------------------------------------------------------------------- */

static void add_head(const report *r, json_t *root)
{
    const wn_context *context = r->stage.context;
    const wn_report_outcome *out = &context->outcome->report;
    const health_metrics *n = &r->metrics;
    wn_cell_score total = n->scores.dimensions[WN_DIMENSION_COUNT];

    set(root, "score", score_or_null(total.score));
    set(root, "colour",
        total.score < 0 ? json_null() : json_string(colours[total.colour]));
    set(root, "delta", delta_json(&n->delta));
    set(root, "records", json_integer((json_int_t)out->records));
    set(root, "clean_share",
        json_real(out->records ? (double)out->clean / (double)out->records : 0));
    set(root, "after_three_fixes", score_or_null(n->after_three));
    set(root, "after_ten_fixes", score_or_null(n->after_all));
    set(root, "findings",
        n->has_before && r->kind->compares
            ? json_pack("{s:I,s:I,s:I,s:I,s:I}", "new", (json_int_t)n->lifecycle.fresh,
                        "fixed", (json_int_t)n->lifecycle.fixed, "open",
                        (json_int_t)n->lifecycle.open, "returned",
                        (json_int_t)n->lifecycle.returned, "by_rules",
                        (json_int_t)n->by_rules)
            : json_null());
}

static void give_line(void *data, size_t i, wn_str line)
{
    (void)i;
    json_array_append_new(data, text(line));
}

static json_t *left_json(const report *r)
{
    json_t *all = json_array();

    report_left_write(r, r->stage.context->settings->lang, all, give_line);
    return all;
}

void report_health(report *r, wn_buf *out)
{
    const wn_context *context = r->stage.context;
    const wn_model *model = &context->plan->model;
    json_t *root = json_pack(
        "{s:s,s:s,s:s,s:s,s:b,s:b}", "schema", "winnow.health/1", "period",
        context->settings->period, "as_of", context->settings->as_of, "profile",
        context->settings->only_key ? "key" : "full", "masked",
        !context->settings->unmasked, "partial", context->settings->where_count > 0);
    json_t *rules = json_array(), *entities = json_object();

    add_head(r, root);
    set(root, "dimensions", cells_json(r->metrics.scores.dimensions));
    for (size_t e = 0; e < model->entity_count; e++) {
        const wn_entity *entity = &model->entities[e];
        if (r->metrics.scores.cells[e][WN_DIMENSION_COUNT].score < 0)
            continue;
        json_t *cells = cells_json(r->metrics.scores.cells[e]);
        set(cells, "weight", json_real(entity->weight));
        json_object_setn_new(entities, entity->name.ptr, entity->name.len, cells);
        for (size_t c = 0; c < entity->check_count; c++)
            if (context->tallies->counts[entity->checks[c].number].applicable)
                json_array_append_new(rules, check_json(r, &entity->checks[c]));
    }
    set(root, "entities", entities);
    set(root, "rules", rules);
    set(root, "months", months_json(&r->metrics));
    set(root, "quarter", quarter_json(&r->metrics.quarter));
    set(root, "departments", departments_json(r));
    if (context->plan->model.kpi_share >= 0)
        set(root, "kpi_share", decimal(context->plan->model.kpi_share, 4));
    set(root, "fixes", fixes_json(r));
    set(root, "targets", targets_json(&r->metrics));
    set(root, "spellings", spellings_json(r->spellings));
    set(root, "files", report_feeds_json(r));
    set(root, "files_apart", report_skews_json(r));
    set(root, "unusual", unusual_json(r));
    if (context->tallies->told_count)
        set(root, "not_asked", not_asked_json(r));
    set(root, "left_out", left_json(r));
    if (context->known->history->answers.count)
        set(root, "answers", answers_json(context->known->history));
    char *dump = json_dumps(root, JSON_INDENT(1) | JSON_REAL_PRECISION(8));
    wn_buf_add(out, wn_str_of(dump));
    wn_buf_char(out, '\n');
    free(dump);
    json_decref(root);
}
