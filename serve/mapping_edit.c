/*
 * mapping_edit.c - winnow sheet --set on the mapping, and back.
 *
 * Beside what the command was and said, the folder of its job keeps the mapping, its model
 * and their workbook as they were before: for the difference that is shown, and for
 * `winnow sheet before.xlsx -o map.xml`, which takes the change back.
 */
#include "mapping_edit.h"

#include "core/fail.h"
#include "core/file.h"
#include "core/hash.h"
#include "core/memory.h"
#include "core/output.h"
#include "line_diff.h"
#include "shown_book.h"
#include "which_mapping.h"

#include <stdio.h>
#include <string.h>

#define MOST_FILE ((size_t)64 << 20)

/* ---- to change -------------------------------------------------------------------- */

static bool read_model(const serve *s, wn_buf *out)
{
    wn_error quiet = {.lang = WN_EN};

    return s->plan_stamp && s->plan_ok &&
           wn_file_read(s->plan.model.path, MOST_FILE, WN_E_SOURCE, out, &quiet) >= 0;
}

/* Says of a change which mapping it was made in. */
static uint64_t seal_of(const char *mapping)
{
    return mapping ? wn_hash(wn_str_of(mapping), 0) : 0;
}

/* The latest change of this mapping that was made; JOB_NONE: the latest was of another. */
static job latest_of(const serve *s, const char *mapping)
{
    uint64_t seal;
    job j = job_latest_done(&s->room, JOB_EDIT, &seal);

    return seal == seal_of(mapping) ? j : (job){0};
}

/* Start the command, and keep what was before. */
static wn_rc start(serve *s, const char *const *words, const char *mapping, job *out,
                   wn_error *err)
{
    wn_buf files[3] = {{0}, {0}, {0}};
    static const char *const names[] = {"before.xml", "before.model.xml", "before.xlsx"};

    bool whole = room_read(&s->room, mapping, MOST_FILE, &files[0]) &&
                 read_model(s, &files[1]) &&
                 room_read(&s->room, ROOM_OWN "/book.xlsx", MOST_FILE, &files[2]);
    wn_rc rc = job_start(&s->room, JOB_EDIT, words, seal_of(mapping), out, err);
    for (size_t i = 0; i < WN_COUNT(names); i++) {
        if (rc >= 0 && whole)
            job_keep(&s->room, out, names[i], wn_buf_str(&files[i]));
        wn_buf_release(&files[i]);
    }
    if (rc >= 0)
        job_wait(&s->room, out, MAPPING_PATIENCE);
    return rc;
}

static wn_rc mapping_edit(serve *s, request *q, const char *const *cells, size_t count, job *out,
                   wn_error *err)
{
    const char *mapping = room_mapping(&s->room, &q->arena).ptr;
    const char *words[JOB_WORDS] = {"sheet", mapping, "--in",
                                    shown_book_files(s, mapping, &q->arena), "--lang",
                                    wn_languages[q->lang].code, "-o", mapping};
    size_t at = 8;

    for (size_t i = 0; i < count && i < EDIT_CELLS; i++)
        words[at++] = cells[i];
    return start(s, words, mapping, out, err);
}

/* Nobody but winnow wrote it since: so nothing else is taken back with it. */
static bool may_go_back(const serve *s, const job *j, const char *mapping)
{
    char path[96];

    snprintf(path, sizeof(path), ROOM_OWN "/jobs/%.47s/before.xlsx", j->id);
    return room_has(&s->room, path) &&
           wn_output_stands(s->room.folder, mapping) == WN_STANDS_OWN;
}

void take_back(serve *s, request *q, reply *a)
{
    const char *mapping = room_mapping(&s->room, &q->arena).ptr;
    job last = latest_of(s, mapping), j;
    wn_str page = request_field(q, "page");
    wn_buf address = {0};
    char path[96];
    const char *const words[] = {"sheet", path, "--lang", wn_languages[q->lang].code,
                                 "-o", mapping, NULL};
    wn_error err = {.lang = q->lang};

    which_mapping_add(s, &address, wn_str_equal(page, WN_STR("/values")) ? "/values" : "/columns");
    reply_go(a, q, address.ptr);
    wn_buf_release(&address);
    snprintf(path, sizeof(path), ROOM_OWN "/jobs/%.47s/before.xlsx", last.id);
    if (last.state == JOB_NONE || !wn_str_equal(request_field(q, "job"), wn_str_of(last.id)) ||
        !may_go_back(s, &last, mapping))
        return; /* of a page from before: it shows what is now */
    site_model(s);
    if (start(s, words, mapping, &j, &err) >= 0 && (j.state != JOB_ENDED || j.code == 0))
        return;
    a->location = WN_STR("");
    frame f = frame_begin(s, q, a, WN_SAY_SERVE_MAPPING, "/columns");
    a->status = 409;
    if (err.rc < 0)
        frame_error(&f, &err);
    else
        write_refused_change(&f, &j);
    frame_end(&f);
}

bool mapping_change_make(serve *s, request *q, mapping_change *c)
{
    if (c->err.rc >= 0 && c->count == 0)
        wn_fail(&c->err, WN_E_USAGE, WN_SAY_SERVE_STALE);
    if (c->err.rc >= 0)
        mapping_edit(s, q, c->cells, c->count, &c->job, &c->err);
    return c->err.rc >= 0 && (c->job.state != JOB_ENDED || c->job.code == 0);
}

void write_not_made(frame *f, const mapping_change *c)
{
    if (c->err.rc < 0)
        frame_error(f, &c->err);
    else
        write_refused_change(f, &c->job);
}

/* ---- what changed ----------------------------------------------------------------- */

static void write_diff(frame *f, wn_str name, wn_str before, wn_str now)
{
    if (wn_str_equal(before, now))
        return;
    frame_raw(f, "<h2>");
    frame_text(f, name);
    frame_raw(f, "</h2><pre class=\"diff\" tabindex=\"0\">");
    size_t left_out = line_diff(f, before, now);
    frame_raw(f, "</pre>");
    if (left_out)
        frame_put(f, "p class=\"dim\"", WN_SAY_SERVE_MORE_LINES, left_out);
}

static void write_changes(frame *f, const job *j, const char *mapping)
{
    serve *s = f->site;
    wn_buf before = {0}, now = {0}, model_before = {0}, model = {0};

    job_text(&s->room, j, "before.xml", &before);
    job_text(&s->room, j, "before.model.xml", &model_before);
    room_read(&s->room, mapping, MOST_FILE, &now);
    read_model(s, &model);
    write_diff(f, wn_str_of(mapping), wn_buf_str(&before), wn_buf_str(&now));
    if (model.len)
        write_diff(f, wn_path_base(wn_str_of(s->plan.model.path)),
                   wn_buf_str(&model_before), wn_buf_str(&model));
    wn_buf_release(&before);
    wn_buf_release(&now);
    wn_buf_release(&model_before);
    wn_buf_release(&model);
}

void write_last_change(frame *f, const char *page)
{
    serve *s = f->site;
    wn_arena arena = {0};
    const char *mapping = room_mapping(&s->room, &arena).ptr;
    job j = latest_of(s, mapping), last = job_latest(&s->room, JOB_EDIT, NULL);

    if (last.state == JOB_RUNS)
        frame_job(f, &last);
    if (j.state != JOB_NONE) {
        frame_raw(f, "<details id=\"changed\"><summary>");
        frame_say(f, WN_SAY_SERVE_CHANGED, mapping);
        frame_raw(f, "</summary>");
        write_changes(f, &j, mapping);
        frame_job(f, &j);
        if (may_go_back(s, &j, mapping)) {
            frame_form(f, "/unmap", " class=\"live\"");
            wn_buf_format(f->out, "<input type=\"hidden\" name=\"page\" value=\"%s\">", page);
            frame_button(f, "job", j.id, "", WN_SAY_SERVE_TAKE_BACK);
            frame_raw(f, "</form>");
        }
        frame_raw(f, "</details>\n");
    }
    wn_arena_release(&arena);
}

void write_refused_change(frame *f, const job *j)
{
    wn_buf text = {0};

    job_text(&f->site->room, j, "err", &text);
    frame_raw(f, "<div class=\"c2 note\" role=\"alert\"><p>");
    frame_say(f, WN_SAY_SERVE_NOT_CHANGED);
    frame_raw(f, "</p><pre>");
    frame_text(f, wn_str_trim(wn_buf_str(&text)));
    frame_raw(f, "</pre></div>\n");
    wn_buf_release(&text);
}
