/*
 * pipeline.c - the order of the stages, and the only loop that moves data.
 *
 * Data goes down the table below and never up. A stage cannot reach another
 * stage: it has no pointer to one.
 *
 * The first four stages look at one record at a time, so they run on as many
 * workers as asked. A worker takes the read lock, fills its batch and draws a
 * ticket; works on the batch alone; and delivers it to match when its ticket's
 * turn has come. So records arrive in reading order for any number of workers.
 */
#include "inputs.h"
#include "winnow/check.h"

#include <pthread.h>
#include <stdlib.h>
#include <time.h>

extern const wn_stage_class wn_stage_read, wn_stage_map, wn_stage_normalize,
    wn_stage_validate, wn_stage_match, wn_stage_merge, wn_stage_load, wn_stage_report,
    wn_stage_links, wn_verifying, wn_gathering, wn_judging;

const wn_stage_class *const wn_stages[WN_STAGE_COUNT + 1] = {
    &wn_stage_read,     &wn_stage_map,    &wn_stage_normalize,
    &wn_stage_validate, &wn_stage_match,  &wn_stage_merge,
    &wn_stage_load,     &wn_stage_report, NULL,
};

#define MOST_PARALLEL 4 /* stages that a worker has instances of, reading among them */

/* One worker: its own instances of the parallel stages, its own error and sums. */
typedef struct worker {
    struct run *run;
    wn_context context;
    wn_error err;
    wn_ledger ledger;
    wn_stage *stages[MOST_PARALLEL]; /* [0] is not used: reading is shared */
    wn_batch batch;
    pthread_t thread;
    bool started;
} worker;

typedef struct run {
    const wn_context *context;
    wn_context read_context;
    wn_error read_err;
    const wn_stage_class *const *classes;
    size_t stage_count;
    size_t first_serial;              /* from here on one batch at a time: match */
    const bool *entities;             /* those that are run; NULL: all */
    wn_stage *stages[WN_STAGE_COUNT]; /* the parallel ones are the workers' */
    worker *workers;
    const wn_entity *entity;
    pthread_mutex_t reading, delivering;
    pthread_cond_t delivered;
    uint64_t next_ticket, turn, records, total;
    bool at_end;
    wn_rc rc;
} run;

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

/* Was the run asked to stop? Err says so then. */
static wn_rc hear(const wn_context *context)
{
    if (!*context->cancelled)
        return WN_OK;
    *context->heard = 1;
    return wn_fail(context->err, WN_E_INTERRUPTED,
                   context->verification ? WN_SAY_VERIFY_STOPPED : WN_SAY_INTERRUPTED);
}

/* Carry a batch down from stage first; a stage that keeps it empties it. */
static wn_rc carry(run *r, size_t first, wn_batch *batch)
{
    wn_rc rc = WN_OK;

    for (size_t i = first; i < r->stage_count && rc >= 0; i++) {
        double start = now();
        rc = process(r->stages[i], batch);
        r->context->seconds[i] += now() - start;
    }
    return rc < 0 ? rc : hear(r->context);
}

/* How much of the entity is read, by the bytes of its files; then how much of
 * what was read has come through. */
static double share_done(const run *r, size_t stage)
{
    uint64_t all = 0, consumed = 0;

    if (stage >= r->first_serial)
        return r->total ? (double)r->records / (double)r->total : 0;
    for (size_t f = 0; f < r->context->plan->file_count; f++) {
        if (r->context->plan->files[f].entity != r->entity)
            continue;
        all += r->context->inputs[f].bytes;
        consumed += r->context->inputs[f].consumed;
    }
    return all ? (double)consumed / (double)all : 0;
}

static void tell(run *r, size_t stage)
{
    if (r->context->progress)
        r->context->progress(r->context->progress_data, stage, r->entity, r->records,
                             share_done(r, stage));
}

/* ---- the parallel part ------------------------------------------------------------ */

/* Fill the worker's batch and draw its ticket. False: nothing more to read. */
static bool take_batch(run *r, worker *w, uint64_t *ticket)
{
    bool got = false;

    pthread_mutex_lock(&r->reading);
    if (!r->at_end) {
        wn_batch_clear(&w->batch);
        w->batch.entity = r->entity;
        double start = now();
        wn_rc rc = r->stages[0]->class->drain(r->stages[0], &w->batch);
        r->context->seconds[0] += now() - start;
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

    for (size_t i = 1; i < w->run->first_serial && rc >= 0; i++)
        rc = process(w->stages[i], &w->batch);
    return rc;
}

static void deliver(run *r, worker *w, uint64_t ticket, wn_rc rc)
{
    pthread_mutex_lock(&r->delivering);
    while (r->turn != ticket)
        pthread_cond_wait(&r->delivered, &r->delivering);
    if (rc >= 0 && r->rc >= 0) {
        r->records += w->batch.count;
        rc = carry(r, r->first_serial, &w->batch);
        /* match keeps them all: what merge, load and report write, no worker looks at */
        WN_ASSERT(rc < 0 || r->classes != wn_stages || w->batch.count == 0);
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

    while (take_batch(w->run, w, &ticket))
        deliver(w->run, w, ticket, work_on(w));
    return NULL;
}

static wn_rc run_file(run *r, const wn_file *file)
{
    wn_rc rc = r->stages[0]->class->begin_file(r->stages[0], file);

    for (size_t i = 0; i < r->context->jobs && rc >= 0; i++)
        for (size_t s = 1; s < r->first_serial && rc >= 0; s++)
            if (r->workers[i].stages[s]->class->begin_file)
                rc = r->workers[i].stages[s]->class->begin_file(r->workers[i].stages[s],
                                                                file);
    if (rc < 0)
        return rc;
    r->at_end = false;
    if (r->context->xref)
        r->context->xref->is_read = true;
    for (size_t i = 1; i < r->context->jobs; i++)
        r->workers[i].started =
            pthread_create(&r->workers[i].thread, NULL, work, &r->workers[i]) == 0;
    work(&r->workers[0]);
    for (size_t i = 1; i < r->context->jobs; i++)
        if (r->workers[i].started)
            pthread_join(r->workers[i].thread, NULL);
    if (r->context->xref)
        r->context->xref->is_read = false;
    return r->read_err.rc < 0 ? r->read_err.rc : r->rc;
}

/* ---- the serial part -------------------------------------------------------------- */

static wn_rc drain(run *r, size_t i, wn_batch *batch)
{
    const wn_stage_class *class = r->stages[i]->class;
    double start = now();

    wn_batch_clear(batch);
    batch->entity = r->entity;
    wn_rc rc = class->drain ? class->drain(r->stages[i], batch) : WN_OK;
    r->context->seconds[i] += now() - start;
    return rc;
}

/* What a stage still holds goes down to the stages after it. */
static wn_rc drain_stages(run *r)
{
    wn_batch batch;
    wn_rc rc = WN_OK;

    wn_batch_init(&batch, r->context->batch);
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

static wn_column_counts counts_of(const run *r, const wn_file *file, size_t bind)
{
    wn_column_counts all = {0};

    for (size_t i = 0; i < r->context->jobs; i++)
        wn_column_add(&all, wn_ledger_column(&r->workers[i].ledger, file, bind));
    return all;
}

/* Do values of a column of the file say that others were read wrongly? */
static bool is_open(const run *r, const wn_file *file)
{
    for (size_t b = 0; b < file->bind_count; b++) {
        wn_column_counts all = counts_of(r, file, b);
        if (wn_column_is_open(&all, &file->binds[b]))
            return true;
    }
    return false;
}

/* Is a column of the file so often not what its field asks for that an admin must be
 * asked? What nobody mapped is a doubt instead, and a health check tells what is there.
 */
static bool is_refused(const run *r, const wn_file *file)
{
    if (r->context->unasked || r->context->is_health)
        return false;
    for (size_t b = 0; b < file->bind_count; b++) {
        wn_column_counts all = counts_of(r, file, b);
        if (wn_column_is_refused(&all, &file->binds[b]))
            return true;
    }
    return false;
}

static wn_rc run_entity(run *r, const wn_entity *entity)
{
    const wn_plan *plan = r->context->plan;
    wn_rc rc = WN_OK;

    r->entity = entity;
    r->records = 0;
    for (size_t i = r->first_serial; i < r->stage_count && rc >= 0; i++)
        if (r->stages[i]->class->begin)
            rc = r->stages[i]->class->begin(r->stages[i], entity);
    for (size_t f = 0; f < plan->file_count && rc >= 0; f++) {
        if (plan->files[f].entity != entity)
            continue;
        rc = run_file(r, &plan->files[f]);
        if (rc >= 0 && is_open(r, &plan->files[f]))
            rc = wn_fail(r->context->err, WN_E_ORDERS, WN_SAY_PLAIN, "");
        if (rc >= 0 && is_refused(r, &plan->files[f]))
            rc = wn_fail(r->context->err, WN_E_REFUSED, WN_SAY_PLAIN, "");
    }
    return rc < 0 ? rc : drain_stages(r);
}

static bool has_files(const wn_plan *plan, const wn_entity *entity)
{
    for (size_t f = 0; f < plan->file_count; f++)
        if (plan->files[f].entity == entity)
            return true;
    return false;
}

/* From here on nobody stops it. */
static wn_rc commit(run *r)
{
    *r->context->heard |= r->classes == wn_stages;
    wn_rc rc = hear(r->context);

    for (size_t i = r->first_serial; i < r->stage_count && rc >= 0; i++)
        if (r->stages[i]->class->commit)
            rc = r->stages[i]->class->commit(r->stages[i]);
    return rc;
}

static wn_rc run_entities(run *r)
{
    const wn_model *model = &r->context->plan->model;
    wn_rc rc = WN_OK;

    for (size_t e = 0; e < model->entity_count && rc >= 0; e++) {
        const wn_entity *entity = &model->entities[model->order[e]];
        if (has_files(r->context->plan, entity) &&
            (!r->entities || r->entities[entity->number]))
            rc = run_entity(r, entity);
    }
    for (size_t i = 0; i < r->context->jobs && rc >= 0; i++)
        wn_ledger_add(r->context->ledger, &r->workers[i].ledger);
    wn_ledger_fold(r->context->ledger);
    if (rc >= 0 && r->classes == wn_stages)
        wn_checks_total(r->context);
    if (rc >= 0 && r->classes == wn_stages) {
        double start = now();
        unread_find(r->context);
        r->context->seconds[0] += now() - start;
    }
    for (size_t i = r->first_serial; i < r->stage_count && rc >= 0; i++) {
        double start = now();
        if (r->stages[i]->class->finish)
            rc = r->stages[i]->class->finish(r->stages[i]);
        r->context->seconds[i] += now() - start;
    }
    return rc < 0 ? rc : commit(r);
}

/* ---- set up and take down --------------------------------------------------------- */

static wn_rc stage_open(wn_stage **out, const wn_stage_class *class,
                        const wn_context *context)
{
    wn_stage *stage = wn_alloc(1, class->size);

    stage->class = class;
    stage->context = context;
    *out = stage;
    return class->open ? class->open(stage) : WN_OK;
}

static void stage_free(wn_stage *stage, bool committed)
{
    if (stage && stage->class->close)
        stage->class->close(stage, committed);
    free(stage);
}

static wn_rc open_workers(run *r)
{
    wn_rc rc = WN_OK;

    for (size_t i = 0; i < r->context->jobs && rc >= 0; i++) {
        worker *w = &r->workers[i];
        w->run = r;
        w->context = *r->context;
        w->err = (wn_error){.lang = r->context->lang};
        w->context.err = &w->err;
        wn_ledger_init(&w->ledger, r->context->plan);
        w->context.ledger = &w->ledger;
        wn_batch_init(&w->batch, r->context->batch);
        for (size_t s = 1; s < r->first_serial && rc >= 0; s++)
            rc = stage_open(&w->stages[s], r->classes[s], &w->context);
    }
    return rc;
}

static void close_all(run *r, bool committed)
{
    for (size_t i = 0; i < r->context->jobs; i++) {
        worker *w = &r->workers[i];
        for (size_t s = 1; s < r->first_serial; s++)
            stage_free(w->stages[s], committed);
        wn_ledger_release(&w->ledger);
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

static wn_rc run_stages(const wn_context *context, const wn_stage_class *const *classes,
                        const bool *entities)
{
    run r = {.context = context,
             .classes = classes,
             .first_serial = 1,
             .entities = entities,
             .read_context = *context,
             .read_err = {.lang = context->lang}};
    wn_rc rc = WN_OK;

    r.read_context.err = &r.read_err;
    r.workers = wn_alloc(context->jobs, sizeof(*r.workers));
    pthread_mutex_init(&r.reading, NULL);
    pthread_mutex_init(&r.delivering, NULL);
    pthread_cond_init(&r.delivered, NULL);
    while (classes[r.stage_count])
        r.stage_count++;
    while (classes[r.first_serial] && classes[r.first_serial]->is_parallel)
        r.first_serial++;
    for (size_t i = 0; i < r.stage_count && rc >= 0; i++)
        if (!classes[i]->is_parallel)
            rc = stage_open(&r.stages[i], classes[i],
                            i < r.first_serial ? &r.read_context : context);
    if (rc >= 0)
        rc = open_workers(&r);
    if (rc >= 0)
        rc = run_entities(&r);
    close_all(&r, rc >= 0);
    pthread_mutex_destroy(&r.reading);
    pthread_mutex_destroy(&r.delivering);
    pthread_cond_destroy(&r.delivered);
    return rc;
}

/* A reading beside the run: nothing of it is counted, but its time. */
static wn_rc read_apart(const wn_context *context, const wn_stage_class *const *stages,
                        const bool *entities, const bool *needed)
{
    const wn_plan *plan = context->plan;
    wn_context apart = *context;
    wn_ledger ledger;
    wn_results results = {0};
    double seconds[WN_STAGE_COUNT] = {0};

    results.books = wn_alloc(plan->file_count, sizeof(*results.books));
    wn_ledger_init(&ledger, plan);
    apart.needed = needed;
    apart.ledger = &ledger;
    apart.results = &results;
    apart.seconds = seconds;
    wn_rc rc = run_stages(&apart, stages, entities);
    for (size_t f = 0; f < plan->file_count; f++)
        context->inputs[f].consumed = 0;
    context->seconds[0] += seconds[0] + seconds[1] + seconds[2] + seconds[3];
    free(results.books);
    wn_ledger_release(&ledger);
    return rc;
}

/* What checks must know of other records, once a run. */
static wn_rc gather(const wn_context *context)
{
    static const wn_stage_class *const stages[] = {
        &wn_stage_read, &wn_stage_map, &wn_stage_normalize, &wn_gathering, NULL};
    const wn_plan *plan = context->plan;

    if (context->gathered->is_done)
        return WN_OK;
    bool *entities = wn_alloc(plan->model.entity_count + 1, sizeof(*entities));
    bool *needed = wn_alloc((size_t)plan->model.field_count + 1, sizeof(*needed));
    wn_mark_gathered(context, entities, needed);
    wn_rc rc = read_apart(context, stages, entities, needed);
    context->gathered->is_done = rc >= 0;
    if (rc >= 0)
        wn_gathered_settle(context);
    free(entities);
    free(needed);
    return rc;
}

wn_rc wn_pipeline_run(const wn_context *context)
{
    wn_rc rc = gather(context);

    return rc < 0 ? rc : run_stages(context, wn_stages, NULL);
}

wn_rc wn_pipeline_judge(const wn_context *context)
{
    static const wn_stage_class *const stages[] = {
        &wn_stage_read, &wn_stage_map, &wn_stage_normalize, &wn_judging, NULL};

    return read_apart(context, stages, NULL, NULL);
}

wn_rc wn_pipeline_verify(const wn_context *context)
{
    static const wn_stage_class *const stages[] = {&wn_stage_read,      &wn_stage_map,
                                                   &wn_stage_normalize, &wn_stage_links,
                                                   &wn_verifying,       NULL};

    return run_stages(context, stages, NULL);
}
