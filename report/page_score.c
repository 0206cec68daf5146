/* page_score.c - sections about the score: the verdict, three fixes and ten, the lights.
 */
#include "page.h"

#include "core/memory.h"

#include <math.h>
#include <string.h>

/* ---- the verdict ------------------------------------------------------------------ */

/* The one legend of the page: scores, colours, and what caps them. */
static void write_legend(page *p)
{
    const wn_model *model = &p->context->plan->model;

    page_note(p, WN_SAY_REPORT_LEGEND, model->green, model->yellow, model->green,
              model->yellow);
}

/* "0.6 better than in 2026-09 (77.1)", by the numbers that both reports show. */
static void write_change(page *p)
{
    const health_metrics *n = p->metrics;
    const wn_period *last = metrics_last_period(p->context);
    metrics_delta shown = metrics_shown(n);

    if (!shown.known)
        return;
    wn_buf_format(p->out, "<p>%s ", page_say(p, WN_SAY_REPORT_SINCE));
    wn_buf_format(p->out, "%s (%.1f)%s", last->name, n->was,
                  page_say(p, WN_SAY_REPORT_COLON));
    page_change(p, true, shown.total, false);
    if (n->rules_changed)
        wn_buf_format(p->out, page_say(p, WN_SAY_REPORT_PARTS), shown.data, shown.rules);
    page_raw(p, "</p>\n");
}

static void write_clean(page *p)
{
    const wn_report_outcome *out = &p->context->outcome->report;

    page_raw(p, page_say(p, WN_SAY_REPORT_CLEAN));
    page_raw(p, "<b>");
    page_add_share(p->out, out->records ? (double)out->clean / (double)out->records : 0);
    page_raw(p, "</b>");
    page_raw(p, page_say(p, WN_SAY_REPORT_STOP));
}

#define NAMED 4 /* red cells */

/* Names the parts of the data that are red. */
static void write_red(page *p)
{
    const wn_model *model = &p->context->plan->model;
    size_t count = 0;

    for (size_t e = 0; e < model->entity_count; e++)
        for (int d = 0; d < WN_DIMENSION_COUNT; d++) {
            wn_cell_score cell = p->metrics->scores.cells[e][d];
            if (cell.score < 0 || cell.colour != 2 || count++ >= NAMED)
                continue;
            if (count == 1)
                wn_buf_format(p->out, "<p>%s", page_say(p, WN_SAY_REPORT_RED));
            else
                page_raw(p, page_say(p, WN_SAY_REPORT_LIST_COMMA));
            page_short(p, page_entity(p, &model->entities[e]));
            wn_buf_format(p->out, " %s %.1f",
                          page_say(p, WN_SAY_COMPLETENESS + (wn_word)d), cell.score);
        }
    if (count > NAMED)
        page_more(p, count - NAMED);
    if (count)
        wn_buf_format(p->out, "%s</p>\n", page_say(p, WN_SAY_REPORT_STOP));
}

static void write_hero(page *p)
{
    const health_metrics *n = p->metrics;
    wn_cell_score total = n->scores.dimensions[WN_DIMENSION_COUNT];

    wn_buf_format(p->out,
                  "<div class=\"hero c%d\"><p class=\"answer\"><b>%s %.1f</b>/ 100 · "
                  "%s</p>\n",
                  total.colour, page_shapes[total.colour], total.score,
                  page_say(p, WN_SAY_GOOD + (wn_word)total.colour));
    write_change(p);
    page_raw(p, "<p>");
    if (n->scores.weakest >= 0)
        wn_buf_format(p->out, page_say(p, WN_SAY_REPORT_WEAKEST),
                      page_say(p, WN_SAY_COMPLETENESS + (wn_word)n->scores.weakest),
                      n->scores.dimensions[n->scores.weakest].score);
    write_clean(p);
    page_raw(p, "</p>\n");
    write_red(p);
    if (total.colour == 1 && total.score >= p->context->plan->model.green)
        wn_buf_format(p->out, "<p>%s</p>\n", page_say(p, WN_SAY_REPORT_CAPPED));
    page_raw(p, "</div>\n");
}

/* What the score is about, and what it does not cover. */
static void write_covered(page *p)
{
    const wn_context *context = p->context;
    const wn_model *model = &context->plan->model;
    size_t asked = 0, idle = 0;
    char records[28];

    for (size_t i = 0; metrics_check(model, i); i++) {
        bool is_asked =
            context->tallies->counts[metrics_check(model, i)->number].applicable > 0;
        asked += is_asked;
        idle += !is_asked;
    }
    page_note(p, WN_SAY_REPORT_COVERED,
              wn_thousands(records, context->outcome->report.records), asked, idle);
}

void page_verdict(page *p)
{
    if (p->metrics->scores.dimensions[WN_DIMENSION_COUNT].score < 0) {
        page_note(p, WN_SAY_REPORT_NO_SCORE);
        return;
    }
    write_hero(p);
    write_legend(p);
    write_covered(p);
}

/* ---- fixes ------------------------------------------------------------------------ */

/* What to do, in words for people who write no mappings. */
static const char *to_do(const page *p, const metrics_fix *fix)
{
    const wn_rule *rule = wn_rules[fix->check->rule];
    const char *text = p->lang == WN_ZH ? rule->do_zh : rule->do_en;

    if (p->report->kind->loads && fix->check->rule == WN_RULE_DUPLICATES)
        return page_say(p, WN_SAY_REPORT_MERGED);
    return strchr(text, '=') || strstr(text, "--") ? page_say(p, WN_SAY_REPORT_ASK_ADMIN)
                                                   : text;
}

static double gain_of(const metrics_fix *fix)
{
    return fix->gain < 0 ? 0 : fix->gain;
}

/* Who: the department with most of the records, and how many of them. */
static void write_mostly(page *p, const metrics_fix *fix)
{
    char a[28], b[28];

    if (!fix->mostly) {
        page_raw(p, "—");
        return;
    }
    page_short(p, fix->mostly->name);
    wn_buf_format(p->out, page_say(p, WN_SAY_REPORT_OF),
                  wn_thousands(a, fix->mostly->checks[fix->check->number].failed),
                  wn_thousands(b, fix->failed));
}

static void write_name(page *p, const metrics_fix *fix)
{
    page_short(p, page_entity(p, fix->check->entity));
    page_colon(p);
    page_raw(p, "<strong>");
    page_short(p, wn_check_label(fix->check, p->lang));
    page_raw(p, "</strong>");
    if (fix->is_focus) {
        page_raw(p, " <em>");
        wn_buf_format(p->out, page_say(p, WN_SAY_REPORT_FOCUS),
                      WN_FMT(fix->check->focus));
        page_raw(p, "</em>");
    }
}

void page_three(page *p)
{
    const health_metrics *n = p->metrics;
    double now = n->scores.dimensions[WN_DIMENSION_COUNT].score;
    char digits[28];

    for (size_t i = 0; i < n->fix_count && i < 3; i++) {
        const metrics_fix *fix = &n->fixes[i];
        page_raw(p, i ? "<li><b>" : "<ol class=\"cards\"><li><b>");
        wn_buf_format(p->out, page_say(p, WN_SAY_REPORT_BRINGS), gain_of(fix));
        page_raw(p, "</b>");
        write_name(p, fix);
        wn_buf_format(p->out, "<br>%s", to_do(p, fix));
        page_raw(p, "<br>");
        wn_buf_format(p->out, page_say(p, WN_SAY_REPORT_RECORDS_OF),
                      wn_thousands(digits, fix->failed));
        if (fix->mostly) {
            wn_buf_format(p->out, "<br>%s", page_say(p, WN_SAY_REPORT_WHO_MOSTLY));
            write_mostly(p, fix);
        }
        page_raw(p, "</li>\n");
    }
    if (n->fix_count == 0) {
        page_note(p, WN_SAY_REPORT_NOTHING);
        return;
    }
    page_raw(p, "</ol>\n<p>");
    wn_buf_format(p->out, page_say(p, WN_SAY_REPORT_AFTER), now,
                  n->fix_count < 3 ? n->fix_count : (size_t)3, n->after_three,
                  n->fix_count, n->after_all);
    if (report_goes(p->report, "worklists.xlsx"))
        wn_buf_format(p->out, " <a href=\"worklists.xlsx\">%s</a>",
                      page_say(p, WN_SAY_REPORT_LISTS));
    page_raw(p, "</p>\n");
}

#define ENOUGH 100 /* records: fewer gain less than "per 100 records" would say */

void page_fixes(page *p)
{
    static const wn_word columns[] = {WN_SAY_REPORT_PLACE,  WN_SAY_REPORT_TODO,
                                      WN_SAY_REPORT_MOSTLY, WN_SAY_REPORT_FAILED,
                                      WN_SAY_REPORT_GAIN,   WN_SAY_REPORT_PER_100};
    const health_metrics *n = p->metrics;
    size_t enough = 0;

    if (n->fix_count == 0) {
        page_note(p, WN_SAY_REPORT_NOTHING);
        return;
    }
    for (size_t i = 0; i < n->fix_count; i++)
        enough += n->fixes[i].failed >= ENOUGH;
    page_table(p, WN_SAY_REPORT_FIXES_KEY, columns, WN_COUNT(columns) - (enough == 0), 3);
    for (size_t i = 0; i < n->fix_count; i++) {
        const metrics_fix *fix = &n->fixes[i];
        wn_buf_format(p->out, "<tr><td>%zu</td><td>", i + 1);
        write_name(p, fix);
        wn_buf_format(p->out, "<br><span class=\"dim\">%s</span></td><td>",
                      to_do(p, fix));
        write_mostly(p, fix);
        page_raw(p, "</td>");
        page_number(p, fix->failed);
        page_decimal(p, gain_of(fix), 2);
        if (enough)
            page_decimal(
                p, fix->failed >= ENOUGH ? 100 * gain_of(fix) / (double)fix->failed : -1,
                2);
        page_raw(p, "</tr>\n");
    }
    page_table_end(p);
    if (enough && enough < n->fix_count)
        page_note(p, WN_SAY_REPORT_PER_100_KEY);
}

/* ---- the lights ------------------------------------------------------------------- */

#define COLUMNS_SHOWN 20 /* entities: wider is no table */
#define MANY 4 /* with more entities than this, cells show shapes without words */

/* Is the entity one of the first that have records? Tables do not get wider. */
static bool is_column(const page *p, const wn_entity *entity)
{
    size_t before = 0;

    for (const wn_entity *e = p->context->plan->model.entities; e < entity; e++)
        before += page_has_records(p, e);
    return page_has_records(p, entity) && before < COLUMNS_SHOWN;
}

static size_t count_entities(const page *p)
{
    const wn_model *model = &p->context->plan->model;
    size_t count = 0;

    for (size_t e = 0; e < model->entity_count; e++)
        count += page_has_records(p, &model->entities[e]);
    return count;
}

/* A table cell: the light of a score, and its change when that is known. */
static void write_light(page *p, wn_cell_score now, bool known, double change)
{
    page_light(p, "td", now, count_entities(p) <= MANY);
    if (known) {
        page_raw(p, "<small>");
        page_change(p, true, change, false);
        page_raw(p, "</small>");
    }
    page_raw(p, "</td>");
}

static void write_lights_of(page *p, int d)
{
    const wn_model *model = &p->context->plan->model;
    const health_metrics *n = p->metrics;
    const metrics_delta *delta =
        d < WN_DIMENSION_COUNT ? &n->dimension_delta[d] : &n->delta;

    wn_buf_format(p->out, "<tr><th scope=\"row\">%s",
                  page_say(p, WN_SAY_COMPLETENESS + (wn_word)d));
    if (d < WN_DIMENSION_COUNT)
        wn_buf_format(p->out, " <span class=\"dim\">%.0f %%</span>", model->weights[d]);
    page_raw(p, "</th>");
    write_light(p, n->scores.dimensions[d], delta->known, delta->data);
    for (size_t e = 0; e < model->entity_count; e++) {
        if (!is_column(p, &model->entities[e]))
            continue;
        double now = n->scores.cells[e][d].score;
        double was = n->before.cells ? n->before.cells[e][d].score : -1;
        write_light(p, n->scores.cells[e][d], now >= 0 && was >= 0, now - was);
    }
    page_raw(p, "</tr>\n");
}

void page_lights(page *p)
{
    const wn_model *model = &p->context->plan->model;
    size_t count = count_entities(p);

    page_note(p, WN_SAY_REPORT_LIGHTS_KEY);
    page_wide(p, count > 2, count > MANY ? " many" : "");
    wn_buf_format(p->out,
                  "<thead><tr><th scope=\"col\">%s</th><th scope=\"col\" "
                  "class=\"n\">%s</th>",
                  page_say(p, WN_SAY_REPORT_DIMENSION),
                  page_say(p, WN_SAY_REPORT_OVERALL));
    for (size_t e = 0; e < model->entity_count; e++) {
        if (!is_column(p, &model->entities[e]))
            continue;
        page_raw(p, "<th scope=\"col\" class=\"n\">");
        page_short(p, page_entity(p, &model->entities[e]));
        page_raw(p, "</th>");
    }
    page_raw(p, "</tr></thead><tbody>\n");
    for (int d = 0; d <= WN_DIMENSION_COUNT; d++)
        write_lights_of(p, d);
    page_table_end(p);
    page_shown(p, count < COLUMNS_SHOWN ? count : COLUMNS_SHOWN, count);
}
