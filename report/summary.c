/* summary.c - summary.md: at most 20 lines, for a message in WeCom, DingTalk or Slack. */
#include "report.h"

#include <math.h>

static void add_score(const report *r, wn_buf *out)
{
    const health_metrics *n = &r->metrics;
    wn_lang lang = r->stage.context->settings->lang;
    wn_cell_score total = n->scores.dimensions[WN_DIMENSION_COUNT];

    if (total.score < 0)
        return;
    wn_buf_format(out, wn_say(lang, WN_SAY_SUMMARY_SCORE), total.score,
                  wn_say(lang, WN_SAY_GOOD + (wn_word)total.colour));
    if (n->scores.weakest >= 0)
        wn_buf_format(out, wn_say(lang, WN_SAY_SUMMARY_WEAKEST),
                      wn_say(lang, WN_SAY_COMPLETENESS + (wn_word)n->scores.weakest),
                      n->scores.dimensions[n->scores.weakest].score);
    if (n->delta.known)
        wn_buf_format(out, wn_say(lang, WN_SAY_SUMMARY_DELTA), n->delta.total,
                      wn_say(lang, fabs(n->delta.total) < 0.05 ? WN_SAY_REPORT_SAME
                                   : n->delta.total > 0        ? WN_SAY_REPORT_BETTER
                                                               : WN_SAY_REPORT_WORSE));
    if (n->delta.known && n->rules_changed)
        wn_buf_format(out, wn_say(lang, WN_SAY_SUMMARY_PARTS), n->delta.data,
                      n->delta.rules);
}

static void add_changes(const report *r, wn_buf *out)
{
    const health_metrics *n = &r->metrics;
    char a[28], b[28], c[28], d[28];

    if (n->has_before && r->kind->compares)
        wn_buf_format(
            out, wn_say(r->stage.context->settings->lang, WN_SAY_SUMMARY_CHANGES),
            wn_thousands(a, n->lifecycle.fresh), wn_thousands(b, n->lifecycle.fixed),
            wn_thousands(c, n->lifecycle.open), wn_thousands(d, n->lifecycle.returned));
}

static void add_books(const report *r, wn_buf *out)
{
    const wn_context *context = r->stage.context;
    uint64_t read = 0, refused = 0;
    char a[28], b[28], c[28];

    for (size_t f = 0; f < context->plan->file_count; f++) {
        read += context->outcome->load.books[f].read;
        refused += context->outcome->load.books[f].dispositions[WN_DISPOSITION_REFUSED];
    }
    wn_buf_format(out, wn_say(context->settings->lang, r->kind->books),
                  wn_thousands(a, read), wn_thousands(b, context->outcome->merge.surplus),
                  wn_thousands(c, refused));
    if (context->outcome->load.gones.count > 0)
        wn_buf_format(out, wn_say(context->settings->lang, WN_SAY_SUMMARY_GONE),
                      context->outcome->load.gones.count);
    if (context->outcome->load.older + context->outcome->load.edited +
            context->outcome->load.joined >
        0)
        wn_buf_format(out, wn_say(context->settings->lang, WN_SAY_SUMMARY_STAYS),
                      wn_thousands(a, context->outcome->load.older),
                      wn_thousands(b, context->outcome->load.edited +
                                          context->outcome->load.joined));
    if (context->outcome->unread.open > 0)
        wn_buf_format(out, wn_say(context->settings->lang, WN_SAY_SUMMARY_UNREAD),
                      wn_thousands(a, context->outcome->unread.rows),
                      context->outcome->unread.open);
}

/* How a target stands, for whoever reads only this. */
typedef enum standing { STANDS_NOT, STANDS_WELL, STANDS_BEHIND, STANDS_UNKNOWN } standing;

static standing standing_of(const metrics_goal *goal)
{
    static const standing of[] = {
        [METRICS_NO_GOAL] = STANDS_NOT,         [METRICS_NOT_ASKED] = STANDS_UNKNOWN,
        [METRICS_ONE_PERIOD] = STANDS_UNKNOWN,  [METRICS_REACHED] = STANDS_WELL,
        [METRICS_ON_TRACK] = STANDS_WELL,       [METRICS_BEHIND] = STANDS_BEHIND,
        [METRICS_MISSED] = STANDS_BEHIND,
    };

    return of[goal->state];
}

#define MOST_NAMED 3 /* targets of one kind; all are counted */

static void name_goals(const report *r, standing which, wn_buf *out)
{
    const health_metrics *n = &r->metrics;
    wn_lang lang = r->stage.context->settings->lang;
    size_t named = 0;

    for (size_t i = 0; i < n->goal_count; i++) {
        wn_str label = wn_check_label(n->goals[i].check, lang);
        if (standing_of(&n->goals[i]) != which || named++ >= MOST_NAMED)
            continue;
        wn_buf_format(out, "%s%.*s",
                      named > 1 ? " · " : wn_say(lang, WN_SAY_REPORT_COLON),
                      WN_FMT(label));
    }
    if (named > MOST_NAMED)
        wn_buf_add(out, WN_STR(" …"));
}

/* How many targets are on track, how many behind, and of how many it is not known; the
 * last two are named. */
static void add_goals(const report *r, wn_buf *out)
{
    const health_metrics *n = &r->metrics;
    wn_lang lang = r->stage.context->settings->lang;
    size_t count[STANDS_UNKNOWN + 1] = {0};

    for (size_t i = 0; i < n->goal_count; i++)
        count[standing_of(&n->goals[i])]++;
    if (count[STANDS_WELL] + count[STANDS_BEHIND] + count[STANDS_UNKNOWN] == 0)
        return;
    wn_buf_format(out, wn_say(lang, WN_SAY_SUMMARY_GOALS), count[STANDS_WELL],
                  count[STANDS_BEHIND]);
    name_goals(r, STANDS_BEHIND, out);
    if (count[STANDS_UNKNOWN] > 0) {
        wn_buf_format(out, wn_say(lang, WN_SAY_SUMMARY_GOALS_UNKNOWN),
                      count[STANDS_UNKNOWN]);
        name_goals(r, STANDS_UNKNOWN, out);
    }
    wn_buf_char(out, '\n');
}

void report_summary(report *r, wn_buf *out)
{
    const wn_context *context = r->stage.context;
    const health_metrics *n = &r->metrics;
    wn_lang lang = context->settings->lang;
    char digits[28];

    wn_buf_format(out, wn_say(lang, WN_SAY_SUMMARY_TITLE), context->settings->as_of);
    add_score(r, out);
    add_books(r, out);
    add_changes(r, out);
    for (size_t i = 0; i < n->fix_count && i < 3; i++) {
        const wn_check *check = n->fixes[i].check;
        const wn_entity *of = check->entity;
        wn_str label = wn_check_label(check, lang);
        wn_str entity = wn_label(lang, of->en, of->zh, of->name);
        wn_buf_format(out, wn_say(lang, WN_SAY_SUMMARY_FIX), WN_FMT(entity),
                      WN_FMT(label), wn_thousands(digits, n->fixes[i].failed),
                      n->fixes[i].gain);
    }
    add_goals(r, out);
    if (n->rank_count && n->ranks[0].is_ranked)
        wn_buf_format(out, wn_say(lang, WN_SAY_SUMMARY_BEST),
                      WN_FMT(report_seen(r, n->ranks[0].group->name, &r->arena)),
                      n->ranks[0].total);
    for (size_t i = 0; i < n->rank_count; i++)
        if (n->ranks[i].is_most_improved)
            wn_buf_format(out, wn_say(lang, WN_SAY_SUMMARY_IMPROVED),
                          WN_FMT(report_seen(r, n->ranks[i].group->name, &r->arena)),
                          n->ranks[i].delta.data);
    if (n->unusual_count + context->known->history->novelty_count)
        wn_buf_format(out, wn_say(lang, WN_SAY_SUMMARY_UNUSUAL),
                      n->unusual_count + context->known->history->novelty_count);
}
