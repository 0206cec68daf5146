/*
 * gather.c - a reading before the run: collects what checks must know of other
 * records.
 *
 * Is a value unique? Who was called since? One record cannot answer that, so the files
 * that such checks are about are read once before the run. Records that the run skips
 * do not count, except for rules with gathers_all.
 */
#include "checks/check.h"
#include "core/memory.h"
#include "core/stage.h"

struct gather {
    wn_stage stage;
    const wn_check **checks; /* those that gather from the entity's records */
    size_t count, room;
    wn_arena arena; /* emptied for each entity */
};

static wn_rc stage_begin(wn_stage *stage, const wn_entity *entity)
{
    struct gather *g = (struct gather *)stage;
    const wn_model *model = &stage->context->plan->model;

    wn_arena_reset(&g->arena);
    g->checks = NULL;
    g->count = g->room = 0;
    for (size_t e = 0; e < model->entity_count; e++)
        for (size_t c = 0; c < model->entities[e].check_count; c++) {
            const wn_check *check = &model->entities[e].checks[c];
            if ((check->entity != entity && check->by_entity != entity->number) ||
                !wn_check_gathers(stage->context, check))
                continue;
            g->checks = wn_arena_grow(&g->arena, g->checks, g->count, &g->room,
                                      sizeof(*g->checks));
            g->checks[g->count++] = check;
        }
    return WN_OK;
}

static void gather(const struct gather *g, wn_record *record, wn_arena *arena)
{
    const wn_context *context = g->stage.context;
    const wn_entity *entity = record->file->entity;
    bool is_wanted = wn_is_wanted(context, record);

    for (size_t c = 0; c < g->count; c++) {
        const wn_check *check = g->checks[c];
        const wn_rule *rule = wn_rules[check->rule];
        if (check->entity == entity ? !is_wanted || !wn_check_applies(check, record)
                                    : !is_wanted && !rule->gathers_all)
            continue;
        wn_check_context look = {.check = check,
                                 .entity = entity,
                                 .context = context,
                                 .record = record,
                                 .arena = arena,
                                 .gathering = g->stage.may.gathered};
        rule->gather(&look);
    }
}

static wn_rc stage_process(wn_stage *stage, wn_batch *batch)
{
    for (size_t r = 0; r < batch->count; r++)
        gather((const struct gather *)stage, &batch->records[r], &batch->arena);
    return WN_OK;
}

static void stage_close(wn_stage *stage, bool committed)
{
    (void)committed;
    wn_arena_release(&((struct gather *)stage)->arena);
}

const wn_stage_class wn_stage_gather = {
    .name = "gather",
    .en = "what checks must know of other records",
    .zh = "汇总",
    .size = sizeof(struct gather),
    .writes = WN_MAY_GATHER,
    .begin = stage_begin,
    .process = stage_process,
    .close = stage_close,
};
