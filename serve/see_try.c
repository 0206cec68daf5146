/*
 * see_try.c - a run: first without changing anything, then into the target; and back.
 *
 * What is shown of a run is what it wrote: manifest.json, refused.csv and the report.
 */
#include "site.h"

#include "core/fail.h"
#include "core/memory.h"
#include "core/reader.h"

#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#define MOST_MANIFEST ((size_t)16 << 20)
#define MOST_REFUSED ((size_t)64 << 20)
#define MOST_REASONS 20
#define PATIENCE 700 /* milliseconds that a page waits for a run */

static wn_str member(const json_t *object, const char *name)
{
    const json_t *value = json_object_get(object, name);

    return json_is_string(value)
               ? (wn_str){json_string_value(value), json_string_length(value)}
               : WN_STR("");
}

static uint64_t count_of(const json_t *object, const char *name)
{
    json_int_t number = json_integer_value(json_object_get(object, name));

    return number > 0 ? (uint64_t)number : 0;
}

/* ---- what a run wrote ------------------------------------------------------------- */

/* The last line of JSON that the job printed with this event, or NULL. */
static json_t *event_of(const serve *s, const job *j, const char *wanted)
{
    wn_buf text = {0};
    json_t *found = NULL;

    job_text(&s->room, j, "out", &text);
    for (wn_str rest = wn_buf_str(&text); rest.len > 0;) {
        wn_str line = wn_str_cut(&rest, WN_STR("\n"));
        json_t *object = json_loadb(line.ptr, line.len, 0, NULL);
        if (wn_str_equal(member(object, "event"), wn_str_of(wanted))) {
            json_decref(found);
            found = json_incref(object);
        }
        json_decref(object);
    }
    wn_buf_release(&text);
    return found;
}

static const struct {
    const char *name;
    wn_word word;
} books[] = {{"read", WN_SAY_SERVE_READ},         {"loaded", WN_SAY_SERVE_LOADED},
             {"unchanged", WN_SAY_SERVE_UNCHANGED}, {"review", WN_SAY_SERVE_REVIEW},
             {"refused", WN_SAY_SERVE_REFUSED},   {"absorbed", WN_SAY_SERVE_ABSORBED},
             {"skipped", WN_SAY_SERVE_SKIPPED}};

static void write_books(frame *f, const json_t *manifest)
{
    const json_t *rows = json_object_get(manifest, "books");
    uint64_t sums[WN_COUNT(books)] = {0}, rest = 0;

    frame_put(f, "h3", WN_SAY_SERVE_BOOKS);
    frame_raw(f, "<div class=\"wide\" tabindex=\"0\"><table><thead><tr>");
    frame_put(f, "th scope=\"col\"", WN_SAY_SERVE_FILE);
    for (size_t b = 0; b < WN_COUNT(books); b++)
        frame_put(f, "th scope=\"col\" class=\"n\"", books[b].word);
    frame_raw(f, "</tr></thead><tbody>\n");
    for (size_t i = 0; i < json_array_size(rows); i++) {
        const json_t *row = json_array_get(rows, i);
        frame_raw(f, "<tr><th scope=\"row\">");
        frame_text(f, member(row, "file"));
        frame_raw(f, " <span class=\"dim\">");
        frame_text(f, member(row, "entity"));
        frame_raw(f, "</span></th>");
        for (size_t b = 0; b < WN_COUNT(books); b++) {
            uint64_t count = count_of(row, books[b].name);
            sums[b] += count;
            rest += b > 0 ? count : 0;
            frame_raw(f, "<td class=\"n\">");
            frame_number(f, count);
            frame_raw(f, "</td>");
        }
        frame_raw(f, "</tr>\n");
    }
    frame_raw(f, "</tbody></table></div>\n");
    if (sums[0] == 0)
        frame_put(f, "p class=\"c2 note\"", WN_SAY_SERVE_READ_NOTHING);
    else
        frame_put(f, sums[0] == rest ? "p class=\"c0 note\"" : "p class=\"c2 note\"",
                  sums[0] == rest ? WN_SAY_SERVE_BALANCED : WN_SAY_SERVE_UNBALANCED,
                  (unsigned long long)sums[0], (unsigned long long)rest);
}

static void write_unread(frame *f, const json_t *manifest)
{
    const json_t *rows = json_object_get(manifest, "not_read");

    if (json_array_size(rows) == 0)
        return;
    frame_put(f, "h3", WN_SAY_SERVE_UNREAD);
    frame_raw(f, "<ul>");
    for (size_t i = 0; i < json_array_size(rows); i++) {
        const json_t *row = json_array_get(rows, i);
        frame_raw(f, "<li>");
        frame_text(f, member(row, "file"));
        frame_raw(f, " ");
        frame_text(f, member(row, "table"));
        frame_raw(f, " · ");
        frame_say(f, WN_SAY_SERVE_ROWS, (unsigned long long)count_of(row, "rows"));
        frame_raw(f, "</li>");
    }
    frame_raw(f, "</ul>\n");
}

/* ---- refused, by reason ----------------------------------------------------------- */

enum { FILE_CELL, LINE_CELL, KEY_CELL, RULE_CELL, COLUMN_CELL, VALUE_CELL, REASON_CELL, CELLS };

typedef struct reason {
    wn_str file, column, text;
    size_t count;
} reason;

typedef struct reasons {
    reason items[MOST_REASONS];
    size_t count, others, all;
    wn_arena arena;
} reasons;

static void add_reason(reasons *all, const wn_str *cells)
{
    all->all++;
    for (size_t i = 0; i < all->count; i++) {
        reason *r = &all->items[i];
        if (wn_str_equal(r->file, cells[FILE_CELL]) &&
            wn_str_equal(r->column, cells[COLUMN_CELL]) &&
            wn_str_equal(r->text, cells[REASON_CELL])) {
            r->count++;
            return;
        }
    }
    if (all->count == MOST_REASONS)
        all->others++;
    else
        all->items[all->count++] =
            (reason){cells[FILE_CELL], cells[COLUMN_CELL], cells[REASON_CELL], 1};
}

/* The next row of CSV, whose cells may hold line ends. */
static wn_str take_row(wn_str *text)
{
    bool quoted = false;
    size_t at = 0;

    for (; at < text->len && (quoted || text->ptr[at] != '\n'); at++)
        quoted ^= text->ptr[at] == '"';
    wn_str row = {text->ptr, at};
    at += at < text->len;
    *text = (wn_str){text->ptr + at, text->len - at};
    return row;
}

/* The rows of refused.csv, whose first cells are told apart. */
static void read_reasons(wn_str text, reasons *all)
{
    wn_str cells[CELLS], extra;
    bool first = true;

    while (text.len > 0) {
        wn_str row = take_row(&text);
        size_t n = 0;
        while (n < CELLS && wn_csv_next(&row, &cells[n], &all->arena))
            n++;
        while (n == CELLS && wn_csv_next(&row, &extra, &all->arena))
            ;
        if (!first && n == CELLS)
            add_reason(all, cells);
        first = false;
    }
}

static void write_refused(frame *f, wn_str folder)
{
    reasons *all = wn_alloc(1, sizeof(*all));
    wn_buf text = {0};
    wn_str path = wn_path_join(&all->arena, folder, WN_STR("refused.csv"));

    room_read(&f->site->room, path.ptr, MOST_REFUSED, &text);
    read_reasons(wn_buf_str(&text), all);
    if (all->count > 0) {
        frame_put(f, "h3", WN_SAY_SERVE_REFUSED_WHY);
        frame_raw(f, "<ul>");
    }
    for (size_t i = 0; i < all->count; i++) {
        frame_raw(f, "<li><b>");
        frame_number(f, all->items[i].count);
        frame_raw(f, "</b> · ");
        frame_text(f, all->items[i].file);
        frame_raw(f, " ");
        frame_text(f, all->items[i].column);
        frame_raw(f, " · ");
        frame_text(f, all->items[i].text);
        frame_raw(f, "</li>");
    }
    if (all->others)
        frame_put(f, "li", WN_SAY_SERVE_OTHERS, all->others);
    if (all->count > 0)
        frame_raw(f, "</ul>\n");
    wn_buf_release(&text);
    wn_arena_release(&all->arena);
    free(all);
}

/* ---- a run ------------------------------------------------------------------------ */

static void write_links(frame *f, wn_str folder)
{
    static const char *const files[] = {"worklists.xlsx", "pairs.xlsx", "sample.xlsx",
                                        "refused.csv", "summary.md"};
    wn_arena arena = {0};

    frame_raw(f, "<p class=\"links\"><a href=\"/saved/");
    wn_buf_add(f->out, folder);
    wn_buf_format(f->out, "/%s\">", wn_languages[f->lang].page);
    frame_say(f, WN_SAY_SERVE_REPORT);
    frame_raw(f, "</a>");
    for (size_t i = 0; i < WN_COUNT(files); i++)
        if (room_has(&f->site->room,
                     wn_path_join(&arena, folder, wn_str_of(files[i])).ptr))
            wn_buf_format(f->out, " · <a href=\"/saved/%.*s/%s\">%s</a>", WN_FMT(folder),
                          files[i], files[i]);
    frame_raw(f, "</p>\n");
    wn_arena_release(&arena);
}

static void write_duplicates(frame *f, const json_t *manifest)
{
    uint64_t pairs = count_of(json_object_get(manifest, "duplicates"), "review_pairs");

    if (pairs == 0)
        return;
    frame_raw(f, "<p>");
    frame_say(f, WN_SAY_SERVE_PAIRS_WAIT, (unsigned long long)pairs);
    if (!json_is_true(json_object_get(manifest, "dry_run"))) {
        frame_raw(f, " <a class=\"button yes\" href=\"/pairs\">");
        frame_say(f, WN_SAY_SERVE_GO_PAIRS);
        frame_raw(f, "</a>");
    }
    frame_raw(f, "</p>\n");
}

/* What a job that has ended wrote into its folder. */
static void write_run(frame *f, const job *j)
{
    json_t *done = event_of(f->site, j, "done");
    wn_buf text = {0};
    wn_arena arena = {0};
    wn_str folder = member(done, "out");

    if (folder.len && guard_path(folder) &&
        room_read(&f->site->room,
                  wn_path_join(&arena, folder, WN_STR("manifest.json")).ptr, MOST_MANIFEST,
                  &text)) {
        json_t *manifest = json_loadb(text.ptr, text.len, 0, NULL);
        write_books(f, manifest);
        write_duplicates(f, manifest);
        write_unread(f, manifest);
        write_refused(f, folder);
        write_links(f, folder);
        json_decref(manifest);
    }
    json_decref(done);
    wn_buf_release(&text);
    wn_arena_release(&arena);
}

/* The latest of the two kinds. */
static job latest_run(const serve *s)
{
    job tried = job_latest(&s->room, JOB_TRY, NULL),
        loaded = job_latest(&s->room, JOB_LOAD, NULL);

    return strcmp(tried.id, loaded.id) > 0 ? tried : loaded;
}

/* The id of the last load, where it can be taken back; "": it cannot. In the arena. */
static wn_str undoable(const serve *s, wn_arena *arena)
{
    job loaded = job_latest(&s->room, JOB_LOAD, NULL),
        undone = job_latest(&s->room, JOB_UNDO, NULL);
    bool gone = undone.state == JOB_ENDED && undone.code == 0 &&
                strcmp(undone.id, loaded.id) > 0;
    json_t *done = loaded.state == JOB_ENDED && loaded.code <= 2 && !gone
                       ? event_of(s, &loaded, "done")
                       : NULL;
    wn_str id = wn_arena_str(arena, member(done, "run"));

    json_decref(done);
    return id;
}

static void write_forms(frame *f)
{
    wn_arena arena = {0};
    wn_str id = undoable(f->site, &arena);

    frame_form(f, "/try", " class=\"answers\"");
    frame_button(f, "what", "try", "yes", WN_SAY_SERVE_DO_TRY);
    frame_button(f, "what", "load", "", WN_SAY_SERVE_DO_LOAD);
    frame_raw(f, "</form>\n");
    frame_put(f, "p class=\"dim\"", WN_SAY_SERVE_TRY_HOW,
              wn_input_shown(f->site->room.target, &arena).ptr);
    if (id.len) {
        frame_form(f, "/undo", "");
        wn_buf_format(f->out, "<button class=\"quiet\" name=\"run\" value=\"%.*s\">",
                      WN_FMT(id));
        frame_say(f, WN_SAY_SERVE_DO_UNDO, WN_FMT(id));
        frame_raw(f, "</button></form>\n");
    }
    wn_arena_release(&arena);
}

void see_try(serve *s, request *q, reply *a)
{
    frame f = frame_begin(s, q, a, WN_SAY_SERVE_TRY, "/try");
    job run = latest_run(s), undone = job_latest(&s->room, JOB_UNDO, NULL),
        busy = job_at_work(&s->room);

    if (room_mapping(&s->room, &q->arena).len == 0)
        frame_put(&f, "p class=\"c1 note\"", WN_SAY_SERVE_NO_MAPPING);
    else if (busy.state == JOB_NONE)
        write_forms(&f);
    if (strcmp(undone.id, run.id) > 0) {
        frame_put(&f, "h2", WN_SAY_SERVE_UNDONE);
        frame_job(&f, &undone);
    }
    if (run.state != JOB_NONE) {
        frame_put(&f, "h2", run.kind == JOB_TRY ? WN_SAY_SERVE_TRIED : WN_SAY_SERVE_LOADING);
        frame_job(&f, &run);
        if (run.state == JOB_ENDED && run.code <= 2)
            write_run(&f, &run);
    }
    frame_end(&f);
}

/* ---- starting, stopping, taking back ----------------------------------------------- */

static void refuse(serve *s, request *q, reply *a, const wn_error *err)
{
    a->location = WN_STR("");
    frame f = frame_begin(s, q, a, WN_SAY_SERVE_TRY, "/try");
    a->status = 409;
    frame_error(&f, err);
    frame_end(&f);
}

/* The folder of a run that loads: by the time, so that they sort. */
static const char *new_folder(wn_arena *arena)
{
    char name[48];
    time_t now = time(NULL);
    struct tm utc;

    gmtime_r(&now, &utc);
    strftime(name, sizeof(name), ROOM_RUNS "/%Y-%m-%dT%H-%M-%SZ", &utc);
    return wn_arena_str(arena, wn_str_of(name)).ptr;
}

void start_run(serve *s, request *q, reply *a)
{
    bool loads = wn_str_equal(request_field(q, "what"), WN_STR("load"));
    wn_error err = {.lang = q->lang};
    const char *const own[] = {"--to", s->room.target, "--json", "--lang",
                               wn_languages[q->lang].code, "--out",
                               loads ? new_folder(&q->arena) : ROOM_RUNS "/try"};
    const char *words[JOB_WORDS] = {"run"};
    size_t count = room_add_mappings(&s->room, words, 1, &q->arena);
    job j;

    if (room_mapping(&s->room, &q->arena).len == 0) {
        frame_alone(s, q, a, 409, WN_SAY_SERVE_NO_MAPPING);
        return;
    }
    for (size_t i = 0; i < WN_COUNT(own); i++)
        words[count++] = own[i];
    if (room_has(&s->room, ROOM_RULINGS)) {
        words[count++] = "--decisions";
        words[count++] = ROOM_RULINGS;
    }
    if (!loads)
        words[count++] = "--dry-run";
    reply_go(a, q, "/try");
    if (job_start(&s->room, loads ? JOB_LOAD : JOB_TRY, words, 0, &j, &err) >= 0)
        job_wait(&s->room, &j, PATIENCE);
    else
        refuse(s, q, a, &err);
}

void cancel_run(serve *s, request *q, reply *a)
{
    job j;

    if (job_find(&s->room, request_field(q, "job"), &j)) {
        job_cancel(&s->room, &j);
        job_wait(&s->room, &j, PATIENCE);
    }
    reply_go(a, q, j.kind == JOB_HEALTH                          ? "/health"
                   : j.kind == JOB_LOOK || j.kind == JOB_DRAFT ? "/"
                   : j.kind == JOB_SHEET || j.kind == JOB_EDIT ? "/columns"
                                                               : "/try");
}

void start_undo(serve *s, request *q, reply *a)
{
    wn_str id = undoable(s, &q->arena);
    const char *const words[] = {"undo", s->room.target, "--run", id.ptr, "--lang",
                                 wn_languages[q->lang].code, NULL};
    wn_error err = {.lang = q->lang};
    job j;

    reply_go(a, q, "/try");
    if (id.len == 0 || !wn_str_equal(id, request_field(q, "run")))
        return; /* of a page from before: it shows what is now */
    if (job_start(&s->room, JOB_UNDO, words, 0, &j, &err) >= 0)
        job_wait(&s->room, &j, PATIENCE);
    else
        refuse(s, q, a, &err);
}
