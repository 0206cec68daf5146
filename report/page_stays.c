/* page_stays.c - section: what a run left as it was in the target, because the exports
 * lack columns or files, have older records, or because people changed values. */
#include "page.h"

#include "core/memory.h"

static void write_gone(page *p, const wn_gone *gone)
{
    page_raw(p, "<tr><td>");
    page_short(p, gone->file ? gone->file->name : gone->name);
    page_raw(p, "</td><td>");
    page_short(p, gone->column);
    page_raw(p, "</td><td>");
    page_short(p, gone->entity);
    page_raw(p, gone->field.len ? "." : "");
    page_short(p, gone->field);
    page_raw(p, "</td></tr>\n");
}

void page_stays(page *p)
{
    static const wn_word columns[] = {WN_SAY_REPORT_FILE, WN_SAY_REPORT_GONE_COLUMN,
                                      WN_SAY_REPORT_GONE_FIELD};
    const wn_outcome *outcome = p->context->outcome;
    const wn_gones *gones = &outcome->load.gones;
    size_t shown = gones->count < PAGE_SHOWN ? gones->count : PAGE_SHOWN;
    char digits[28];

    if (outcome->load.older > 0)
        page_note(p, WN_SAY_REPORT_OLDER, wn_thousands(digits, outcome->load.older));
    if (outcome->load.edited > 0)
        page_note(p, WN_SAY_REPORT_EDITED, wn_thousands(digits, outcome->load.edited));
    if (outcome->load.joined > 0)
        page_note(p, WN_SAY_REPORT_JOINED, wn_thousands(digits, outcome->load.joined));
    if (gones->count == 0)
        return;
    page_note(p, WN_SAY_REPORT_GONE, gones->count);
    page_table(p, WN_SAY_COUNT, columns, WN_COUNT(columns), 3);
    for (size_t i = 0; i < shown; i++)
        write_gone(p, &gones->items[i]);
    page_table_end(p);
    page_shown(p, shown, gones->count);
}
