/* page_quarter.c - a section: the three months of the quarter, beside the one before. */
#include "page.h"

#include "core/memory.h"

static void write_row(page *p, int d)
{
    const metrics_quarter *q = &p->metrics->quarter;

    page_row(p, WN_SAY_COMPLETENESS + (wn_word)d);
    for (size_t i = 0; i < WN_COUNT(q->months); i++)
        page_decimal(p, q->months[i].values[d], 1);
    page_decimal(p, q->mean[d], 1);
    page_decimal(p, q->last[d], 1);
    page_decimal(p, q->before[d], 1);
    page_raw(p, "<td class=\"n\">");
    page_change(p, q->mean[d] >= 0 && q->before[d] >= 0, q->mean[d] - q->before[d],
                false);
    page_raw(p, "</td></tr>\n");
}

/* Says which months the means lack. */
static void write_gaps(page *p)
{
    const metrics_quarter *q = &p->metrics->quarter;

    for (size_t i = 0; i < WN_COUNT(q->months); i++)
        if (!q->months[i].is_there)
            page_note(p,
                      q->months[i].is_later ? WN_SAY_QUARTER_LATER : WN_SAY_QUARTER_GAP,
                      q->months[i].name);
    if (q->have_before == 0)
        page_note(p, WN_SAY_QUARTER_NO_BEFORE);
    else if (q->have_before < 3)
        page_note(p, WN_SAY_QUARTER_PART, q->have_before);
}

void page_quarter(page *p)
{
    static const wn_word after[] = {WN_SAY_QUARTER_MEAN, WN_SAY_QUARTER_LAST,
                                    WN_SAY_QUARTER_BEFORE, WN_SAY_REPORT_CHANGE};
    const metrics_quarter *q = &p->metrics->quarter;

    page_wide(p, true, "");
    wn_buf_format(p->out, "<caption>%s</caption><thead><tr><th scope=\"col\">%s</th>",
                  q->name, page_say(p, WN_SAY_REPORT_DIMENSION));
    for (size_t i = 0; i < WN_COUNT(q->months); i++)
        wn_buf_format(p->out, "<th scope=\"col\" class=\"n\">%s</th>", q->months[i].name);
    for (size_t i = 0; i < WN_COUNT(after); i++)
        wn_buf_format(p->out, "<th scope=\"col\" class=\"n\">%s</th>",
                      page_say(p, after[i]));
    page_raw(p, "</tr></thead><tbody>\n");
    for (int d = 0; d < WN_DIMENSION_COUNT; d++)
        if (q->mean[d] >= 0)
            write_row(p, d);
    write_row(p, WN_DIMENSION_COUNT);
    page_table_end(p);
    page_note(p, WN_SAY_QUARTER_KEY);
    write_gaps(p);
}
