/* run.c - the driver of a run: what is prepared, and which pass follows which. */
#include "driver.h"

#include "core/artefacts.h"
#include "core/fail.h"
#include "core/memory.h"
#include "headings/default_mask.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#ifdef WINNOW_HARD
#define BATCH 3
#else
#define BATCH 512
#endif
#define MOST_JOBS 64

/* ---- what it works on ------------------------------------------------------------- */

static void begin(wn_run *run)
{
    size_t entities = run->plan.model.entity_count;

    wn_target_known_begin(&run->target, entities);
    wn_xref_begin(&run->xref, entities);
    wn_outcome_init(&run->outcome, &run->plan);
    run->outcome.seconds = run->seconds;
    wn_tallies_init(&run->tallies, &run->plan);
    wn_gathered_init(&run->gathered, &run->plan.model);
    wn_history_begin(&run->history, &run->plan.model);
    memset(run->seconds, 0, sizeof(run->seconds));
}

static void release(wn_run *run)
{
    size_t entities = run->plan.model.entity_count;

    wn_target_known_release(&run->target, entities);
    wn_xref_release(&run->xref, entities);
    wn_outcome_release(&run->outcome);
    wn_tallies_release(&run->tallies);
    wn_gathered_release(&run->gathered);
    wn_history_release(&run->history);
}

static void connect(wn_run *run)
{
    run->known = (wn_knowledge){.inputs = run->inputs,
                                .surveys = run->surveys,
                                .gathered = &run->gathered,
                                .target = &run->target,
                                .xref = &run->xref,
                                .decisions = &run->decisions,
                                .history = &run->history};
    run->context = (wn_context){.pass = run->pass,
                                .plan = &run->plan,
                                .settings = &run->settings,
                                .known = &run->known,
                                .outcome = &run->outcome,
                                .tallies = &run->tallies,
                                .watch = &run->watch,
                                .err = &run->err};
    run->pipeline = (wn_pipeline){.context = &run->context,
                                  .outcome = &run->outcome,
                                  .may = {.inputs = run->inputs,
                                          .gathered = &run->gathered,
                                          .target = &run->target,
                                          .xref = &run->xref,
                                          .decisions = &run->decisions,
                                          .history = &run->history,
                                          .read = &run->outcome.read,
                                          .match = &run->outcome.match,
                                          .merge = &run->outcome.merge,
                                          .load = &run->outcome.load,
                                          .report = &run->outcome.report}};
}

void wn_run_init(wn_run *run, const wn_pass *pass, wn_lang lang)
{
    *run = (wn_run){.pass = pass,
                    .surveys = wn_surveys_new(),
                    .settings = {.lang = lang, .basis = "exports", .max_refused = -1},
                    .outcome = WN_OUTCOME_NONE,
                    .err = {.lang = lang},
                    .diags = {.lang = lang}};
    connect(run);
}

void wn_run_release(wn_run *run)
{
    for (size_t i = 0; run->inputs && i < run->plan.file_count; i++)
        wn_input_release(&run->inputs[i]);
    free(run->inputs);
    wn_surveys_free(run->surveys);
    release(run);
    wn_answers_release(&run->history.answers);
    wn_decisions_release(&run->decisions);
    wn_diags_release(&run->diags);
    wn_workbooks_release(&run->books);
    wn_plan_release(&run->plan);
    wn_arena_release(&run->arena);
}

/* ---- prepare ---------------------------------------------------------------------- */

static wn_rc check_wheres(wn_run *run)
{
    const wn_settings *s = &run->settings;

    for (size_t i = 0; i < s->where_count; i++) {
        bool known = false;
        for (size_t e = 0; e < run->plan.model.entity_count; e++)
            known = known ||
                    wn_field_find(&run->plan.model.entities[e], s->wheres[i].field) >= 0;
        if (!known)
            return wn_fail(&run->err, WN_E_USAGE, WN_SAY_WHERE_UNKNOWN,
                           WN_FMT(s->wheres[i].field));
    }
    return WN_OK;
}

wn_rc wn_run_load(wn_run *run, const char *const *mappings, size_t count)
{
    wn_model *model = &run->plan.model;
    wn_rc rc = wn_mappings_load(&run->plan, &run->books, mappings, count, &run->diags,
                                &run->err);

    if (rc < 0 && run->err.rc >= 0)
        wn_fail(&run->err, WN_E_MAPPING, WN_SAY_MAPPING_MISTAKES, run->diags.errors);
    if (rc >= 0)
        rc = check_wheres(run);
    if (rc >= 0 && run->settings.period[0])
        wn_model_at(model, run->settings.period);
    for (size_t e = 0; run->settings.by_owner && rc >= 0 && e < model->entity_count; e++)
        model->entities[e].department = model->entities[e].means[WN_MEANS_OWNER];
    return rc;
}

static void choose_sizes(wn_settings *s)
{
    long cores = sysconf(_SC_NPROCESSORS_ONLN);

    s->batch = s->batch ? s->batch : BATCH;
    s->chunk = s->chunk ? s->chunk : WN_CHUNK;
    if (!s->jobs)
        s->jobs = cores > 0 ? (size_t)(cores < MOST_JOBS ? cores : MOST_JOBS) : 1;
}

wn_rc wn_run_open(wn_run *run)
{
    wn_settings *s = &run->settings;
    wn_plan *plan = &run->plan;
    wn_rc rc = wn_plan_fit(plan, s->given, s->given_count, run->surveys, &run->err);

    if (rc < 0)
        return rc;
    choose_sizes(s);
    run->inputs = wn_alloc(plan->file_count, sizeof(*run->inputs));
    for (size_t i = 0; i < plan->file_count; i++) {
        run->inputs[i].chunk = s->chunk;
        if (s->records && plan->files[i].records.len == 0)
            plan->files[i].records = wn_str_of(s->records);
        if (s->sheet && plan->files[i].sheet.len == 0)
            plan->files[i].sheet = wn_str_of(s->sheet);
    }
    wn_heading_masks(&plan->model);
    connect(run);
    return wn_inputs_open(plan, s->given, s->given_count, run->surveys, run->inputs,
                          &run->diags, &run->err);
}

/* ---- passes ----------------------------------------------------------------------- */

/* Gather what checks must know of other records. */
static wn_rc gather(wn_run *run)
{
    const wn_plan *plan = &run->plan;
    wn_pipeline reading = run->pipeline;
    bool *entities = wn_alloc(plan->model.entity_count + 1, sizeof(*entities));
    bool *needed = wn_alloc((size_t)plan->model.field_count + 1, sizeof(*needed));
    bool *files = wn_alloc(plan->file_count + 1, sizeof(*files));

    wn_mark_gathered(&run->context, entities, needed);
    for (size_t f = 0; f < plan->file_count; f++)
        files[f] = entities[plan->files[f].entity->number];
    reading.files = files;
    reading.needed = needed;
    wn_rc rc = wn_pipeline_pass(&reading, &wn_pass_gather);
    if (rc >= 0)
        wn_gathered_settle(&run->context, &run->gathered);
    free(entities);
    free(needed);
    free(files);
    return rc;
}

static wn_rc execute(wn_run *run, void *unused)
{
    (void)unused;
    release(run);
    begin(run);
    wn_rc rc = gather(run);
    return rc < 0 ? rc : wn_pipeline_pass(&run->pipeline, run->pass);
}

static wn_rc verify(wn_run *run, void *verified)
{
    wn_buf_release(&((wn_verified *)verified)->list);
    return wn_verify(&run->pipeline, verified);
}

typedef struct judging {
    uint64_t most;
    wn_columns *columns;
} judging;

static wn_rc judge(wn_run *run, void *data)
{
    const judging *j = data;

    wn_columns_release(j->columns);
    return wn_columns_judge(&run->pipeline, j->most, j->columns);
}

/* Carry out a pass, which may end with a question. The date order is found out for all
 * columns at once, and the pass begins again; a column that does not fit its mapping is a
 * question to people. */
static wn_rc answered(wn_run *run, wn_rc (*pass)(wn_run *run, void *data), void *data)
{
    wn_rc rc = pass(run, data);

    if (rc == WN_ASKS_ORDER) {
        rc = wn_date_order_decide(&run->plan, &run->pipeline, &run->diags);
        if (rc >= 0)
            rc = pass(run, data);
    }
    return rc == WN_ASKS_COLUMNS ? wn_columns_ask(&run->pipeline, &run->diags) : rc;
}

wn_rc wn_run_execute(wn_run *run)
{
    run->decisions.given = run->decisions.count;
    return answered(run, execute, NULL);
}

/* A run that was just done is what its verification found. */
static void take_verified(wn_report_outcome *report, const wn_verified *verified,
                          bool writes)
{
    size_t at = strlen(report->artefacts);

    if (writes)
        snprintf(report->artefacts + at, sizeof(report->artefacts) - at,
                 " verify.json verify_sample.csv");
    if (verified->differ + verified->missing + verified->altered > 0)
        report->colour = 2;
}

wn_rc wn_run_verify(wn_run *run, wn_verified *out)
{
    wn_rc rc = WN_OK;

    *out = (wn_verified){0};
    if (!run->outcome.read.records) { /* wn_run_execute was not called: there is no
                                         outcome yet, and dates are an open question,
                                         which would come when the target is read */
        begin(run);
        rc = wn_date_order_decide(&run->plan, &run->pipeline, &run->diags);
    }
    if (rc >= 0)
        rc = answered(run, verify, out);
    if (run->outcome.report.artefacts[0])
        take_verified(&run->outcome.report, out,
                      wn_artefact_goes("verify.json", run->settings.audience));
    return rc;
}

wn_rc wn_run_judge(wn_run *run, uint64_t most, wn_columns *out)
{
    judging j = {most, out};

    if (!run->outcome.read.records)
        begin(run);
    return answered(run, judge, &j);
}
