/* none.c - the sink that keeps nothing: for reports without a target. */
#include "sink.h"

#include "core/memory.h"

#include <stdlib.h>
#include <string.h>

struct sink {
    const wn_context *context;
    wn_file_counts *books; /* by file */
};

static bool sink_accepts(const char *target)
{
    return !strcmp(target, "none");
}

static wn_rc sink_open(void **sink_out, const wn_stage *stage)
{
    const wn_context *context = stage->context;
    struct sink *s = wn_alloc(1, sizeof(*s));

    s->context = context;
    s->books = wn_alloc(context->plan->file_count, sizeof(*s->books));
    *sink_out = s;
    return WN_OK;
}

static wn_rc sink_begin(void *sink, const wn_entity *entity)
{
    (void)sink, (void)entity;
    return WN_OK;
}

static wn_rc sink_write(void *sink, wn_batch *batch)
{
    struct sink *s = sink;

    for (size_t r = 0; r < batch->count; r++)
        if (batch->records[r].disposition != WN_DISPOSITION_SKIPPED)
            s->books[batch->records[r].file->number]
                .dispositions[batch->records[r].disposition]++;
    return WN_OK;
}

static wn_rc sink_count(void *sink, wn_file_counts *books)
{
    struct sink *s = sink;

    memcpy(books, s->books, s->context->plan->file_count * sizeof(*books));
    return WN_OK;
}

static wn_rc sink_commit(void *sink)
{
    (void)sink;
    return WN_OK;
}

static void sink_close(void *sink, bool committed)
{
    struct sink *s = sink;

    (void)committed;
    free(s->books);
    free(s);
}

const wn_sink_class wn_sink_none = {
    .name = "none",
    .en = "nowhere: reports only",
    .zh = "不导入，只出报告",
    .accepts = sink_accepts,
    .open = sink_open,
    .begin = sink_begin,
    .write = sink_write,
    .count = sink_count,
    .commit = sink_commit,
    .close = sink_close,
};
