/*
 * validate.c - stage 4: resolve links, ask the checks, decide the disposition.
 *
 * Every check is asked of every record, so that one pass names all mistakes.
 */
#include "checks/check.h"
#include "core/memory.h"
#include "core/stage.h"

#include <stdlib.h>

struct validate {
    wn_stage stage;
    char (*limits)[32]; /* by check: its limit as text */
    bool matches_none;  /* see wn_activity_of */
    wn_map nearest;     /* see wn_check_context */
};

static wn_rc stage_open(wn_stage *stage)
{
    struct validate *v = (struct validate *)stage;
    const wn_model *model = &stage->context->plan->model;

    v->matches_none = wn_model_matches_none(model);
    v->limits = wn_alloc((size_t)model->check_count, sizeof(*v->limits));
    for (size_t e = 0; e < model->entity_count; e++) {
        const wn_entity *entity = &model->entities[e];
        for (size_t c = 0; c < entity->check_count; c++)
            if (entity->checks[c].after.count > 0)
                wn_moment_before(v->limits[entity->checks[c].number],
                                 stage->context->settings->as_of,
                                 entity->checks[c].after);
    }
    return WN_OK;
}

static void resolve_links(const wn_context *context, wn_record *record, wn_arena *arena)
{
    const wn_entity *entity = record->file->entity;

    for (size_t f = 0; f < entity->field_count; f++) {
        int target = entity->fields[f].target;
        if (target < 0 || target == entity->number ||
            record->cells[f].state != WN_CELL_CLEAN)
            continue;
        wn_xref_link(context, record->file, &context->plan->model.entities[target],
                     &record->cells[f], arena);
    }
}

static void ask_checks(struct validate *v, wn_record *record, wn_arena *arena)
{
    const wn_context *context = v->stage.context;
    const wn_entity *entity = record->file->entity;
    size_t group = wn_tallies_group(context->tallies, record);

    if (group != WN_NO_GROUP)
        context->tallies->groups[group].records++;
    for (size_t c = 0; c < entity->check_count; c++) {
        const wn_check *check = &entity->checks[c];
        if (!wn_rules[check->rule]->look || !wn_check_is_asked(context, check))
            continue;
        wn_check_context look = {.check = check,
                                 .entity = entity,
                                 .context = context,
                                 .record = record,
                                 .arena = arena,
                                 .limit = v->limits[check->number],
                                 .nearest = &v->nearest};
        wn_tallies_count(context->tallies, group, context->known->history, record, check,
                         wn_check_ask(&look));
    }
    if (group != WN_NO_GROUP)
        wn_activity_add(
            &context->tallies->groups[group].activity,
            wn_activity_of(record, context->settings->period, v->matches_none));
}

/* Count values for each column. Called before links are resolved: a link to no record is
 * not a value that its type refuses. */
static void count_columns(const wn_context *context, const wn_record *record)
{
    const wn_file *file = record->file;
    wn_tallies *tallies = context->tallies;

    tallies->rows[file->number]++;
    wn_newest_take(tallies->newest[file->number], record, context->settings->as_of);
    for (size_t b = 0; b < file->bind_count; b++)
        wn_column_count(wn_tallies_column(tallies, file, b),
                        &record->cells[file->binds[b].field]);
}

static wn_rc stage_process(wn_stage *stage, wn_batch *batch)
{
    struct validate *v = (struct validate *)stage;
    wn_tallies *tallies = stage->context->tallies;

    for (size_t r = 0; r < batch->count; r++) {
        wn_record *record = &batch->records[r];
        const wn_entity *entity = record->file->entity;
        if (!wn_is_wanted(stage->context, record)) {
            record->disposition = WN_DISPOSITION_SKIPPED;
            continue;
        }
        count_columns(stage->context, record);
        resolve_links(stage->context, record, &batch->arena);
        ask_checks(v, record, &batch->arena);
        for (size_t f = 0; f < entity->field_count; f++)
            tallies->states[entity->fields[f].number][record->cells[f].state]++;
    }
    return WN_OK;
}

/* For a health check: a record that a migration would refuse is there, and is to be put
 * right. */
static wn_rc process_assess(wn_stage *stage, wn_batch *batch)
{
    wn_rc rc = stage_process(stage, batch);

    for (size_t r = 0; r < batch->count; r++)
        if (batch->records[r].disposition == WN_DISPOSITION_REFUSED)
            batch->records[r].disposition = WN_DISPOSITION_REVIEW;
    return rc;
}

/* Resolve links without asking the checks: a second reading asks what values are, not how
 * good they are. */
static wn_rc process_links(wn_stage *stage, wn_batch *batch)
{
    for (size_t r = 0; r < batch->count; r++) {
        wn_record *record = &batch->records[r];
        if (wn_is_wanted(stage->context, record))
            resolve_links(stage->context, record, &batch->arena);
        else
            record->disposition = WN_DISPOSITION_SKIPPED;
    }
    return WN_OK;
}

static void stage_close(wn_stage *stage, bool committed)
{
    struct validate *v = (struct validate *)stage;

    (void)committed;
    free(v->limits);
    wn_map_release(&v->nearest);
}

const wn_stage_class wn_stage_validate = {
    .name = "validate",
    .en = "check every record and decide what becomes of it",
    .zh = "校验",
    .size = sizeof(struct validate),
    .is_parallel = true,
    .open = stage_open,
    .process = stage_process,
    .close = stage_close,
};

const wn_stage_class wn_stage_assess = {
    .name = "validate",
    .en = "check every record",
    .zh = "校验",
    .size = sizeof(struct validate),
    .is_parallel = true,
    .open = stage_open,
    .process = process_assess,
    .close = stage_close,
};

const wn_stage_class wn_stage_links = {
    .name = "links",
    .en = "resolve the links of every record",
    .zh = "关联",
    .size = sizeof(wn_stage),
    .is_parallel = true,
    .process = process_links,
};
