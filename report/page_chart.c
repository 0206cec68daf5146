/* page_chart.c - charts of a score by month: a wide one of the total, small ones of its
 * parts. Lines are SVG that is stretched; numbers are text, so they are as large on a
 * phone as they are on a desk. */
#include "page.h"

#include "core/memory.h"

#include <math.h>
#include <stdlib.h>

/* Where the chart begins: below all scores and below the lowest limit. */
static double lowest(const page_points *points)
{
    double low = points->yellow;

    for (size_t i = 0; i < points->count; i++)
        if (points->items[i].value >= 0 && points->items[i].value < low)
            low = points->items[i].value;
    low = 10 * floor((low - 6) / 10);
    return low > 0 ? low : 0;
}

static double across(const page_points *points, size_t i)
{
    return 100 * ((double)i + .5) / (double)points->count;
}

static double up(double value, double low)
{
    return 100 * (value - low) / (100 - low);
}

/* Draws a line; it has a gap where a month is missing. */
static void write_line(page *p, const page_points *points, double low)
{
    bool open = false;

    for (size_t i = 0; i < points->count; i++) {
        bool there = points->items[i].value >= 0;
        if (there)
            wn_buf_format(p->out, "%s%.2f %.2f", open ? "L" : "<path d=\"M",
                          across(points, i), 100 - up(points->items[i].value, low));
        else if (open)
            page_raw(p, "\"/>");
        open = there;
    }
    if (open)
        page_raw(p, "\"/>");
    for (size_t i = 0; i < points->count; i++)
        if (points->items[i].rules_changed)
            wn_buf_format(p->out, "<path class=\"rules\" d=\"M%.2f 0V100\"/>",
                          across(points, i));
}

static void write_mark(page *p, double value, double low)
{
    wn_buf_format(p->out, "<span class=\"mark\" style=\"bottom:%.2f%%\">%.0f</span>",
                  up(value, low), value);
}

static void write_points(page *p, const page_points *points, double low)
{
    size_t first = points->count, last = 0;

    for (size_t i = points->count; i-- > 0;)
        if (points->items[i].value >= 0) {
            first = i;
            last = last > i ? last : i;
        }
    for (size_t i = first; i < points->count; i++)
        if (points->items[i].value >= 0)
            wn_buf_format(p->out,
                          "<span class=\"point%s%s\" "
                          "style=\"left:%.2f%%;bottom:%.2f%%\"><i></i><b>%.1f</b></span>",
                          i == last ? " last" : "", i == first ? " first" : "",
                          across(points, i), up(points->items[i].value, low),
                          points->items[i].value);
}

/* The months below the chart; the year stands below the first and each January. */
static void write_axis(page *p, const page_points *points)
{
    page_raw(p, "<div class=\"axis\" aria-hidden=\"true\">");
    for (size_t i = 0; i < points->count; i++) {
        const char *name = points->items[i].name;
        int month = atoi(name + 5);
        page_raw(p, "<span>");
        page_month(p, month);
        if (i == 0 || month == 1)
            wn_buf_format(p->out, "<small>%.4s</small>", name);
        page_raw(p, "</span>");
    }
    page_raw(p, "</div>");
}

void page_month(page *p, int month)
{
    wn_str names = wn_str_of(page_say(p, WN_SAY_REPORT_MONTH_NAMES)), name = {0};

    for (int i = 0; i < month && names.len > 0; i++)
        name = wn_str_cut(&names, WN_STR(" "));
    wn_buf_add(p->out, name);
}

void page_chart(page *p, wn_word name, const page_points *points, bool has_axis)
{
    double low = lowest(points);

    wn_buf_format(p->out,
                  "<figure><figcaption>%s</figcaption><div class=\"plot\" role=\"img\" "
                  "data-low=\"%.0f\" data-high=\"100\" aria-label=\"%s:",
                  page_say(p, name), low, page_say(p, name));
    for (size_t i = 0; i < points->count; i++)
        if (points->items[i].value >= 0)
            wn_buf_format(p->out, " %s %.1f", points->items[i].name,
                          points->items[i].value);
    wn_buf_format(p->out,
                  "\"><svg viewBox=\"0 0 100 100\" preserveAspectRatio=\"none\" "
                  "aria-hidden=\"true\"><path class=\"limit\" d=\"M0 %.2fH100M0 "
                  "%.2fH100\"/>",
                  100 - up(points->green, low), 100 - up(points->yellow, low));
    write_line(p, points, low);
    page_raw(p, "</svg>");
    write_mark(p, points->green, low);
    write_mark(p, points->yellow, low);
    write_mark(p, low, low);
    write_points(p, points, low);
    page_raw(p, "</div>");
    if (has_axis)
        write_axis(p, points);
    page_raw(p, "</figure>\n");
}

/* ---- the months of the report ----------------------------------------------------- */

/* The scores of a dimension, or of all, by month. */
static page_points points_of(const page *p, int dimension, page_point *items)
{
    const health_metrics *n = p->metrics;
    const wn_model *model = &p->context->plan->model;

    for (size_t m = 0; m < n->month_count; m++) {
        const metrics_month *month = &n->months[m];
        items[m] =
            (page_point){month->name,
                         !month->is_there                  ? -1
                         : dimension == WN_DIMENSION_COUNT ? month->total
                                                           : month->dimensions[dimension],
                         month->rules_changed};
    }
    return (page_points){items, n->month_count, model->green, model->yellow};
}

void page_trend(page *p)
{
    const health_metrics *n = p->metrics;
    page_point items[METRICS_MONTHS];

    if (n->month_count < 2) {
        page_no_before(p);
        return;
    }
    page_points points = points_of(p, WN_DIMENSION_COUNT, items);
    page_chart(p, WN_SAY_REPORT_SCORE_BY_MONTH, &points, true);
    page_note(p, WN_SAY_REPORT_TREND_KEY, lowest(&points));
    for (size_t m = 0; m < n->month_count; m++) {
        if (!n->months[m].is_there)
            page_note(p, WN_SAY_REPORT_MONTH_MISSING, n->months[m].name);
        if (n->months[m].rules_changed)
            page_note(p, WN_SAY_REPORT_RULES_CHANGED, n->months[m].name);
    }
}

void page_months(page *p)
{
    const health_metrics *n = p->metrics;
    page_point items[METRICS_MONTHS];

    if (n->month_count < 2)
        return;
    page_note(p, WN_SAY_REPORT_MONTHS_KEY, n->months[0].name,
              n->months[n->month_count - 1].name);
    page_raw(p, "<div class=\"row\">");
    for (int d = 0; d < WN_DIMENSION_COUNT; d++) {
        page_points points = points_of(p, d, items);
        if (points.items[points.count - 1].value >= 0)
            page_chart(p, WN_SAY_COMPLETENESS + (wn_word)d, &points, false);
    }
    page_raw(p, "</div>\n");
}
