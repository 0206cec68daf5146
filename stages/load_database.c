/*
 * load_database.c - a database as a sink: writes the store, and, in the same
 * transaction, what this period adds to the history.
 */
#include "core/memory.h"
#include "health/period.h"
#include "target/sink.h"
#include "target/store.h"

#include <stdlib.h>

struct sink {
    store *store;
    period period; /* what this run adds to the history */
};

static bool sink_accepts(const char *target)
{
    return db_class_of(target) != NULL;
}

static wn_rc sink_open(void **sink_out, const wn_stage *stage)
{
    struct sink *s = wn_alloc(1, sizeof(*s));

    *sink_out = s;
    wn_rc rc = store_open(&s->store, stage);
    return rc < 0 ? rc
                  : period_begin(&s->period, s->store->db, stage,
                                 s->store->living ? &s->store->images : NULL,
                                 s->store->run, false);
}

static wn_rc sink_begin(void *sink, const wn_entity *entity)
{
    struct sink *s = sink;

    return store_begin(s->store, entity);
}

static wn_rc sink_write(void *sink, wn_batch *batch)
{
    struct sink *s = sink;
    wn_rc rc = store_write(s->store, batch);

    return rc < 0 ? rc : period_take(&s->period, batch);
}

static wn_rc sink_count(void *sink, wn_file_counts *books)
{
    struct sink *s = sink;
    wn_rc rc = store_end(s->store);

    if (rc >= 0)
        rc = period_finish(&s->period);
    return rc < 0 ? rc : store_count_rows(s->store, books);
}

static wn_rc sink_commit(void *sink)
{
    struct sink *s = sink;

    return store_commit(s->store);
}

static void sink_close(void *sink, bool committed)
{
    struct sink *s = sink;

    store_close(s->store, committed);
    period_release(&s->period);
    free(s);
}

const wn_sink_class wn_sink_database = {
    .name = "database",
    .en = "an SQLite file (PATH.db, sqlite:PATH) or a PostgreSQL database "
          "(postgresql://...)",
    .zh = "SQLite 文件（PATH.db、sqlite:PATH）或 PostgreSQL 数据库（postgresql://...）",
    .accepts = sink_accepts,
    .open = sink_open,
    .begin = sink_begin,
    .write = sink_write,
    .count = sink_count,
    .commit = sink_commit,
    .close = sink_close,
};
