/* page_draft.c - section: what a draft decided, when no mapping was given, and how sure
 * it is. */
#include "page.h"

#include "core/drafted.h"
#include "core/memory.h"

void page_decisions(page *p)
{
    static const wn_word columns[] = {WN_SAY_REPORT_DECIDED, WN_SAY_REPORT_WHERE_WRONG,
                                      WN_SAY_REPORT_LINE, WN_SAY_REPORT_SURE};
    const wn_drafted *drafted = p->context->settings->drafted;
    size_t shown =
        drafted->doubt_count < 4 * PAGE_SHOWN ? drafted->doubt_count : 4 * PAGE_SHOWN;

    page_note(p, WN_SAY_REPORT_DECISIONS_NOTE);
    page_raw(p, "<div data-admin>\n");
    page_table(p, WN_SAY_COUNT, columns, WN_COUNT(columns), 2);
    for (size_t i = 0; i < shown; i++) {
        const wn_doubt *doubt = &drafted->doubts[i];
        page_raw(p, wn_doubt_is_grave(doubt) ? "<tr><td><strong>" : "<tr><td>");
        page_text(p, doubt->said[p->lang]);
        page_raw(p, wn_doubt_is_grave(doubt) ? "</strong></td><td>" : "</td><td>");
        page_text(p, doubt->cure[p->lang]);
        page_raw(p, "</td>");
        page_number(p, doubt->line);
        page_decimal(p, 100 * doubt->confidence, 0);
        page_raw(p, "</tr>\n");
    }
    page_table_end(p);
    page_raw(p, "</div>\n");
    page_shown(p, shown, drafted->doubt_count);
}
