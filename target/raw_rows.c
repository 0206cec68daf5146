/* raw_rows.c - packs source rows into blocks, and reads one of them. */
#include "raw_rows.h"
#include "raw_columns.h"

#include "core/fail.h"
#include "core/memory.h"

#include <string.h>
#include <zstd.h>

#define MOST_ROWS 8192            /* in a block: 13 bits of a place */
#define FULL_AT ((size_t)1 << 20) /* bytes of a block before it is compressed */
#define LEVEL 3
#define MOST_BYTES ((unsigned long long)1 << 30) /* that a block may say it holds */

struct raw_rows {
    db *db;
    db_inserter *into;
    int64_t run, block;
    int64_t count; /* rows that wait for their block to be full */
    raw_columns rows;
    wn_buf text, packed; /* of a block */
    ZSTD_CCtx *zstd;
};

/* ---- writing ---------------------------------------------------------------------- */

wn_rc raw_rows_open(raw_rows **out, db *d, const char *table, int64_t run)
{
    raw_rows *w = *out = wn_alloc(1, sizeof(*w));

    w->db = d;
    w->run = run;
    w->zstd = ZSTD_createCCtx();
    w->into = d->class->inserter(d, table, "id, run, data", 3);
    return db_number(d, &w->block, "SELECT coalesce(max(id),0)+1 FROM %s", table);
}

wn_rc raw_rows_finish(raw_rows *w)
{
    if (w->count == 0)
        return WN_OK;
    w->packed.len = w->text.len = 0;
    raw_columns_write(&w->rows, &w->text);
    size_t room = ZSTD_compressBound(w->text.len);
    char *to = wn_buf_reserve(&w->packed, room);
    size_t size =
        w->zstd ? ZSTD_compressCCtx(w->zstd, to, room, w->text.ptr, w->text.len, LEVEL)
                : ZSTD_compress(to, room, w->text.ptr, w->text.len, LEVEL);
    if (ZSTD_isError(size))
        return db_fail(w->db, "zstd", ZSTD_getErrorName(size));
    const db_value row[] = {db_int(w->block++), db_int(w->run),
                            db_bytes((wn_str){to, size})};
    w->count = 0;
    return w->db->class->insert(w->into, row);
}

wn_rc raw_rows_add(raw_rows *w, wn_str row, int64_t *place)
{
    wn_rc rc =
        w->count == MOST_ROWS || w->rows.bytes >= FULL_AT ? raw_rows_finish(w) : WN_OK;

    *place = w->block * MOST_ROWS + w->count++;
    raw_columns_add(&w->rows, row);
    return rc;
}

void raw_rows_close(raw_rows *w)
{
    if (!w)
        return;
    ZSTD_freeCCtx(w->zstd);
    raw_columns_release(&w->rows);
    wn_buf_release(&w->text);
    wn_buf_release(&w->packed);
    free(w);
}

/* ---- reading ---------------------------------------------------------------------- */

/* Takes the next row off `*rest`; false: there is none. */
static bool next_row(wn_str *rest, wn_str *row)
{
    size_t length;

    if (!raw_take_number(rest, &length) || length > rest->len)
        return false;
    *row = (wn_str){rest->ptr, length};
    rest->ptr += length;
    rest->len -= length;
    return true;
}

/* Blocks that were written before there were columns hold their rows one after another. */
static void unfold(raw_reader *r)
{
    wn_buf rows = {0};
    wn_str text = wn_buf_str(&r->rows);

    if (!raw_is_columns(text))
        return;
    if (!raw_columns_read(text, &rows))
        rows.len = 0; /* it is damaged: no row is found in it */
    wn_buf_release(&r->rows);
    r->rows = rows;
}

static bool take_block(void *data, const db_value *values)
{
    raw_reader *r = data;
    wn_str packed = values[0].text;

    unsigned long long whole = ZSTD_getFrameContentSize(packed.ptr, packed.len);
    if (whole <= MOST_BYTES) { /* the values for "not known" are greater */
        char *to = wn_buf_reserve(&r->rows, (size_t)whole + 1);
        size_t size = ZSTD_decompress(to, (size_t)whole, packed.ptr, packed.len);
        r->rows.len = ZSTD_isError(size) ? 0 : size;
        unfold(r);
    }
    return false;
}

static wn_rc read_block(raw_reader *r, const char *table, int64_t block)
{
    r->rows.len = 0;
    r->table = table;
    r->block = block;
    wn_rc rc = db_read(r->db, take_block, r, "SELECT data FROM %s WHERE id=%d", table,
                       (long long)block);
    r->rest = wn_buf_str(&r->rows);
    r->next = 0;
    return rc;
}

wn_rc raw_reader_open(raw_reader *r, const char *target, wn_error *err)
{
    wn_rc rc = db_open(&r->db, target, DB_READ, "trace", err);
    bool blocks = rc >= 0 && r->db->class->has_table(r->db, WN_STR("winnow_raw"));

    r->place = blocks ? "place" : "NULL";
    r->source = blocks ? "winnow_source_all" : "winnow_source";
    return rc;
}

wn_rc raw_read(raw_reader *r, const char *table, wn_str text, wn_str place, wn_str *row)
{
    int64_t where = db_cell_number(place), block = where / MOST_ROWS,
            at = where % MOST_ROWS;
    wn_rc rc = WN_OK;

    *row = text.ptr ? text : WN_STR("");
    if (where <= 0)
        return rc;
    if (table != r->table || block != r->block || at < r->next)
        rc = read_block(r, table, block);
    for (; rc >= 0 && r->next <= at; r->next++)
        if (!next_row(&r->rest, row))
            return wn_fail(r->db->err, WN_E_TARGET, WN_SAY_TARGET_RAW_DAMAGED,
                           r->db->shown, (long long)block, table);
    return rc;
}

void raw_reader_close(raw_reader *r)
{
    db_close(r->db, true, WN_OK);
    wn_buf_release(&r->rows);
}
