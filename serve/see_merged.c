/*
 * see_merged.c - golden records that were made of several, the largest first, so that a
 * person may look them over and take records out.
 */
#include "group.h"

#include "core/fail.h"
#include "core/memory.h"
#include "target/catalog.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#define PAGE 20 /* golden records of a page */

typedef struct listed {
    group *items;
    size_t count, room;
    wn_arena *arena;
} listed;

static bool take_group(void *data, const wn_str *cells)
{
    listed *all = data;

    all->items = wn_grow(all->items, all->count, &all->room, sizeof(*all->items));
    all->items[all->count++] = (group){.entity = wn_arena_str(all->arena, cells[0]),
                                       .golden = db_cell_number(cells[1])};
    return true;
}

/* So many groups from the `from`th on. */
static wn_rc read_groups(const char *target, int64_t from, listed *all, wn_error *err)
{
    db *d = NULL;
    raw_reader raw = {0};
    int64_t run = 0;
    wn_rc rc = db_open(&d, target, DB_READ, "serve", err);

    if (rc >= 0)
        rc = catalog_latest(d, &run);
    if (rc >= 0 && run > 0)
        rc = raw_reader_open(&raw, target, err);
    if (rc >= 0 && run > 0)
        rc = db_each(d, take_group, all,
                     "SELECT entity, golden_id FROM winnow_source WHERE golden_id IS NOT "
                     "NULL AND fate<>'refused' GROUP BY entity, golden_id HAVING count(*)>1 "
                     "ORDER BY count(*) DESC, entity, golden_id LIMIT %d OFFSET %d",
                     (long long)PAGE + 1, (long long)from);
    for (size_t i = 0; i < all->count && i < PAGE && rc >= 0; i++)
        rc = group_read(&all->items[i], d, &raw, all->arena);
    raw_reader_close(&raw);
    return db_close(d, rc >= 0, rc);
}

static wn_str label_of(serve *s, wn_str entity, wn_lang lang)
{
    const wn_model *model = site_model(s);

    for (size_t e = 0; model && e < model->entity_count; e++)
        if (wn_str_equal(model->entities[e].name, entity))
            return wn_label(lang, model->entities[e].en, model->entities[e].zh, entity);
    return entity;
}

static void write_group(frame *f, const group *g, const char *back)
{
    wn_str label = label_of(f->site, g->entity, f->lang);

    frame_raw(f, "<section class=\"card\"><h2>");
    frame_say(f, WN_SAY_SERVE_MERGED_ONE, WN_FMT(label), (long long)g->golden, g->count);
    frame_raw(f, "</h2>");
    group_write(f, g, back);
    frame_raw(f, "</section>\n");
}

static void write_groups(frame *f, int64_t from)
{
    wn_error err = {.lang = f->lang};
    wn_arena arena = {0};
    listed all = {.arena = &arena};
    wn_str back = wn_arena_format(&arena, "/merged?from=%lld", (long long)from);

    if (read_groups(f->site->room.target, from, &all, &err) < 0)
        frame_error(f, &err);
    else if (all.count == 0)
        frame_put(f, "p", WN_SAY_SERVE_MERGED_NONE);
    for (size_t i = 0; i < all.count && i < PAGE && err.rc >= 0; i++)
        write_group(f, &all.items[i], back.ptr);
    frame_ways(f, "/merged?from=", (size_t)from, PAGE, all.count > PAGE);
    free(all.items);
    wn_arena_release(&arena);
}

void see_merged(serve *s, request *q, reply *a)
{
    frame f = frame_begin(s, q, a, WN_SAY_SERVE_MERGED, "/pairs");
    int64_t from = request_number(q, "from", 0);

    frame_put(&f, "p class=\"dim\"", WN_SAY_SERVE_MERGED_HOW);
    if (request_field(q, "out").len)
        frame_put(&f, "p class=\"c0 note\" role=\"status\"", WN_SAY_SERVE_OUT_DONE);
    if (!site_has_target(s))
        frame_put(&f, "p", WN_SAY_SERVE_NO_TARGET);
    else
        write_groups(&f, from > 0 && from < 1000000000 ? from : 0);
    frame_end(&f);
}

/* ---- one record is taken out ------------------------------------------------------- */

static bool decide(serve *s, wn_str ids, wn_error *err)
{
    wn_buf who = {0};
    bool done = true;

    site_who(s, &who);
    while (ids.len > 0 && done)
        done = pair_queue_decide_id(&s->pairs, &s->room, wn_str_cut(&ids, WN_STR("\n")),
                                    WN_RULING_DIFFERENT, wn_buf_str(&who));
    if (!done)
        wn_fail(err, WN_E_TARGET, WN_SAY_CANNOT_WRITE, ROOM_RULINGS,
                wn_why(err->lang, errno));
    wn_buf_release(&who);
    return done;
}

void take_out(serve *s, request *q, reply *a)
{
    wn_error err = {.lang = q->lang};
    wn_buf ids = {0};
    wn_rc rc = site_has_target(s) ? pair_queue_read(&s->pairs, &s->room, &err)
                                  : wn_fail(&err, WN_E_USAGE, WN_SAY_SERVE_NO_TARGET);

    if (rc >= 0)
        rc = group_others(s->room.target, request_field(q, "entity"),
                          request_number(q, "golden", 0), request_field(q, "system"),
                          request_field(q, "key"), &ids, &err);
    if (rc >= 0 && ids.len == 0)
        rc = wn_fail(&err, WN_E_USAGE, WN_SAY_SERVE_HELD_BY_KEY);
    if (rc >= 0 && decide(s, wn_buf_str(&ids), &err)) {
        reply_go(a, q, wn_str_equal(request_field(q, "back"), WN_STR("/pairs"))
                           ? "/pairs"
                           : "/merged?out=1");
    } else {
        frame f = frame_begin(s, q, a, WN_SAY_SERVE_MERGED, "/pairs");
        a->status = 409;
        frame_error(&f, &err);
        frame_end(&f);
    }
    wn_buf_release(&ids);
}
