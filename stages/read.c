/* read.c - stage 1: let the reader of the file fill batches. */
#include "core/fail.h"
#include "core/stage.h"

struct read {
    wn_stage stage;
    const wn_file *file;
    wn_input *input;
    wn_rows rows;
    const wn_entity *entity;
    uint64_t number; /* of the last record, within the entity */
};

static wn_rc stage_begin_file(wn_stage *stage, const wn_file *file)
{
    struct read *read = (struct read *)stage;

    wn_rows_close(&read->rows);
    if (read->entity != file->entity)
        read->number = 0;
    read->entity = file->entity;
    read->file = file;
    read->input = &stage->may.inputs[file->number];
    return wn_rows_open(&read->rows, &stage->context->plan->model, file, read->input,
                        stage->context->err);
}

static wn_rc stage_drain(wn_stage *stage, wn_batch *batch)
{
    struct read *read = (struct read *)stage;
    uint64_t *records = &stage->may.read->records[read->file->number];

    uint64_t most = stage->context->settings->most_rows;

    batch->file = read->file;
    if (most && *records >= most)
        return WN_OK;
    wn_rc rc = wn_rows_next(&read->rows, batch);
    if (most && batch->count > most - *records)
        batch->count = (size_t)(most - *records);
    size_t own = wn_input_own_columns(read->input);
    for (size_t i = 0; i < batch->count; i++) {
        if (own && batch->records[i].source_count > read->input->column_count - own)
            batch->records[i].source_count = (uint32_t)(read->input->column_count - own);
        batch->records[i].number = ++read->number;
        batch->records[i].file = read->file;
    }
    *records += batch->count;
    if (rc == WN_OK && read->input->rows == 0 && !stage->context->pass->allows_empty) {
        rc = wn_fail(stage->context->err, WN_E_SOURCE, WN_SAY_READ_NO_RECORDS,
                     read->input->path);
        wn_error_hint(stage->context->err, WN_SAY_READ_NO_RECORDS_HINT);
    }
    return rc;
}

static void stage_close(wn_stage *stage, bool committed)
{
    (void)committed;
    wn_rows_close(&((struct read *)stage)->rows);
}

const wn_stage_class wn_stage_read = {
    .name = "read",
    .en = "read the exports",
    .zh = "读取",
    .size = sizeof(struct read),
    .writes = WN_MAY_INPUTS | WN_MAY_READ,
    .begin_file = stage_begin_file,
    .drain = stage_drain,
    .close = stage_close,
};
