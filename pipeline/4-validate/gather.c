/*
 * gather.c - a reading before the run: what checks must know of other records.
 *
 * Is the value unique? Who was called since? One record does not say, so the files that
 * such checks are about are read once before. Records that the run skips do not count.
 */
#include "winnow/check.h"

/* Does the check look at records of the entity before the run? */
static bool gathers_from(const wn_check *check, const wn_entity *entity)
{
    return wn_rules[check->rule]->gather &&
           (check->entity == entity || check->by_entity == entity->number);
}

static void gather(const wn_context *context, wn_record *record, wn_arena *arena)
{
    const wn_model *model = &context->plan->model;
    const wn_entity *entity = record->file->entity;

    for (size_t e = 0; e < model->entity_count; e++)
        for (size_t c = 0; c < model->entities[e].check_count; c++) {
            const wn_check *check = &model->entities[e].checks[c];
            if (!gathers_from(check, entity) ||
                (check->entity == entity && !wn_check_applies(check, record)))
                continue;
            wn_look look = {check, entity, context, record, arena, NULL, NULL};
            wn_rules[check->rule]->gather(&look);
        }
}

static wn_rc stage_process(wn_stage *stage, wn_batch *batch)
{
    for (size_t r = 0; r < batch->count; r++)
        if (wn_is_wanted(stage->context, &batch->records[r]))
            gather(stage->context, &batch->records[r], &batch->arena);
    return WN_OK;
}

const wn_stage_class wn_gathering = {
    .name = "gather",
    .en = "what checks must know of other records",
    .zh = "汇总",
    .size = sizeof(wn_stage),
    .process = stage_process,
};
