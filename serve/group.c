/* group.c - the source records of a golden record. */
#include "group.h"

#include "core/decision.h"
#include "core/memory.h"
#include "target/db.h"

#include <stdlib.h>

bool group_is_made_up(wn_str key)
{
    return key.len == 32 && wn_str_span(key, "0123456789abcdef") == key.len;
}

/* ---- reading ---------------------------------------------------------------------- */

typedef struct reading {
    group *group;
    raw_reader *raw;
    wn_arena *arena;
    wn_rc rc;
} reading;

static wn_str keep(reading *r, wn_str cell)
{
    return wn_arena_str(r->arena, cell.ptr ? cell : WN_STR(""));
}

static bool take_member(void *data, const wn_str *cells)
{
    reading *r = data;
    wn_str row = WN_STR("");

    if (r->group->count++ >= GROUP_MEMBERS)
        return true;
    r->rc = raw_read(r->raw, "winnow_raw", cells[4], cells[5], &row);
    r->group->members[r->group->count - 1] =
        (group_row){keep(r, cells[0]), keep(r, cells[1]), keep(r, cells[2]),
                       keep(r, row), db_cell_number(cells[3])};
    return r->rc >= 0;
}

wn_rc group_read(group *out, db *d, raw_reader *raw, wn_arena *arena)
{
    reading r = {.group = out, .raw = raw, .arena = arena};
    wn_rc rc = db_each(d, take_member, &r,
                       "SELECT system, source_key, file, line, raw, %s FROM %s s WHERE "
                       "entity=%L AND golden_id=%d ORDER BY run, file, line",
                       raw->place, raw->source, out->entity, (long long)out->golden);

    return rc < 0 ? rc : r.rc;
}

const group_row *group_find(const group *g, wn_str system, wn_str key)
{
    for (size_t i = 0; i < g->count && i < GROUP_MEMBERS; i++)
        if (wn_str_equal(g->members[i].system, system) &&
            wn_str_equal(g->members[i].key, key))
            return g->members[i].file.len ? &g->members[i] : NULL;
    return NULL;
}

/* ---- writing ---------------------------------------------------------------------- */

static void write_hidden(frame *f, const char *name, wn_str value)
{
    wn_buf_format(f->out, "<input type=\"hidden\" name=\"%s\" value=\"", name);
    frame_text(f, value);
    frame_raw(f, "\">");
}

static void write_member(frame *f, const group *g, const group_row *m, const char *back)
{
    frame_raw(f, "<li><p>");
    if (!group_is_made_up(m->key))
        frame_text(f, m->key);
    frame_raw(f, " <span class=\"dim\">");
    frame_text(f, m->file);
    wn_buf_format(f->out, ":%lld</span></p><p class=\"raw\">", (long long)m->line);
    frame_text(f, m->row);
    frame_raw(f, "</p>");
    frame_form(f, "/merged", "");
    wn_buf_format(f->out, "<input type=\"hidden\" name=\"golden\" value=\"%lld\">",
                  (long long)g->golden);
    write_hidden(f, "entity", g->entity);
    write_hidden(f, "system", m->system);
    write_hidden(f, "key", m->key);
    write_hidden(f, "back", wn_str_of(back));
    frame_button(f, NULL, NULL, "quiet", WN_SAY_SERVE_TAKE_OUT);
    frame_raw(f, "</form></li>\n");
}

void group_write(frame *f, const group *g, const char *back)
{
    frame_raw(f, "<ul class=\"members\">\n");
    for (size_t i = 0; i < g->count && i < GROUP_MEMBERS; i++)
        write_member(f, g, &g->members[i], back);
    if (g->count > GROUP_MEMBERS)
        frame_put(f, "li class=\"dim\"", WN_SAY_SERVE_MORE, g->count - GROUP_MEMBERS);
    frame_raw(f, "</ul>\n");
}

/* ---- one record of a group -------------------------------------------------------- */

typedef struct said {
    wn_str system, key; /* of the one that is taken out */
    uint64_t *contents; /* of all, as fingerprints of what they say */
    size_t count, room;
    uint64_t own; /* of the one; 0: it was not found */
} said;

static bool take_content(void *data, const wn_str *cells)
{
    said *g = data;
    uint64_t content = (uint64_t)db_cell_number(cells[2]);

    g->contents = wn_grow(g->contents, g->count, &g->room, sizeof(*g->contents));
    g->contents[g->count++] = content;
    if (wn_str_equal(cells[0], g->system) && wn_str_equal(cells[1], g->key))
        g->own = content;
    return true;
}

wn_rc group_others(const char *target, wn_str entity, int64_t golden, wn_str system,
                       wn_str key, wn_buf *ids, wn_error *err)
{
    said g = {.system = system, .key = key};
    db *d = NULL;
    char id[WN_PAIR_ID + 1];
    wn_rc rc = db_open(&d, target, DB_READ, "serve", err);

    if (rc >= 0)
        rc = db_each(d, take_content, &g,
                     "SELECT system, source_key, content FROM winnow_source WHERE "
                     "entity=%L AND golden_id=%d AND content IS NOT NULL",
                     entity, (long long)golden);
    for (size_t i = 0; i < g.count && rc >= 0 && g.own; i++) {
        if (g.contents[i] == g.own) /* those that say the same stay together */
            continue;
        wn_pair_id(g.own, g.contents[i], id);
        wn_buf_format(ids, "%s\n", id);
    }
    free(g.contents);
    return db_close(d, rc >= 0, rc);
}
