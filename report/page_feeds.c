/* page_feeds.c - a section: files whose records are old, or of different times. */
#include "page.h"

#include "core/memory.h"

static void write_line(page *p, wn_buf *line)
{
    page_raw(p, "<li>");
    page_text(p, wn_buf_str(line));
    page_raw(p, "</li>\n");
    wn_buf_release(line);
}

static void write_feed(page *p, const feed *one)
{
    page_raw(p, "<tr><th scope=\"row\">");
    page_short(p, one->name);
    page_raw(p, "</th><td>");
    page_short(p, one->file->source->system);
    if (one->newest[0])
        wn_buf_format(p->out, "</td><td class=\"n\">%.10s %.5s</td></tr>\n", one->newest,
                      one->newest[10] ? one->newest + 11 : "");
    else
        wn_buf_format(p->out, "</td><td class=\"n\">%s</td></tr>\n",
                      page_say(p, WN_SAY_FEED_UNKNOWN));
}

/* Nothing is written where no file is late and none is apart. */
void page_feeds(page *p)
{
    static const wn_word columns[] = {WN_SAY_FEED_FILE, WN_SAY_LIST_SYSTEM,
                                      WN_SAY_FEED_NEWEST};
    const feeds *all = &p->report->feeds;
    page_rows rows = {0};
    wn_buf line = {0};

    if (all->late + all->skew_count == 0)
        return;
    page_raw(p, "<ul>\n");
    for (size_t i = 0; i < all->skew_count; i++)
        if (page_next(p, &rows)) {
            feeds_say_skew(&all->skews[i], p->lang, &line);
            write_line(p, &line);
        }
    for (size_t i = 0; i < all->count; i++)
        if (all->items[i].late && page_next(p, &rows)) {
            feeds_say_late(&all->items[i], p->lang, &line);
            write_line(p, &line);
        }
    page_raw(p, "</ul>\n");
    page_shown(p, rows.shown, rows.all);
    rows = (page_rows){0};
    page_table(p, WN_SAY_COUNT, columns, WN_COUNT(columns), 2);
    for (size_t i = 0; i < all->count; i++)
        if (page_next(p, &rows))
            write_feed(p, &all->items[i]);
    page_table_end(p);
    page_shown(p, rows.shown, rows.all);
    page_note(p, WN_SAY_FEED_KEY);
}
