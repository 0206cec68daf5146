/* standard_page.c - a standard as a page in the look of the reports: all languages on
 * one page, without scripts and without files from elsewhere. */
#include "standard.h"

#include "report/page.h"

static void write_cells(page *p, const wn_standard_line *line, const char *begin,
                        const char *end)
{
    page_raw(p, "<tr>");
    for (size_t c = 0; c < line->count; c++) {
        wn_buf_format(p->out, "<%s>", begin);
        page_text(p, line->cells[c]);
        wn_buf_format(p->out, "</%s>", end);
    }
    page_raw(p, "</tr>\n");
}

static void write_table(page *p, const wn_standard *s, size_t *at)
{
    const wn_standard_line *head = &s->lines[*at];

    page_wide(p, head->count > 3, "");
    page_raw(p, "<thead>");
    write_cells(p, head, "th scope=\"col\"", "th");
    page_raw(p, "</thead><tbody>\n");
    while (*at + 1 < s->count && s->lines[*at + 1].kind == STANDARD_ROW)
        write_cells(p, &s->lines[++*at], "td class=\"v\"", "td");
    page_table_end(p);
}

static void write_text(page *p, const char *before, wn_str text, const char *after)
{
    page_raw(p, before);
    page_text(p, text);
    page_raw(p, after);
}

/* Links to the tables and the parts behind them. */
static void write_contents(page *p, const wn_standard *s)
{
    const char *tag = wn_languages[p->lang].tag;

    wn_buf_format(p->out, "<nav class=\"contents\" aria-label=\"%s\"><ol>\n",
                  page_say(p, WN_SAY_REPORT_CONTENTS));
    for (size_t i = 0; i < s->count; i++)
        if (s->lines[i].kind == STANDARD_HEADING && s->lines[i].level == 2) {
            wn_buf_format(p->out, "<li><a href=\"#%s-%zu\">", tag, i);
            write_text(p, "", s->lines[i].cells[0], "</a></li>\n");
        }
    page_raw(p, "</ol></nav>\n");
}

static void write_language(page *p, const wn_standard *s, bool is_first)
{
    const char *tag = wn_languages[p->lang].tag;

    wn_buf_format(p->out, "<section id=\"%s\" lang=\"%s\"%s>\n", tag, tag,
                  is_first ? "" : " style=\"break-before:page\"");
    write_text(p, "<h1>", s->title, "</h1>\n");
    write_contents(p, s);
    for (size_t i = 0; i < s->count; i++) {
        const wn_standard_line *line = &s->lines[i];
        if (line->kind == STANDARD_TABLE)
            write_table(p, s, &i);
        else if (line->kind == STANDARD_NOTE)
            write_text(p, "<p class=\"dim\">", line->cells[0], "</p>\n");
        else if (line->level == 2) {
            wn_buf_format(p->out, "<h2 id=\"%s-%zu\">", tag, i);
            write_text(p, "", line->cells[0], "</h2>\n");
        } else
            write_text(p, "<h3>", line->cells[0], "</h3>\n");
    }
    page_raw(p, "</section>\n");
}

void wn_standard_page(const wn_standard *all, wn_lang first, wn_buf *out)
{
    int tables = 0;
    wn_buf title = {0};
    page p = {.lang = first, .out = &title, .tables = &tables};

    page_text(&p, all[first].title);
    wn_buf_char(&title, '\0');
    p.out = out;
    page_begin_as(&p, title.ptr);
    wn_buf_release(&title);
    wn_buf_format(out, "<nav class=\"top\" aria-label=\"%s\">",
                  page_say(&p, WN_SAY_REPORT_LANGUAGE));
    for (wn_lang lang = 0; lang < WN_LANG_COUNT; lang++)
        wn_buf_format(out, "%s<a href=\"#%s\" hreflang=\"%s\" lang=\"%s\">%s</a>",
                      lang ? " · " : "", wn_languages[lang].tag, wn_languages[lang].tag,
                      wn_languages[lang].tag, wn_languages[lang].own);
    page_raw(&p, "</nav><main>\n");
    for (wn_lang i = 0; i < WN_LANG_COUNT; i++) {
        p.lang = (wn_lang)((first + i) % WN_LANG_COUNT);
        write_language(&p, &all[p.lang], i == 0);
    }
    page_raw(&p, "</main></body></html>\n");
}
