/* page_score.c - sections about the score: verdict, months, what changed, which fixes
 * gain most. */
#include "page.h"

#include "core/memory.h"

#include <string.h>

/* ---- the verdict, and its lights -------------------------------------------------- */

static void write_change(page *p)
{
    const metrics_delta *delta = &p->metrics->delta;

    if (!delta->known)
        return;
    page_raw(p, " · ");
    page_raw(p, page_say(p, WN_SAY_REPORT_SINCE));
    page_raw(p, " ");
    page_change(p, true, delta->total, false);
    if (p->metrics->rules_changed) {
        wn_buf_format(p->out, page_say(p, WN_SAY_REPORT_PARTS), delta->data,
                      delta->rules);
    }
}

static void write_verdict_box(page *p)
{
    const health_metrics *n = p->metrics;
    wn_cell_score total = n->scores.dimensions[WN_DIMENSION_COUNT];
    const wn_report_outcome *out = &p->context->outcome->report;

    wn_buf_format(p->out, "<div class=\"verdict c%d\"><strong>", total.colour);
    page_light(p, "span", total, false);
    wn_buf_format(p->out, "</span> / 100 · %s</strong>",
                  page_say(p, WN_SAY_GOOD + (wn_word)total.colour));
    write_change(p);
    page_raw(p, "<br>");
    if (n->scores.weakest >= 0)
        wn_buf_format(p->out, page_say(p, WN_SAY_REPORT_WEAKEST),
                      page_say(p, WN_SAY_COMPLETENESS + (wn_word)n->scores.weakest),
                      n->scores.dimensions[n->scores.weakest].score);
    if (n->fix_count > 0 && n->after_three - total.score >= .05)
        wn_buf_format(p->out, page_say(p, WN_SAY_REPORT_AFTER),
                      n->fix_count < 3 ? n->fix_count : (size_t)3, n->after_three,
                      n->after_all);
    page_raw(p, page_say(p, WN_SAY_REPORT_CLEAN));
    page_raw(p, " ");
    page_add_share(p->out, out->records ? (double)out->clean / (double)out->records : 0);
    page_raw(p, page_say(p, WN_SAY_REPORT_STOP));
    page_raw(p, "</div>\n");
}

#define MANY 4 /* with more entities than this, cells show shapes without words */

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
        if (!page_has_records(p, &model->entities[e]))
            continue;
        double now = n->scores.cells[e][d].score;
        double was = n->before.cells ? n->before.cells[e][d].score : -1;
        write_light(p, n->scores.cells[e][d], now >= 0 && was >= 0, now - was);
    }
    page_raw(p, "</tr>\n");
}

static void write_lights(page *p)
{
    const wn_model *model = &p->context->plan->model;

    wn_buf_format(p->out,
                  "<div class=\"wide%s\" tabindex=\"0\" role=\"region\" "
                  "aria-label=\"%s\"><table><caption>",
                  count_entities(p) > MANY ? " many" : "",
                  page_say(p, WN_SAY_REPORT_LIGHTS_NAME));
    wn_buf_format(p->out, page_say(p, WN_SAY_REPORT_LIGHTS), model->green, model->yellow,
                  model->green, model->yellow);
    wn_buf_format(p->out,
                  "</caption><thead><tr><th scope=\"col\">%s</th><th scope=\"col\" "
                  "class=\"n\">%s</th>",
                  page_say(p, WN_SAY_REPORT_DIMENSION),
                  page_say(p, WN_SAY_REPORT_OVERALL));
    for (size_t e = 0; e < model->entity_count; e++) {
        if (!page_has_records(p, &model->entities[e]))
            continue;
        page_raw(p, "<th scope=\"col\" class=\"n\">");
        page_short(p, page_entity(p, &model->entities[e]));
        page_raw(p, "</th>");
    }
    page_raw(p, "</tr></thead><tbody>\n");
    for (int d = 0; d <= WN_DIMENSION_COUNT; d++)
        write_lights_of(p, d);
    page_table_end(p);
}

void page_verdict(page *p)
{
    page_heading(p, WN_SAY_REPORT_VERDICT, "verdict");
    if (p->metrics->scores.dimensions[WN_DIMENSION_COUNT].score < 0) {
        page_note(p, WN_SAY_REPORT_NO_SCORE);
        return;
    }
    write_verdict_box(p);
    write_lights(p);
}

/* ---- thirteen months -------------------------------------------------------------- */

#define LOW 40.0 /* the score at the bottom of a small chart */

static double height_of(double score)
{
    return 56 - 50 * ((score < LOW ? LOW : score) - LOW) / (100 - LOW);
}

static double value_of(const metrics_month *month, int dimension)
{
    return dimension == WN_DIMENSION_COUNT ? month->total : month->dimensions[dimension];
}

/* Draws a line; it has a gap where a month is missing. */
static void write_line(page *p, int dimension)
{
    const health_metrics *n = p->metrics;
    double step = n->month_count > 1 ? 160.0 / (double)(n->month_count - 1) : 0;
    bool open = false;

    for (size_t m = 0; m < n->month_count; m++) {
        double value = value_of(&n->months[m], dimension);
        bool there = n->months[m].is_there && value >= 0;
        if (there)
            wn_buf_format(p->out, "%s%.1f %.1f",
                          open ? "L"
                               : "<path fill=\"none\" "
                                 "stroke=\"#1b1f24\" stroke-width=\"1.8\" d=\"M",
                          6 + step * (double)m, height_of(value));
        else if (open)
            page_raw(p, "\"/>");
        open = there;
    }
    if (open)
        page_raw(p, "\"/>");
    for (size_t m = 0; m < n->month_count; m++)
        if (n->months[m].rules_changed)
            wn_buf_format(p->out,
                          "<path d=\"M%.1f 2V60\" stroke=\"#0a4ea3\" "
                          "stroke-dasharray=\"1 3\"/>",
                          6 + step * (double)m);
}

static void write_chart(page *p, int dimension)
{
    const health_metrics *n = p->metrics;
    const wn_model *model = &p->context->plan->model;
    const metrics_month *last = &n->months[n->month_count - 1];
    double now = value_of(last, dimension), first = -1;

    for (size_t m = 0; m < n->month_count && first < 0; m++)
        first = value_of(&n->months[m], dimension);
    if (now < 0)
        return;
    wn_buf_format(p->out,
                  "<figure><figcaption>%s</figcaption><svg viewBox=\"0 0 210 64\" "
                  "role=\"img\" aria-label=\"%s: %.1f → %.1f\"><path d=\"M6 %.1fH166\" "
                  "stroke=\"#6e7781\" stroke-dasharray=\"2 3\"/><path d=\"M6 %.1fH166\" "
                  "stroke=\"#6e7781\" stroke-dasharray=\"6 3\"/>",
                  page_say(p, WN_SAY_COMPLETENESS + (wn_word)dimension),
                  page_say(p, WN_SAY_COMPLETENESS + (wn_word)dimension), first, now,
                  height_of(model->green), height_of(model->yellow));
    write_line(p, dimension);
    wn_buf_format(p->out,
                  "<circle cx=\"%.1f\" cy=\"%.1f\" r=\"3\"/><text x=\"174\" y=\"%.1f\" "
                  "font-size=\"13\">%.1f</text></svg></figure>\n",
                  n->month_count > 1 ? 166.0 : 6.0, height_of(now), height_of(now) + 4,
                  now);
}

void page_months(page *p)
{
    const health_metrics *n = p->metrics;
    const wn_model *model = &p->context->plan->model;

    page_heading(p, WN_SAY_REPORT_MONTHS, "months");
    if (n->month_count < 2) {
        page_no_before(p);
        return;
    }
    page_raw(p, "<div class=\"row\">");
    write_chart(p, WN_DIMENSION_COUNT);
    for (int d = 0; d < WN_DIMENSION_COUNT; d++)
        write_chart(p, d);
    page_raw(p, "</div>\n");
    page_note(p, WN_SAY_REPORT_MONTHS_KEY, n->months[0].name,
              n->months[n->month_count - 1].name, model->green, model->yellow);
    for (size_t m = 0; m < n->month_count; m++) {
        if (!n->months[m].is_there)
            page_note(p, WN_SAY_REPORT_MONTH_MISSING, n->months[m].name);
        if (n->months[m].rules_changed)
            page_note(p, WN_SAY_REPORT_RULES_CHANGED, n->months[m].name);
    }
}

/* ---- what changed ----------------------------------------------------------------- */

static void write_box(page *p, wn_word word, uint64_t number)
{
    char digits[28];

    wn_buf_format(p->out, "<div class=\"box\">%s<b>%s</b></div>", page_say(p, word),
                  wn_thousands(digits, number));
}

void page_changes(page *p)
{
    const wn_lifecycle *lifecycle = &p->metrics->lifecycle;
    char digits[28];

    page_heading(p, WN_SAY_REPORT_CHANGES, "changes");
    if (!p->metrics->has_before) {
        page_no_before(p);
        return;
    }
    page_raw(p, "<div class=\"row\">");
    write_box(p, WN_SAY_REPORT_NEW, lifecycle->fresh);
    write_box(p, WN_SAY_REPORT_FIXED, lifecycle->fixed);
    write_box(p, WN_SAY_REPORT_OPEN, lifecycle->open);
    write_box(p, WN_SAY_REPORT_RETURNED, lifecycle->returned);
    page_raw(p, "</div>\n");
    page_note(p, WN_SAY_REPORT_CHANGES_KEY);
    if (p->metrics->by_rules)
        page_note(p, WN_SAY_REPORT_BY_RULES, wn_thousands(digits, p->metrics->by_rules));
}

/* ---- ten fixes -------------------------------------------------------------------- */

void page_fixes(page *p)
{
    static const wn_word columns[] = {WN_SAY_REPORT_PLACE,  WN_SAY_REPORT_TODO,
                                      WN_SAY_REPORT_MOSTLY, WN_SAY_REPORT_WORKSHEET,
                                      WN_SAY_REPORT_FAILED, WN_SAY_REPORT_GAIN,
                                      WN_SAY_REPORT_PER_100};
    const health_metrics *n = p->metrics;

    page_heading(p, WN_SAY_REPORT_FIXES, "fixes");
    if (n->fix_count == 0) {
        page_note(p, WN_SAY_REPORT_NOTHING);
        return;
    }
    page_table(p, WN_SAY_REPORT_FIXES_KEY, columns, WN_COUNT(columns), 4);
    for (size_t i = 0; i < n->fix_count; i++) {
        const metrics_fix *fix = &n->fixes[i];
        const wn_rule *rule = wn_rules[fix->check->rule];
        wn_buf_format(p->out, "<tr><td>%zu</td><td>", i + 1);
        page_text(p, page_entity(p, fix->check->entity));
        page_raw(p, " · <strong>");
        page_short(p, wn_check_label(fix->check, p->lang));
        page_raw(p, "</strong> <code>");
        page_short(p, fix->check->id);
        wn_buf_format(p->out, "</code><br><span class=\"dim\">→ %s</span></td><td>",
                      p->lang == WN_ZH ? rule->do_zh : rule->do_en);
        page_short(p, fix->mostly ? fix->mostly->name : WN_STR("—"));
        page_raw(p, "</td><td><a href=\"worklists.xlsx\">");
        page_short(p, fix->check->id);
        page_raw(p, "</a></td>");
        page_number(p, fix->failed);
        page_decimal(p, fix->gain < 0 ? 0 : fix->gain, 2);
        page_decimal(p, fix->gain < 0 ? 0 : 100 * fix->gain / (double)fix->failed, 2);
        page_raw(p, "</tr>\n");
    }
    page_table_end(p);
    if (n->scores.dimensions[WN_DIMENSION_COUNT].colour == 1 &&
        n->scores.dimensions[WN_DIMENSION_COUNT].score >= p->context->plan->model.green)
        page_note(p, WN_SAY_REPORT_CAPPED);
}
