/* page_pieces.c - writes the pieces of a section: text, tables, numbers. */
#include "page.h"

#include <math.h>
#include <stdarg.h>
#include <string.h>

#include "page_style.inc" /* report/page.css */

const char *const page_shapes[] = {"●", "◆", "■"};

const char *page_say(const page *p, wn_word word)
{
    return wn_say(p->lang, word);
}

void page_raw(page *p, const char *text)
{
    wn_buf_add(p->out, wn_str_of(text));
}

void page_colon(page *p)
{
    page_raw(p, page_say(p, WN_SAY_REPORT_COLON));
}

void page_text(page *p, wn_str s)
{
    wn_html_add(p->out, s);
}

#define LONGEST 60 /* characters that are shown of a text from data or a mapping */

void page_short(page *p, wn_str s)
{
    wn_arena arena = {0};
    size_t at = 0;

    s.len = wn_utf8_valid(s);
    s = report_seen(p->report, s, &arena);
    for (int i = 0; i < LONGEST && at < s.len; i++)
        wn_utf8_next(s, &at);
    page_text(p, (wn_str){s.ptr, at});
    if (at < s.len)
        page_raw(p, "…");
    wn_arena_release(&arena);
}

bool page_fits(const page *p, size_t rows)
{
    return rows < PAGE_SHOWN && p->out->len < PAGE_SECTION &&
           p->written + p->out->len < PAGE_FULL;
}

bool page_next(const page *p, page_rows *rows)
{
    bool fits = page_fits(p, rows->all++);

    rows->shown += fits;
    return fits;
}

void page_note(page *p, wn_word word, ...)
{
    wn_buf text = {0};
    va_list args;

    va_start(args, word);
    wn_buf_format_args(&text, page_say(p, word), args);
    va_end(args);
    page_raw(p, "<p class=\"dim\">");
    page_text(p, wn_buf_str(&text));
    page_raw(p, "</p>\n");
    wn_buf_release(&text);
}

void page_no_before(page *p)
{
    page_note(p, p->context->settings->where_count > 0 ? WN_SAY_REPORT_PART
                                                       : WN_SAY_REPORT_FIRST_MONTH);
}

void page_wide(page *p, bool hints, const char *classes)
{
    if (hints)
        wn_buf_format(p->out, "<p class=\"scroll\">%s</p>\n",
                      page_say(p, WN_SAY_REPORT_SCROLL));
    wn_buf_format(p->out,
                  "<div class=\"wide%s\" tabindex=\"0\" role=\"region\" "
                  "aria-label=\"%s %d\"><table>",
                  classes, page_say(p, WN_SAY_REPORT_TABLE), ++*p->tables);
}

void page_table(page *p, wn_word caption, const wn_word *columns, size_t count,
                size_t numeric)
{
    page_wide(p, count > 3, "");
    if (caption != WN_SAY_COUNT)
        wn_buf_format(p->out, "<caption>%s</caption>", page_say(p, caption));
    page_raw(p, "<thead><tr>");
    for (size_t i = 0; i < count; i++)
        wn_buf_format(p->out, "<th scope=\"col\"%s>%s</th>",
                      i >= numeric ? " class=\"n\"" : "", page_say(p, columns[i]));
    page_raw(p, "</tr></thead><tbody>\n");
}

void page_table_end(page *p)
{
    page_raw(p, "</tbody></table></div>\n");
}

void page_row(page *p, const wn_word head)
{
    wn_buf_format(p->out, "<tr><th scope=\"row\">%s</th>", page_say(p, head));
}

void page_number(page *p, uint64_t n)
{
    char digits[28];

    wn_buf_format(p->out, "<td class=\"n\">%s</td>", wn_thousands(digits, n));
}

void page_decimal(page *p, double number, int digits)
{
    if (number < 0)
        page_raw(p, "<td class=\"n\">—</td>");
    else
        wn_buf_format(p->out, "<td class=\"n\">%.*f</td>", digits, number);
}

void page_add_share(wn_buf *out, double share)
{
    double percent = 100 * share;

    if (share > 0 && percent < 0.1)
        wn_buf_add(out, WN_STR("&lt;0.1 %"));
    else if (share < 1 && percent > 99.9)
        wn_buf_add(out, WN_STR("&gt;99.9 %"));
    else
        wn_buf_format(out, "%.1f %%", percent);
}

void page_share(page *p, uint64_t part, uint64_t whole)
{
    page_raw(p, "<td class=\"n\">");
    page_add_share(p->out, whole ? (double)part / (double)whole : 0);
    page_raw(p, "</td>");
}

void page_change(page *p, bool known, double change, bool less)
{
    if (!known)
        page_raw(p, "—");
    else if (fabs(change) < 0.05)
        wn_buf_format(p->out, "→ %s", page_say(p, WN_SAY_REPORT_SAME));
    else
        wn_buf_format(p->out, "%s %.1f %s", change > 0 ? "↑" : "↓", fabs(change),
                      page_say(p, (change > 0) != less ? WN_SAY_REPORT_BETTER
                                                       : WN_SAY_REPORT_WORSE));
}

void page_light(page *p, const char *tag, wn_cell_score cell, bool word)
{
    if (cell.score < 0)
        wn_buf_format(p->out, "<%s class=\"n\">—", tag);
    else
        wn_buf_format(p->out, "<%s class=\"n c%d\">%s %.1f%s%s", tag, cell.colour,
                      page_shapes[cell.colour], cell.score, word ? " " : "",
                      word ? page_say(p, WN_SAY_GOOD + (wn_word)cell.colour) : "");
}

void page_shown(page *p, size_t shown, size_t all)
{
    char a[28], b[28];

    if (all > shown)
        page_note(p, WN_SAY_REPORT_MORE, wn_thousands(a, shown), wn_thousands(b, all));
}

void page_more(page *p, size_t more)
{
    wn_buf_format(p->out, page_say(p, WN_SAY_UNREAD_MORE), more);
}

void page_check(page *p, const wn_check *check)
{
    page_short(p, wn_check_label(check, p->lang));
}

void page_check_id(page *p, const wn_check *check)
{
    page_check(p, check);
    page_raw(p, " <code>");
    page_short(p, check->id);
    page_raw(p, "</code>");
}

wn_str page_entity(const page *p, const wn_entity *entity)
{
    return wn_label(p->lang, entity->en, entity->zh, entity->name);
}

wn_str page_field(const page *p, const wn_field *field)
{
    return wn_label(p->lang, field->en, field->zh, field->name);
}

bool page_has_records(const page *p, const wn_entity *entity)
{
    for (size_t f = 0; f < p->context->plan->file_count; f++)
        if (p->context->plan->files[f].entity == entity &&
            p->context->outcome->load.books[f].read)
            return true;
    return false;
}

void page_begin(page *p, wn_word title, const char *when)
{
    wn_buf both = {0};

    wn_buf_format(&both, "%s · %s", page_say(p, title), when);
    page_begin_as(p, both.ptr);
    wn_buf_release(&both);
}

void page_begin_as(page *p, const char *title)
{
    wn_buf_format(
        p->out,
        "<!DOCTYPE html>\n<html lang=\"%s\"><head><meta charset=\"utf-8\">"
        "<meta name=\"viewport\" content=\"width=device-width,initial-scale=1\">"
        "<meta name=\"color-scheme\" content=\"light dark\">"
        "<title>%s</title><style>",
        wn_languages[p->lang].tag, title);
    wn_buf_add(p->out,
               (wn_str){(const char *)embedded_page_style, sizeof(embedded_page_style)});
    page_raw(p, "</style></head><body>\n");
}
