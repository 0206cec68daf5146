/* page_goals.c - a section: limits that become stricter, and targets with a date. */
#include "page.h"

#include "core/memory.h"

/* How each state of a target looks: its colour (negative: none), and its word. */
static const struct {
    int colour;
    wn_word word;
} states[] = {
    [METRICS_NO_GOAL] = {-1, WN_SAY_GOAL_NONE},
    [METRICS_NOT_ASKED] = {-1, WN_SAY_GOAL_NOT_ASKED},
    [METRICS_ONE_PERIOD] = {-1, WN_SAY_GOAL_ONE_PERIOD},
    [METRICS_REACHED] = {0, WN_SAY_GOAL_REACHED},
    [METRICS_ON_TRACK] = {0, WN_SAY_GOAL_ON_TRACK},
    [METRICS_BEHIND] = {1, WN_SAY_GOAL_BEHIND},
    [METRICS_MISSED] = {2, WN_SAY_GOAL_MISSED},
};

/* A cell: the limits, and the month from which they hold. */
static void write_limits(page *p, double green, double red, const char *from)
{
    wn_buf_format(p->out, "<td class=\"n\">%g / %g %%", 100 * green, 100 * red);
    if (from[0]) {
        page_raw(p, "<br><span class=\"dim\">");
        wn_buf_format(p->out, page_say(p, WN_SAY_GOAL_FROM), from);
        page_raw(p, "</span>");
    }
    page_raw(p, "</td>");
}

static void write_target(page *p, const metrics_goal *goal)
{
    const wn_goal *wanted = &goal->check->goal;

    if (!wanted->by[0]) {
        page_raw(p, "<td class=\"n\">—</td><td class=\"n\">—</td><td>—</td>");
        return;
    }
    wn_buf_format(p->out, "<td class=\"n\">%g %%<br><span class=\"dim\">",
                  100 * wanted->share);
    wn_buf_format(p->out, page_say(p, WN_SAY_GOAL_BY), wanted->by);
    page_raw(p, "</span></td><td class=\"n\">");
    if (goal->line < 0)
        page_raw(p, "—");
    else
        page_add_share(p->out, goal->line);
    page_raw(p, "</td><td");
    if (states[goal->state].colour >= 0)
        wn_buf_format(p->out, " class=\"s c%d\">%s ", states[goal->state].colour,
                      page_shapes[states[goal->state].colour]);
    else
        page_raw(p, ">");
    wn_buf_format(p->out, "%s</td>", page_say(p, states[goal->state].word));
}

static void write_goal(page *p, const metrics_goal *goal)
{
    const wn_check *check = goal->check;
    const wn_limit *next = metrics_next_limit(check);
    const char *since = check->limit_count ? check->limits[check->limit].from : "";

    page_raw(p, "<tr><td>");
    page_short(p, page_entity(p, check->entity));
    page_colon(p);
    page_check(p, check);
    page_raw(p, "</td><td class=\"n\">");
    if (p->context->tallies->counts[check->number].applicable == 0)
        page_raw(p, "—");
    else
        page_add_share(p->out, goal->now);
    page_raw(p, "</td>");
    write_limits(p, check->green, check->red, since);
    if (next)
        write_limits(p, next->green, next->red, next->from);
    else
        page_raw(p, "<td class=\"n\">—</td>");
    write_target(p, goal);
    page_raw(p, "</tr>\n");
}

void page_goals(page *p)
{
    static const wn_word columns[] = {
        WN_SAY_REPORT_CHECK, WN_SAY_GOAL_NOW,  WN_SAY_GOAL_LIMIT,  WN_SAY_GOAL_NEXT,
        WN_SAY_GOAL_TARGET,  WN_SAY_GOAL_LINE, WN_SAY_REPORT_STATE};
    const health_metrics *n = p->metrics;
    page_rows rows = {0};
    bool any = false;

    if (n->goal_count == 0)
        return;
    page_table(p, WN_SAY_COUNT, columns, WN_COUNT(columns), 1);
    for (size_t i = 0; i < n->goal_count; i++) {
        any = any || n->goals[i].check->goal.by[0];
        if (page_next(p, &rows))
            write_goal(p, &n->goals[i]);
    }
    page_table_end(p);
    page_shown(p, rows.shown, rows.all);
    if (any)
        page_note(p, WN_SAY_GOAL_KEY);
}
