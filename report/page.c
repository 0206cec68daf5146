/*
 * page.c - the report: one HTML page, without scripts and without files from elsewhere.
 *
 * Three parts: what a director reads in a minute, what people do next, and the proof,
 * which is folded. Everything that comes from data or from a mapping is escaped; values
 * were masked when they were sampled. No meaning is in a colour alone: a shape or a word
 * says it too. Lists that grow with the data are shown in part (page_fits), so no page
 * grows with it.
 */
#include "page.h"

#include "core/memory.h"

/* ---- which sections --------------------------------------------------------------- */

static bool always(const page *p)
{
    (void)p;
    return true;
}

static bool shows_values(const page *p)
{
    return report_shows_values(p->report);
}

static bool has_sample(const page *p)
{
    return p->report->kind->loads && report_goes(p->report, "sample.xlsx");
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

static bool has_score(const page *p)
{
    return p->metrics->scores.dimensions[WN_DIMENSION_COUNT].score >= 0;
}

static bool has_departments(const page *p)
{
    return p->metrics->rank_count > 0 && !p->context->settings->by_owner;
}

static bool has_owners(const page *p)
{
    return p->metrics->rank_count > 0 && p->context->settings->by_owner;
}

static bool has_answers(const page *p)
{
    return p->context->known->history->answers.count > 0 && shows_values(p);
}

static bool is_drafted(const page *p)
{
    return p->context->settings->drafted != NULL;
}

enum { FIRST, NEXT, PROOF }; /* parts of the page; the proof is folded */

/* A new section is a line here, and a function in one of the page_*.c files. One that
 * writes nothing is left out, with its heading. */
static const struct {
    int part;
    wn_word heading;
    const char *id;
    bool (*wanted)(const page *p);
    void (*write)(page *p);
} sections[] = {
    {FIRST, WN_SAY_REPORT_SWITCH, "switch", loads, page_switch},
    {FIRST, WN_SAY_REPORT_SAMPLE, "sample", has_sample, page_sign},
    {FIRST, WN_SAY_REPORT_VERDICT, "verdict", always, page_verdict},
    {FIRST, WN_SAY_REPORT_TREND, "trend", has_history, page_trend},
    {FIRST, WN_SAY_REPORT_CHANGES, "changes", compares, page_changes},
    {FIRST, WN_SAY_REPORT_THREE, "three", always, page_three},
    {NEXT, WN_SAY_REPORT_DECISIONS, "decisions", is_drafted, page_decisions},
    {NEXT, WN_SAY_REPORT_FIXES, "fixes", always, page_fixes},
    {NEXT, WN_SAY_GOALS, "targets", always, page_goals},
    {NEXT, WN_SAY_REPORT_DEPARTMENTS, "departments", has_departments, page_departments},
    {NEXT, WN_SAY_REPORT_OWNERS, "departments", has_owners, page_departments},
    {NEXT, WN_SAY_REPORT_UNUSUAL, "unusual", has_history, page_unusual},
    {NEXT, WN_SAY_FEEDS_TITLE, "feeds", always, page_feeds},
    {NEXT, WN_SAY_REPORT_FOLLOW_UP, "follow-up", always, page_follow_up},
    {NEXT, WN_SAY_REPORT_ANSWERS, "answers", has_answers, page_answers},
    {PROOF, WN_SAY_REPORT_NOT_CHECKED, "not-checked", always, page_not_checked},
    {PROOF, WN_SAY_REPORT_LIGHTS_NAME, "lights", has_score, page_lights},
    {PROOF, WN_SAY_QUARTER, "quarter", has_history, page_quarter},
    {PROOF, WN_SAY_REPORT_MONTHS, "months", has_history, page_months},
    {PROOF, WN_SAY_REPORT_FIGURES, "figures", has_history, page_figures},
    {PROOF, WN_SAY_REPORT_BOOKS, "books", loads, page_books},
    {PROOF, WN_SAY_REPORT_INVENTORY, "inventory", loads, page_inventory},
    {PROOF, WN_SAY_REPORT_FIELD_BOOKS_NAME, "field-books", loads, page_field_books},
    {PROOF, WN_SAY_REPORT_TRANSFORMS, "transforms", loads, page_transforms},
    {PROOF, WN_SAY_REPORT_DUPLICATES_TITLE, "duplicates", always, page_duplicates},
    {PROOF, WN_SAY_SPELLINGS, "spellings", shows_values, page_spellings},
    {PROOF, WN_SAY_REPORT_FIELDS, "fields", always, page_fields},
    {PROOF, WN_SAY_VALUES, "values", shows_values, page_values},
    {PROOF, WN_SAY_REPORT_LIFECYCLE, "lifecycle", always, page_lifecycle},
    {PROOF, WN_SAY_REPORT_CHECKS, "checks", always, page_checks},
    {PROOF, WN_SAY_REPORT_WAIVERS, "waivers", shows_values, page_waivers},
    {PROOF, WN_SAY_REPORT_HOW, "how", always, page_how},
};

/* ---- the page --------------------------------------------------------------------- */

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
    wn_buf_format(p->out, "<nav class=\"top\" aria-label=\"%s\">",
                  page_say(p, WN_SAY_REPORT_LANGUAGE));
    for (wn_lang lang = 0; lang < WN_LANG_COUNT; lang++) {
        const wn_language *other = &wn_languages[lang];
        if (lang != p->lang)
            wn_buf_format(p->out, "<a href=\"%s\" hreflang=\"%s\" lang=\"%s\">%s</a>",
                          other->page, other->tag, other->tag, other->own);
    }
    if (report_has_periods(p->report))
        wn_buf_format(p->out, " · <a href=\"../index.%s.html\">%s</a>",
                      wn_languages[p->lang].tag, page_say(p, WN_SAY_PERIODS_LINK));
    page_raw(p, "</nav>");
}

static void write_counts(page *p)
{
    const wn_context *context = p->context;
    char digits[28];

    for (size_t e = 0, shown = 0; e < context->plan->model.entity_count; e++) {
        const wn_entity *entity = &context->plan->model.entities[e];
        uint64_t rows = 0;
        for (size_t f = 0; f < context->plan->file_count; f++)
            rows += context->plan->files[f].entity == entity
                        ? context->outcome->load.books[f].read
                        : 0;
        if (rows == 0 || shown++ >= PAGE_SHOWN)
            continue;
        page_raw(p, " · ");
        page_short(p, page_entity(p, entity));
        wn_buf_format(p->out, " %s", wn_thousands(digits, rows));
    }
}

static void write_warning(page *p, bool is_so, wn_word word)
{
    if (is_so)
        wn_buf_format(p->out, "<p><strong>%s</strong></p>\n", page_say(p, word));
}

static void write_head(page *p)
{
    const wn_context *context = p->context;
    const wn_settings *settings = context->settings;
    wn_word title = p->report->kind->title;
    const char *when = compares(p) ? settings->period : settings->as_of;

    page_begin(p, title, when);
    write_languages(p);
    wn_buf_format(p->out, "<main><h1>%s · %s</h1>\n<p class=\"dim\">", page_say(p, title),
                  when);
    wn_buf_format(p->out, page_say(p, WN_SAY_REPORT_HEAD), settings->as_of);
    write_counts(p);
    wn_buf_format(p->out, " · %s</p>\n",
                  page_say(p, !shows_values(p)     ? WN_SAY_REPORT_FOR_OTHERS
                              : settings->unmasked ? WN_SAY_REPORT_UNMASKED
                                                   : WN_SAY_REPORT_MASKED));
    if (*context->outcome->report.left_out)
        page_note(p, WN_SAY_REPORT_LEFT_OUT, context->outcome->report.left_out);
    write_warning(p, settings->dry_run, WN_SAY_REPORT_DRY);
    write_warning(p, settings->drafted != NULL, WN_SAY_REPORT_DRAFTED);
    write_warning(p, settings->only_key, WN_SAY_REPORT_ONLY_KEY);
    report_left_write(p->report, p->lang, p, give_left);
}

/* Writes a list of links to the sections that have a body. */
static void write_contents(page *p, const wn_buf *bodies)
{
    wn_buf_format(p->out, "<nav class=\"contents\" aria-label=\"%s\"><ol>\n",
                  page_say(p, WN_SAY_REPORT_CONTENTS));
    for (size_t i = 0; i < WN_COUNT(sections); i++)
        if (bodies[i].len > 0 && sections[i].part > FIRST)
            wn_buf_format(p->out, "<li><a href=\"#%s\">%s</a></li>\n", sections[i].id,
                          page_say(p, sections[i].heading));
    page_raw(p, "</ol></nav>\n");
}

/* Writes a section. The body of a fold has the id, so that a link to it opens it. */
static void write_section(page *p, size_t i, const wn_buf *body)
{
    bool folded = sections[i].part == PROOF;

    if (folded)
        wn_buf_format(p->out, "<details><summary><h3>%s</h3></summary><div id=\"%s\">\n",
                      page_say(p, sections[i].heading), sections[i].id);
    else
        wn_buf_format(p->out, "<section id=\"%s\"><%s>%s</%s>\n", sections[i].id,
                      sections[i].part == FIRST ? "h2" : "h3",
                      page_say(p, sections[i].heading),
                      sections[i].part == FIRST ? "h2" : "h3");
    wn_buf_add(p->out, wn_buf_str(body));
    page_raw(p, folded ? "</div></details>\n" : "</section>\n");
}

void report_html(report *r, wn_lang lang, wn_buf *out)
{
    static const wn_word parts[] = {WN_SAY_COUNT, WN_SAY_REPORT_NEXT,
                                    WN_SAY_REPORT_PROOF};
    wn_buf bodies[WN_COUNT(sections)] = {{0}};
    int part = FIRST;
    page p = {.report = r,
              .context = r->stage.context,
              .metrics = &r->metrics,
              .lang = lang,
              .tables = &r->tables};

    for (size_t i = 0; i < WN_COUNT(sections); i++) {
        p.out = &bodies[i];
        if (sections[i].wanted(&p))
            sections[i].write(&p);
        p.written += bodies[i].len;
    }
    p.out = out;
    write_head(&p);
    for (size_t i = 0; i < WN_COUNT(sections); i++) {
        if (part == FIRST && sections[i].part > FIRST)
            write_contents(&p, bodies);
        if (sections[i].part != part)
            wn_buf_format(out, "<h2>%s</h2>\n", page_say(&p, parts[sections[i].part]));
        part = sections[i].part;
        if (bodies[i].len > 0)
            write_section(&p, i, &bodies[i]);
        wn_buf_release(&bodies[i]);
    }
    wn_buf_format(out, page_say(&p, WN_SAY_REPORT_FOOT), wn_run_name(p.context),
                  WINNOW_VERSION);
    page_raw(&p, "</main></body></html>\n");
}
