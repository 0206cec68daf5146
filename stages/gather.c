/*
 * gather.c - a reading before the run: collects what checks must know of other
 * records.
 *
 * Is a value unique? Who was called since? One record cannot answer that, so the files
 * that such checks are about are read once before the run. Records that the run skips
 * do not count, except for rules with gathers_all.
 */
#include "checks/check.h"
#include "core/stage.h"

/* Does the check gather something from this record? */
static bool gathers_from(const wn_context *context, const wn_check *check,
                         const wn_record *record, bool is_wanted)
{
    const wn_entity *entity = record->file->entity;
    const wn_rule *rule = wn_rules[check->rule];

    if (!rule->gather || !wn_check_is_asked(context, check))
        return false;
    if (check->entity == entity)
        return is_wanted && wn_check_applies(check, record);
    return check->by_entity == entity->number && (is_wanted || rule->gathers_all);
}

static void gather(const wn_stage *stage, wn_record *record, wn_arena *arena)
{
    const wn_context *context = stage->context;
    bool is_wanted = wn_is_wanted(context, record);
    const wn_model *model = &context->plan->model;
    const wn_entity *entity = record->file->entity;

    for (size_t e = 0; e < model->entity_count; e++)
        for (size_t c = 0; c < model->entities[e].check_count; c++) {
            const wn_check *check = &model->entities[e].checks[c];
            if (!gathers_from(context, check, record, is_wanted))
                continue;
            wn_check_context look = {.check = check,
                                     .entity = entity,
                                     .context = context,
                                     .record = record,
                                     .arena = arena,
                                     .gathering = stage->may.gathered};
            wn_rules[check->rule]->gather(&look);
        }
}

static wn_rc stage_process(wn_stage *stage, wn_batch *batch)
{
    for (size_t r = 0; r < batch->count; r++)
        gather(stage, &batch->records[r], &batch->arena);
    return WN_OK;
}

const wn_stage_class wn_stage_gather = {
    .name = "gather",
    .en = "what checks must know of other records",
    .zh = "汇总",
    .size = sizeof(wn_stage),
    .writes = WN_MAY_GATHER,
    .process = stage_process,
};
