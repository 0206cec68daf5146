/* page_people.c - sections about people: departments, the nine figures, follow-up,
 * answers. */
#include "page.h"

#include "core/memory.h"

#include <math.h>

/* A share of what the department did, and its change where the last period is known. */
static void write_rate(page *p, double now, double was)
{
    page_raw(p, "<td class=\"n\">");
    if (now < 0)
        page_raw(p, "—");
    else
        page_add_share(p->out, now);
    if (now >= 0 && was >= 0) {
        page_raw(p, "<br><small>");
        page_change(p, true, 100 * (now - was), false);
        page_raw(p, "</small>");
    }
    page_raw(p, "</td>");
}

/* What was closed and opened in the period, as "12 / 15". */
static void write_closed(page *p, const metrics_rank *rank)
{
    const wn_activity *now = &rank->group->activity;
    char a[28], b[28];

    if (now->opened + now->closed == 0) {
        page_raw(p, "<td class=\"n\">—</td>");
        return;
    }
    wn_buf_format(p->out, "<td class=\"n\">%s / %s", wn_thousands(a, now->closed),
                  wn_thousands(b, now->opened));
    if (now->opened) {
        page_raw(p, "<br><small>");
        page_add_share(p->out, metrics_closure(now));
        page_raw(p, " ");
        if (metrics_closure(&rank->was) >= 0)
            page_change(p, true,
                        100 * (metrics_closure(now) - metrics_closure(&rank->was)),
                        false);
        page_raw(p, "</small>");
    }
    page_raw(p, "</td>");
}

static void write_department(page *p, size_t i, bool closes)
{
    const metrics_rank *rank = &p->metrics->ranks[i];

    if (rank->is_ranked)
        wn_buf_format(p->out, "<tr><td>%zu</td><th scope=\"row\">", i + 1);
    else
        page_raw(p, "<tr><td>–</td><th scope=\"row\">");
    page_short(p, rank->group->name);
    page_raw(p, "</th>");
    page_light(p, "td", (wn_cell_score){rank->total, rank->colour}, false);
    page_raw(p, "</td>");
    page_decimal(p, rank->completeness, 1);
    page_decimal(p, rank->timeliness, 1);
    page_raw(p, "<td class=\"n\">");
    page_change(p, rank->delta.known, rank->delta.data, false);
    page_raw(p, rank->is_most_improved ? " ★</td>" : "</td>");
    write_rate(p, metrics_update_rate(&rank->group->activity),
               metrics_update_rate(&rank->was));
    if (closes)
        write_closed(p, rank);
    page_number(p, rank->group->records);
    page_raw(p, "</tr>\n");
}

#define KPI_LEAST 0.15 /* what is advised */
#define KPI_MOST 0.20

/* What part data have in the rating of people: said, and applied to nobody. */
static void write_kpi_share(page *p)
{
    double share = p->context->plan->model.kpi_share;

    if (share < 0)
        return;
    page_note(p, WN_SAY_REPORT_KPI, 100 * share);
    if (share < KPI_LEAST - 1e-9 || share > KPI_MOST + 1e-9)
        page_note(p, WN_SAY_REPORT_KPI_UNUSUAL, page_shapes[1], 100 * share,
                  100 * KPI_LEAST, 100 * KPI_MOST);
}

void page_departments(page *p)
{
    bool owners = p->context->settings->by_owner, closes = false, dated = false;
    const health_metrics *n = p->metrics;
    size_t shown = n->rank_count < PAGE_SHOWN ? n->rank_count : PAGE_SHOWN;

    for (size_t i = 0; i < n->rank_count; i++) {
        const wn_activity *activity = &n->ranks[i].group->activity;
        closes = closes || activity->opened + activity->closed > 0;
        dated = dated || activity->dated > 0;
    }
    const wn_word columns[] = {
        WN_SAY_REPORT_PLACE,   owners ? WN_SAY_LIST_OWNER : WN_SAY_REPORT_DEPARTMENT,
        WN_SAY_REPORT_SCORE,   WN_SAY_COMPLETENESS,
        WN_SAY_TIMELINESS,     WN_SAY_REPORT_CHANGE,
        WN_SAY_REPORT_UPDATED, closes ? WN_SAY_REPORT_CLOSED : WN_SAY_REPORT_RECORDS,
        WN_SAY_REPORT_RECORDS};
    page_table(p, WN_SAY_COUNT, columns, WN_COUNT(columns) - !closes, 2);
    for (size_t i = 0; i < shown; i++)
        write_department(p, i, closes);
    page_table_end(p);
    page_shown(p, shown, n->rank_count);
    page_note(p, WN_SAY_REPORT_DEPARTMENTS_KEY, (int)p->context->plan->model.min_rows);
    page_note(p, dated ? WN_SAY_REPORT_UPDATED_KEY : WN_SAY_REPORT_UPDATED_NOT,
              p->context->settings->period);
    if (closes)
        page_note(p, WN_SAY_REPORT_CLOSED_KEY, p->context->settings->period);
    write_kpi_share(p);
}

/* ---- three times three ------------------------------------------------------------ */

/* The word of each figure, and how its number is written. */
static const struct {
    wn_word word;
    enum { SHARE, NUMBER } kind;
    bool less; /* a smaller number is better */
} figures[9] = {
    {WN_SAY_FIGURE_NEW_COMPLETE, SHARE, false},
    {WN_SAY_FIGURE_NEW_DUPLICATES, NUMBER, true},
    {WN_SAY_FIGURE_LOGGED, SHARE, false},
    {WN_SAY_FIGURE_REQUIRED, SHARE, false},
    {WN_SAY_FIGURE_CLASSIFIED, SHARE, false},
    {WN_SAY_FIGURE_UPDATED, SHARE, false},
    {WN_SAY_FIGURE_CLEAN, SHARE, false},
    {WN_SAY_FIGURE_VALID, SHARE, false},
    {WN_SAY_FIGURE_RETURNED, NUMBER, true},
};

static void write_figure(page *p, int i)
{
    const metrics_figure *f = &p->metrics->figures[i];

    wn_buf_format(p->out, "<td>%s<br><strong>", page_say(p, figures[i].word));
    if (!f->known)
        page_raw(p, "—");
    else if (figures[i].kind == SHARE)
        page_add_share(p->out, f->now);
    else
        wn_buf_format(p->out, "%.0f", f->now);
    page_raw(p, "</strong>");
    if (f->known && f->was_known) {
        double scale = figures[i].kind == SHARE ? 100 : 1;
        page_raw(p, " ");
        page_change(p, true, scale * (f->now - f->was), figures[i].less);
    }
    page_raw(p, "</td>");
}

void page_figures(page *p)
{
    static const wn_word columns[] = {WN_SAY_REPORT_LEADING, WN_SAY_REPORT_COINCIDENT,
                                      WN_SAY_REPORT_LAGGING};

    page_table(p, WN_SAY_COUNT, columns, WN_COUNT(columns), 3);
    for (int row = 0; row < 3; row++) {
        page_raw(p, "<tr>");
        for (int column = 0; column < 3; column++)
            write_figure(p, column * 3 + row);
        page_raw(p, "</tr>\n");
    }
    page_table_end(p);
}

/* ---- follow-up and service -------------------------------------------------------- */

void page_follow_up(page *p)
{
    static const wn_word columns[] = {WN_SAY_REPORT_ENTITY, WN_SAY_REPORT_CHECK,
                                      WN_SAY_REPORT_CHECKED, WN_SAY_REPORT_LATE,
                                      WN_SAY_REPORT_IN_TIME};
    const wn_model *model = &p->context->plan->model;
    const wn_tallies *tallies = p->context->tallies;
    const unsigned long rules =
        1ul << WN_RULE_LAG | 1ul << WN_RULE_FIRST_TOUCH | 1ul << WN_RULE_SILENT;
    bool any = false;
    page_rows rows = {0};

    for (size_t i = 0; metrics_check(model, i); i++) {
        const wn_check *check = metrics_check(model, i);
        const wn_counts *counts = &tallies->counts[check->number];
        if (!metrics_is_of(rules, check) || counts->applicable == 0 ||
            !page_next(p, &rows))
            continue;
        if (!any) {
            page_table(p, WN_SAY_COUNT, columns, WN_COUNT(columns), 2);
        }
        any = true;
        page_raw(p, "<tr><td>");
        page_short(p, page_entity(p, check->entity));
        page_raw(p, "</td><td>");
        page_check(p, check);
        page_raw(p, "</td>");
        page_number(p, counts->applicable);
        page_number(p, counts->failed);
        page_share(p, counts->applicable - counts->failed, counts->applicable);
        page_raw(p, "</tr>\n");
    }
    if (any)
        page_table_end(p);
    page_shown(p, rows.shown, rows.all);
}

/* ---- what people answered --------------------------------------------------------- */

/* The label of the check that an answer is about; its id where the model has it no more.
 */
static wn_str label_of(const page *p, const wn_answer *answer)
{
    const wn_model *model = &p->context->plan->model;

    for (size_t i = 0; metrics_check(model, i); i++) {
        const wn_check *check = metrics_check(model, i);
        if (wn_str_equal(check->id, answer->rule) &&
            wn_str_equal(check->entity->name, answer->entity))
            return wn_check_label(check, p->lang);
    }
    return answer->rule;
}

void page_answers(page *p)
{
    static const wn_word columns[] = {WN_SAY_REPORT_ANSWER, WN_SAY_REPORT_RECORDS,
                                      WN_SAY_REPORT_STILL};
    const wn_history *history = p->context->known->history;
    uint64_t all[WN_REPLY_COUNT] = {0}, found[WN_REPLY_COUNT] = {0};
    size_t shown = 0, disputed = 0;

    for (size_t i = 0; i < history->answers.count; i++) {
        all[history->answers.items[i].reply]++;
        found[history->answers.items[i].reply] += history->answers.items[i].found;
    }
    page_table(p, WN_SAY_COUNT, columns, WN_COUNT(columns), 1);
    for (int r = 0; r < WN_REPLY_COUNT; r++) {
        page_row(p, WN_SAY_REPLY_FIXED + (wn_word)r);
        page_number(p, all[r]);
        page_number(p, found[r]);
        page_raw(p, "</tr>\n");
    }
    page_table_end(p);
    page_note(p, WN_SAY_REPORT_ANSWERS_KEY);
    for (size_t i = 0; i < history->answers.count; i++) {
        const wn_answer *a = &history->answers.items[i];
        bool done = a->reply == WN_REPLY_FIXED || a->reply == WN_REPLY_MERGE;
        bool listed = a->reply == WN_REPLY_DISPUTED || (done && a->found);
        disputed += listed;
        if (!listed || shown == PAGE_SHOWN)
            continue;
        page_raw(p, shown++ ? "<li>" : "<ul><li>");
        wn_buf_format(p->out, "%s · <span data-value>",
                      page_say(p, WN_SAY_REPLY_FIXED + (wn_word)a->reply));
        page_short(p, label_of(p, a));
        page_raw(p, "</span> ");
        page_short(p, a->system);
        page_raw(p, ":");
        report_key(p->report, a->system, a->key, p, page_short);
        if (a->note.len && p->context->settings->unmasked) {
            page_raw(p, " — ");
            page_short(p, a->note);
        }
        page_raw(p, "</li>");
    }
    if (shown)
        page_raw(p, "</ul>\n");
    page_shown(p, shown, disputed);
}
