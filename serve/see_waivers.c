/*
 * see_waivers.c - findings that need not be put right until a day: those that the last
 * check took, and those that the next one will take.
 *
 * The page writes what people write into work lists (waiver_file.h); `winnow health
 * --worklists answers` takes it.
 */
#include "findings.h"
#include "group.h"
#include "waiver_file.h"

#include "core/calendar.h"
#include "core/fail.h"
#include "core/hash.h"
#include "core/history.h"
#include "core/mask.h"
#include "core/memory.h"
#include "target/db.h"

#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#define PAGE 50

/* ---- what the history has ---------------------------------------------------------- */

static bool take_waiver(void *data, const wn_str *c)
{
    waiver_rows *all = data;
    wn_str texts[8];

    for (int i = 0; i < 8; i++)
        texts[i] = wn_arena_str(&all->arena, c[i].ptr ? c[i] : WN_STR(""));
    all->items = wn_grow(all->items, all->count, &all->room, sizeof(*all->items));
    all->items[all->count++] = (waiver_row){.rule = texts[1],
                                            .entity = texts[2],
                                            .system = texts[3],
                                            .record = texts[4],
                                            .who = texts[5],
                                            .note = texts[6],
                                            .until = texts[7],
                                            .finding = db_cell_number(c[0])};
    return true;
}

static wn_rc read_held(const serve *s, waiver_rows *all, wn_error *err)
{
    db *d = NULL;

    *all = (waiver_rows){0};
    if (!room_has(&s->room, ROOM_HISTORY))
        return WN_OK;
    wn_rc rc = db_open(&d, ROOM_HISTORY, DB_READ, "serve", err);
    if (rc >= 0)
        rc = db_each(d, take_waiver, all,
                     "SELECT finding, rule, entity, system, source_key, who, why, until FROM "
                     "winnow_waiver ORDER BY until DESC, rule, source_key, finding");
    return db_close(d, rc >= 0, rc);
}

static const waiver_row *row_of(const waiver_rows *all, int64_t finding)
{
    for (size_t i = 0; i < all->count; i++)
        if (all->items[i].finding == finding)
            return &all->items[i];
    return NULL;
}

static bool is_taken(void *data, const waiver_row *row)
{
    const waiver_row *held = row_of(data, row->finding);

    return row->until.len ? held && wn_str_equal(held->until, row->until) : !held;
}

void waivers_tidy(serve *s)
{
    wn_error quiet = {.lang = s->lang};
    waiver_rows held;

    if (read_held(s, &held, &quiet) >= 0)
        waiver_tidy(&s->room, is_taken, &held);
    waiver_rows_release(&held);
}

/* ---- forms ------------------------------------------------------------------------- */

static void write_hidden(frame *f, const char *name, wn_str value)
{
    wn_buf_format(f->out, "<input type=\"hidden\" name=\"%s\" value=\"", name);
    frame_text(f, value);
    frame_raw(f, "\">");
}

/* The number says which finding it is: browsers send other line ends than a key has. */
static void write_about(frame *f, wn_str rule, wn_str entity, wn_str system, wn_str key,
                        int64_t finding)
{
    write_hidden(f, "rule", rule);
    write_hidden(f, "entity", entity);
    write_hidden(f, "system", system);
    write_hidden(f, "key", key);
    wn_buf_format(f->out, "<input type=\"hidden\" name=\"finding\" value=\"x%" PRIx64 "\">",
                  (uint64_t)finding);
}

static void day_from_now(int years, char out[16])
{
    time_t now = time(NULL);
    struct tm local;

    localtime_r(&now, &local);
    local.tm_year += years;
    local.tm_mday -= local.tm_mon == 1 && local.tm_mday == 29 && years;
    strftime(out, 16, "%Y-%m-%d", &local);
}

void waiver_form(frame *f)
{
    const request *q = f->request;
    wn_str rule = request_field(q, "rule"), entity = request_field(q, "entity"),
           system = request_field(q, "system"), key = request_field(q, "key");
    char until[16];

    if (finding_place_of(q) != FINDINGS_CHECKED || rule.len == 0)
        return;
    day_from_now(1, until);
    frame_put(f, "h2", WN_SAY_SERVE_WAIVE);
    frame_put(f, "p class=\"dim\"", WN_SAY_SERVE_WAIVE_HOW);
    frame_form(f, "/waivers", " class=\"answers\"");
    write_about(f, rule, entity, system, key,
                wn_finding_number_of(rule, system, entity, key));
    frame_raw(f, "<label>");
    frame_say(f, WN_SAY_SERVE_WAIVE_WHY);
    frame_raw(f, " <input name=\"why\" maxlength=\"300\" required></label> <label>");
    frame_say(f, WN_SAY_LIST_UNTIL);
    wn_buf_format(f->out,
                  " <input name=\"until\" value=\"%s\" pattern=\"[0-9]{4}-[0-9]{2}-[0-9]{2}\" "
                  "size=\"10\" required></label> ",
                  until);
    frame_button(f, "what", "add", "yes", WN_SAY_SERVE_DO_WAIVE);
    frame_raw(f, "</form>\n");
}

static void write_button(frame *f, const waiver_row *w, const char *what, wn_word word)
{
    frame_form(f, "/waivers", "");
    write_about(f, w->rule, w->entity, w->system, w->record, w->finding);
    frame_button(f, "what", what, "quiet", word);
    frame_raw(f, "</form>");
}

/* ---- the list ---------------------------------------------------------------------- */

static void write_row(frame *f, const waiver_row *w, wn_str state)
{
    wn_arena arena = {0};

    frame_raw(f, "<tr><th scope=\"row\">");
    frame_text(f, finding_check_label(f->site, w->rule, w->entity, f->lang));
    frame_raw(f, " <small class=\"dim\">");
    frame_text(f, w->rule);
    frame_raw(f, "</small></th>");
    wn_str key = group_is_made_up(w->record) ? WN_STR("—") : wn_mask_parts(w->record, &arena);
    const wn_str cells[] = {key, w->system, w->who, w->note,
                            w->until, state};
    for (size_t i = 0; i < WN_COUNT(cells); i++) {
        frame_raw(f, "<td class=\"v\">");
        frame_text(f, cells[i]);
        frame_raw(f, "</td>");
    }
    frame_raw(f, "<td>");
    wn_arena_release(&arena);
}

static void write_heads(frame *f)
{
    static const wn_word heads[] = {WN_SAY_LIST_RULE, WN_SAY_LIST_RECORD,
                                    WN_SAY_LIST_SYSTEM, WN_SAY_SERVE_WAIVED_BY,
                                    WN_SAY_SERVE_WAIVE_WHY, WN_SAY_LIST_UNTIL,
                                    WN_SAY_SERVE_STATE, WN_SAY_SERVE_TAKE_BACK_WAIVER};

    frame_raw(f, "<div class=\"wide\" tabindex=\"0\"><table><thead><tr>");
    for (size_t i = 0; i < WN_COUNT(heads); i++)
        frame_put(f, "th scope=\"col\"", heads[i]);
    frame_raw(f, "</tr></thead><tbody>\n");
}

static void write_waiting(frame *f, const waiver_rows *rows, const waiver_rows *held)
{
    for (size_t i = 0; i < rows->count; i++) {
        const waiver_row *w = &rows->items[i];
        if (is_taken((void *)(uintptr_t)held, w))
            continue;
        write_row(f, w, wn_str_of(wn_say(f->lang, w->until.len ? WN_SAY_SERVE_WAIVED_NEXT
                                                               : WN_SAY_SERVE_UNWAIVED_NEXT)));
        write_button(f, w, "drop", WN_SAY_SERVE_WAIVE_DROP);
        frame_raw(f, "</td></tr>\n");
    }
}

static void write_held(frame *f, const waiver_rows *held, const waiver_rows *rows, size_t from)
{
    char today[16];

    day_from_now(0, today);
    for (size_t i = from; i < held->count && i < from + PAGE; i++) {
        const waiver_row *w = &held->items[i];
        const waiver_row *next = row_of(rows, w->finding);
        bool has_ended = wn_str_compare(w->until, wn_str_of(today)) < 0;
        if (next && !is_taken((void *)(uintptr_t)held, next))
            continue; /* it stands above */
        write_row(f, w, wn_str_of(wn_say(f->lang, has_ended ? WN_SAY_SERVE_WAIVER_ENDED
                                                            : WN_SAY_SERVE_WAIVER_HOLDS)));
        if (!has_ended)
            write_button(f, w, "take", WN_SAY_SERVE_TAKE_BACK_WAIVER);
        frame_raw(f, "</td></tr>\n");
    }
}

void see_waivers(serve *s, request *q, reply *a)
{
    frame f = frame_begin(s, q, a, WN_SAY_SERVE_WAIVERS, "/health");
    wn_error err = {.lang = q->lang};
    int64_t at = request_number(q, "from", 0);
    size_t from = at > 0 && at < 1000000000 ? (size_t)at : 0;
    waiver_rows rows, held;

    frame_put(&f, "p class=\"dim\"", WN_SAY_SERVE_WAIVERS_HOW);
    findings_links(&f);
    waiver_rows_read(&rows, &s->room);
    if (read_held(s, &held, &err) < 0) {
        frame_error(&f, &err);
    } else if (rows.count + held.count == 0) {
        frame_put(&f, "p", WN_SAY_SERVE_NO_WAIVERS);
    } else {
        write_heads(&f);
        if (from == 0)
            write_waiting(&f, &rows, &held);
        write_held(&f, &held, &rows, from);
        frame_raw(&f, "</tbody></table></div>\n");
        frame_ways(&f, "/waivers?from=", from, PAGE, held.count > from + PAGE);
    }
    waiver_rows_release(&rows);
    waiver_rows_release(&held);
    frame_end(&f);
}

/* ---- changes ----------------------------------------------------------------------- */

static bool is_day(wn_str text)
{
    char today[16];
    int64_t seconds;
    bool has_time;

    day_from_now(0, today);
    return text.len == 10 && text.ptr[4] == '-' && text.ptr[7] == '-' &&
           wn_moment(text, &seconds, &has_time) &&
           wn_str_compare(text, wn_str_of(today)) >= 0;
}

/* A cell of one line. */
static wn_str one_line(request *q, const char *name)
{
    wn_str text = wn_arena_str(&q->arena, request_field(q, name));

    for (char *c = (char *)(uintptr_t)text.ptr; c && *c; c++)
        if ((unsigned char)*c < ' ')
            *c = ' ';
    return text;
}

static bool do_change(serve *s, request *q, wn_error *err)
{
    wn_str what = request_field(q, "what");
    wn_buf who = {0};
    waiver_row row = {.rule = one_line(q, "rule"),
                      .entity = one_line(q, "entity"),
                      .system = one_line(q, "system"),
                      .record = one_line(q, "key"),
                      .note = one_line(q, "why"),
                      .finding = waiver_finding(request_field(q, "finding"))};

    site_who(s, &who);
    row.who = wn_arena_str(&q->arena, wn_buf_str(&who));
    wn_buf_release(&who);
    if (!row.finding)
        row.finding = wn_finding_number_of(row.rule, row.system, row.entity, row.record);
    if (wn_str_equal(what, WN_STR("drop")))
        return waiver_drop(&s->room, &row);
    if (wn_str_equal(what, WN_STR("add"))) {
        row.until = request_field(q, "until");
        if (!is_day(row.until) || row.note.len == 0) {
            wn_fail(err, WN_E_USAGE, WN_SAY_SERVE_BAD_WAIVER);
            return false;
        }
    }
    return waiver_write(&s->room, &row);
}

void take_waiver_change(serve *s, request *q, reply *a)
{
    wn_error err = {.lang = q->lang};

    reply_go(a, q, "/waivers");
    if (do_change(s, q, &err))
        return;
    if (err.rc >= 0)
        wn_fail(&err, WN_E_TARGET, WN_SAY_CANNOT_WRITE, ROOM_ANSWERS, wn_why(q->lang, errno));
    a->location = WN_STR("");
    frame f = frame_begin(s, q, a, WN_SAY_SERVE_WAIVERS, "/health");
    a->status = 409;
    frame_error(&f, &err);
    frame_end(&f);
}
