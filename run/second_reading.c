/*
 * second_reading.c - a second reading of the sources, by other code than the code that
 * loaded them: nothing is matched or merged here.
 *
 * A value of a golden record is expected from the source record that the target itself
 * names as its origin (winnow_source, winnow_lineage). Hashes of the values are added
 * up, so that memory holds one number for each golden record. Where the sum differs
 * from the target's, a third reading finds the values.
 */
#include "pipeline.h"
#include "audit/verifying.h"

#include "core/memory.h"

#include <stdlib.h>
#include <string.h>

static wn_rc read_sources(wn_verification *v, const wn_pipeline *pipeline)
{
    for (size_t i = 0; i < v->store.known_count; i++)
        v->store.known[i].times = 0;
    return wn_pipeline_pass(pipeline, &wn_pass_verify);
}

static wn_rc verify(wn_verification *v, const wn_pipeline *pipeline)
{
    const wn_context *context = pipeline->context;
    wn_rc rc =
        db_open(&v->store.db, context->settings->target, DB_READ, "verify", context->err);

    if (rc >= 0)
        rc = verify_prepare(v);
    if (rc >= 0)
        rc = read_sources(v, pipeline);
    if (rc >= 0)
        rc = verify_compare(v);
    if (rc >= 0 && v->named_golden > 0) {
        v->naming = true;
        rc = read_sources(v, pipeline);
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
    free(s->rows);
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

static void begin(wn_verification *v, const wn_context *context, wn_verified *out)
{
    size_t entities = context->plan->model.entity_count;
    wn_error key_error = {.lang = context->settings->lang};

    *out = (wn_verified){.seed = wn_hash(wn_str_of(wn_run_name(context)), 300)};
    v->out = out;
    v->store.goldens = wn_alloc(entities, sizeof(*v->store.goldens));
    v->all = wn_alloc(entities, sizeof(*v->all));
    v->limits = wn_alloc(context->plan->file_count, sizeof(*v->limits));
    v->chunks = json_array();
    v->key = wn_key_own(&v->own_key, &key_error) >= 0 ? &v->own_key : NULL;
}

wn_rc wn_verify(const wn_pipeline *pipeline, wn_verified *out)
{
    size_t entities = pipeline->context->plan->model.entity_count;
    wn_verification v = {0};
    wn_xref xref = {0}; /* an own one: that of the run is not changed */
    wn_target_known target = {0};
    wn_pipeline again = *pipeline;
    wn_context context = *pipeline->context;
    wn_knowledge known = *context.known;
    wn_grants may = {.target = &target};

    wn_xref_begin(&xref, entities);
    wn_target_known_begin(&target, entities);
    known.xref = &xref;
    known.target = &target;
    known.verification = &v;
    context.known = &known;
    again.context = &context;
    again.may.xref = &xref;
    again.may.verification = &v;
    v.store.context = &context;
    v.store.may = &may;
    begin(&v, &context, out);
    wn_rc rc = verify(&v, &again);
    db_close(v.store.db, rc >= 0, rc);
    release(&v);
    wn_xref_release(&xref, entities);
    wn_target_known_release(&target, entities);
    return rc;
}
