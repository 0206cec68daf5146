/*
 * html.c - the health report: one page, no script, nothing from elsewhere.
 *
 * Everything that comes from data or from a mapping is escaped; values were
 * masked when they were sampled. Colour never speaks alone: shape and word do.
 */
#include "report.h"

#include <stdio.h>
#include <string.h>

typedef struct page {
    report *report;
    const wn_context *context;
    wn_lang lang;
    wn_buf *out;
} page;

static const char style[] =
    "body{font:15px/1.5 system-ui,-apple-system,'Segoe UI','PingFang SC','Microsoft "
    "YaHei',"
    "'Noto Sans CJK SC',sans-serif;color:#1b1f24;max-width:60rem;margin:0 "
    "auto;padding:1rem}"
    "h1{font-size:1.6rem;margin:.5rem 0}h2{font-size:1.15rem;border-bottom:2px solid "
    "#1b1f24;"
    "padding-bottom:.2rem;margin:2rem 0 .8rem}p{margin:.4rem "
    "0}.dim{color:#57606a;font-size:.9rem}"
    ".wide{overflow-x:auto}table{border-collapse:collapse;width:100%;font-size:.93rem}"
    "caption{text-align:left;color:#57606a;padding:.2rem 0}"
    "th,td{padding:.35rem .5rem;border-bottom:1px solid "
    "#d8dee4;text-align:left;vertical-align:top}"
    "thead th{white-space:nowrap}"
    "td.n,th.n{text-align:right;font-variant-numeric:tabular-nums;white-space:nowrap}"
    "td.s,th[scope=row]{white-space:nowrap}main "
    "th[scope=row]::first-letter{text-transform:uppercase}"
    ".c0{background:#e7f4ea;color:#0f4d1f}.c1{background:#fff3d6;color:#6b4400}"
    ".c2{background:#fde8e8;color:#8a1414}"
    ".verdict{border-left:5px solid;padding:.7rem 1rem;margin:1rem 0;font-size:1.05rem}"
    "code{font:.88em ui-monospace,Menlo,Consolas,monospace;color:#57606a}"
    "a{color:#0a4ea3}svg{display:block}"
    "@media "
    "print{body{max-width:none;font-size:11px}h2{break-after:avoid}tr{break-inside:avoid}"
    "}";

static const char *const shapes[] = {"●", "◆", "■"};

static const char *say(const page *p, wn_word word)
{
    return wn_say(p->lang, word);
}

static void raw(page *p, const char *text)
{
    wn_buf_add(p->out, wn_str_of(text));
}

static void text(page *p, wn_str s)
{
    for (size_t i = 0; i < s.len; i++) {
        char c = s.ptr[i];
        if (c == '&')
            raw(p, "&amp;");
        else if (c == '<')
            raw(p, "&lt;");
        else if (c == '>')
            raw(p, "&gt;");
        else if (c == '"')
            raw(p, "&quot;");
        else if ((unsigned char)c >= 0x20 || c == '\n')
            wn_buf_char(p->out, c);
    }
}

static void heading(page *p, wn_word word)
{
    raw(p, "<h2>");
    raw(p, say(p, word));
    raw(p, "</h2>\n");
}

static void number(page *p, const char *tag, uint64_t n)
{
    char digits[28];

    wn_buf_format(p->out, "<%s class=\"n\">%s</%s>", tag, wn_thousands(digits, n), tag);
}

/* Never 0 % or 100 % unless it is exactly that. */
static void share(page *p, uint64_t part, uint64_t whole)
{
    double percent = whole ? 100.0 * (double)part / (double)whole : 0;
    const char *mark = part > 0 && percent < 0.1        ? "&lt;0.1"
                       : part < whole && percent > 99.9 ? "&gt;99.9"
                                                        : NULL;

    if (mark)
        wn_buf_format(p->out, "<td class=\"n\">%s %%</td>", mark);
    else
        wn_buf_format(p->out, "<td class=\"n\">%.1f %%</td>", percent);
}

static wn_str entity_name(const page *p, const wn_entity *entity)
{
    wn_str label = p->lang == WN_ZH ? entity->zh : entity->en;

    return label.len ? label : entity->name;
}

static wn_str field_name(const page *p, const wn_field *field)
{
    wn_str label = p->lang == WN_ZH ? field->zh : field->en;

    return label.len ? label : field->name;
}

static bool has_records(const page *p, const wn_entity *entity)
{
    for (size_t f = 0; f < p->context->plan->file_count; f++)
        if (p->context->plan->files[f].entity == entity &&
            p->context->results->books[f].read)
            return true;
    return false;
}

/* ---- 1 verdict and traffic lights ------------------------------------------------- */

static void colour_cell(page *p, report_cell cell)
{
    if (cell.score < 0)
        raw(p, "<td class=\"n\">—</td>");
    else
        wn_buf_format(p->out, "<td class=\"n c%d\">%s %.1f %s</td>", cell.colour,
                      shapes[cell.colour], cell.score,
                      say(p, WN_SAY_GOOD + (wn_word)cell.colour));
}

static void write_verdict(page *p)
{
    const report *r = p->report;
    report_cell total = r->scores.dimensions[WN_DIMENSION_COUNT];

    heading(p, WN_SAY_REPORT_VERDICT);
    if (total.score < 0) {
        wn_buf_format(p->out, "<p>%s</p>\n", say(p, WN_SAY_REPORT_NO_SCORE));
        return;
    }
    wn_buf_format(p->out,
                  "<div class=\"verdict c%d\"><strong>%s %.1f / 100 · %s</strong><br>",
                  total.colour, shapes[total.colour], total.score,
                  say(p, WN_SAY_GOOD + (wn_word)total.colour));
    if (r->scores.weakest >= 0)
        wn_buf_format(p->out, say(p, WN_SAY_REPORT_WEAKEST),
                      say(p, WN_SAY_COMPLETENESS + (wn_word)r->scores.weakest),
                      r->scores.dimensions[r->scores.weakest].score);
    wn_buf_format(p->out, say(p, WN_SAY_REPORT_CLEAN),
                  r->records ? 100.0 * (double)r->clean / (double)r->records : 0.0);
    raw(p, "</div>\n");
}

static void write_lights(page *p)
{
    const wn_model *model = &p->context->plan->model;

    wn_buf_format(p->out, "<div class=\"wide\"><table><caption>");
    wn_buf_format(p->out, say(p, WN_SAY_REPORT_LIGHTS), model->green, model->yellow,
                  model->green, model->yellow);
    wn_buf_format(p->out,
                  "</caption><thead><tr><th scope=\"col\">%s</th><th scope=\"col\" "
                  "class=\"n\">%s</th>",
                  say(p, WN_SAY_REPORT_DIMENSION), say(p, WN_SAY_REPORT_OVERALL));
    for (size_t e = 0; e < model->entity_count; e++) {
        if (!has_records(p, &model->entities[e]))
            continue;
        raw(p, "<th scope=\"col\" class=\"n\">");
        text(p, entity_name(p, &model->entities[e]));
        raw(p, "</th>");
    }
    raw(p, "</tr></thead><tbody>\n");
    for (int d = 0; d <= WN_DIMENSION_COUNT; d++) {
        wn_buf_format(p->out, "<tr><th scope=\"row\">%s",
                      say(p, WN_SAY_COMPLETENESS + (wn_word)d));
        if (d < WN_DIMENSION_COUNT)
            wn_buf_format(p->out, " <span class=\"dim\">%.0f %%</span>",
                          model->weights[d]);
        raw(p, "</th>");
        colour_cell(p, p->report->scores.dimensions[d]);
        for (size_t e = 0; e < model->entity_count; e++)
            if (has_records(p, &model->entities[e]))
                colour_cell(p, p->report->scores.cells[e][d]);
        raw(p, "</tr>\n");
    }
    raw(p, "</tbody></table></div>\n");
}

/* ---- 2 findings ------------------------------------------------------------------- */

static void write_samples(page *p, const wn_check *check)
{
    const report *r = p->report;
    uint64_t all = r->findings[check->number];

    for (size_t i = 0; i < r->sample_count[check->number]; i++) {
        const report_sample *s = &r->samples[check->number][i];
        raw(p, "<br><span class=\"dim\">");
        text(p, s->file);
        wn_buf_format(p->out, ":%llu", (unsigned long long)s->line);
        if (s->column.len) {
            wn_buf_format(p->out, " · %s ", s->letter);
            text(p, s->column);
        } else if (s->field.len) {
            raw(p, " · ");
            text(p, s->field);
        }
        if (s->value.len) {
            raw(p, " · <code>");
            text(p, s->value);
            raw(p, "</code>");
        }
        raw(p, "</span>");
    }
    if (all > REPORT_SAMPLES) {
        char digits[28];
        raw(p, "<br><span class=\"dim\">");
        wn_buf_format(p->out, say(p, WN_SAY_REPORT_SHOWN), REPORT_SAMPLES,
                      wn_thousands(digits, all));
        raw(p, "</span>");
    }
}

static void write_check(page *p, const wn_check *check)
{
    const wn_ledger *ledger = p->context->ledger;
    double share_failed = report_share(ledger, check);
    int colour = share_failed <= check->green ? 0 : share_failed <= check->red ? 1 : 2;
    const wn_rule *rule = &wn_rules[check->rule];

    wn_buf_format(p->out, "<tr><td class=\"s c%d\">%s %s</td><td>", colour,
                  shapes[colour], say(p, WN_SAY_GOOD + (wn_word)colour));
    text(p, entity_name(p, check->entity));
    raw(p, "</td><td><strong>");
    text(p, wn_check_label(check, p->lang));
    raw(p, "</strong> <code>");
    text(p, check->id);
    raw(p, "</code>");
    write_samples(p, check);
    wn_buf_format(p->out, "<br>→ %s</td>", p->lang == WN_ZH ? rule->do_zh : rule->do_en);
    number(p, "td", ledger->failed[check->number]);
    number(p, "td", ledger->applicable[check->number]);
    share(p, ledger->failed[check->number], ledger->applicable[check->number]);
    raw(p, "</tr>\n");
}

static void write_findings(page *p)
{
    const wn_model *model = &p->context->plan->model;
    static const wn_word columns[] = {WN_SAY_REPORT_STATE,   WN_SAY_REPORT_ENTITY,
                                      WN_SAY_REPORT_FINDING, WN_SAY_REPORT_FAILED,
                                      WN_SAY_REPORT_CHECKED, WN_SAY_REPORT_SHARE};
    uint64_t shown = 0;

    heading(p, WN_SAY_REPORT_FINDINGS);
    raw(p, "<div class=\"wide\"><table><thead><tr>");
    for (size_t i = 0; i < WN_COUNT(columns); i++)
        wn_buf_format(p->out, "<th scope=\"col\"%s>%s</th>", i > 2 ? " class=\"n\"" : "",
                      say(p, columns[i]));
    raw(p, "</tr></thead><tbody>\n");
    for (int colour = 2; colour >= 0; colour--) {
        for (size_t e = 0; e < model->entity_count; e++) {
            for (size_t c = 0; c < model->entities[e].check_count; c++) {
                const wn_check *check = &model->entities[e].checks[c];
                double f = report_share(p->context->ledger, check);
                int its = f <= check->green ? 0 : f <= check->red ? 1 : 2;
                if (its != colour || p->context->ledger->failed[check->number] == 0)
                    continue;
                write_check(p, check);
                shown++;
            }
        }
    }
    if (shown == 0)
        wn_buf_format(p->out, "<tr><td colspan=\"6\">%s</td></tr>",
                      say(p, WN_SAY_REPORT_NOTHING));
    raw(p, "</tbody></table></div>\n");
}

/* ---- 3 fields --------------------------------------------------------------------- */

static void write_bar(page *p, const uint64_t *states, uint64_t all, wn_str name)
{
    double good = 200.0 * (double)states[WN_CELL_CLEAN] / (double)all;
    double bad =
        200.0 * (double)(states[WN_CELL_INVALID] + states[WN_CELL_UNKNOWN]) / (double)all;
    double blank = 200.0 * (double)states[WN_CELL_BLANK] / (double)all;

    raw(p, "<td><svg role=\"img\" width=\"200\" height=\"14\" aria-label=\"");
    text(p, name);
    wn_buf_format(
        p->out,
        " %.1f %%\"><rect width=\"200\" height=\"14\" fill=\"#eaeef2\"/>"
        "<rect width=\"%.1f\" height=\"14\" fill=\"#2c6e49\"/>"
        "<rect x=\"%.1f\" width=\"%.1f\" height=\"14\" fill=\"#b42318\"/>"
        "<rect x=\"%.1f\" width=\"%.1f\" height=\"14\" fill=\"#b7791f\"/></svg></td>",
        good / 2, good, good, bad, good + bad, blank);
}

static void write_fields_of(page *p, const wn_entity *entity)
{
    static const wn_word columns[] = {WN_SAY_REPORT_FIELD,  WN_SAY_REPORT_FILL,
                                      WN_SAY_REPORT_FILLED, WN_SAY_REPORT_WRONG,
                                      WN_SAY_REPORT_BLANK,  WN_SAY_REPORT_EMPTY};

    raw(p, "<div class=\"wide\"><table><caption>");
    text(p, entity_name(p, entity));
    raw(p, "</caption><thead><tr>");
    for (size_t i = 0; i < WN_COUNT(columns); i++)
        wn_buf_format(p->out, "<th scope=\"col\"%s>%s</th>", i > 1 ? " class=\"n\"" : "",
                      say(p, columns[i]));
    raw(p, "</tr></thead><tbody>\n");
    for (size_t f = 0; f < entity->field_count; f++) {
        const uint64_t *states = p->context->ledger->states[entity->fields[f].number];
        uint64_t all = 0;
        for (int s = 0; s < WN_CELL_STATE_COUNT; s++)
            all += states[s];
        if (all == 0 || all == states[WN_CELL_ABSENT])
            continue; /* no file brings this field */
        raw(p, "<tr><th scope=\"row\">");
        text(p, field_name(p, &entity->fields[f]));
        raw(p, "</th>");
        write_bar(p, states, all, field_name(p, &entity->fields[f]));
        share(p, states[WN_CELL_CLEAN], all);
        number(p, "td", states[WN_CELL_INVALID] + states[WN_CELL_UNKNOWN]);
        number(p, "td", states[WN_CELL_BLANK]);
        number(p, "td", states[WN_CELL_EMPTY] + states[WN_CELL_ABSENT]);
        raw(p, "</tr>\n");
    }
    raw(p, "</tbody></table></div>\n");
}

/* ---- 4 books
 * --------------------------------------------------------------------------------------
 */

static void write_books(page *p)
{
    const wn_plan *plan = p->context->plan;

    heading(p, WN_SAY_REPORT_BOOKS);
    wn_buf_format(p->out,
                  "<p>%s</p><div class=\"wide\"><table><thead><tr><th scope=\"col\">%s"
                  "</th><th scope=\"col\">%s</th><th scope=\"col\" class=\"n\">%s</th>",
                  say(p, WN_SAY_REPORT_EQUATION), say(p, WN_SAY_REPORT_ENTITY),
                  say(p, WN_SAY_REPORT_FILE), say(p, WN_SAY_READ));
    for (int f = 0; f < WN_FATE_COUNT; f++)
        wn_buf_format(p->out, "<th scope=\"col\" class=\"n\">%s</th>",
                      say(p, WN_SAY_LOADED + (wn_word)f));
    raw(p, "</tr></thead><tbody>\n");
    for (size_t i = 0; i < plan->file_count; i++) {
        const wn_books *books = &p->context->results->books[i];
        raw(p, "<tr><td>");
        text(p, entity_name(p, plan->files[i].entity));
        raw(p, "</td><td>");
        text(p, plan->files[i].path);
        wn_buf_format(p->out, " <span class=\"dim\">%s</span></td>",
                      p->context->inputs[i].encoding);
        number(p, "td", books->read);
        for (int f = 0; f < WN_FATE_COUNT; f++)
            number(p, "td", books->fates[f]);
        raw(p, "</tr>\n");
    }
    raw(p, "</tbody></table></div>\n");
}

static void write_dropped(page *p)
{
    const wn_plan *plan = p->context->plan;
    bool any = false;

    for (size_t i = 0; i < plan->file_count; i++) {
        for (size_t k = 0; k < plan->files[i].rest_count; k++) {
            const wn_rest *rest = &plan->files[i].rests[k];
            if (rest->keep)
                continue;
            if (!any)
                wn_buf_format(p->out, "<p>%s</p><ul>", say(p, WN_SAY_REPORT_DROPPED));
            any = true;
            raw(p, "<li>");
            text(p, plan->files[i].path);
            raw(p, " · ");
            text(p, rest->pattern);
            raw(p, " — ");
            text(p, rest->why);
            raw(p, "</li>");
        }
    }
    if (any)
        raw(p, "</ul>\n");
}

/* ---- the page
 * ---------------------------------------------------------------------------------------
 */

void report_html(report *r, wn_lang lang, wn_buf *out)
{
    page *p = &(page){r, r->stage.context, lang, out};
    const wn_model *model = &p->context->plan->model;

    wn_buf_format(
        out,
        "<!DOCTYPE html>\n<html lang=\"%s\"><head><meta charset=\"utf-8\">"
        "<meta name=\"viewport\" content=\"width=device-width,initial-scale=1\">"
        "<title>%s · %s</title><style>%s</style></head><body>\n",
        lang == WN_ZH ? "zh-CN" : "en", say(p, WN_SAY_REPORT_TITLE), p->context->as_of,
        style);
    wn_buf_format(out, "<p><a href=\"%s\">%s</a></p><main><h1>%s · %s</h1>\n",
                  lang == WN_ZH ? "report.en.html" : "report.zh-CN.html",
                  lang == WN_ZH ? "English" : "中文", say(p, WN_SAY_REPORT_TITLE),
                  p->context->as_of);
    wn_buf_format(out, say(p, WN_SAY_REPORT_HEAD), p->context->as_of, p->context->run_id,
                  WINNOW_VERSION);
    if (p->context->dry_run)
        wn_buf_format(out, "<p><strong>%s</strong></p>\n", say(p, WN_SAY_REPORT_DRY));
    if (p->context->drafted)
        wn_buf_format(out, "<p><strong>%s</strong></p>\n", say(p, WN_SAY_REPORT_DRAFTED));
    write_verdict(p);
    write_lights(p);
    write_findings(p);
    heading(p, WN_SAY_REPORT_FIELDS);
    wn_buf_format(out, "<p class=\"dim\">%s</p>\n", say(p, WN_SAY_REPORT_FIELDS_KEY));
    for (size_t e = 0; e < model->entity_count; e++)
        if (has_records(p, &model->entities[e]))
            write_fields_of(p, &model->entities[e]);
    write_books(p);
    write_dropped(p);
    wn_buf_format(out, "</main><footer><p class=\"dim\">%s</p></footer></body></html>\n",
                  say(p, WN_SAY_REPORT_FOOT));
}
