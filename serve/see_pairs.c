/*
 * see_pairs.c - pairs of records that a person decides, one after the other, by keys.
 *
 * What is decided stands in decisions.csv at once. It takes effect with the next run,
 * which the page starts as anybody can: winnow run --decisions decisions.csv.
 */
#include "site.h"

#include "core/fail.h"
#include "core/memory.h"
#include "pair_card.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

#define LOOKED_AT 5 /* pairs, before the rest is accepted */

/* ---- the card --------------------------------------------------------------------- */

static void write_value(frame *f, const char *class, wn_str value)
{
    wn_buf_format(f->out, "<td class=\"%s\">", class);
    if (value.len)
        frame_text(f, value);
    else
        frame_raw(f, "<span class=\"dim\">—</span>");
    frame_raw(f, "</td>");
}

/* Colours are not all that tells: the sign stands in a column of its own. */
static void write_row(frame *f, const card_row *row)
{
    static const struct {
        const char *class, *sign;
        wn_word word;
    } shades[] = {[SHEET_PLAIN] = {"one", "", WN_SAY_SERVE_ONE_SIDE},
                  [SHEET_SAME] = {"same", "=", WN_SAY_SERVE_SAME_VALUE},
                  [SHEET_NEAR] = {"near", "≈", WN_SAY_SERVE_NEAR_VALUE},
                  [SHEET_OTHER] = {"other", "≠", WN_SAY_SERVE_OTHER_VALUE}};

    wn_buf_format(f->out, "<tr class=\"%s\"><th scope=\"row\">", shades[row->shade].class);
    frame_text(f, row->label);
    frame_raw(f, "</th>");
    write_value(f, "v", row->values[0]);
    wn_buf_format(f->out, "<td class=\"sign\" title=\"%s\"><span aria-hidden=\"true\">%s"
                          "</span><span class=\"hidden\">",
                  wn_say(f->lang, shades[row->shade].word), shades[row->shade].sign);
    frame_say(f, shades[row->shade].word);
    frame_raw(f, "</span></td>");
    write_value(f, "v", row->values[1]);
    frame_raw(f, "</tr>\n");
}

static void write_head(frame *f, const queued_side *side, const pair_card *c, int n)
{
    const group_row *own = group_find(&c->groups[n], side->system, side->key);

    frame_raw(f, "<th scope=\"col\">");
    if (!own || !group_is_made_up(side->key))
        frame_text(f, side->key);
    if (own) {
        frame_raw(f, "<small class=\"dim\">");
        frame_text(f, own->file);
        wn_buf_format(f->out, ":%lld</small>", (long long)own->line);
    }
    if (side->members > 1) {
        frame_raw(f, "<small>");
        frame_say(f, WN_SAY_SERVE_GROUP, (unsigned)side->members);
        frame_raw(f, "</small>");
    }
    frame_raw(f, "</th>");
}

static void write_table(frame *f, const queued_pair *p, const pair_card *c)
{
    frame_raw(f, "<table class=\"pair\"><thead><tr><td></td>");
    write_head(f, &p->sides[0], c, 0);
    frame_raw(f, "<td></td>");
    write_head(f, &p->sides[1], c, 1);
    frame_raw(f, "</tr></thead><tbody>\n");
    for (size_t i = 0; i < c->row_count; i++)
        write_row(f, &c->rows[i]);
    frame_raw(f, "</tbody></table>\n");
}

static void write_apart(frame *f, const queued_pair *p, const pair_card *c)
{
    wn_buf limit = {0}, reason = {0};

    wn_buf_format(&limit, "%.4g", 100 * c->merge_at);
    if (p->apart == WN_APART_COUNT)
        ; /* not known */
    else if (p->apart != WN_APART_UNSURE)
        wn_buf_add(&reason,
                   wn_str_of(wn_say(f->lang, WN_SAY_APART_UNSURE + (wn_word)p->apart)));
    else if (c->merge_at > 0)
        wn_buf_format(&reason, wn_say(f->lang, WN_SAY_APART_UNSURE), limit.ptr);
    if (reason.len)
        frame_put(f, "p class=\"dim\"", WN_SAY_PAIR_APART, WN_FMT(wn_buf_str(&reason)));
    wn_buf_release(&limit);
    wn_buf_release(&reason);
}

static bool is_one_now(const queued_pair *p)
{
    return p->sides[0].golden && p->sides[0].golden == p->sides[1].golden;
}

/* What the two say; where a decision made them one, what that one is made of. */
static void write_both(frame *f, const queued_pair *p, const pair_card *c)
{
    if (is_one_now(p)) {
        frame_put(f, "p", WN_SAY_SERVE_ONE_NOW);
        group_write(f, &c->groups[0], "/pairs");
    } else {
        write_apart(f, p, c);
        write_table(f, p, c);
    }
}

static void write_groups(frame *f, const queued_pair *p, const pair_card *c)
{
    for (int s = 0; s < 2; s++) {
        if (p->sides[s].members < 2 || is_one_now(p))
            continue;
        frame_raw(f, "<details><summary>");
        frame_say(f, WN_SAY_SERVE_MEMBERS,
                  wn_say(f->lang, s == 0 ? WN_SAY_SERVE_LEFT : WN_SAY_SERVE_RIGHT),
                  (unsigned)p->sides[s].members);
        frame_raw(f, "</summary>");
        group_write(f, &c->groups[s], "/pairs");
        frame_raw(f, "</details>\n");
    }
}

static const struct answer {
    const char *value, *class, *key;
    wn_word word;
} answers[] = {{"same", "yes", "S", WN_SAY_PAIRS_SAME},
               {"different", "no", "D", WN_SAY_PAIRS_DIFFERENT},
               {"later", "", "U", WN_SAY_SERVE_LATER},
               {"undecided", "", "T", WN_SAY_SERVE_UNDECIDED},
               {"back", "", "Z", WN_SAY_SERVE_BACK}};

static bool may_answer(const struct answer *a, const queued_pair *p, size_t steps)
{
    wn_ruling ruling = pair_ruling(p);

    if (!strcmp(a->value, "back"))
        return steps > 0;
    return strcmp(a->value, "undecided") != 0 ||
           (ruling != WN_RULING_NONE && ruling != WN_RULING_UNDECIDED);
}

static void write_answers(frame *f, const queued_pair *p, size_t steps)
{
    frame_form(f, "/pairs", " class=\"answers\"");
    frame_raw(f, "<input type=\"hidden\" name=\"pair\" value=\"");
    frame_text(f, p->id);
    frame_raw(f, "\">");
    for (size_t i = 0; i < WN_COUNT(answers); i++) {
        bool off = !may_answer(&answers[i], p, steps);
        wn_buf_format(f->out, "<button name=\"ruling\" value=\"%s\" class=\"%s\" "
                              "aria-keyshortcuts=\"%s\"%s>",
                      answers[i].value, answers[i].class, answers[i].key,
                      off ? " disabled" : "");
        frame_say(f, answers[i].word);
        wn_buf_format(f->out, "<kbd>%s</kbd></button>", answers[i].key);
    }
    frame_raw(f, "</form>\n");
}

static void write_now(frame *f, const queued_pair *p)
{
    static const wn_word said[] = {[WN_RULING_SAME] = WN_SAY_PAIRS_SAME,
                                   [WN_RULING_DIFFERENT] = WN_SAY_PAIRS_DIFFERENT,
                                   [WN_RULING_UNDECIDED] = WN_SAY_PAIRS_UNDECIDED};
    wn_ruling ruling = pair_ruling(p);

    if (ruling)
        frame_put(f, "p class=\"c1 note\"",
                  p->now ? WN_SAY_SERVE_DECIDED : WN_SAY_SERVE_DECIDED_BEFORE,
                  wn_say(f->lang, said[ruling]));
}

static void write_card(frame *f, size_t at)
{
    serve *s = f->site;
    const queued_pair *p = &s->pairs.items[at];
    wn_error err = {.lang = f->lang};
    pair_card card;
    char chance[16];

    snprintf(chance, sizeof(chance), "%.1f", 100 * p->probability);
    if (pair_card_read(&card, s->room.target, p, site_model(s), f->lang, &err) < 0) {
        frame_error(f, &err);
    } else {
        frame_raw(f, "<section class=\"card\" aria-live=\"polite\"><h2>");
        frame_say(f, WN_SAY_SERVE_QUESTION, WN_FMT(card.entity));
        frame_raw(f, "</h2><p>");
        frame_say(f, WN_SAY_SERVE_CHANCE, at + 1, s->pairs.count, chance);
        frame_raw(f, "</p>");
        if (card.why.len) {
            frame_raw(f, "<p class=\"why\">");
            frame_text(f, wn_buf_str(&card.why));
            frame_raw(f, "</p>");
        }
        write_now(f, p);
        write_both(f, p, &card);
        write_answers(f, p, s->pairs.step_count);
        write_groups(f, p, &card);
        frame_raw(f, "</section>\n");
    }
    pair_card_release(&card);
}

/* ---- "accept the rest" ------------------------------------------------------------ */

static bool is_rest(const queued_pair *p)
{
    return !pair_ruling(p) && 100 * p->probability >= WN_PAIR_SURE &&
           wn_apart_may_join(p->apart);
}

static size_t count_rest(const pair_queue *q)
{
    size_t count = 0;

    for (size_t i = 0; i < q->count; i++)
        count += is_rest(&q->items[i]);
    return count;
}

/* Some of them, spread over all, to look at before. */
static void write_rest(frame *f)
{
    serve *s = f->site;
    const pair_queue *q = &s->pairs;
    size_t all = count_rest(q), seen = 0, shown = 0;
    wn_error err = {.lang = f->lang};
    size_t step = all > LOOKED_AT ? all / LOOKED_AT : 1;

    frame_put(f, "p", WN_SAY_SERVE_REST_LOOK, all, WN_PAIR_SURE);
    for (size_t i = 0; i < q->count && shown < LOOKED_AT; i++) {
        pair_card card;
        if (!is_rest(&q->items[i]) || seen++ % step != 0)
            continue;
        shown++;
        if (pair_card_read(&card, s->room.target, &q->items[i], site_model(s), f->lang,
                           &err) >= 0)
            write_table(f, &q->items[i], &card);
        pair_card_release(&card);
        if (err.rc < 0) { /* nothing is accepted that could not be looked at */
            frame_error(f, &err);
            return;
        }
    }
    frame_form(f, "/pairs", " class=\"answers\"");
    wn_buf_format(f->out, "<input type=\"hidden\" name=\"count\" value=\"%zu\">", all);
    frame_button(f, "ruling", "rest", "yes", WN_SAY_SERVE_REST_ACCEPT);
    frame_raw(f, "<a class=\"button\" href=\"/pairs\">");
    frame_say(f, WN_SAY_SERVE_BACK_TO_PAIRS);
    frame_raw(f, "</a></form>\n");
}

/* ---- the page --------------------------------------------------------------------- */

static void write_progress(frame *f, size_t waiting, size_t open)
{
    const pair_queue *q = &f->site->pairs;
    size_t rest = count_rest(q);

    wn_buf_format(f->out, "<p><progress max=\"%zu\" value=\"%zu\" aria-label=\"%s\">"
                          "</progress> <span role=\"status\">",
                  q->count, q->count - open, wn_say(f->lang, WN_SAY_SERVE_PROGRESS));
    frame_say(f, WN_SAY_SERVE_DECIDED_OF, q->count - open, q->count);
    frame_raw(f, "</span> <span class=\"dim\">");
    frame_say(f, WN_SAY_SERVE_SAVED, ROOM_RULINGS);
    frame_raw(f, "</span></p>\n");
    if (rest > LOOKED_AT) {
        frame_raw(f, "<p><a href=\"/pairs?rest=1\">");
        frame_say(f, WN_SAY_SERVE_REST, rest, WN_PAIR_SURE);
        frame_raw(f, "</a></p>\n");
    }
    if (q->count > open) {
        frame_raw(f, "<p><a href=\"/decided\">");
        frame_say(f, WN_SAY_SERVE_SEE_DECIDED, q->count - open);
        frame_raw(f, "</a></p>\n");
    }
    if (waiting > 0) {
        frame_form(f, "/try", " class=\"note c0\"");
        frame_put(f, "p", WN_SAY_SERVE_WAITING, waiting);
        frame_button(f, "what", "load", "", WN_SAY_SERVE_APPLY);
        frame_raw(f, "</form>\n");
    }
}

/* Who decides: it stands in decisions.csv beside each answer. */
static void write_who(frame *f)
{
    wn_buf who = {0};

    site_who(f->site, &who);
    frame_form(f, "/pairs", " class=\"who\"");
    frame_raw(f, "<label>");
    frame_say(f, WN_SAY_SERVE_WHO);
    wn_buf_format(f->out, " <input name=\"who\" maxlength=\"%d\" value=\"", SITE_WHO);
    frame_text(f, wn_buf_str(&who));
    frame_raw(f, "\"></label>");
    frame_button(f, "ruling", "who", "quiet", WN_SAY_SERVE_KEEP);
    frame_raw(f, "</form>\n");
    wn_buf_release(&who);
}

static bool read_queue(frame *f)
{
    serve *s = f->site;
    wn_error err = {.lang = f->lang};

    if (!site_has_target(s)) {
        frame_put(f, "p", WN_SAY_SERVE_NO_TARGET);
        return false;
    }
    if (pair_queue_read(&s->pairs, &s->room, &err) < 0) {
        frame_error(f, &err);
        return false;
    }
    if (s->pairs.count == 0) {
        frame_put(f, "p", WN_SAY_SERVE_NO_PAIRS);
        frame_raw(f, "<p><a href=\"/merged\">");
        frame_say(f, WN_SAY_SERVE_MERGED);
        frame_raw(f, "</a></p>");
    }
    return s->pairs.count > 0;
}

static void write_pairs(frame *f, const request *q)
{
    const pair_queue *queue = &f->site->pairs;
    size_t waiting, open, at = pair_queue_find(queue, request_field(q, "pair"));

    pair_queue_count(queue, &waiting, &open);
    write_progress(f, waiting, open);
    if (at == queue->count)
        at = pair_queue_next(queue, (size_t)request_number(q, "at", 0));
    if (at < queue->count)
        write_card(f, at);
    else
        frame_put(f, "p class=\"c0 note\"", WN_SAY_SERVE_ALL_DECIDED);
    frame_put(f, "p class=\"dim\"", WN_SAY_SERVE_COLOURS);
    frame_raw(f, "<p><a href=\"/merged\">");
    frame_say(f, WN_SAY_SERVE_MERGED);
    frame_raw(f, "</a></p>");
    write_who(f);
}

void see_pairs(serve *s, request *q, reply *a)
{
    frame f = frame_begin(s, q, a, WN_SAY_SERVE_PAIRS, "/pairs");

    if (read_queue(&f)) {
        if (request_field(q, "rest").len && count_rest(&s->pairs) > 0)
            write_rest(&f);
        else
            write_pairs(&f, q);
    }
    frame_end(&f);
}

/* ---- answers ---------------------------------------------------------------------- */

/* Where the page goes on: at the pair, or behind it. */
static void go_on(request *q, reply *a, const pair_queue *queue, size_t pair, bool same)
{
    wn_buf address = {0};

    if (same)
        wn_buf_format(&address, "/pairs?pair=%.*s", WN_FMT(queue->items[pair].id));
    else
        wn_buf_format(&address, "/pairs?at=%zu", pair + 1);
    reply_go(a, q, address.ptr);
    wn_buf_release(&address);
}

/* All that "the rest" is now, if it is still as many as the person was shown. */
static bool accept_rest(serve *s, const request *q, wn_str who, wn_error *err)
{
    bool done = true;

    if (request_number(q, "count", -1) != (int64_t)count_rest(&s->pairs)) {
        wn_fail(err, WN_E_USAGE, WN_SAY_SERVE_REST_CHANGED);
        return false;
    }
    for (size_t i = 0; i < s->pairs.count && done; i++)
        if (is_rest(&s->pairs.items[i]))
            done = pair_queue_decide(&s->pairs, &s->room, i, WN_RULING_SAME, who);
    return done;
}

/* What the answer says is done, and the page goes on. False: it could not be. */
static bool do_answer(serve *s, request *q, reply *a, wn_str who, wn_error *err)
{
    wn_str says = request_field(q, "ruling");
    pair_queue *queue = &s->pairs;
    size_t pair = pair_queue_find(queue, request_field(q, "pair"));
    wn_ruling ruling = wn_ruling_of(says);

    reply_go(a, q, "/pairs");
    if (wn_str_equal(says, WN_STR("who")))
        return room_write(&s->room, ROOM_OWN "/who", request_field(q, "who"));
    if (wn_str_equal(says, WN_STR("rest")))
        return accept_rest(s, q, who, err);
    if (wn_str_equal(says, WN_STR("back"))) {
        bool done = pair_queue_back(queue, &s->room, &pair, who);
        if (done)
            go_on(q, a, queue, pair, true);
        return done || queue->step_count == 0;
    }
    if (pair == queue->count) { /* of a page from before another run */
        wn_fail(err, WN_E_USAGE, WN_SAY_SERVE_STALE);
        return false;
    }
    go_on(q, a, queue, pair, ruling == WN_RULING_UNDECIDED);
    if (wn_str_equal(says, WN_STR("later")))
        pair_queue_leave(queue, pair);
    return ruling == WN_RULING_NONE ||
           pair_queue_decide(queue, &s->room, pair, ruling, who);
}

void take_ruling(serve *s, request *q, reply *a)
{
    wn_error err = {.lang = q->lang};
    wn_buf who = {0};

    if (!site_has_target(s)) {
        frame_alone(s, q, a, 409, WN_SAY_SERVE_NO_TARGET);
        return;
    }
    site_who(s, &who);
    if (pair_queue_read(&s->pairs, &s->room, &err) < 0 ||
        !do_answer(s, q, a, wn_str_trim(wn_buf_str(&who)), &err)) {
        if (err.rc >= 0)
            wn_fail(&err, WN_E_TARGET, WN_SAY_CANNOT_WRITE, ROOM_RULINGS,
                    wn_why(q->lang, errno));
        a->location = WN_STR("");
        frame f = frame_begin(s, q, a, WN_SAY_SERVE_PAIRS, "/pairs");
        a->status = 409;
        frame_error(&f, &err);
        frame_end(&f);
    }
    wn_buf_release(&who);
}
