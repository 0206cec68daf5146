/*
 * take_files.c - files that are sent: exports into the folder, work lists that came back
 * into its folder of answers. A file never takes the place of another.
 */
#include "site.h"

#include "core/fail.h"
#include "core/memory.h"

#include <errno.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

/* Give the upload its name below the folder. */
static bool settle(const serve *s, const serve_upload *u, const char *folder, wn_error *err)
{
    char from[64], to[GUARD_NAME + 32];

    snprintf(from, sizeof(from), ROOM_OWN "/%s", u->aside);
    snprintf(to, sizeof(to), "%s%.*s", folder, WN_FMT(u->name));
    if (u->name.len == 0)
        wn_fail(err, WN_E_USAGE, WN_SAY_SERVE_BAD_NAME, WN_FMT(u->given));
    else if (u->why)
        wn_fail(err, WN_E_TARGET, WN_SAY_CANNOT_WRITE, to, wn_why(err->lang, u->why));
    else if (linkat(s->room.fd, from, s->room.fd, to, 0) != 0)
        wn_fail(err, WN_E_TARGET, WN_SAY_CANNOT_WRITE, to, wn_why(err->lang, errno));
    return err->rc >= 0;
}

static void take(serve *s, request *q, reply *a, const char *folder, const char *page,
                 wn_word title)
{
    wn_error errs[8] = {{0}};
    size_t failed = 0;

    for (const serve_upload *u = q->uploads; u; u = u->next) {
        wn_error err = {.lang = q->lang};
        if (!settle(s, u, folder, &err) && failed < WN_COUNT(errs))
            errs[failed++] = err;
    }
    if (failed == 0) {
        reply_go(a, q, page);
        return;
    }
    frame f = frame_begin(s, q, a, title, page);
    a->status = 409;
    for (size_t i = 0; i < failed; i++)
        frame_error(&f, &errs[i]);
    wn_buf_format(f.out, "<p><a href=\"%s\">", page);
    frame_say(&f, title);
    frame_raw(&f, "</a></p>");
    frame_end(&f);
}

void take_files(serve *s, request *q, reply *a)
{
    take(s, q, a, "", "/", WN_SAY_SERVE_FILES);
}

void take_answers(serve *s, request *q, reply *a)
{
    mkdirat(s->room.fd, ROOM_ANSWERS, 0700); /* where it fails, settle says so */
    take(s, q, a, ROOM_ANSWERS "/", "/health", WN_SAY_SERVE_HEALTH);
}
