/*
 * see_health.c - the monthly check: a month is checked, work lists that came back are read
 * with it, and the reports of all months stand side by side.
 */
#include "findings.h"
#include "run_shown.h"

#include "core/fail.h"
#include "core/memory.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#define MONTHS ROOM_RUNS "/health"
#define PATIENCE 700

static void this_month(char out[16])
{
    time_t now = time(NULL);
    struct tm local;

    localtime_r(&now, &local);
    strftime(out, 16, "%Y-%m", &local);
}

static bool is_month(wn_str text)
{
    return text.len == 7 && text.ptr[4] == '-' && wn_str_span(text, "0123456789") == 4 &&
           wn_str_span((wn_str){text.ptr + 5, 2}, "0123456789") == 2;
}

static void write_form(frame *f)
{
    char month[16];

    this_month(month);
    frame_form(f, "/health", " class=\"answers\"");
    frame_raw(f, "<label>");
    frame_say(f, WN_SAY_SERVE_MONTH);
    wn_buf_format(f->out,
                  " <input name=\"month\" value=\"%s\" pattern=\"[0-9]{4}-[0-9]{2}\" "
                  "size=\"8\" required></label> ",
                  month);
    frame_button(f, NULL, NULL, "yes", WN_SAY_SERVE_DO_HEALTH);
    frame_raw(f, "</form>\n");
}

/* Work lists that came back: the next check reads what people wrote in them. */
static void write_answers(frame *f)
{
    wn_arena arena = {0};
    room_names lists;

    room_files(&f->site->room, ROOM_ANSWERS, &lists, &arena);
    frame_form(f, "/answers", " enctype=\"multipart/form-data\" class=\"drop\"");
    frame_raw(f, "<label>");
    frame_say(f, WN_SAY_SERVE_ANSWERS);
    frame_raw(f, " <input type=\"file\" name=\"file\" multiple required accept=\".xlsx,.csv\">"
                 "</label> ");
    frame_button(f, NULL, NULL, "", WN_SAY_SERVE_SEND);
    frame_raw(f, "</form>\n");
    if (lists.count > 0)
        frame_put(f, "p", WN_SAY_SERVE_ANSWERS_THERE, lists.count, ROOM_ANSWERS);
    free(lists.items);
    wn_arena_release(&arena);
}

/* The page of all months that the checks write. */
static void write_index(frame *f)
{
    char path[64];

    snprintf(path, sizeof(path), MONTHS "/index.%s.html", wn_languages[f->lang].tag);
    if (!room_has(&f->site->room, path))
        return;
    wn_buf_format(f->out, "<p><a href=\"/saved/%s\">", path);
    frame_say(f, WN_SAY_SERVE_INDEX);
    frame_raw(f, "</a></p>\n");
}

static void write_months(frame *f)
{
    const room *r = &f->site->room;
    wn_arena arena = {0};
    room_names months;

    room_folders(r, MONTHS, &months, &arena);
    if (months.count > 0)
        frame_put(f, "h2", WN_SAY_SERVE_MONTHS);
    write_index(f);
    frame_raw(f, "<ul class=\"links\">");
    for (size_t i = 0; i < months.count; i++) {
        wn_str path = wn_arena_format(&arena, MONTHS "/%.*s/%s", WN_FMT(months.items[i]),
                                      wn_languages[f->lang].page);
        if (!room_has(r, path.ptr))
            continue;
        wn_buf_format(f->out, "<li><a href=\"/saved/%.*s\">", WN_FMT(path));
        frame_text(f, months.items[i]);
        frame_raw(f, "</a>");
        path = wn_arena_format(&arena, MONTHS "/%.*s/worklists.xlsx", WN_FMT(months.items[i]));
        if (room_has(r, path.ptr))
            wn_buf_format(f->out, " · <a href=\"/saved/%.*s\">worklists.xlsx</a>", WN_FMT(path));
        frame_raw(f, "</li>");
    }
    frame_raw(f, "</ul>\n");
    free(months.items);
    wn_arena_release(&arena);
}

void see_health(serve *s, request *q, reply *a)
{
    frame f = frame_begin(s, q, a, WN_SAY_SERVE_HEALTH, "/health");
    job checked = job_latest(&s->room, JOB_HEALTH, NULL);

    if (room_mapping(&s->room, &q->arena).len == 0)
        frame_put(&f, "p class=\"c1 note\"", WN_SAY_SERVE_NO_MAPPING);
    else if (job_at_work(&s->room).state == JOB_NONE)
        write_form(&f);
    write_answers(&f);
    frame_job(&f, &checked);
    if (checked.state == JOB_ENDED && checked.code <= 2)
        run_shown_said(&f, &checked);
    findings_links(&f);
    frame_raw(&f, "<p><a href=\"/waivers\">");
    frame_say(&f, WN_SAY_SERVE_WAIVERS);
    frame_raw(&f, "</a></p>\n");
    write_months(&f);
    frame_end(&f);
}

void start_health(serve *s, request *q, reply *a)
{
    wn_str month = request_field(q, "month");
    wn_error err = {.lang = q->lang};
    job j;

    if (!is_month(month)) {
        frame_alone(s, q, a, 400, WN_SAY_SERVE_BAD_MONTH);
        return;
    }
    const char *const own[] = {
        "--history", ROOM_HISTORY, "--period", month.ptr, "--lang",
        wn_languages[q->lang].code, "--out",
        wn_arena_format(&q->arena, MONTHS "/%.*s", WN_FMT(month)).ptr};
    const char *words[JOB_WORDS] = {"health"};
    size_t count = room_add_mappings(&s->room, words, 1, &q->arena);
    if (room_mapping(&s->room, &q->arena).len == 0) {
        frame_alone(s, q, a, 409, WN_SAY_SERVE_NO_MAPPING);
        return;
    }
    for (size_t i = 0; i < WN_COUNT(own); i++)
        words[count++] = own[i];
    room_names lists;
    waivers_tidy(s);
    room_files(&s->room, ROOM_ANSWERS, &lists, &q->arena);
    if (lists.count > 0) {
        words[count++] = "--worklists";
        words[count++] = ROOM_ANSWERS;
    }
    free(lists.items);
    reply_go(a, q, "/health");
    if (job_start(&s->room, JOB_HEALTH, words, 0, &j, &err) >= 0) {
        job_wait(&s->room, &j, PATIENCE);
        return;
    }
    a->location = WN_STR("");
    frame f = frame_begin(s, q, a, WN_SAY_SERVE_HEALTH, "/health");
    a->status = 409;
    frame_error(&f, &err);
    frame_end(&f);
}
