/*
 * load.c - stage 7: write to the target, in one transaction.
 *
 * Before the commit the books must balance, for each file: the number of records read,
 * the number that arrived here, and the number that the target's own rows give must be
 * the same. If they are not, a stage lost a record, and nothing is committed.
 */
#include "core/fail.h"
#include "core/memory.h"
#include "target/sink.h"

extern const wn_sink_class wn_sink_database, wn_sink_health, wn_sink_none;

/* All targets: what a migration is loaded into, and where a health check keeps its
 * history. A new one is a line here and a file in target/. */
static const wn_sink_class *const targets[] = {
    &wn_sink_none,
    &wn_sink_database,
    NULL,
};
static const wn_sink_class *const histories[] = {
    &wn_sink_none,
    &wn_sink_health,
    NULL,
};

struct load {
    wn_stage stage;
    const wn_sink_class *class;
    void *sink;
};

static wn_rc open_sink(wn_stage *stage, const wn_sink_class *const *sinks)
{
    struct load *load = (struct load *)stage;
    const char *target = stage->context->settings->target;

    for (size_t i = 0; sinks[i] && !load->class; i++)
        if (sinks[i]->accepts(target))
            load->class = sinks[i];
    if (!load->class)
        return wn_fail(stage->context->err, WN_E_USAGE, WN_SAY_TARGET_UNKNOWN, target);
    return load->class->open(&load->sink, stage);
}

static wn_rc open_target(wn_stage *stage)
{
    return open_sink(stage, targets);
}

static wn_rc open_history(wn_stage *stage)
{
    return open_sink(stage, histories);
}

static wn_rc stage_begin(wn_stage *stage, const wn_entity *entity)
{
    struct load *load = (struct load *)stage;

    return load->class->begin(load->sink, entity);
}

static wn_rc stage_process(wn_stage *stage, wn_batch *batch)
{
    struct load *load = (struct load *)stage;

    for (size_t r = 0; r < batch->count; r++)
        WN_ASSERT(batch->records[r].golden != 0 ||
                  batch->records[r].disposition == WN_DISPOSITION_REFUSED ||
                  batch->records[r].disposition == WN_DISPOSITION_SKIPPED);
    wn_rc rc = load->class->write(load->sink, batch);
    for (size_t r = 0; r < batch->count; r++) {
        const wn_record *record = &batch->records[r];
        stage->may.load->books[record->file->number].dispositions[record->disposition]++;
    }
    return rc;
}

static uint64_t sum(const wn_file_counts *books)
{
    uint64_t all = 0;

    for (size_t i = 0; i < WN_DISPOSITION_COUNT; i++)
        all += books->dispositions[i];
    return all;
}

/* The books are told as the target's rows give them: only these know which golden records
 * did not need a change. */
static void take_rows(wn_file_counts *books, const wn_file_counts *rows)
{
    for (size_t f = 0; f < WN_DISPOSITION_SKIPPED; f++)
        books->dispositions[f] = rows->dispositions[f];
}

/* Are more records refused than the user allows? */
static bool is_gated(const wn_context *context)
{
    double refused = 0, read = 0;

    for (size_t f = 0; f < context->plan->file_count; f++) {
        const wn_file_counts *books = &context->outcome->load.books[f];
        refused += (double)books->dispositions[WN_DISPOSITION_REFUSED];
        read += (double)(books->read - books->dispositions[WN_DISPOSITION_SKIPPED]);
    }
    return context->settings->max_refused >= 0 &&
           (context->settings->max_is_share
                ? refused * 100 > context->settings->max_refused * read
                : refused > context->settings->max_refused);
}

static wn_rc stage_finish(wn_stage *stage)
{
    struct load *load = (struct load *)stage;
    const wn_context *context = stage->context;
    wn_rc rc = load->class->count(load->sink, stage->may.load->rows);

    for (size_t f = 0; f < context->plan->file_count && rc >= 0; f++) {
        wn_file_counts *books = &stage->may.load->books[f];
        const wn_file_counts *rows = &stage->may.load->rows[f];
        books->read = context->outcome->read.records[f];
        uint64_t in_rows = sum(rows) + books->dispositions[WN_DISPOSITION_SKIPPED];
        WN_ASSERT(books->read == sum(books)); /* so only the rows can differ */
        if (books->read == sum(books) && books->read == in_rows) {
            take_rows(books, rows);
            continue;
        }
        rc =
            wn_fail(context->err, WN_E_INTERNAL, WN_SAY_BOOKS_UNBALANCED,
                    WN_FMT(context->plan->files[f].name), (unsigned long long)books->read,
                    (unsigned long long)sum(books), (unsigned long long)in_rows);
    }
    if (rc >= 0)
        stage->may.load->gated = is_gated(context);
    return rc;
}

static wn_rc stage_commit(wn_stage *stage)
{
    struct load *load = (struct load *)stage;

    return stage->may.load->gated ? WN_OK : load->class->commit(load->sink);
}

static void stage_close(wn_stage *stage, bool committed)
{
    struct load *load = (struct load *)stage;

    if (load->sink)
        load->class->close(load->sink, committed && !stage->may.load->gated);
}

const wn_stage_class wn_stage_load = {
    .name = "load",
    .en = "write the golden records to the target",
    .zh = "导入",
    .size = sizeof(struct load),
    .writes = WN_MAY_TARGET | WN_MAY_DECIDE | WN_MAY_HISTORY | WN_MAY_LOAD,
    .open = open_target,
    .begin = stage_begin,
    .process = stage_process,
    .finish = stage_finish,
    .commit = stage_commit,
    .close = stage_close,
};

const wn_stage_class wn_stage_keep = {
    .name = "load",
    .en = "keep what the period says",
    .zh = "导入",
    .size = sizeof(struct load),
    .writes = WN_MAY_TARGET | WN_MAY_DECIDE | WN_MAY_HISTORY | WN_MAY_LOAD,
    .open = open_history,
    .begin = stage_begin,
    .process = stage_process,
    .finish = stage_finish,
    .commit = stage_commit,
    .close = stage_close,
};
