/* page_annex.c - sections: all checks with limits and a few findings; waivers; how the
 * score is computed. */
#include "page.h"

#include "core/memory.h"

#include <string.h>

static const wn_word severities[] = {WN_SAY_SEVERITY_INFO, WN_SAY_SEVERITY_WARN,
                                     WN_SAY_SEVERITY_ERROR};

static void write_samples(page *p, const wn_check *check)
{
    const report *r = p->report;
    uint64_t all = r->findings[check->number];

    for (size_t i = 0; i < r->sample_count[check->number]; i++) {
        const report_sample *s = &r->samples[check->number][i];
        page_raw(p, "<span class=\"dim v eg\"><br>");
        page_short(p, s->file);
        wn_buf_format(p->out, "%c%llu", s->mark, (unsigned long long)s->line);
        if (s->column.len) {
            wn_buf_format(p->out, " · %s ", s->letter);
            page_short(p, s->column);
        } else if (s->field.len) {
            page_raw(p, " · ");
            page_short(p, s->field);
        }
        if (s->value.len) {
            page_raw(p, " · <code>");
            page_short(p, s->value);
            page_raw(p, "</code>");
        }
        page_raw(p, "</span>");
    }
    if (all > REPORT_SAMPLES) {
        char digits[28];
        page_raw(p, "<span class=\"dim eg\"><br>");
        wn_buf_format(p->out, page_say(p, WN_SAY_REPORT_SHOWN), REPORT_SAMPLES,
                      wn_thousands(digits, all));
        page_raw(p, "</span>");
    }
}

static void write_check(page *p, const wn_check *check)
{
    const wn_counts *counts = &p->context->tallies->counts[check->number];
    const wn_rule *rule = wn_rules[check->rule];
    int colour = wn_check_colour(check, p->context->tallies->counts);

    wn_buf_format(p->out, "<tr><td class=\"s c%d\">%s %s</td><td>", colour,
                  page_shapes[colour], page_say(p, WN_SAY_GOOD + (wn_word)colour));
    page_short(p, page_entity(p, check->entity));
    page_raw(p, "</td><td>");
    page_check_id(p, check);
    for (size_t i = 0; i < check->field_count && i < 6; i++) {
        page_raw(p,
                 i ? page_say(p, WN_SAY_REPORT_LIST_COMMA) : "<br><span class=\"dim\">");
        page_short(p, page_field(p, &check->entity->fields[check->fields[i]]));
        if (i == 5 && check->field_count > 6)
            page_raw(p, " …");
        if (i == 5 || i + 1 == check->field_count)
            page_raw(p, "</span>");
    }
    if (counts->failed)
        write_samples(p, check);
    if (counts->failed)
        wn_buf_format(p->out, "<br>→ %s", p->lang == WN_ZH ? rule->do_zh : rule->do_en);
    page_raw(p, "</td>");
    page_number(p, counts->failed);
    page_number(p, counts->applicable);
    page_share(p, counts->failed, counts->applicable);
    wn_buf_format(
        p->out, "<td class=\"n\">%g / %g %%<br><span class=\"dim\">%s</span></td>",
        100 * check->green, 100 * check->red, page_say(p, severities[check->severity]));
    page_decimal(p, wn_check_score_of(check, p->context->tallies->counts), 1);
    page_raw(p, "</tr>\n");
}

#define CHECKS_SHOWN 150

/* Writes an entity's checks without failures in one line: the names of those that the
 * mapping says, and how many of those that types bring. */
static void write_passed(page *p, const wn_entity *entity)
{
    size_t count = 0, implied = 0;

    for (size_t c = 0; c < entity->check_count; c++) {
        const wn_check *check = &entity->checks[c];
        const wn_counts *counts = &p->context->tallies->counts[check->number];
        if (counts->applicable == 0 || counts->failed)
            continue;
        if (wn_str_equal(check->id, wn_str_of(wn_rules[check->rule]->name))) {
            implied++;
            continue;
        }
        if (count++ >= CHECKS_SHOWN || !page_fits(p, 0))
            continue;
        if (count == 1) {
            page_raw(p, "<li>");
            page_short(p, page_entity(p, entity));
            page_colon(p);
        } else
            page_raw(p, page_say(p, WN_SAY_REPORT_LIST_COMMA));
        page_short(p, wn_check_label(check, p->lang));
    }
    if (count > CHECKS_SHOWN)
        page_more(p, count - CHECKS_SHOWN);
    if (implied && count == 0) {
        page_raw(p, "<li>");
        page_short(p, page_entity(p, entity));
        page_colon(p);
    }
    if (implied)
        wn_buf_format(p->out, page_say(p, WN_SAY_REPORT_IMPLIED), implied);
    if (count || implied)
        page_raw(p, "</li>\n");
}

/* Writes the checks with failures, the worst first; *all: how many there are. Returns how
 * many were written. */
static size_t write_failed(page *p, size_t *all)
{
    const wn_model *model = &p->context->plan->model;
    size_t shown = 0;

    for (int colour = 2; colour >= 0; colour--)
        for (size_t i = 0; metrics_check(model, i); i++) {
            const wn_check *check = metrics_check(model, i);
            const wn_counts *counts = &p->context->tallies->counts[check->number];
            if (counts->failed == 0 ||
                wn_check_colour(check, p->context->tallies->counts) != colour)
                continue;
            if ((*all)++ < CHECKS_SHOWN && page_fits(p, 0)) {
                write_check(p, check);
                shown++;
            }
        }
    return shown;
}

void page_checks(page *p)
{
    static const wn_word columns[] = {WN_SAY_REPORT_STATE,   WN_SAY_REPORT_ENTITY,
                                      WN_SAY_REPORT_FINDING, WN_SAY_REPORT_FAILED,
                                      WN_SAY_REPORT_CHECKED, WN_SAY_REPORT_SHARE,
                                      WN_SAY_REPORT_LIMITS,  WN_SAY_REPORT_SCORE};
    const wn_model *model = &p->context->plan->model;
    size_t all = 0;

    page_table(p, WN_SAY_COUNT, columns, WN_COUNT(columns), 3);
    size_t shown = write_failed(p, &all);
    page_table_end(p);
    page_shown(p, shown, all);
    wn_buf_format(p->out, "<p>● %s</p><ul>\n", page_say(p, WN_SAY_REPORT_ALL_PASSED));
    for (size_t e = 0; e < model->entity_count; e++)
        write_passed(p, &model->entities[e]);
    page_raw(p, "</ul>\n");
}

/* ---- waivers ---------------------------------------------------------------------- */

static bool has_ended(const page *p, const wn_waiver *waiver)
{
    return strcmp(waiver->until, p->context->settings->as_of) < 0;
}

void page_waivers(page *p)
{
    static const wn_word columns[] = {WN_SAY_REPORT_CHECK, WN_SAY_REPORT_RECORD,
                                      WN_SAY_REPORT_WHO, WN_SAY_REPORT_WHY,
                                      WN_SAY_REPORT_UNTIL};
    const wn_history *history = p->context->known->history;
    uint64_t waived = 0, ended = 0;
    size_t shown = 0;
    char a[28], b[28];

    if (history->waiver_count == 0)
        return;
    for (size_t c = 0; c < p->context->tallies->checks; c++)
        waived += p->context->tallies->waived[c];
    for (size_t i = 0; i < history->waiver_count; i++)
        ended += has_ended(p, &history->waivers[i]);
    page_note(p, WN_SAY_REPORT_WAIVERS_KEY, wn_thousands(a, waived),
              wn_thousands(b, ended));
    page_table(p, WN_SAY_COUNT, columns, WN_COUNT(columns), WN_COUNT(columns));
    for (size_t i = 0; i < history->waiver_count && shown < PAGE_SHOWN; i++, shown++) {
        const wn_waiver *w = &history->waivers[i];
        page_raw(p, "<tr><td><code>");
        page_short(p, w->rule);
        page_raw(p, "</code></td><td>");
        page_short(p, w->system);
        page_raw(p, ":");
        report_key(p->report, w->system, w->key, p, page_short);
        page_raw(p, "</td><td>");
        page_short(p, w->who);
        page_raw(p, "</td><td>");
        page_short(p, w->why);
        wn_buf_format(p->out, "</td><td class=\"s\">%s%s</td></tr>\n", w->until,
                      has_ended(p, w) ? page_say(p, WN_SAY_REPORT_ENDED) : "");
    }
    page_table_end(p);
    page_shown(p, shown, history->waiver_count);
}

/* ---- how the score is made -------------------------------------------------------- */

void page_how(page *p)
{
    const wn_model *model = &p->context->plan->model;

    page_note(p, WN_SAY_REPORT_HOW_CHECK);
    page_note(p, WN_SAY_REPORT_HOW_SUM, model->weights[0], model->weights[1],
              model->weights[2], model->weights[3], model->weights[4]);
    page_raw(p, "<p class=\"dim\">");
    page_raw(p, page_say(p, WN_SAY_REPORT_HOW_TOTAL));
    for (size_t e = 0, n = 0; e < model->entity_count; e++) {
        if (!page_has_records(p, &model->entities[e]) || n >= PAGE_SHOWN)
            continue;
        page_raw(p, n++ ? page_say(p, WN_SAY_REPORT_LIST_COMMA) : " ");
        page_short(p, page_entity(p, &model->entities[e]));
        wn_buf_format(p->out, " %g", model->entities[e].weight);
    }
    page_raw(p, "</p>\n");
    page_note(p, WN_SAY_REPORT_HOW_DELTA);
}
