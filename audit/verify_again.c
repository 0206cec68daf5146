/*
 * verify_again.c - a second reading of the sources, by other code than the one that loaded
 * them: there is no matching and no merging here. A value of a golden record is expected
 * from the source record that the target itself names as its origin (winnow_source,
 * winnow_lineage), and hashes are added up, so that memory holds one number for each
 * golden record. Where a sum is another, a third reading finds the values.
 */
#include "verifying.h"

#include "winnow/pipeline.h"

#include <stdlib.h>
#include <string.h>

static wn_rc stage_process(wn_stage *stage, wn_batch *batch)
{
    wn_verification *v = stage->context->verification;

    for (size_t r = 0; r < batch->count; r++)
        verify_record(v, &batch->records[r], &batch->arena);
    return WN_OK;
}

const wn_stage_class wn_verifying = {
    .name = "verify",
    .en = "hold the target against the sources",
    .zh = "核对",
    .size = sizeof(wn_stage),
    .process = stage_process,
};

static wn_rc read_sources(wn_verification *v, const wn_context *context)
{
    for (size_t i = 0; i < v->store.known_count; i++)
        v->store.known[i].times = 0;
    for (size_t i = 0; i < context->plan->file_count; i++)
        context->inputs[i].consumed = 0;
    return wn_pipeline_verify(context);
}

static wn_rc verify(wn_verification *v, const wn_context *context)
{
    wn_rc rc = db_open(&v->store.db, context->target, DB_READ, "verify", context->err);

    if (rc >= 0)
        rc = verify_prepare(v);
    if (rc >= 0)
        rc = read_sources(v, context);
    if (rc >= 0)
        rc = verify_compare(v);
    if (rc >= 0 && v->named_golden > 0) {
        v->naming = true;
        rc = read_sources(v, context);
        if (rc >= 0)
            rc = verify_name(v);
    }
    return rc < 0 ? rc : verify_write(v);
}

static void release(wn_verification *v)
{
    store *s = &v->store;

    for (size_t e = 0; e < s->context->plan->model.entity_count; e++) {
        free(v->all[e].items);
        free(s->goldens[e].items);
    }
    free(v->all);
    free(s->goldens);
    free(s->known);
    free(s->pairs);
    wn_map_release(&s->pair_at);
    wn_arena_release(&s->names);
    wn_map *const maps[] = {&s->nths,  &v->lineage, &v->overridden,
                            &v->parts, &v->values,  &v->sample_rows};
    for (size_t i = 0; i < WN_COUNT(maps); i++)
        wn_map_release(maps[i]);
    free(v->named);
    free(v->suspects);
    catalog_release(&s->catalog);
    free(v->limits);
    free(v->samples);
    free(v->rows);
    json_decref(v->chunks);
    wn_arena_release(&v->arena);
}

wn_rc wn_verify(const wn_context *context, wn_verified *out)
{
    size_t entities = context->plan->model.entity_count;
    wn_verification v = {.out = out};
    wn_error key_error = {.lang = context->lang};
    wn_context again = *context; /* the books of the run are not touched */
    wn_ledger ledger;
    wn_results results = {0};
    wn_xref xref = {0};
    double seconds[WN_STAGE_COUNT] = {0};

    *out = (wn_verified){.seed = wn_hash(wn_str_of(context->run_id), 300)};
    wn_ledger_init(&ledger, context->plan);
    wn_xref_begin(&xref, entities);
    results.books = wn_alloc(context->plan->file_count, sizeof(*results.books));
    again.xref = &xref;
    again.ledger = &ledger;
    again.results = &results;
    again.seconds = seconds;
    again.verification = &v;
    v.store.context = &again;
    v.store.goldens = wn_alloc(entities, sizeof(*v.store.goldens));
    v.all = wn_alloc(entities, sizeof(*v.all));
    v.limits = wn_alloc(context->plan->file_count, sizeof(*v.limits));
    v.chunks = json_array();
    v.key = wn_key_own(&v.own_key, &key_error) >= 0 ? &v.own_key : NULL;
    wn_rc rc = verify(&v, &again);
    db_close(v.store.db, rc >= 0, rc);
    release(&v);
    free(xref.next);
    wn_map_release(&xref.golden);
    wn_map_release(&xref.known);
    free(xref.known_golden);
    wn_map_release(&xref.refused);
    free(results.books);
    wn_ledger_release(&ledger);
    return rc;
}
