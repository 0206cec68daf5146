/*
 * see_files.c - the first page: what files are in the folder, what is in them, and what
 * comes next. Files that are sent become files of the folder; they are looked at by
 * `winnow inspect`, and mapped by `winnow draft`.
 */
#include "draft_doubts.h"
#include "job_lines.h"
#include "site.h"

#include "core/fail.h"
#include "core/memory.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define MOST_NAMED (JOB_WORDS - 8) /* files of a folder */
#define PATIENCE 1500              /* milliseconds that a page waits for a look */

/* ---- starting commands ------------------------------------------------------------ */

/* The command with the exports behind its words. */
static wn_rc start_on(serve *s, job_kind kind, const char *const *words,
                      const room_names *names, uint64_t seal, wn_arena *arena, job *out,
                      wn_error *err)
{
    const char *all[JOB_WORDS + 1];
    size_t count = 0;

    for (; words[count]; count++)
        all[count] = words[count];
    if (names->count > MOST_NAMED)
        return wn_fail(err, WN_E_USAGE, WN_SAY_SERVE_MANY, names->count, (size_t)MOST_NAMED);
    for (size_t i = 0; i < names->count; i++)
        all[count++] = wn_arena_format(arena, "./%.*s", WN_FMT(names->items[i])).ptr;
    all[count] = NULL;
    return job_start(&s->room, kind, all, seal, out, err);
}

/* The latest look at these files; one is started where they changed since. */
static job look(serve *s, const room_names *names, wn_lang lang, wn_arena *arena,
                wn_error *err)
{
    const char *const words[] = {"inspect", "--json", "--lang", wn_languages[lang].code, NULL};
    uint64_t stamp = room_stamp(&s->room, names) + (uint64_t)lang, seal = 0;
    job j = job_latest(&s->room, JOB_LOOK, &seal);

    if (j.state == JOB_NONE || j.state == JOB_BROKEN || seal != stamp)
        start_on(s, JOB_LOOK, words, names, stamp, arena, &j, err);
    if (err->rc >= 0)
        job_wait(&s->room, &j, PATIENCE);
    return j;
}

void start_draft(serve *s, request *q, reply *a)
{
    const char *const words[] = {"draft", "--json", "--lang", wn_languages[q->lang].code,
                                 "-o", ROOM_MAPPING, NULL};
    wn_error err = {.lang = q->lang};
    room_names names;
    job j;

    room_exports(&s->room, &names, &q->arena);
    if (start_on(s, JOB_DRAFT, words, &names, 0, &q->arena, &j, &err) >= 0)
        job_wait(&s->room, &j, PATIENCE);
    free(names.items);
    reply_go(a, q, "/");
    if (err.rc < 0) {
        a->location = WN_STR("");
        frame f = frame_begin(s, q, a, WN_SAY_SERVE_FILES, "/");
        a->status = 409;
        frame_error(&f, &err);
        frame_end(&f);
    }
}

/* ---- what is in the files --------------------------------------------------------- */

static void write_column(frame *f, const json_t *column, uint64_t rows)
{
    const json_t *samples = json_object_get(column, "samples");
    uint64_t filled = json_count(column, "filled");

    frame_raw(f, "<tr><td>");
    frame_text(f, json_member(column, "letter"));
    frame_raw(f, "</td><th scope=\"row\">");
    frame_text(f, json_member(column, "name"));
    frame_raw(f, "</th><td>");
    frame_text(f, json_member(column, "type"));
    wn_buf_format(f->out, "</td><td class=\"n\">%llu %%</td><td class=\"v\">",
                  (unsigned long long)(rows ? filled * 100 / rows : 0));
    for (size_t i = 0; i < json_array_size(samples); i++) {
        frame_raw(f, i ? " · " : "");
        frame_text(f, wn_str_of(json_string_value(json_array_get(samples, i))));
    }
    frame_raw(f, "</td></tr>\n");
}

static void write_columns(frame *f, const json_t *columns, uint64_t rows)
{
    static const wn_word heads[] = {WN_SAY_SERVE_LETTER, WN_SAY_SERVE_COLUMN,
                                    WN_SAY_SERVE_TYPE, WN_SAY_SERVE_FILLED,
                                    WN_SAY_SERVE_SAMPLES};

    frame_raw(f, "<details><summary>");
    frame_say(f, WN_SAY_SERVE_COLUMNS, json_array_size(columns));
    frame_raw(f, "</summary><div class=\"wide\" tabindex=\"0\"><table><thead><tr>");
    for (size_t i = 0; i < WN_COUNT(heads); i++)
        frame_put(f, "th scope=\"col\"", heads[i]);
    frame_raw(f, "</tr></thead><tbody>\n");
    for (size_t i = 0; i < json_array_size(columns); i++)
        write_column(f, json_array_get(columns, i), rows);
    frame_raw(f, "</tbody></table></div></details>\n");
}

/* Hidden sheets: they are not read, and somebody may count on them. */
static void write_hidden(frame *f, const json_t *sheets)
{
    for (size_t i = 0; i < json_array_size(sheets); i++) {
        const json_t *sheet = json_array_get(sheets, i);
        wn_str name = json_member(sheet, "name");
        if (json_is_true(json_object_get(sheet, "hidden")) &&
            !json_is_true(json_object_get(sheet, "read")))
            frame_put(f, "p class=\"c1 note\"", WN_SAY_SERVE_HIDDEN, WN_FMT(name));
    }
}

static void write_file(frame *f, const json_t *file)
{
    const json_t *warnings = json_object_get(file, "warnings"),
                 *sheets = json_object_get(file, "sheets");
    wn_str path = json_member(file, "path");

    if (path.len > 2 && !memcmp(path.ptr, "./", 2))
        path = (wn_str){path.ptr + 2, path.len - 2};
    frame_raw(f, "<li class=\"card\"><h2>");
    frame_text(f, path);
    for (size_t i = 0; i < json_array_size(sheets); i++)
        if (json_is_true(json_object_get(json_array_get(sheets, i), "read")) &&
            json_array_size(sheets) > 1) {
            frame_raw(f, " / ");
            frame_text(f, json_member(json_array_get(sheets, i), "name"));
        }
    frame_raw(f, "</h2><p class=\"dim\">");
    frame_text(f, json_member(file, "format"));
    frame_raw(f, " ");
    frame_text(f, json_member(file, "encoding"));
    frame_raw(f, " · ");
    frame_say(f, WN_SAY_SERVE_ROWS, (unsigned long long)json_count(file, "rows"));
    frame_raw(f, "</p>");
    write_hidden(f, sheets);
    for (size_t i = 0; i < json_array_size(warnings); i++) {
        const json_t *w = json_array_get(warnings, i);
        frame_raw(f, "<p class=\"c1 note\">");
        frame_text(f, json_is_string(w) ? wn_str_of(json_string_value(w))
                                        : json_member(w, "message"));
        frame_raw(f, "</p>");
    }
    write_columns(f, json_object_get(file, "columns"), json_count(file, "rows"));
    frame_raw(f, "</li>\n");
}

static void write_unreadable(frame *f, const json_t *event)
{
    frame_raw(f, "<li class=\"card c2\"><p>");
    frame_text(f, json_member(event, "message"));
    frame_raw(f, "</p><p>");
    frame_text(f, json_member(event, "hint"));
    frame_raw(f, "</p></li>\n");
}

static void write_found(void *data, const json_t *line)
{
    frame *f = data;
    wn_str event = json_member(line, "event");

    if (wn_str_equal(event, WN_STR("error")))
        write_unreadable(f, line);
    else if (event.len == 0)
        write_file(f, line);
}

/* ---- the page --------------------------------------------------------------------- */

static void write_upload(frame *f)
{
    frame_form(f, "/files", " enctype=\"multipart/form-data\" class=\"drop\"");
    frame_raw(f, "<label>");
    frame_say(f, WN_SAY_SERVE_ADD_FILES);
    frame_raw(f, " <input type=\"file\" name=\"file\" multiple required></label> ");
    frame_button(f, NULL, NULL, "", WN_SAY_SERVE_SEND);
    frame_raw(f, "</form>\n");
}

static void write_names(frame *f, const room_names *names)
{
    for (size_t i = 0; i < names->count; i++) {
        frame_raw(f, i ? " · " : "");
        frame_text(f, names->items[i]);
    }
}

/* Mappings that are there and not used, which somebody may think are. */
static void write_unused(frame *f)
{
    wn_arena arena = {0};
    room_names others;

    room_other_mappings(&f->site->room, &others, &arena);
    if (others.count > 0) {
        frame_raw(f, "<p class=\"c1 note\">");
        frame_say(f, WN_SAY_SERVE_UNUSED);
        frame_raw(f, " ");
        write_names(f, &others);
        frame_raw(f, "</p>");
    }
    free(others.items);
    wn_arena_release(&arena);
}

/* What is in the folder and not looked at. */
static void write_left_out(frame *f)
{
    wn_arena arena = {0};
    room_names names;

    room_left_out(&f->site->room, &names, &arena);
    if (names.count > 0) {
        frame_raw(f, "<details><summary>");
        frame_say(f, WN_SAY_SERVE_LEFT_OUT, names.count);
        frame_raw(f, "</summary><p class=\"v\">");
        write_names(f, &names);
        frame_raw(f, "</p></details>\n");
    }
    free(names.items);
    wn_arena_release(&arena);
}

/* What the draft made, what it doubts, and where one goes on. */
static void write_next(frame *f, const room_names *names)
{
    serve *s = f->site;
    job drafted = job_latest(&s->room, JOB_DRAFT, NULL);
    wn_arena arena = {0};
    wn_str mapping = room_mapping(&s->room, &arena);

    frame_put(f, "h2", WN_SAY_SERVE_NEXT);
    frame_job(f, &drafted);
    if (mapping.len) {
        frame_put(f, "p", WN_SAY_SERVE_MAPPED, WN_FMT(mapping));
        write_unused(f);
        if (drafted.state == JOB_ENDED)
            draft_doubts_write(f, &drafted);
        frame_raw(f, "<p class=\"answers\"><a class=\"button yes\" href=\"/columns\">");
        frame_say(f, WN_SAY_SERVE_GO_COLUMNS);
        frame_raw(f, "</a><a class=\"button\" href=\"/try\">");
        frame_say(f, WN_SAY_SERVE_GO_TRY);
        frame_raw(f, "</a></p>\n");
    } else if (names->count > 0 && drafted.state != JOB_RUNS) {
        frame_put(f, "p", WN_SAY_SERVE_UNMAPPED);
        frame_form(f, "/draft", "");
        frame_button(f, NULL, NULL, "yes", WN_SAY_SERVE_DRAFT);
        frame_raw(f, "</form>\n");
    }
    wn_arena_release(&arena);
}

void see_files(serve *s, request *q, reply *a)
{
    frame f = frame_begin(s, q, a, WN_SAY_SERVE_FILES, "/");
    wn_error err = {.lang = q->lang};
    room_names names;
    job looked = {0};

    room_exports(&s->room, &names, &q->arena);
    if (s->room.given_count == 0)
        write_upload(&f);
    if (names.count == 0) {
        frame_put(&f, "p", s->room.given_count ? WN_SAY_SERVE_GIVEN : WN_SAY_SERVE_NO_FILES);
    } else {
        looked = look(s, &names, q->lang, &q->arena, &err);
        if (err.rc < 0)
            frame_error(&f, &err);
        frame_raw(&f, "<ul class=\"plain\">\n");
        if (looked.state == JOB_ENDED)
            job_each_line(&s->room, &looked, write_found, &f);
        frame_raw(&f, "</ul>\n");
        if (looked.state != JOB_ENDED || looked.code > 4)
            frame_job(&f, &looked);
    }
    write_left_out(&f);
    write_next(&f, &names);
    free(names.items);
    frame_end(&f);
}
