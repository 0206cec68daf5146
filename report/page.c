/*
 * page.c - the report: one HTML page, without scripts and without files from elsewhere.
 *
 * Everything that comes from data or from a mapping is escaped; values were masked when
 * they were sampled. No meaning is in a colour alone: a shape or a word says it too.
 */
#include "page.h"

#include "core/memory.h"

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

/* ---- the page --------------------------------------------------------------------- */

static bool always(const page *p)
{
    (void)p;
    return true;
}

static bool has_history(const page *p)
{
    return p->report->kind->compares || p->context->known->history->count > 0;
}

static bool compares(const page *p)
{
    return p->report->kind->compares;
}

static bool loads(const page *p)
{
    return p->report->kind->loads;
}

static bool has_departments(const page *p)
{
    return p->metrics->rank_count > 0;
}

static bool has_answers(const page *p)
{
    return p->context->known->history->answers.count > 0;
}

static bool is_drafted(const page *p)
{
    return p->context->settings->drafted != NULL;
}

/* A new section is a line here, and a function in one of the page_*.c files. */
static const struct {
    bool (*wanted)(const page *p);
    void (*write)(page *p);
} sections[] = {
    {always, page_verdict},
    {is_drafted, page_decisions},
    {loads, page_inventory},
    {loads, page_gate},
    {loads, page_books},
    {has_history, page_months},
    {compares, page_changes},
    {always, page_fixes},
    {has_departments, page_departments},
    {always, page_duplicates},
    {loads, page_transforms},
    {always, page_fields},
    {always, page_lifecycle},
    {has_history, page_figures},
    {has_history, page_unusual},
    {always, page_follow_up},
    {has_answers, page_answers},
    {always, page_not_checked},
    {loads, page_sample},
    {always, page_checks},
    {always, page_waivers},
    {always, page_how},
};

/* Writes a line of report_left, at the top of the page. */
static void give_left(void *data, size_t i, wn_str line)
{
    page *p = data;

    (void)i;
    page_raw(p, "<p class=\"dim\">");
    page_text(p, line);
    page_raw(p, "</p>\n");
}

/* Links to the same page in the other languages. */
static void write_languages(page *p)
{
    wn_buf_format(p->out, "<nav aria-label=\"%s\">", page_say(p, WN_SAY_REPORT_LANGUAGE));
    for (wn_lang lang = 0; lang < WN_LANG_COUNT; lang++) {
        const wn_language *other = &wn_languages[lang];
        if (lang != p->lang)
            wn_buf_format(p->out, "<a href=\"%s\" hreflang=\"%s\" lang=\"%s\">%s</a>",
                          other->page, other->tag, other->tag, other->own);
    }
    page_raw(p, "</nav>");
}

static void write_head(page *p)
{
    const wn_context *context = p->context;
    wn_word title = p->report->kind->title;
    const char *when = compares(p) ? context->settings->period : context->settings->as_of;
    char digits[28];

    wn_buf_format(
        p->out,
        "<!DOCTYPE html>\n<html lang=\"%s\"><head><meta charset=\"utf-8\">"
        "<meta name=\"viewport\" content=\"width=device-width,initial-scale=1\">"
        "<title>%s · %s</title><style>%s</style></head><body>\n",
        wn_languages[p->lang].tag, page_say(p, title), when, style);
    write_languages(p);
    wn_buf_format(p->out, "<main><h1>%s · %s</h1>\n", page_say(p, title), when);
    wn_buf_format(p->out, "<p class=\"dim\">");
    wn_buf_format(p->out, page_say(p, WN_SAY_REPORT_HEAD), context->settings->as_of,
                  wn_run_name(context), WINNOW_VERSION,
                  page_say(p, context->settings->unmasked ? WN_SAY_REPORT_UNMASKED
                                                          : WN_SAY_REPORT_MASKED));
    for (size_t e = 0; e < context->plan->model.entity_count; e++) {
        const wn_entity *entity = &context->plan->model.entities[e];
        uint64_t rows = 0;
        for (size_t f = 0; f < context->plan->file_count; f++)
            rows += context->plan->files[f].entity == entity
                        ? context->outcome->load.books[f].read
                        : 0;
        if (rows == 0)
            continue;
        page_raw(p, " · ");
        page_text(p, page_entity(p, entity));
        wn_buf_format(p->out, " %s", wn_thousands(digits, rows));
    }
    page_raw(p, "</p>\n");
    if (context->settings->dry_run)
        wn_buf_format(p->out, "<p><strong>%s</strong></p>\n",
                      page_say(p, WN_SAY_REPORT_DRY));
    if (context->settings->drafted)
        wn_buf_format(p->out, "<p><strong>%s</strong></p>\n",
                      page_say(p, WN_SAY_REPORT_DRAFTED));
    if (context->settings->only_key)
        wn_buf_format(p->out, "<p><strong>%s</strong></p>\n",
                      page_say(p, WN_SAY_REPORT_ONLY_KEY));
    report_left_write(p->report, p->lang, p, give_left);
}

void report_html(report *r, wn_lang lang, wn_buf *out)
{
    page p = {.report = r,
              .context = r->stage.context,
              .metrics = &r->metrics,
              .lang = lang,
              .out = out,
              .tables = &r->tables};

    write_head(&p);
    for (size_t i = 0; i < WN_COUNT(sections); i++)
        if (sections[i].wanted(&p))
            sections[i].write(&p);
    page_raw(&p, "</main></body></html>\n");
}
