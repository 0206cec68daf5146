/* read.c - stage 1: let the reader of the file fill batches. */
#include "read.h"

extern const wn_reader_class wn_reader_csv, wn_reader_dbf, wn_reader_html, wn_reader_json,
    wn_reader_postgres, wn_reader_sqlite, wn_reader_vcard, wn_reader_xls, wn_reader_xlsx,
    wn_reader_xml, wn_reader_xml_sheet;

/* Add a line here, a file beside. */
const wn_reader_class *const wn_readers[] = {
    &wn_reader_csv,    &wn_reader_xls,      &wn_reader_xlsx,  &wn_reader_xml_sheet,
    &wn_reader_html,   &wn_reader_json,     &wn_reader_vcard, &wn_reader_dbf,
    &wn_reader_sqlite, &wn_reader_postgres, &wn_reader_xml,   NULL,
};

struct read {
    wn_stage stage;
    const wn_file *file;
    wn_input *input;
    void *reader;
    const wn_entity *entity;
    uint64_t number; /* of the last record, within the entity */
};

static void close_reader(struct read *read)
{
    if (read->reader)
        read->input->reader->close(read->reader);
    read->reader = NULL;
}

static wn_rc stage_begin_file(wn_stage *stage, const wn_file *file)
{
    struct read *read = (struct read *)stage;

    close_reader(read);
    if (read->entity != file->entity)
        read->number = 0;
    read->entity = file->entity;
    read->file = file;
    read->input = &stage->context->inputs[file->number];
    return read->input->reader->open(&read->reader, read->input, stage->context->err);
}

static wn_rc stage_drain(wn_stage *stage, wn_batch *batch)
{
    struct read *read = (struct read *)stage;
    wn_books *books = &stage->context->results->books[read->file->number];

    batch->file = read->file;
    wn_rc rc = read->input->reader->next(read->reader, batch);
    size_t own = wn_input_own_columns(read->input);
    for (size_t i = 0; i < batch->count; i++) {
        if (own && batch->records[i].source_count > read->input->column_count - own)
            batch->records[i].source_count = (uint32_t)(read->input->column_count - own);
        batch->records[i].number = ++read->number;
        batch->records[i].file = read->file;
    }
    books->read += batch->count;
    if (rc == WN_OK && books->read == 0 && !stage->context->is_health) {
        rc = wn_fail(stage->context->err, WN_E_SOURCE, WN_SAY_READ_NO_RECORDS,
                     read->input->path);
        wn_error_hint(stage->context->err, WN_SAY_READ_NO_RECORDS_HINT);
    }
    return rc;
}

static void stage_close(wn_stage *stage, bool committed)
{
    (void)committed;
    close_reader((struct read *)stage);
}

const wn_stage_class wn_stage_read = {
    .name = "read",
    .en = "read the exports",
    .zh = "读取",
    .size = sizeof(struct read),
    .begin_file = stage_begin_file,
    .drain = stage_drain,
    .close = stage_close,
};
