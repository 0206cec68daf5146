/* library.c - a run as users of the library see it: default settings, and results as
 * numbers. */
#include "driver.h"

#include "core/fail.h"
#include "core/file.h"
#include "core/memory.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

wn_run *wn_run_new(wn_run_kind kind, wn_lang lang)
{
    wn_run *run = wn_alloc(1, sizeof(*run));

    wn_run_init(run, kind == WN_RUN_HEALTH ? &wn_pass_health : &wn_pass_run, lang);
    return run;
}

void wn_run_free(wn_run *run)
{
    if (run)
        wn_run_release(run);
    free(run);
}

wn_settings *wn_run_settings(wn_run *run)
{
    return &run->settings;
}

void wn_run_watch(wn_run *run, const wn_watch *watch)
{
    run->watch = *watch;
}

bool wn_run_decide(wn_run *run, wn_str pair, wn_str ruling)
{
    return wn_decide(&run->decisions, pair, ruling);
}

/* ---- prepare ---------------------------------------------------------------------- */

void wn_run_date(wn_run *run)
{
    time_t now = time(NULL);
    struct tm utc, local;

    gmtime_r(&now, &utc);
    localtime_r(&now, &local);
    strftime(run->id, sizeof(run->id), "%Y-%m-%dT%H-%M-%SZ", &utc);
    strftime(run->started_at, sizeof(run->started_at), "%Y-%m-%dT%H:%M:%SZ", &utc);
    strftime(run->today, sizeof(run->today), "%Y-%m-%d", &local);
}

static void set_default(const char **setting, const char *usual)
{
    if (!*setting)
        *setting = usual;
}

void wn_run_set_defaults(wn_run *run)
{
    wn_settings *s = &run->settings;

    if (!run->id[0])
        wn_run_date(run);
    set_default(&s->run_id, run->id);
    set_default(&s->started_at, run->started_at);
    set_default(&s->as_of, run->today);
    if (!s->period[0])
        snprintf(s->period, sizeof(s->period), "%.7s", s->as_of);
    set_default(&s->target,
                wn_path_join(&run->arena, wn_str_of(s->out_dir), WN_STR("clean.db")).ptr);
    set_default(&s->target_shown, wn_input_shown(s->target, &run->arena).ptr);
}

wn_rc wn_run_prepare(wn_run *run, const char *const *mappings, size_t count)
{
    wn_settings *s = &run->settings;

    if (!s->out_dir)
        return wn_fail(&run->err, WN_E_USAGE, WN_SAY_OPTION_NEEDS_VALUE, "out_dir");
    wn_run_set_defaults(run);
    if (!s->own) {
        s->own = &s->target;
        s->own_count = 1;
    }
    wn_rc rc = wn_run_load(run, mappings, count);
    if (rc >= 0)
        rc = wn_run_open(run);
    return rc < 0 ? rc : wn_path_make(s->out_dir, &run->err);
}

/* ---- what was found --------------------------------------------------------------- */

const wn_error *wn_run_error(const wn_run *run)
{
    return &run->err;
}

void wn_run_mistakes(const wn_run *run, wn_buf *out)
{
    wn_diags_write((wn_diags *)(uintptr_t)&run->diags, out); /* sorts them */
}

bool wn_run_file(const wn_run *run, size_t i, wn_file_summary *out)
{
    if (i >= run->plan.file_count || !run->outcome.load.books)
        return false;
    const wn_file *file = &run->plan.files[i];
    const wn_file_counts *books = &run->outcome.load.books[i];
    *out = (wn_file_summary){.name = file->name,
                             .system = file->source->system,
                             .entity = file->entity->name,
                             .read = books->read};
    memcpy(out->dispositions, books->dispositions, sizeof(out->dispositions));
    return true;
}

void wn_run_sum(const wn_run *run, wn_summary *out)
{
    const wn_outcome *o = &run->outcome;
    wn_file_summary file;

    *out = (wn_summary){.run_id = wn_run_name(&run->context),
                        .artefacts = o->report.artefacts,
                        .backup = o->load.backup,
                        .groups = o->merge.groups,
                        .surplus = o->merge.surplus,
                        .review_pairs = o->match.review_pairs,
                        .unread_rows = o->unread.rows,
                        .unread = o->unread.open,
                        .score = o->report.score,
                        .colour = o->report.colour,
                        .gated = o->load.gated,
                        .unkept = o->report.unkept};
    while (wn_run_file(run, out->files, &file)) {
        out->files++;
        out->read += file.read;
        for (int f = 0; f < WN_DISPOSITION_COUNT; f++)
            out->dispositions[f] += file.dispositions[f];
    }
}
