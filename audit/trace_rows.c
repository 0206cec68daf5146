/* trace_rows.c - the source rows of a target as they were read, as CSV. */
#include "trace.h"

#include "core/memory.h"
#include "target/catalog.h"
#include "target/raw_rows.h"

#define FLUSH_AT ((size_t)64 << 10)

/* What says which record it is; behind it stands its row. */
#define COLUMNS \
    "s.system, s.entity, s.source_key, s.nth, s.golden_id, s.fate, s.file, s.line"
enum { NAMED = 8 };

typedef struct rows {
    db *db;
    raw_reader reader;
    wn_trace_put put;
    wn_buf out;
    wn_rc rc;
} rows;

static void flush(rows *r)
{
    r->put(wn_buf_str(&r->out));
    r->out.len = 0;
}

static bool take_row(void *data, const wn_str *cells)
{
    rows *r = data;
    wn_str row;

    r->rc = raw_read(&r->reader, "winnow_raw", cells[NAMED], cells[NAMED + 1], &row);
    for (size_t i = 0; i < NAMED; i++) {
        if (cells[i].ptr)
            wn_csv_add(&r->out, cells[i]);
        wn_buf_char(&r->out, ',');
    }
    wn_csv_add(&r->out, row);
    wn_buf_char(&r->out, '\n');
    if (r->out.len >= FLUSH_AT)
        flush(r);
    return r->rc >= 0;
}

static wn_rc tell(rows *r)
{
    catalog c = {0};
    wn_rc rc = catalog_read(&c, r->db);

    catalog_release(&c);
    wn_buf_add(&r->out, WN_STR("system,entity,source_key,nth,golden_id,fate,file,line,"
                               "raw\n"));
    if (rc >= 0)
        rc = db_each(r->db, take_row, r, "SELECT " COLUMNS ", s.raw, %s FROM %s s",
                     r->reader.place, r->reader.source);
    if (rc >= 0)
        flush(r);
    return rc < 0 ? rc : r->rc;
}

wn_rc wn_trace_rows(const char *target, wn_trace_put put, wn_error *err)
{
    rows r = {.put = put};
    wn_rc rc = db_open(&r.db, target, DB_READ, "trace", err);

    if (rc >= 0)
        rc = raw_reader_open(&r.reader, target, err);
    if (rc >= 0)
        rc = tell(&r);
    raw_reader_close(&r.reader);
    wn_buf_release(&r.out);
    return db_close(r.db, rc >= 0, rc);
}
