/*
 * see_saved.c - files of runs: reports are shown, all others are saved.
 *
 * Only what lies in the folder of runs is given, by names that lead nowhere else. A report
 * is a page of its own: it may have its own style, and nothing else.
 */
#include "site.h"

#include <string.h>

static const char report_rules[] =
    "default-src 'none'; style-src 'unsafe-inline'; img-src data:; "
    "frame-ancestors 'none'; base-uri 'none'; form-action 'none'";

void see_saved(serve *s, request *q, reply *a)
{
    size_t before = sizeof("/saved/") - 1;
    wn_str path = {q->path.ptr + before, q->path.len - before};
    bool is_run = path.len > sizeof(ROOM_RUNS) && !memcmp(path.ptr, ROOM_RUNS "/", sizeof(ROOM_RUNS));
    bool is_page = wn_str_ends(path, WN_STR(".html"));

    a->fd = is_run && guard_path(path) ? room_file(&s->room, path.ptr, &a->size) : -1;
    if (a->fd < 0) {
        frame_alone(s, q, a, 404, WN_SAY_SERVE_NOTHING);
        return;
    }
    a->type = is_page ? "text/html; charset=utf-8" : "application/octet-stream";
    a->rules = is_page ? report_rules : NULL;
    a->saved_as = is_page ? WN_STR("") : wn_path_base(path);
}
