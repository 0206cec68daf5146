/* page_changes.c - section: what changed since the last period, and why. */
#include "page.h"

#include "core/memory.h"

/* ---- findings: what was open, and what is open now -------------------------------- */

static void write_box(page *p, const char *sign, wn_word word, uint64_t number)
{
    char digits[28];

    wn_buf_format(p->out, "%s<div>%s<b>%s</b></div>", sign, page_say(p, word),
                  wn_thousands(digits, number));
}

/* Open then, less what was fixed, and what is new or came back: open now. */
static void write_sum(page *p)
{
    const wn_lifecycle *l = &p->metrics->lifecycle;
    char digits[28];

    page_raw(p, "<div class=\"sum\">");
    write_box(p, "", WN_SAY_REPORT_OPEN_THEN, l->open + l->fixed);
    write_box(p, "<span>−</span>", WN_SAY_REPORT_FIXED, l->fixed);
    write_box(p, "<span>+</span>", WN_SAY_REPORT_NEW, l->fresh);
    write_box(p, "<span>+</span>", WN_SAY_REPORT_RETURNED, l->returned);
    write_box(p, "<span>=</span>", WN_SAY_REPORT_OPEN, l->open + l->fresh + l->returned);
    page_raw(p, "</div>\n");
    page_note(p, WN_SAY_REPORT_CHANGES_KEY);
    if (p->metrics->by_rules)
        page_note(p, WN_SAY_REPORT_BY_RULES, wn_thousands(digits, p->metrics->by_rules));
}

/* ---- points: which checks moved the score ----------------------------------------- */

static void write_points(page *p, double points)
{
    wn_buf_format(p->out, "<td class=\"n\">%+.2f</td></tr>\n", points + 0.0);
}

static void write_cells(page *p, const wn_counts *counts)
{
    char a[28], b[28];

    page_raw(p, "<td class=\"n\">");
    wn_buf_format(p->out, page_say(p, WN_SAY_REPORT_OF_ALL),
                  wn_thousands(a, counts->failed), wn_thousands(b, counts->applicable));
    page_raw(p, "</td>");
}

static void write_move(page *p, const metrics_move *move)
{
    page_raw(p, "<tr><th scope=\"row\">");
    page_raw(p, move->points > 0 ? "↑ " : "↓ ");
    page_short(p, page_entity(p, move->check->entity));
    page_colon(p);
    page_short(p, wn_check_label(move->check, p->lang));
    wn_buf_format(
        p->out, " <span class=\"dim\">%s</span></th>",
        page_say(p, move->points > 0 ? WN_SAY_REPORT_BETTER : WN_SAY_REPORT_WORSE));
    write_cells(p, &move->was);
    write_cells(p, &move->now);
    write_points(p, move->points);
}

static void write_other(page *p, wn_word word, double points)
{
    page_row(p, word);
    page_raw(p, "<td class=\"n\">—</td><td class=\"n\">—</td>");
    write_points(p, points);
}

/* Two digits are shown; the last line is the sum of the lines above it as shown. */
static void write_moves(page *p)
{
    static const wn_word columns[] = {WN_SAY_REPORT_WHAT, WN_SAY_REPORT_WAS,
                                      WN_SAY_REPORT_NOW, WN_SAY_REPORT_POINTS};
    const health_metrics *n = p->metrics;

    if (!n->delta.known)
        return;
    page_table(p, WN_SAY_REPORT_WHY_KEY, columns, WN_COUNT(columns), 1);
    for (size_t i = 0; i < n->move_count; i++)
        write_move(p, &n->moves[i]);
    if (n->moved_elsewhere != 0)
        write_other(p, WN_SAY_REPORT_OTHERS, n->moved_elsewhere);
    if (n->moved_by_rules != 0)
        write_other(p, WN_SAY_REPORT_BY_NEW_RULES, n->moved_by_rules);
    wn_buf_format(p->out,
                  "</tbody><tfoot><tr><th scope=\"row\">%s</th><td class=\"n\">%.2f</td>"
                  "<td class=\"n\">%.2f</td>",
                  page_say(p, WN_SAY_REPORT_SCORE), n->was_exactly, n->is_exactly);
    write_points(p, n->is_exactly - n->was_exactly);
    page_raw(p, "</tfoot></table></div>\n");
}

void page_changes(page *p)
{
    if (!p->metrics->has_before) {
        page_no_before(p);
        return;
    }
    write_sum(p);
    write_moves(p);
}
