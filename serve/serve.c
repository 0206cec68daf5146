/* serve.c - opens the page, and knows which function answers which path. */
#include "group.h"
#include "which_mapping.h"

#include "core/fail.h"
#include "core/memory.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "app_script.inc" /* serve/app.js */
#include "app_style.inc"  /* report/page.css and serve/app.css */

static void see_style(serve *s, request *q, reply *a)
{
    (void)s;
    (void)q;
    a->type = "text/css; charset=utf-8";
    wn_buf_add(&a->body,
               (wn_str){(const char *)embedded_app_style, sizeof(embedded_app_style)});
}

static void see_script(serve *s, request *q, reply *a)
{
    (void)s;
    (void)q;
    a->type = "text/javascript; charset=utf-8";
    wn_buf_add(&a->body,
               (wn_str){(const char *)embedded_app_script, sizeof(embedded_app_script)});
}

static void see_icon(serve *s, request *q, reply *a)
{
    (void)s;
    (void)q;
    a->type = "image/svg+xml";
    wn_buf_add(&a->body,
               WN_STR("<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 16 16\">"
                      "<rect width=\"16\" height=\"16\" rx=\"3\" fill=\"#0a4ea3\"/><path "
                      "d=\"M3 5l2.5 6L8 6l2.5 5L13 5\" fill=\"none\" stroke=\"#fff\" "
                      "stroke-width=\"1.6\"/></svg>"));
}

static void take_language(serve *s, request *q, reply *a)
{
    wn_lang_find(request_field(q, "to"), &s->lang);
    reply_go(a, q, "/");
}

static const struct {
    const char *path; /* with "/" at its end: and all below */
    serve_see *see;   /* NULL: it only takes */
    serve_see *take;  /* of a form; NULL: it only shows */
} routes[] = {
    {"/", see_files, NULL},
    {"/answers", NULL, take_answers},
    {"/app.css", see_style, NULL},
    {"/app.js", see_script, NULL},
    {"/cancel", NULL, cancel_run},
    {"/columns", see_columns, take_columns},
    {"/decided", see_decided, NULL},
    {"/draft", NULL, start_draft},
    {"/files", NULL, take_files},
    {"/findings", see_findings, NULL},
    {"/health", see_health, start_health},
    {"/icon.svg", see_icon, NULL},
    {"/job", see_job, NULL},
    {"/language", NULL, take_language},
    {"/merged", see_merged, take_out},
    {"/pairs", see_pairs, take_ruling},
    {"/record", see_record, NULL},
    {"/saved/", see_saved, NULL},
    {"/try", see_try, start_run},
    {"/undo", NULL, start_undo},
    {"/unmap", NULL, take_back},
    {"/values", see_values, take_value},
    {"/waivers", see_waivers, take_waiver_change},
};

static bool is_route(wn_str path, const char *route)
{
    size_t len = strlen(route);
    bool below = len > 1 && route[len - 1] == '/';

    return below ? path.len > len && !memcmp(path.ptr, route, len)
                 : wn_str_equal(path, wn_str_of(route));
}

static void answer(void *data, request *q, reply *a)
{
    serve *s = data;

    q->lang = s->lang;
    which_mapping_take(s, q);
    for (size_t i = 0; i < WN_COUNT(routes); i++) {
        if (!is_route(q->path, routes[i].path))
            continue;
        serve_see *see = q->is_post ? routes[i].take : routes[i].see;
        if (see)
            see(s, q, a);
        else
            frame_alone(s, q, a, 405, WN_SAY_SERVE_METHOD);
        return;
    }
    frame_alone(s, q, a, 404, WN_SAY_SERVE_NOTHING);
}

static void idle(void *data)
{
    (void)data;
    job_reap();
}

wn_rc serve_open(serve **out, const serve_settings *settings, wn_error *err)
{
    serve *s = *out = wn_alloc(1, sizeof(*s));
    http_site site = {.answer = answer, .idle = idle, .data = s, .lang = settings->lang};
    wn_rc rc = room_open(&s->room, settings->folder, err);

    if (rc < 0)
        return rc;
    s->lang = settings->lang;
    s->room.given = settings->mappings;
    s->room.given_count = settings->mapping_count;
    s->room.target = settings->target ? settings->target : ROOM_TARGET;
    s->room.program = settings->program;
    site.folder = openat(s->room.fd, ROOM_OWN, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
    if (site.folder < 0)
        return wn_fail(err, WN_E_TARGET, WN_SAY_CANNOT_OPEN, ROOM_OWN,
                       wn_why(err->lang, ENOTDIR));
    rc = http_open(&s->http, &site, settings->port, err);
    if (rc >= 0)
        snprintf(s->address, sizeof(s->address), "http://127.0.0.1:%d/?key=%s",
                 http_port(s->http), http_key(s->http));
    return rc;
}

const char *serve_address(const serve *s)
{
    return s->address;
}

void serve_loop(serve *s, const volatile sig_atomic_t *stop)
{
    http_loop(s->http, stop);
}

void serve_close(serve *s)
{
    if (!s)
        return;
    http_close(s->http);
    pair_queue_release(&s->pairs);
    site_release(s);
    for (size_t i = 0; i < WN_COUNT(s->findings); i++)
        finding_kinds_release(&s->findings[i]);
    room_close(&s->room);
    free(s);
}
