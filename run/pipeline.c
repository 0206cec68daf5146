/*
 * pipeline.c - carries out a pass: the only loop that moves data.
 *
 * Data goes down the stages of a pass (passes.c) and never up. A stage cannot reach
 * another stage: it has no pointer to one.
 *
 * The first four stages look at one record at a time, so they run on as many workers
 * as the settings ask for. A worker takes the read lock, fills its batch and draws a
 * ticket; works on its batch alone; and delivers it to match when its ticket's turn
 * has come. So records arrive in reading order with any number of workers.
 */
#include "pipeline.h"
#include "inputs.h"
#include "checks/check.h"
#include "core/fail.h"
#include "core/memory.h"

#include <pthread.h>
#include <stdlib.h>
#include <time.h>

/* A worker: it has its own instances of the parallel stages, its own error and counts. */
typedef struct worker {
    struct flow *flow;
    wn_context context;
    wn_error err;
    wn_tallies tallies;
    wn_stage *stages[WN_STAGES_AT_ONCE]; /* [0] is not used: all share the reader */
    wn_batch batch;
    pthread_t thread;
    bool started;
} worker;

typedef struct flow {
    const wn_pipeline *pipeline;
    const wn_pass *pass;
    const wn_context *context;
    wn_context read_context;
    wn_error read_err;
    size_t stage_count;
    size_t first_serial;              /* the first stage that takes one batch at a time:
                                         match */
    wn_stage *stages[WN_STAGE_COUNT]; /* the serial stages; parallel ones belong to the
                                         workers */
    double *seconds;                  /* by stage */
    worker *workers;
    const wn_entity *entity;
    pthread_mutex_t reading, delivering;
    pthread_cond_t delivered;
    uint64_t next_ticket, turn, records, total;
    bool at_end;
    wn_rc rc;
} flow;

static double now(void)
{
    struct timespec t;

    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static wn_rc process(wn_stage *stage, wn_batch *batch)
{
    return stage->class->process && (batch->count > 0 || batch->pair_count > 0)
               ? stage->class->process(stage, batch)
               : WN_OK;
}

/* Was the run asked to stop? Then context->err says so. */
static wn_rc hear(const wn_context *context)
{
    if (!wn_is_cancelled(context->watch))
        return WN_OK;
    if (context->watch->heard)
        *context->watch->heard = 1;
    return wn_fail(context->err, WN_E_INTERRUPTED, context->pass->stopped);
}

/* Carry a batch down, beginning with stage `first`. A stage that keeps the records
 * empties the batch. */
static wn_rc carry(flow *r, size_t first, wn_batch *batch)
{
    wn_rc rc = WN_OK;

    for (size_t i = first; i < r->stage_count && rc >= 0; i++) {
        double start = now();
        rc = process(r->stages[i], batch);
        r->seconds[i] += now() - start;
    }
    return rc < 0 ? rc : hear(r->context);
}

/* Return the share of the entity that is done, 0 to 1: while reading, by the bytes of its
 * files; then by the records that came through. */
static double share_done(const flow *r, size_t stage)
{
    uint64_t all = 0, consumed = 0;

    if (stage >= r->first_serial)
        return r->total ? (double)r->records / (double)r->total : 0;
    for (size_t f = 0; f < r->context->plan->file_count; f++) {
        if (r->context->plan->files[f].entity != r->entity)
            continue;
        all += r->context->known->inputs[f].bytes;
        consumed += r->context->known->inputs[f].consumed;
    }
    return all ? (double)consumed / (double)all : 0;
}

static void tell(flow *r, size_t stage)
{
    size_t last = r->stage_count - 1;

    wn_tell(r->context, r->pass->stages[stage < last ? stage : last], r->entity,
            r->records, share_done(r, stage));
}

/* ---- the parallel part ------------------------------------------------------------ */

/* Fill the worker's batch and draw its ticket. False: there is nothing more to read. */
static bool take_batch(flow *r, worker *w, uint64_t *ticket)
{
    bool got = false;

    pthread_mutex_lock(&r->reading);
    if (!r->at_end) {
        wn_batch_clear(&w->batch);
        w->batch.entity = r->entity;
        double start = now();
        wn_rc rc = r->stages[0]->class->drain(r->stages[0], &w->batch);
        r->seconds[0] += now() - start;
        got = rc == WN_MORE;
        r->at_end = !got;
        *ticket = got ? r->next_ticket++ : 0;
    }
    pthread_mutex_unlock(&r->reading);
    return got;
}

static wn_rc work_on(worker *w)
{
    wn_rc rc = WN_OK;

    for (size_t i = 1; i < w->flow->first_serial && rc >= 0; i++)
        rc = process(w->stages[i], &w->batch);
    return rc;
}

static void deliver(flow *r, worker *w, uint64_t ticket, wn_rc rc)
{
    pthread_mutex_lock(&r->delivering);
    while (r->turn != ticket)
        pthread_cond_wait(&r->delivered, &r->delivering);
    if (rc >= 0 && r->rc >= 0) {
        r->records += w->batch.count;
        rc = carry(r, r->first_serial, &w->batch);
        /* match must keep all: merge, load and report would write what workers read */
        WN_ASSERT(rc < 0 || !r->pass->is_run || w->batch.count == 0);
        tell(r, 2);
    }
    if (rc < 0 && r->rc >= 0)
        r->rc = rc;
    bool stop = r->rc < 0;
    r->turn++;
    pthread_cond_broadcast(&r->delivered);
    pthread_mutex_unlock(&r->delivering);
    if (stop) {
        pthread_mutex_lock(&r->reading);
        r->at_end = true;
        pthread_mutex_unlock(&r->reading);
    }
}

static void *work(void *data)
{
    worker *w = data;
    uint64_t ticket;

    while (take_batch(w->flow, w, &ticket))
        deliver(w->flow, w, ticket, work_on(w));
    return NULL;
}

/* Between set_read(true) and set_read(false) workers read the xref, so nobody may write
 * it. */
static void set_read(flow *r, bool is_read)
{
    if (r->pipeline->may.xref)
        r->pipeline->may.xref->is_read = is_read;
}

static wn_rc run_file(flow *r, const wn_file *file)
{
    wn_rc rc = r->stages[0]->class->begin_file(r->stages[0], file);

    for (size_t i = 0; i < r->context->settings->jobs && rc >= 0; i++)
        for (size_t s = 1; s < r->first_serial && rc >= 0; s++)
            if (r->workers[i].stages[s]->class->begin_file)
                rc = r->workers[i].stages[s]->class->begin_file(r->workers[i].stages[s],
                                                                file);
    if (rc < 0)
        return rc;
    r->at_end = false;
    set_read(r, true);
    for (size_t i = 1; i < r->context->settings->jobs; i++)
        r->workers[i].started =
            pthread_create(&r->workers[i].thread, NULL, work, &r->workers[i]) == 0;
    work(&r->workers[0]);
    for (size_t i = 1; i < r->context->settings->jobs; i++)
        if (r->workers[i].started)
            pthread_join(r->workers[i].thread, NULL);
    set_read(r, false);
    return r->read_err.rc < 0 ? r->read_err.rc : r->rc;
}

/* ---- the serial part -------------------------------------------------------------- */

static wn_rc drain(flow *r, size_t i, wn_batch *batch)
{
    const wn_stage_class *class = r->stages[i]->class;
    double start = now();

    wn_batch_clear(batch);
    batch->entity = r->entity;
    wn_rc rc = class->drain ? class->drain(r->stages[i], batch) : WN_OK;
    r->seconds[i] += now() - start;
    return rc;
}

/* Give on what each stage still holds to the stages after it. */
static wn_rc drain_stages(flow *r)
{
    wn_batch batch;
    wn_rc rc = WN_OK;

    wn_batch_init(&batch, r->context->settings->batch);
    r->total = r->records;
    for (size_t i = r->first_serial; i < r->stage_count && rc >= 0; i++) {
        r->records = 0;
        tell(r, i);
        while ((rc = drain(r, i, &batch)) == WN_MORE) {
            r->records += batch.count;
            rc = carry(r, i + 1, &batch);
            tell(r, i + 2 < r->stage_count ? i + 2 : i);
            if (rc < 0)
                break;
        }
    }
    wn_batch_release(&batch);
    return rc;
}

static wn_column_counts counts_of(const flow *r, const wn_file *file, size_t bind)
{
    wn_column_counts all = {0};

    for (size_t i = 0; i < r->context->settings->jobs; i++)
        wn_column_add(&all, wn_tallies_column(&r->workers[i].tallies, file, bind));
    return all;
}

/* Do values of one of the file's columns say that others were read in the wrong order? */
static bool is_open(const flow *r, const wn_file *file)
{
    for (size_t b = 0; b < file->bind_count; b++) {
        wn_column_counts all = counts_of(r, file, b);
        if (wn_column_is_open(&all, &file->binds[b]))
            return true;
    }
    return false;
}

/* Are so many values of a column not what its field wants that an admin must be asked? In
 * a drafted mapping this is a doubt instead; a health check only reports it. */
static bool is_refused(const flow *r, const wn_file *file)
{
    if (r->context->settings->unasked || !r->pass->asks_columns)
        return false;
    for (size_t b = 0; b < file->bind_count; b++) {
        wn_column_counts all = counts_of(r, file, b);
        if (wn_column_is_refused(&all, &file->binds[b]))
            return true;
    }
    return false;
}

/* Is the file one that this pass reads? */
static bool is_read(const flow *r, size_t file)
{
    return !r->pipeline->files || r->pipeline->files[file];
}

static wn_rc run_entity(flow *r, const wn_entity *entity)
{
    const wn_plan *plan = r->context->plan;
    wn_rc rc = WN_OK;

    r->entity = entity;
    r->records = 0;
    for (size_t i = r->first_serial; i < r->stage_count && rc >= 0; i++)
        if (r->stages[i]->class->begin)
            rc = r->stages[i]->class->begin(r->stages[i], entity);
    for (size_t f = 0; f < plan->file_count && rc >= 0; f++) {
        if (plan->files[f].entity != entity || !is_read(r, f))
            continue;
        rc = run_file(r, &plan->files[f]);
        if (rc >= 0 && is_open(r, &plan->files[f]))
            rc = WN_ASKS_ORDER;
        if (rc >= 0 && is_refused(r, &plan->files[f]))
            rc = WN_ASKS_COLUMNS;
    }
    return rc < 0 ? rc : drain_stages(r);
}

static bool has_files(const flow *r, const wn_entity *entity)
{
    const wn_plan *plan = r->context->plan;

    for (size_t f = 0; f < plan->file_count; f++)
        if (plan->files[f].entity == entity && is_read(r, f))
            return true;
    return false;
}

/* Commit the stages. From here on the run cannot be stopped. */
static wn_rc commit(flow *r)
{
    if (r->context->watch->heard)
        *r->context->watch->heard |= r->pass->is_run;
    wn_rc rc = hear(r->context);

    for (size_t i = r->first_serial; i < r->stage_count && rc >= 0; i++)
        if (r->stages[i]->class->commit)
            rc = r->stages[i]->class->commit(r->stages[i]);
    return rc;
}

static wn_rc run_entities(flow *r)
{
    const wn_model *model = &r->context->plan->model;
    wn_rc rc = WN_OK;

    for (size_t e = 0; e < model->entity_count && rc >= 0; e++) {
        const wn_entity *entity = &model->entities[model->order[e]];
        if (has_files(r, entity))
            rc = run_entity(r, entity);
    }
    for (size_t i = 0; i < r->context->settings->jobs && rc >= 0; i++)
        wn_tallies_add(r->context->tallies, &r->workers[i].tallies);
    wn_tallies_fold(r->context->tallies);
    if (rc >= 0 && r->pass->is_run)
        wn_checks_total(r->context);
    if (rc >= 0 && r->pass->is_run) {
        double start = now();
        unread_find(r->context, &r->pipeline->outcome->unread);
        r->seconds[0] += now() - start;
    }
    for (size_t i = r->first_serial; i < r->stage_count && rc >= 0; i++) {
        double start = now();
        if (r->entity)
            wn_tell(r->context, r->stages[i]->class, r->entity, 0,
                    (double)(i - r->first_serial) / (double)r->stage_count);
        if (r->stages[i]->class->finish)
            rc = r->stages[i]->class->finish(r->stages[i]);
        r->seconds[i] += now() - start;
    }
    return rc < 0 ? rc : commit(r);
}

/* ---- set up and take down --------------------------------------------------------- */

static wn_rc stage_open(const flow *r, wn_stage **out, const wn_stage_class *class,
                        const wn_context *context)
{
    wn_stage *stage = wn_alloc(1, class->size);

    stage->class = class;
    stage->context = context;
    stage->may = wn_grants_of(&r->pipeline->may, class->writes);
    *out = stage;
    return class->open ? class->open(stage) : WN_OK;
}

static void stage_free(wn_stage *stage, bool committed)
{
    if (stage && stage->class->close)
        stage->class->close(stage, committed);
    free(stage);
}

static wn_rc open_workers(flow *r)
{
    wn_rc rc = WN_OK;

    for (size_t i = 0; i < r->context->settings->jobs && rc >= 0; i++) {
        worker *w = &r->workers[i];
        w->flow = r;
        w->context = *r->context;
        w->err = (wn_error){.lang = r->context->settings->lang};
        w->context.err = &w->err;
        wn_tallies_init(&w->tallies, r->context->plan);
        w->context.tallies = &w->tallies;
        wn_batch_init(&w->batch, r->context->settings->batch);
        for (size_t s = 1; s < r->first_serial && rc >= 0; s++)
            rc = stage_open(r, &w->stages[s], r->pass->stages[s], &w->context);
    }
    return rc;
}

static void close_all(flow *r, bool committed)
{
    for (size_t i = 0; i < r->context->settings->jobs; i++) {
        worker *w = &r->workers[i];
        for (size_t s = 1; s < r->first_serial; s++)
            stage_free(w->stages[s], committed);
        wn_tallies_release(&w->tallies);
        wn_batch_release(&w->batch);
        if (w->err.rc < 0 && r->context->err->rc >= 0)
            *r->context->err = w->err;
    }
    for (size_t i = r->stage_count; i-- > 0;)
        stage_free(r->stages[i], committed);
    if (r->read_err.rc < 0)
        *r->context->err = r->read_err;
    free(r->workers);
}

static wn_rc run_pass(flow *r)
{
    const wn_stage_class *const *stages = r->pass->stages;
    wn_rc rc = WN_OK;

    r->read_context = *r->context;
    r->read_context.err = &r->read_err;
    r->read_err = (wn_error){.lang = r->context->settings->lang};
    r->workers = wn_alloc(r->context->settings->jobs, sizeof(*r->workers));
    while (stages[r->stage_count])
        r->stage_count++;
    for (r->first_serial = 1; stages[r->first_serial]->is_parallel; r->first_serial++)
        ;
    for (size_t i = 0; i < r->stage_count && rc >= 0; i++)
        if (!stages[i]->is_parallel)
            rc = stage_open(r, &r->stages[i], stages[i],
                            i < r->first_serial ? &r->read_context : r->context);
    if (rc >= 0)
        rc = open_workers(r);
    if (rc >= 0)
        rc = run_entities(r);
    close_all(r, rc >= 0);
    return rc;
}

static wn_rc run_counted(const wn_pipeline *pipeline, const wn_pass *pass,
                         const wn_context *context, double *seconds)
{
    flow r = {.pipeline = pipeline, .pass = pass, .context = context, .seconds = seconds};

    pthread_mutex_init(&r.reading, NULL);
    pthread_mutex_init(&r.delivering, NULL);
    pthread_cond_init(&r.delivered, NULL);
    wn_rc rc = run_pass(&r);
    pthread_mutex_destroy(&r.reading);
    pthread_mutex_destroy(&r.delivering);
    pthread_cond_destroy(&r.delivered);
    return rc;
}

/* A reading beside the run: only its time is counted. */
static wn_rc run_apart(const wn_pipeline *pipeline, const wn_pass *pass,
                       wn_context *context)
{
    wn_pipeline apart = *pipeline;
    double seconds[WN_STAGE_COUNT] = {0}, *total = pipeline->outcome->seconds;
    wn_outcome outcome = {0};
    wn_tallies tallies;

    wn_outcome_init(&outcome, context->plan);
    wn_tallies_init(&tallies, context->plan);
    context->tallies = &tallies;
    context->outcome = apart.outcome = &outcome;
    apart.may.read = &outcome.read;
    wn_rc rc = run_counted(&apart, pass, context, seconds);
    for (size_t s = 0; total && s < WN_STAGE_COUNT && pass->stages[s]; s++)
        total[0] += pass->stages[s]->is_parallel || s == 0 ? seconds[s] : 0;
    wn_outcome_release(&outcome);
    wn_tallies_release(&tallies);
    return rc;
}

wn_rc wn_pipeline_pass(const wn_pipeline *pipeline, const wn_pass *pass)
{
    wn_context context = *pipeline->context;

    context.pass = pass;
    context.needed = pipeline->needed;
    for (size_t f = 0; f < context.plan->file_count; f++)
        pipeline->may.inputs[f].consumed = 0;
    return pass->is_run
               ? run_counted(pipeline, pass, &context, pipeline->outcome->seconds)
               : run_apart(pipeline, pass, &context);
}

#define GRANT(bit, member) .member = writes & (bit) ? all->member : NULL

wn_grants wn_grants_of(const wn_grants *all, unsigned writes)
{
    return (wn_grants){
        GRANT(WN_MAY_INPUTS, inputs),    GRANT(WN_MAY_GATHER, gathered),
        GRANT(WN_MAY_TARGET, target),    GRANT(WN_MAY_XREF, xref),
        GRANT(WN_MAY_DECIDE, decisions), GRANT(WN_MAY_HISTORY, history),
        GRANT(WN_MAY_READ, read),        GRANT(WN_MAY_MATCH, match),
        GRANT(WN_MAY_MERGE, merge),      GRANT(WN_MAY_LOAD, load),
        GRANT(WN_MAY_REPORT, report),    GRANT(WN_MAY_VERIFY, verification),
        GRANT(WN_MAY_JUDGE, columns),    GRANT(WN_MAY_ORDER, orders),
    };
}
