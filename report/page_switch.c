/* page_switch.c - the first sections of a migration: can we switch over, and who signs.
 */
#include "page.h"

#include "core/drafted.h"
#include "core/memory.h"

enum { GOOD, WATCH, ACT };

/* ---- what is asked; each writes what was found, and returns its state ------------- */

static int look_at_books(page *p)
{
    const wn_context *context = p->context;
    uint64_t read = 0, all[WN_DISPOSITION_COUNT] = {0};
    char digits[28];

    for (size_t i = 0; i < context->plan->file_count; i++) {
        read += context->outcome->load.books[i].read;
        for (int d = 0; d < WN_DISPOSITION_COUNT; d++)
            all[d] += context->outcome->load.books[i].dispositions[d];
    }
    wn_buf_format(p->out, page_say(p, WN_SAY_SWITCH_READ), wn_thousands(digits, read));
    for (int d = 0, n = 0; d < WN_DISPOSITION_COUNT; d++)
        if (all[d])
            wn_buf_format(p->out, "%s%s %s", n++ ? " + " : "",
                          wn_thousands(digits, all[d]),
                          page_say(p, WN_SAY_LOADED + (wn_word)d));
    page_raw(p, page_say(p, WN_SAY_REPORT_STOP));
    if (context->outcome->load.gated)
        page_raw(p, page_say(p, WN_SAY_REPORT_GATED));
    else if (context->settings->dry_run)
        page_raw(p, page_say(p, WN_SAY_REPORT_DRY));
    return context->outcome->load.gated ? ACT : context->settings->dry_run ? WATCH : GOOD;
}

static int look_at_unread(page *p)
{
    const wn_unreads *unread = &p->context->outcome->unread;
    char digits[28];

    if (unread->open == 0)
        page_raw(p, page_say(p, WN_SAY_SWITCH_ALL_READ));
    else
        wn_buf_format(p->out, page_say(p, WN_SAY_SWITCH_UNREAD), unread->open,
                      wn_thousands(digits, unread->rows));
    return unread->open ? ACT : GOOD;
}

static int look_at_doubts(page *p)
{
    const wn_drafted *drafted = p->context->settings->drafted;
    uint64_t pairs = p->context->outcome->match.review_pairs;
    size_t grave = 0;
    char digits[28];

    for (size_t i = 0; drafted && i < drafted->doubt_count; i++)
        grave += wn_doubt_is_grave(&drafted->doubts[i]);
    if (drafted)
        wn_buf_format(p->out, page_say(p, WN_SAY_SWITCH_DOUBTS), grave);
    if (pairs)
        wn_buf_format(p->out, page_say(p, WN_SAY_SWITCH_PAIRS),
                      wn_thousands(digits, pairs));
    if (!drafted && !pairs)
        page_raw(p, page_say(p, WN_SAY_SWITCH_NO_DOUBTS));
    return grave ? ACT : drafted || pairs ? WATCH : GOOD;
}

#define REASONS 5 /* that are named */

/* Writes for which reasons records were refused, the most frequent first. */
static void write_reasons(page *p)
{
    const wn_model *model = &p->context->plan->model;
    const uint64_t *refusals = p->report->refusals;
    const wn_check *said[REASONS] = {0};
    char digits[28];

    for (int n = 0; n < REASONS; n++) {
        for (size_t i = 0; metrics_check(model, i); i++) {
            const wn_check *check = metrics_check(model, i);
            bool is_new = refusals[check->number] > 0;
            for (int k = 0; k < n; k++)
                is_new = is_new && said[k] != check;
            if (is_new &&
                (!said[n] || refusals[check->number] > refusals[said[n]->number]))
                said[n] = check;
        }
        if (!said[n])
            break;
        page_raw(p, n ? "<li>" : "<ul><li>");
        page_short(p, page_entity(p, said[n]->entity));
        page_colon(p);
        page_short(p, wn_check_label(said[n], p->lang));
        page_colon(p);
        wn_buf_format(p->out, "%s</li>", wn_thousands(digits, refusals[said[n]->number]));
    }
    page_raw(p, said[0] ? "</ul>" : "");
}

static int look_at_refused(page *p)
{
    const wn_context *context = p->context;
    uint64_t refused = 0, read = 0;
    char a[28], b[28];

    for (size_t i = 0; i < context->plan->file_count; i++) {
        read += context->outcome->load.books[i].read;
        refused += context->outcome->load.books[i].dispositions[WN_DISPOSITION_REFUSED];
    }
    if (refused == 0) {
        page_raw(p, page_say(p, WN_SAY_SWITCH_NONE_REFUSED));
        return GOOD;
    }
    wn_buf_format(p->out, page_say(p, WN_SAY_SWITCH_REFUSED), wn_thousands(a, refused),
                  wn_thousands(b, read));
    write_reasons(p);
    return context->outcome->load.gated ? ACT : WATCH;
}

static int look_at_links(page *p)
{
    const wn_model *model = &p->context->plan->model;
    wn_counts all = {0};
    int worst = GOOD;
    char a[28], b[28];

    for (size_t i = 0; metrics_check(model, i); i++) {
        const wn_check *check = metrics_check(model, i);
        const wn_counts *counts = &p->context->tallies->counts[check->number];
        if (check->rule != WN_RULE_REFERENCE || counts->applicable == 0)
            continue;
        int colour = wn_check_colour(check, p->context->tallies->counts);
        all.applicable += counts->applicable;
        all.failed += counts->failed;
        worst = colour > worst ? colour : worst;
    }
    if (all.applicable == 0)
        page_raw(p, page_say(p, WN_SAY_SWITCH_NO_LINKS));
    else
        wn_buf_format(p->out, page_say(p, WN_SAY_SWITCH_LINKS),
                      wn_thousands(a, all.failed), wn_thousands(b, all.applicable));
    return worst == GOOD && all.failed ? WATCH : worst;
}

/* Errors of which there are more than the limits allow; not duplicates, which are one
 * record now, nor links, which have a point of their own. */
static int look_at_errors(page *p)
{
    const wn_model *model = &p->context->plan->model;
    size_t red = 0;

    for (size_t i = 0; metrics_check(model, i); i++) {
        const wn_check *check = metrics_check(model, i);
        const wn_counts *counts = &p->context->tallies->counts[check->number];
        if (check->severity != WN_ERROR || check->rule == WN_RULE_REFERENCE ||
            check->rule == WN_RULE_DUPLICATES ||
            wn_check_colour(check, p->context->tallies->counts) != ACT)
            continue;
        if (red++ >= REASONS)
            continue;
        page_raw(p, red == 1 ? "<ul><li>" : "<li>");
        page_short(p, page_entity(p, check->entity));
        page_colon(p);
        page_check(p, check);
        page_colon(p);
        page_add_share(p->out, wn_share(counts));
        wn_buf_format(p->out, page_say(p, WN_SAY_SWITCH_LIMIT), 100 * check->red);
        page_raw(p, "</li>");
    }
    if (red)
        page_raw(p, "</ul>");
    else
        page_raw(p, page_say(p, WN_SAY_SWITCH_NO_ERRORS));
    if (red > REASONS)
        page_more(p, red - REASONS);
    return red ? ACT : GOOD;
}

static const struct {
    wn_word what, next; /* what is asked; what to do where it is not good */
    const char *proof;
    int (*look)(page *p);
} points[] = {
    {WN_SAY_SWITCH_BOOKS, WN_SAY_SWITCH_BOOKS_NEXT, "books", look_at_books},
    {WN_SAY_SWITCH_TABLES, WN_SAY_SWITCH_TABLES_NEXT, "inventory", look_at_unread},
    {WN_SAY_SWITCH_OPEN, WN_SAY_SWITCH_OPEN_NEXT, "duplicates", look_at_doubts},
    {WN_SAY_SWITCH_LEFT_OUT, WN_SAY_SWITCH_LEFT_OUT_NEXT, "checks", look_at_refused},
    {WN_SAY_SWITCH_LINKED, WN_SAY_SWITCH_LINKED_NEXT, "checks", look_at_links},
    {WN_SAY_SWITCH_ERRORS, WN_SAY_SWITCH_ERRORS_NEXT, "checks", look_at_errors},
};

/* ---- the section ------------------------------------------------------------------ */

static void write_answer(page *p, const int *count)
{
    int worst = count[ACT] ? ACT : count[WATCH] ? WATCH : GOOD;

    wn_buf_format(p->out, "<div class=\"hero c%d\"><p class=\"answer\">%s ", worst,
                  page_shapes[worst]);
    wn_buf_format(p->out, page_say(p, WN_SAY_SWITCH_YES + (wn_word)worst), count[worst]);
    wn_buf_format(p->out, "</p><p>%s</p></div>\n", page_say(p, WN_SAY_SWITCH_STILL));
}

void page_switch(page *p)
{
    static const wn_word columns[] = {WN_SAY_REPORT_STATE, WN_SAY_SWITCH_POINT,
                                      WN_SAY_SWITCH_FOUND, WN_SAY_SWITCH_NEXT};
    wn_buf *out = p->out, found[WN_COUNT(points)] = {{0}};
    int state[WN_COUNT(points)], count[3] = {0};

    for (size_t i = 0; i < WN_COUNT(points); i++) {
        p->out = &found[i];
        state[i] = points[i].look(p);
        count[state[i]]++;
    }
    p->out = out;
    write_answer(p, count);
    page_table(p, WN_SAY_COUNT, columns, WN_COUNT(columns), WN_COUNT(columns));
    for (size_t i = 0; i < WN_COUNT(points); i++) {
        wn_buf_format(
            out, "<tr><td class=\"s c%d\">%s %s</td><th scope=\"row\">%s</th><td>",
            state[i], page_shapes[state[i]], page_say(p, WN_SAY_GOOD + (wn_word)state[i]),
            page_say(p, points[i].what));
        bool drafted = points[i].look == look_at_doubts && p->context->settings->drafted;
        wn_buf_add(out, wn_buf_str(&found[i]));
        wn_buf_format(out, "</td><td>%s <a href=\"#%s\">%s</a></td></tr>\n",
                      state[i] == GOOD ? "" : page_say(p, points[i].next),
                      drafted ? "decisions" : points[i].proof,
                      page_say(p, WN_SAY_SWITCH_PROOF));
        wn_buf_release(&found[i]);
    }
    page_table_end(p);
}

/* ---- the signature sheet ---------------------------------------------------------- */

void page_sign(page *p)
{
    static const wn_word columns[] = {WN_SAY_SIGN_ROLE, WN_SAY_SIGN_NAME,
                                      WN_SAY_SIGN_DATE, WN_SAY_SIGN_SIGNATURE};
    static const wn_word roles[] = {WN_SAY_SIGN_DATA, WN_SAY_SIGN_DEPARTMENT,
                                    WN_SAY_SIGN_SYSTEM};

    if (p->report->sampled == 0)
        return;
    if (p->report->sampled < REPORT_SAMPLED)
        page_note(p, WN_SAY_REPORT_SAMPLE_ALL, (int)p->report->sampled);
    else
        page_note(p, WN_SAY_REPORT_SAMPLE_KEY, (int)p->report->sampled,
                  (unsigned long long)p->report->seed);
    wn_buf_format(p->out, "<p>%s</p>\n", page_say(p, WN_SAY_SIGN_MISTAKES));
    page_wide(p, true, " sign");
    page_raw(p, "<thead><tr>");
    for (size_t i = 0; i < WN_COUNT(columns); i++)
        wn_buf_format(p->out, "<th scope=\"col\">%s</th>", page_say(p, columns[i]));
    page_raw(p, "</tr></thead><tbody>\n");
    for (size_t i = 0; i < WN_COUNT(roles); i++)
        wn_buf_format(p->out,
                      "<tr><th scope=\"row\">%s</th><td></td><td></td><td></td></tr>\n",
                      page_say(p, roles[i]));
    page_table_end(p);
}
