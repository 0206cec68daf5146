/*
 * order_rows.c - a reading beside the run: counts what rows show of how a column is
 * read. 03/04/2024 alone proves nothing; 25/12/2023 elsewhere in the column proves the
 * order.
 */
#include "order_rows.h"

static bool is_one(unsigned set)
{
    return set && !(set & (set - 1));
}

static void look_at(const wn_file *file, evidence *e, const wn_record *record,
                    wn_arena *of_batch, wn_arena *arena)
{
    const wn_transform *type = file->entity->fields[e->bind->field].type;

    for (size_t c = 0; c < e->bind->count; c++) {
        int at = e->columns[c];
        if (at < 0 || (uint32_t)at >= record->source_count ||
            (record->numbers && record->numbers[at]))
            continue;
        wn_reading reading =
            type->readings(record->source[at], e->bind->config, of_batch);
        if (reading.set == 0)
            continue;
        shape_evidence *s = &e->shapes[reading.shape];
        s->rows[reading.set & 15]++;
        bool usual = !is_one(reading.set) && !reading.asks && !type->is_date;
        s->asking += reading.asks;
        s->usual += usual;
        if (!(reading.asks || usual) || s->first_line)
            continue;
        s->first_line = record->line;
        s->first = wn_arena_str(arena, wn_str_trim(record->source[at]));
    }
}

static wn_rc stage_process(wn_stage *stage, wn_batch *batch)
{
    wn_date_orders *orders = stage->may.orders;
    int file = batch->file->number;

    for (size_t r = 0; r < batch->count; r++)
        for (size_t i = 0; i < orders->counts[file]; i++)
            look_at(batch->file, &orders->columns[file][i], &batch->records[r],
                    &batch->arena, &orders->arena);
    return WN_OK;
}

const wn_stage_class wn_stage_order = {
    .name = "order",
    .en = "how dates and amounts are written",
    .zh = "日期与金额的写法",
    .size = sizeof(wn_stage),
    .writes = WN_MAY_ORDER,
    .process = stage_process,
};
