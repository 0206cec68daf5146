/* see_decided.c - pairs that people decided, each of which may be answered anew. */
#include "pair_card.h"
#include "site.h"

#define PAGE 20 /* pairs of a page */

static void write_name(frame *f, const pair_card *c, const queued_pair *p, int side)
{
    const wn_str *name = c->row_count ? &c->rows[0].values[side] : NULL;

    frame_text(f, name && name->len ? *name : p->sides[side].key);
}

static wn_rc write_pair(frame *f, const queued_pair *p, wn_error *err)
{
    pair_card card;
    wn_rc rc = pair_card_read(&card, f->site->room.target, p, site_model(f->site), f->lang,
                              err);

    frame_raw(f, "<li><a href=\"/pairs?pair=");
    frame_text(f, p->id);
    frame_raw(f, "\">");
    write_name(f, &card, p, 0);
    frame_raw(f, " · ");
    write_name(f, &card, p, 1);
    frame_raw(f, "</a> <b>");
    frame_say(f, WN_SAY_PAIRS_SAME + (wn_word)pair_ruling(p) - 1);
    frame_raw(f, "</b> <span class=\"dim\">");
    frame_text(f, card.entity);
    if (p->now && p->now != p->kept) {
        frame_raw(f, " · ");
        frame_say(f, WN_SAY_SERVE_WAITS);
    }
    frame_raw(f, "</span></li>\n");
    pair_card_release(&card);
    return rc;
}

/* So many of them from the `from`th on; returns how many there are. */
static size_t write_some(frame *f, const pair_queue *q, size_t from, wn_error *err)
{
    size_t seen = 0;

    frame_raw(f, "<ul>");
    for (size_t i = 0; i < q->count && err->rc >= 0; i++)
        if (pair_ruling(&q->items[i])) {
            if (seen >= from && seen < from + PAGE)
                write_pair(f, &q->items[i], err);
            seen++;
        }
    frame_raw(f, "</ul>\n");
    return seen;
}

static void write_decided(frame *f, size_t from)
{
    serve *s = f->site;
    wn_error err = {.lang = f->lang};
    size_t all = 0;

    if (pair_queue_read(&s->pairs, &s->room, &err) >= 0)
        all = write_some(f, &s->pairs, from, &err);
    if (err.rc < 0)
        frame_error(f, &err);
    else if (all == 0)
        frame_put(f, "p", WN_SAY_SERVE_NONE_DECIDED);
    frame_ways(f, "/decided?from=", from, PAGE, all > from + PAGE);
}

void see_decided(serve *s, request *q, reply *a)
{
    frame f = frame_begin(s, q, a, WN_SAY_SERVE_DECIDED_PAIRS, "/pairs");
    int64_t from = request_number(q, "from", 0);

    if (site_has_target(s))
        write_decided(&f, from > 0 && from < 1000000000 ? (size_t)from : 0);
    else
        frame_put(&f, "p", WN_SAY_SERVE_NO_TARGET);
    frame_raw(&f, "<p><a href=\"/pairs\">");
    frame_say(&f, WN_SAY_SERVE_BACK_TO_PAIRS);
    frame_raw(&f, "</a></p>");
    frame_end(&f);
}
