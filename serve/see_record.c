/* see_record.c - where a record's values come from, as winnow trace tells it. */
#include "findings.h"

#include "core/fail.h"
#include "core/hash.h"
#include "run_shown.h"
#include "target/catalog.h"

#define PATIENCE 1500 /* milliseconds that a page waits for it */

static bool take_id(void *data, const wn_str *cells)
{
    *(int64_t *)data = db_cell_number(cells[0]);
    return false;
}

/* The golden record of the request, and the latest run of the target; 0: it is not there. */
static wn_rc find_golden(serve *s, const request *q, int64_t *golden, int64_t *run,
                         wn_error *err)
{
    db *d = NULL;
    wn_rc rc = db_open(&d, s->room.target, DB_READ, "serve", err);

    *golden = request_number(q, "golden", 0);
    if (rc >= 0)
        rc = catalog_latest(d, run);
    if (rc >= 0 && *run > 0 && *golden <= 0)
        rc = db_each(d, take_id, golden,
                     "SELECT golden_id FROM winnow_source WHERE source_key=%L AND system=%L "
                     "AND entity=%L AND golden_id IS NOT NULL",
                     request_field(q, "key"), request_field(q, "system"),
                     request_field(q, "entity"));
    return db_close(d, rc >= 0, rc);
}

/* The command's answer; it is asked anew where the target has had another run. */
static void write_story(frame *f, const char *record, int64_t run)
{
    serve *s = f->site;
    const char *const words[] = {"trace", s->room.target, record, "--lang",
                                 wn_languages[f->lang].code, NULL};
    uint64_t seal = 0, wanted = wn_hash(wn_str_of(record), (uint64_t)run * 16 + f->lang);
    wn_error err = {.lang = f->lang};
    job j = job_latest(&s->room, JOB_TRACE, &seal);

    if (j.state == JOB_NONE || j.state == JOB_BROKEN || seal != wanted)
        job_start(&s->room, JOB_TRACE, words, wanted, &j, &err);
    if (err.rc < 0) {
        frame_error(f, &err);
        return;
    }
    job_wait(&s->room, &j, PATIENCE);
    frame_job(f, &j);
    if (j.state == JOB_ENDED && j.code == 0)
        run_shown_said(f, &j);
}

void see_record(serve *s, request *q, reply *a)
{
    frame f = frame_begin(s, q, a, WN_SAY_SERVE_RECORD, "/health");
    wn_error err = {.lang = q->lang};
    int64_t golden = 0, run = 0;
    wn_str entity = request_field(q, "entity");

    findings_links(&f);
    if (site_has_target(s) && find_golden(s, q, &golden, &run, &err) < 0)
        frame_error(&f, &err);
    else if (golden > 0)
        write_story(&f,
                    wn_arena_format(&q->arena, "%.*s:%lld", WN_FMT(entity),
                                    (long long)golden)
                        .ptr,
                    run);
    else
        frame_put(&f, "p", WN_SAY_SERVE_NOT_LOADED);
    waiver_form(&f);
    frame_end(&f);
}
