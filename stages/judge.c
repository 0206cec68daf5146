/* judge.c - a reading beside the run: counts what the columns of a mapping hold, and
 * tries which other choice of an option would accept the values that their types
 * refuse. */
#include "judge.h"

#include "core/memory.h"

static void keep_sample(wn_columns *columns, wn_column_seen *item,
                        const wn_record *record, wn_str value)
{
    if (item->sample_count == WN_COUNT(item->samples))
        return;
    item->samples[item->sample_count].value = wn_arena_str(&columns->arena, value);
    item->samples[item->sample_count++].line = record->line;
}

static void look_at(wn_columns *columns, size_t at, const wn_record *record,
                    wn_arena *arena)
{
    wn_column_seen *item = &columns->items[at];
    judge_work *w = &((judge_work *)columns->work)[at];
    const wn_transform *type = item->file->entity->fields[item->bind->field].type;
    const wn_cell *cell = &record->cells[item->bind->field];
    wn_str value = wn_str_trim(cell->raw);

    item->rows++;
    item->unlisted += cell->state == WN_CELL_UNKNOWN;
    wn_column_count(&item->counts, cell);
    if (cell->state == WN_CELL_UNKNOWN || cell->state == WN_CELL_INVALID)
        keep_sample(columns, item, record, value);
    else if (cell->fits < 0)
        keep_sample(columns, &w->against, record, value);
    if (cell->state != WN_CELL_INVALID && cell->fits >= 0)
        return;
    for (size_t i = 0; i < w->other_count; i++) {
        wn_cleaned out = {.value = value};
        w->others[i].cured +=
            type->apply(value, w->others[i].config, arena, &out) == WN_CLEAN &&
            out.fits >= 0;
    }
}

static wn_rc stage_process(wn_stage *stage, wn_batch *batch)
{
    wn_columns *columns = stage->may.columns;
    size_t first = 0;

    while (first < columns->count && columns->items[first].file != batch->file)
        first++;
    for (size_t r = 0; r < batch->count; r++)
        for (size_t b = 0; b < batch->file->bind_count &&
                           wn_is_wanted(stage->context, &batch->records[r]);
             b++)
            look_at(columns, first + b, &batch->records[r], &batch->arena);
    return WN_OK;
}

const wn_stage_class wn_stage_judge = {
    .name = "judge",
    .en = "what the columns hold",
    .zh = "逐列查看",
    .size = sizeof(wn_stage),
    .writes = WN_MAY_JUDGE,
    .process = stage_process,
};
