/*
 * page.c - the report: one page, no script, nothing from elsewhere.
 *
 * Everything that comes from data or from a mapping is escaped; values were
 * masked when they were sampled. Colour never speaks alone: shape and word do.
 */
#include "page.h"

#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

static const char style[] =
    "@page{size:A4;margin:14mm}*{box-sizing:border-box}"
    "body{font:15px/1.5 system-ui,-apple-system,'Segoe UI','PingFang SC','Microsoft "
    "YaHei','Noto Sans CJK SC',sans-serif;color:#1b1f24;background:#fff;max-width:64rem;"
    "margin:0 auto;padding:1rem}"
    "h1{font-size:1.6rem;margin:.5rem 0}h2{font-size:1.15rem;border-bottom:2px solid "
    "#1b1f24;padding-bottom:.2rem;margin:2rem 0 .8rem;break-after:avoid}"
    "h3{font-size:1rem;margin:1.2rem 0 .3rem;break-after:avoid}"
    "p{margin:.4rem 0}.dim{color:#57606a;font-size:.9rem}"
    ".wide{overflow-x:auto;margin:.5rem 0}"
    "table{border-collapse:collapse;width:100%;font-size:.93rem}"
    "caption{text-align:left;color:#57606a;padding:.2rem 0}"
    "th,td{padding:.35rem .5rem;border-bottom:1px solid "
    "#d8dee4;text-align:left;vertical-align:top}thead th{white-space:nowrap}"
    ".n{text-align:right;font-variant-numeric:tabular-nums;white-space:nowrap}"
    "td.s,th[scope=row]{white-space:nowrap}th::first-letter,"
    "figcaption::first-letter{text-transform:uppercase}.many td,.many "
    "th{font-size:.82rem;"
    "padding:.3rem .3rem}"
    ".c0{background:#e7f4ea;color:#0f4d1f}.c1{background:#fff3d6;color:#6b4400}"
    ".c2{background:#fde8e8;color:#8a1414}td small{display:block;color:#1b1f24}"
    ".verdict{border-left:6px solid;padding:.7rem 1rem;margin:1rem 0;font-size:1.1rem}"
    ".row{display:flex;flex-wrap:wrap;gap:.6rem}figure{margin:0;flex:0 1 "
    "12rem;min-width:9.5rem}"
    "figcaption{font-size:.85rem}.box{flex:1 1 8rem;border:1px solid "
    "#d8dee4;padding:.5rem .8rem}.box b{display:block;font-size:1.4rem}"
    "code{font:.88em ui-monospace,Menlo,Consolas,monospace;color:#57606a}"
    ".v{overflow-wrap:anywhere}"
    "a{color:#0a4ea3}svg{display:block;max-width:100%}nav{font-size:.9rem}"
    "@media print{body{max-width:none;padding:0;font-size:10pt}tr,figure,.box{break-"
    "inside:avoid}nav{display:none}.wide{overflow:visible}*{-webkit-print-color-adjust:"
    "exact;print-color-adjust:exact}}"
    "@media(max-width:40rem){body{padding:.6rem}table{font-size:.82rem}th,td{padding:"
    ".25rem .35rem}h1{font-size:1.3rem}.n.w{white-space:normal}}";

static const char *const shapes[] = {"●", "◆", "■"};

/* ---- pieces ----------------------------------------------------------------------- */

const char *page_say(const page *p, wn_word word)
{
    return wn_say(p->lang, word);
}

void page_raw(page *p, const char *text)
{
    wn_buf_add(p->out, wn_str_of(text));
}

void page_text(page *p, wn_str s)
{
    wn_buf shown = {0};

    wn_buf_shown(&shown, s, true); /* a mark of direction would turn a page around */
    for (size_t i = 0; i < shown.len; i++) {
        char c = shown.ptr[i];
        if (c == '&')
            page_raw(p, "&amp;");
        else if (c == '<')
            page_raw(p, "&lt;");
        else if (c == '>')
            page_raw(p, "&gt;");
        else if (c == '"')
            page_raw(p, "&quot;");
        else
            wn_buf_char(p->out, c);
    }
    wn_buf_release(&shown);
}

#define LONGEST 60 /* characters of a text that data or a mapping may make long */

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

void page_heading(page *p, wn_word word, const char *id)
{
    wn_buf_format(p->out, "<h2 id=\"%s\">%d. %s</h2>\n", id, ++p->section,
                  page_say(p, word));
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
    page_note(p, p->context->where_count > 0 ? WN_SAY_REPORT_PART
                                             : WN_SAY_REPORT_FIRST_MONTH);
}

void page_table(page *p, wn_word caption, const wn_word *columns, size_t count,
                size_t numeric)
{
    static int tables; /* only told apart by it */

    wn_buf_format(p->out,
                  "<div class=\"wide\" tabindex=\"0\" role=\"region\" aria-label=\"%s "
                  "%d\"><table>",
                  page_say(p, WN_SAY_REPORT_TABLE), ++tables % 1000);
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
                      shapes[cell.colour], cell.score, word ? " " : "",
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
    page_raw(p, " <code>");
    page_short(p, check->id);
    page_raw(p, "</code>");
}

wn_str page_entity(const page *p, const wn_entity *entity)
{
    wn_str label = p->lang == WN_ZH ? entity->zh : entity->en;

    return label.len ? label : entity->name;
}

wn_str page_field(const page *p, const wn_field *field)
{
    wn_str label = p->lang == WN_ZH ? field->zh : field->en;

    return label.len ? label : field->name;
}

bool page_has_records(const page *p, const wn_entity *entity)
{
    for (size_t f = 0; f < p->context->plan->file_count; f++)
        if (p->context->plan->files[f].entity == entity &&
            p->context->results->books[f].read)
            return true;
    return false;
}

/* ---- the page --------------------------------------------------------------------- */

static bool always(const page *p)
{
    (void)p;
    return true;
}

static bool has_history(const page *p)
{
    return p->context->is_health || p->context->past->count > 0;
}

static bool is_health(const page *p)
{
    return p->context->is_health;
}

static bool is_migration(const page *p)
{
    return !p->context->is_health;
}

static bool has_departments(const page *p)
{
    return p->numbers->rank_count > 0;
}

static bool has_answers(const page *p)
{
    return p->context->past->answer_count > 0;
}

static bool is_drafted(const page *p)
{
    return p->context->drafted != NULL;
}

/* A line here, a function in one of the html_*.c files. */
static const struct {
    bool (*wanted)(const page *p);
    void (*write)(page *p);
} sections[] = {
    {always, page_verdict},
    {is_drafted, page_decisions},
    {is_migration, page_inventory},
    {is_migration, page_gate},
    {is_migration, page_books},
    {has_history, page_months},
    {is_health, page_changes},
    {always, page_fixes},
    {has_departments, page_departments},
    {always, page_duplicates},
    {is_migration, page_transforms},
    {always, page_fields},
    {always, page_lifecycle},
    {has_history, page_figures},
    {has_history, page_unusual},
    {always, page_follow_up},
    {has_answers, page_answers},
    {always, page_not_checked},
    {is_migration, page_sample},
    {always, page_checks},
    {always, page_waivers},
    {always, page_how},
};

/* What is not shown whole is said at the top. */
static void give_left(void *data, size_t i, wn_str line)
{
    page *p = data;

    (void)i;
    page_raw(p, "<p class=\"dim\">");
    page_text(p, line);
    page_raw(p, "</p>\n");
}

static void write_head(page *p)
{
    const wn_context *context = p->context;
    wn_word title =
        context->is_health ? WN_SAY_REPORT_TITLE : WN_SAY_REPORT_TITLE_MIGRATION;
    const char *when = context->is_health ? context->past->period : context->as_of;
    char digits[28];

    wn_buf_format(
        p->out,
        "<!DOCTYPE html>\n<html lang=\"%s\"><head><meta charset=\"utf-8\">"
        "<meta name=\"viewport\" content=\"width=device-width,initial-scale=1\">"
        "<title>%s · %s</title><style>%s</style></head><body>\n",
        p->lang == WN_ZH ? "zh-CN" : "en", page_say(p, title), when, style);
    wn_buf_format(p->out,
                  "<nav aria-label=\"%s\"><a href=\"%s\" hreflang=\"%s\" "
                  "lang=\"%s\">%s</a></nav><main><h1>%s · %s</h1>\n",
                  page_say(p, WN_SAY_REPORT_LANGUAGE),
                  p->lang == WN_ZH ? "report.en.html" : "report.zh-CN.html",
                  p->lang == WN_ZH ? "en" : "zh-CN", p->lang == WN_ZH ? "en" : "zh-CN",
                  p->lang == WN_ZH ? "English" : "中文", page_say(p, title), when);
    wn_buf_format(p->out, "<p class=\"dim\">");
    wn_buf_format(
        p->out, page_say(p, WN_SAY_REPORT_HEAD), context->as_of, context->run_id,
        WINNOW_VERSION,
        page_say(p, context->unmasked ? WN_SAY_REPORT_UNMASKED : WN_SAY_REPORT_MASKED));
    for (size_t e = 0; e < context->plan->model.entity_count; e++) {
        const wn_entity *entity = &context->plan->model.entities[e];
        uint64_t rows = 0;
        for (size_t f = 0; f < context->plan->file_count; f++)
            rows += context->plan->files[f].entity == entity
                        ? context->results->books[f].read
                        : 0;
        if (rows == 0)
            continue;
        page_raw(p, " · ");
        page_text(p, page_entity(p, entity));
        wn_buf_format(p->out, " %s", wn_thousands(digits, rows));
    }
    page_raw(p, "</p>\n");
    if (context->dry_run)
        wn_buf_format(p->out, "<p><strong>%s</strong></p>\n",
                      page_say(p, WN_SAY_REPORT_DRY));
    if (context->drafted)
        wn_buf_format(p->out, "<p><strong>%s</strong></p>\n",
                      page_say(p, WN_SAY_REPORT_DRAFTED));
    if (context->only_key)
        wn_buf_format(p->out, "<p><strong>%s</strong></p>\n",
                      page_say(p, WN_SAY_REPORT_ONLY_KEY));
    report_left_write(p->report, p->lang, p, give_left);
}

void report_html(report *r, wn_lang lang, wn_buf *out)
{
    page p = {.report = r,
              .context = r->stage.context,
              .numbers = &r->numbers,
              .lang = lang,
              .out = out};

    write_head(&p);
    for (size_t i = 0; i < WN_COUNT(sections); i++)
        if (sections[i].wanted(&p))
            sections[i].write(&p);
    page_raw(&p, "</main></body></html>\n");
}
