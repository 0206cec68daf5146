/* judge.c - a reading beside the run: counts what the columns of a mapping hold, and
 * tries which other choice of an option would accept the values that their types
 * refuse. */
#include "judge.h"

#include "core/memory.h"
#include "core/xref.h"

#include <string.h>

static void keep_sample(wn_columns *columns, wn_column_seen *item,
                        const wn_record *record, wn_str value)
{
    if (item->sample_count == WN_COUNT(item->samples))
        return;
    item->samples[item->sample_count].value = wn_arena_str(&columns->arena, value);
    item->samples[item->sample_count++].line = record->line;
}

/* ---- for people who look closely ------------------------------------------------- */

#define MOST_VALUES 2000 /* of a choice that are kept apart */

static void count_value(wn_columns *columns, wn_column_seen *item, wn_str value)
{
    bool is_new = false;

    if (item->value_count == MOST_VALUES &&
        !wn_map_find(&item->at, wn_fingerprint_of(value)))
        return;
    int64_t *at = wn_map_set(&item->at, wn_fingerprint_of(value), &is_new);
    if (is_new) {
        item->values = wn_grow(item->values, item->value_count, &item->value_room,
                               sizeof(*item->values));
        item->values[item->value_count].value = wn_arena_str(&columns->arena, value);
        item->values[item->value_count].count = 0;
        *at = (int64_t)item->value_count++;
    }
    item->values[*at].count++;
}

/* Keep the text if it is new and there is room. */
static void keep_different(wn_columns *columns, wn_str samples[3], size_t *count,
                           wn_str text)
{
    for (size_t i = 0; i < *count; i++)
        if (wn_str_equal(samples[i], text))
            return;
    if (*count < 3)
        samples[(*count)++] = wn_arena_str(&columns->arena, text);
}

static void look_at_value(wn_columns *columns, wn_column_seen *item, const wn_cell *cell)
{
    if (!wn_cell_has_value(cell))
        return;
    if (cell->state == WN_CELL_CLEAN)
        keep_different(columns, item->after, &item->after_count, cell->value);
    const wn_field *field = &item->file->entity->fields[item->bind->field];
    if (field->list)
        count_value(columns, item, wn_str_trim(cell->raw));
    if (field->target >= 0 && cell->state == WN_CELL_CLEAN) {
        item->linked++;
        ++*wn_map_set(&item->links,
                      wn_xref_fingerprint(item->file->source->system,
                                          columns->entities[field->target].name,
                                          cell->value),
                      NULL);
    }
}

static void look_at_key(wn_columns *columns, const wn_record *record)
{
    if (record->key.len)
        *wn_map_set(&columns->keys,
                    wn_xref_fingerprint(record->file->source->system,
                                        record->file->entity->name, record->key),
                    NULL) = 1;
}

static void look_at_row(wn_columns *columns, wn_table_seen *table, const wn_record *record)
{
    table->rows++;
    for (size_t c = 0; c < table->column_count; c++) {
        wn_str text = wn_record_cell(record, c);
        if (!text.len)
            continue;
        table->columns[c].filled++;
        keep_different(columns, table->columns[c].samples,
                       &table->columns[c].sample_count, text);
    }
}

static wn_table_seen *table_of(wn_stage *stage, const wn_file *file)
{
    wn_table_seen *table = &stage->may.columns->tables[file->number];
    const wn_input *input = &stage->context->known->inputs[file->number];

    if (!table->columns) {
        table->column_count = input->column_count;
        table->columns = wn_arena_alloc(&stage->may.columns->arena,
                                        (table->column_count + 1) * sizeof(*table->columns));
        memset(table->columns, 0, (table->column_count + 1) * sizeof(*table->columns));
    }
    return table;
}

/* ---- all values ------------------------------------------------------------------- */

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
    if (columns->closely)
        look_at_value(columns, item, cell);
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
    for (size_t r = 0; r < batch->count; r++) {
        const wn_record *record = &batch->records[r];
        if (columns->only_keys)
            columns->tables[batch->file->number].keys++;
        else if (columns->closely)
            table_of(stage, batch->file)->read++;
        if (!wn_is_wanted(stage->context, record))
            continue;
        if (columns->closely)
            look_at_key(columns, record);
        if (columns->only_keys)
            continue;
        if (columns->closely)
            look_at_row(columns, table_of(stage, batch->file), record);
        for (size_t b = 0; b < batch->file->bind_count; b++)
            look_at(columns, first + b, record, &batch->arena);
    }
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
