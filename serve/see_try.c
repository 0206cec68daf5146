/* see_try.c - a run: first without changing anything, then into the target; and back. */
#include "run_shown.h"

#include "core/fail.h"
#include "core/hash.h"
#include "core/memory.h"
#include "core/reader.h"

#include <fcntl.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#define PATIENCE 700 /* milliseconds that a page waits for a run */

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

    return loaded.state == JOB_ENDED && loaded.code <= 2 && !gone
               ? run_shown_id(s, &loaded, arena)
               : WN_STR("");
}

static void write_undo_button(frame *f, wn_str id, const char *what, wn_word word)
{
    frame_form(f, "/undo", "");
    wn_buf_format(f->out,
                  "<input type=\"hidden\" name=\"run\" value=\"%.*s\"><button "
                  "class=\"quiet\" name=\"what\" value=\"%s\">",
                  WN_FMT(id), what);
    frame_say(f, word, WN_FMT(id));
    frame_raw(f, "</button></form>\n");
}

/* What taking it back would do and keep; the button that does it stands below. */
static void write_undo(frame *f, wn_str id)
{
    uint64_t seal = 0;
    job looked = job_latest(&f->site->room, JOB_UNTRY, &seal);
    bool is_known = looked.state == JOB_ENDED && seal == wn_hash(id, 0);

    if (is_known) {
        frame_raw(f, "<section class=\"card\"><h2>");
        frame_say(f, WN_SAY_SERVE_WOULD_UNDO, WN_FMT(id));
        frame_raw(f, "</h2>");
        frame_job(f, &looked);
        run_shown_said(f, &looked);
        if (looked.code == 0)
            write_undo_button(f, id, "undo", WN_SAY_SERVE_DO_UNDO);
    }
    write_undo_button(f, id, "look", WN_SAY_SERVE_LOOK_UNDO);
    if (is_known)
        frame_raw(f, "</section>\n");
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
    if (id.len)
        write_undo(f, id);
    wn_arena_release(&arena);
}

void see_try(serve *s, request *q, reply *a)
{
    frame f = frame_begin(s, q, a, WN_SAY_SERVE_TRY, "/try");
    job run = latest_run(s), undone = job_latest(&s->room, JOB_UNDO, NULL),
        tried = job_latest(&s->room, JOB_UNTRY, NULL), busy = job_at_work(&s->room);

    if (room_mapping(&s->room, &q->arena).len == 0)
        frame_put(&f, "p class=\"c1 note\"", WN_SAY_SERVE_NO_MAPPING);
    else if (busy.state == JOB_NONE)
        write_forms(&f);
    if (tried.state == JOB_RUNS)
        frame_job(&f, &tried);
    if (strcmp(undone.id, run.id) > 0) {
        frame_put(&f, "h2", WN_SAY_SERVE_UNDONE);
        frame_job(&f, &undone);
    }
    if (run.state != JOB_NONE) {
        frame_put(&f, "h2", run.kind == JOB_TRY ? WN_SAY_SERVE_TRIED : WN_SAY_SERVE_LOADING);
        frame_job(&f, &run);
        if (run.state == JOB_ENDED && run.code <= 2)
            run_shown(&f, &run);
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
static const char *new_folder(const room *r, wn_arena *arena)
{
    char name[48];
    time_t now = time(NULL);
    struct tm utc;

    gmtime_r(&now, &utc);
    strftime(name, sizeof(name), ROOM_RUNS "/%Y-%m-%dT%H-%M-%SZ", &utc);
    wn_str folder = wn_arena_str(arena, wn_str_of(name));
    for (int n = 2; faccessat(r->fd, folder.ptr, F_OK, AT_SYMLINK_NOFOLLOW) == 0; n++)
        folder = wn_arena_format(arena, "%s-%d", name, n); /* one more in this second */
    return folder.ptr;
}

void start_run(serve *s, request *q, reply *a)
{
    bool loads = wn_str_equal(request_field(q, "what"), WN_STR("load"));
    wn_error err = {.lang = q->lang};
    const char *folder = loads ? new_folder(&s->room, &q->arena) : ROOM_RUNS "/try";
    const char *const own[] = {"--to", s->room.target, "--lang", wn_languages[q->lang].code,
                               "--out", folder};
    const char *words[JOB_WORDS] = {"run"};
    size_t count = room_add_mappings(&s->room, words, 1, &q->arena);
    job j;

    if (room_mapping(&s->room, &q->arena).len == 0) {
        frame_alone(s, q, a, 409, WN_SAY_SERVE_NO_MAPPING);
        return;
    }
    for (size_t i = 0; i < WN_COUNT(own); i++)
        words[count++] = own[i];
    if (site_has_target(s) && pair_queue_read(&s->pairs, &s->room, &err) >= 0)
        pair_queue_tidy(&s->pairs, &s->room);
    err = (wn_error){.lang = q->lang}; /* a target that cannot be read: the command says it */
    if (room_has(&s->room, ROOM_RULINGS)) {
        words[count++] = "--decisions";
        words[count++] = ROOM_RULINGS;
    }
    if (!loads)
        words[count++] = "--dry-run";
    reply_go(a, q, "/try");
    if (job_start(&s->room, loads ? JOB_LOAD : JOB_TRY, words, 0, &j, &err) < 0) {
        refuse(s, q, a, &err);
        return;
    }
    job_keep(&s->room, &j, "folder", wn_str_of(folder));
    job_wait(&s->room, &j, PATIENCE);
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
    bool looks = wn_str_equal(request_field(q, "what"), WN_STR("look"));
    const char *const words[] = {"undo", s->room.target, "--run", id.ptr, "--lang",
                                 wn_languages[q->lang].code, looks ? "--dry-run" : NULL,
                                 NULL};
    wn_error err = {.lang = q->lang};
    job j;

    reply_go(a, q, "/try");
    if (id.len == 0 || !wn_str_equal(id, request_field(q, "run"))) {
        wn_fail(&err, WN_E_USAGE, WN_SAY_SERVE_STALE);
        refuse(s, q, a, &err);
        return;
    }
    if (job_start(&s->room, looks ? JOB_UNTRY : JOB_UNDO, words, wn_hash(id, 0), &j,
                  &err) >= 0)
        job_wait(&s->room, &j, PATIENCE);
    else
        refuse(s, q, a, &err);
}
