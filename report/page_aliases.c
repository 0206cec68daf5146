/* page_aliases.c - a section: one company, several spellings, by department. */
#include "page.h"
#include "aliases.h"

#include "core/memory.h"

/* A line for each spelling: its departments, and how many records each has. */
static void write_uses(page *p, const spelled_group *group)
{
    for (size_t u = 0; u < group->count; u++) {
        const spelling_use *use = &group->uses[u];
        bool begins = u == 0 || !wn_str_equal(use->text, group->uses[u - 1].text);
        if (begins) {
            page_raw(p, u ? "<br>" : "");
            page_short(p, use->text);
            page_colon(p);
        } else
            page_raw(p, page_say(p, WN_SAY_REPORT_LIST_COMMA));
        if (use->department.len)
            page_short(p, use->department);
        else
            page_raw(p, page_say(p, WN_SAY_SPELLINGS_NOBODY));
        wn_buf_format(p->out, " %llu", (unsigned long long)use->records);
    }
    if (group->beyond)
        page_more(p, group->beyond);
}

void page_spellings(page *p)
{
    static const wn_word columns[] = {WN_SAY_SPELLINGS_KEPT, WN_SAY_SPELLINGS_WRITTEN,
                                      WN_SAY_REPORT_RECORDS};
    const spellings *s = p->report->spellings;
    size_t shown = 0;
    char digits[28];

    if (s->count == 0)
        return;
    page_note(p, WN_SAY_SPELLINGS_KEY, wn_thousands(digits, s->all));
    page_table(p, WN_SAY_COUNT, columns, WN_COUNT(columns), 2);
    for (size_t i = 0; i < s->count && page_fits(p, shown); i++, shown++) {
        page_raw(p, "<tr><th scope=\"row\">");
        page_short(p, s->groups[i].kept);
        page_raw(p, "</th><td>");
        write_uses(p, &s->groups[i]);
        page_raw(p, "</td>");
        page_number(p, s->groups[i].records);
        page_raw(p, "</tr>\n");
    }
    page_table_end(p);
    page_shown(p, shown, s->all);
}
