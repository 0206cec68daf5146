/* page_values.c - section: the values of lists, before and after. In a migration: as they
 * were written, and as they were loaded; in a health check: in the last period and in
 * this one. */
#include "page.h"

#include "core/memory.h"

#define VALUES_SHOWN 10   /* of a field */
#define SPELLINGS_SHOWN 4 /* of a value */

static double share_of(uint64_t part, uint64_t whole)
{
    return whole ? (double)part / (double)whole : 0;
}

static void write_name(page *p, const report_spread *s, const spread_value *v)
{
    const wn_list_item *item = wn_list_find(s->field->list, v->value);
    wn_str label = !item ? WN_STR("") : p->lang == WN_ZH ? item->zh : item->en;
    wn_arena arena = {0};

    page_raw(p, "<tr><th scope=\"row\" data-value>");
    page_short(p,
               label.len ? label : report_masked(p->report, s->field, v->value, &arena));
    wn_arena_release(&arena);
    if (!item)
        wn_buf_format(p->out, " <span class=\"dim\">%s</span>",
                      page_say(p, WN_SAY_VALUES_UNLISTED));
    page_raw(p, "</th>");
}

/* The spellings of a value, the most frequent first. */
static void write_spellings(page *p, const spread_value *v)
{
    char digits[28];
    int shown = 0;

    page_raw(p, "<td class=\"v\" data-value>");
    for (const spread_spelling *s = v->first; s && shown < SPELLINGS_SHOWN;
         s = s->next, shown++) {
        page_raw(p, shown ? " · " : "");
        page_short(p, s->text);
        wn_buf_format(p->out, " %s", wn_thousands(digits, s->count));
    }
    if (v->spellings > SPELLINGS_SHOWN)
        page_more(p, v->spellings - SPELLINGS_SHOWN);
    page_raw(p, "</td>");
}

static void write_value(page *p, const report_spread *s, const spread_value *v)
{
    double now = share_of(v->count, s->filled);

    write_name(p, s, v);
    if (p->report->kind->loads) {
        write_spellings(p, v);
    } else {
        page_raw(p, "<td class=\"n\">");
        if (s->was)
            page_add_share(p->out, share_of(v->was, s->was));
        else
            page_raw(p, "—");
        page_raw(p, "</td>");
    }
    wn_buf_format(p->out, "<td><div class=\"bar\" role=\"img\" aria-label=\"%s ",
                  page_say(p, WN_SAY_REPORT_SHARE));
    page_add_share(p->out, now);
    wn_buf_format(p->out,
                  "\"><i class=\"good\" style=\"width:%.3f%%\"></i></div></td>"
                  "<td class=\"n\" data-share>",
                  100 * now);
    page_add_share(p->out, now);
    page_raw(p, "</td>");
    page_number(p, v->count);
    page_raw(p, "</tr>\n");
}

/* How many spellings and values there are, and how many records have none. */
static void write_sums(page *p, const report_spread *s)
{
    char a[28], b[28];
    size_t values = 0;

    for (size_t i = 0; i < s->value_count; i++)
        values += s->values[i].count > 0;
    if (p->report->kind->loads)
        page_note(p, s->others ? WN_SAY_VALUES_MANY : WN_SAY_VALUES_BECAME,
                  s->spelling_count, values);
    page_note(p, WN_SAY_VALUES_EMPTY, wn_thousands(a, s->records - s->filled),
              wn_thousands(b, s->records));
}

static void write_spread(page *p, const report_spread *s)
{
    const wn_word columns[] = {
        WN_SAY_VALUES_VALUE,
        p->report->kind->loads ? WN_SAY_VALUES_WRITTEN : WN_SAY_VALUES_BEFORE,
        p->report->kind->loads ? WN_SAY_VALUES_LOADED : WN_SAY_VALUES_NOW,
        WN_SAY_REPORT_SHARE, WN_SAY_REPORT_RECORDS};
    size_t shown = 0;

    page_raw(p, "<div><h4>");
    page_short(p, page_entity(p, s->entity));
    page_raw(p, " · ");
    page_short(p, page_field(p, s->field));
    page_raw(p, "</h4>\n");
    page_table(p, WN_SAY_COUNT, columns, WN_COUNT(columns), 3);
    for (size_t i = 0; i < s->value_count && shown < VALUES_SHOWN; i++, shown++)
        write_value(p, s, &s->values[i]);
    page_table_end(p);
    if (shown < s->value_count)
        page_shown(p, shown, s->value_count);
    write_sums(p, s);
    page_raw(p, "</div>\n");
}

void page_values(page *p)
{
    const wn_model *model = &p->context->plan->model;
    size_t all = 0, shown = 0;

    for (int f = 0; f < model->field_count; f++) {
        const report_spread *s = p->report->spreads[f];
        if (!s || s->value_count == 0)
            continue;
        if (!page_fits(p, all++))
            continue;
        if (shown++ == 0) {
            page_note(p, p->report->kind->loads ? WN_SAY_VALUES_KEY_RUN
                                                : WN_SAY_VALUES_KEY_HEALTH);
            page_raw(p, "<div class=\"row tables\">\n");
        }
        write_spread(p, s);
    }
    if (shown)
        page_raw(p, "</div>\n");
    page_shown(p, shown, all);
}
