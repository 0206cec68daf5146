/*
 * test_raw_rows.c - source rows in compressed blocks. If these fail, what the old system
 * said of a customer cannot be shown any more, or another row is shown in its place.
 */
#include "tap.h"
#include "core/memory.h"
#include "target/raw_columns.h"
#include "target/raw_rows.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>
#include <zstd.h>

static wn_str commas(wn_arena *arena, size_t count)
{
    char *text = memset(wn_arena_bytes(arena, count + 1), ',', count);

    return (wn_str){text, count};
}

static size_t make_rows(wn_arena *arena, wn_str *rows)
{
    const wn_str few[] = {WN_STR("1,Anna Bell,+49 30 1234"),
                          WN_STR(""),
                          WN_STR(","),
                          WN_STR("2,\"Bell, Anna\",\"two\nlines\""),
                          WN_STR("3"),
                          WN_STR("\0,\xff\xfe,张伟"),
                          WN_STR("\x80"),
                          WN_STR(",,,,")};
    size_t count = 0;

    for (size_t i = 0; i < WN_COUNT(few); i++)
        rows[count++] = few[i];
    for (size_t most = RAW_COLUMNS - 2; most <= RAW_COLUMNS + 2; most++)
        rows[count++] = commas(arena, most);
    rows[count++] = commas(arena, 70000);
    rows[count++] = WN_STR("after,them");
    return count;
}

static bool same_rows(wn_str text, const wn_str *rows, size_t count)
{
    size_t len;

    for (size_t i = 0; i < count; i++) {
        if (!raw_take_number(&text, &len) || len != rows[i].len || len > text.len ||
            !wn_str_equal((wn_str){text.ptr, len}, rows[i]))
            return false;
        text.ptr += len;
        text.len -= len;
    }
    return text.len == 0;
}

static void round_trip(const wn_str *rows, size_t count, wn_buf *written)
{
    raw_columns c = {0};
    wn_buf back = {0};

    for (int time = 0; time < 2; time++) { /* the second time nothing is left over */
        written->len = back.len = 0;
        for (size_t i = 0; i < count; i++)
            raw_columns_add(&c, rows[i]);
        raw_columns_write(&c, written);
        ok(raw_columns_read(wn_buf_str(written), &back) &&
               same_rows(wn_buf_str(&back), rows, count),
           "every row comes back as it was, byte by byte (%d)", time);
    }
    raw_columns_release(&c);
    wn_buf_release(&back);
}

/* A target may be damaged, or made by somebody who wishes us ill. */
static void break_it(wn_buf *written)
{
    wn_buf back = {0};
    size_t refused = 0, tried = 0, most = 0;

    for (size_t len = 0; len < written->len && len < 3000; len++, tried++) {
        back.len = 0;
        refused += !raw_columns_read((wn_str){written->ptr, len}, &back);
    }
    ok(refused == tried && tried > 1000, "a block that was cut off is refused, all of %zu",
       tried);
    for (size_t at = 0; at < written->len && at < 3000; at++) {
        char was = written->ptr[at];
        for (int bit = 0; bit < 8; bit++) {
            back.len = 0;
            written->ptr[at] = (char)(was ^ 1 << bit);
            raw_columns_read(wn_buf_str(written), &back);
            most = back.len > most ? back.len : most;
        }
        written->ptr[at] = was;
    }
    ok(most > 0 && most < 2 * written->len,
       "a block in which a bit fell over is refused, or gives no more than it holds");
    wn_buf_release(&back);
}

/* What was written before rows were put into columns. */
static void add_older(db *d, const wn_str *rows, size_t count)
{
    wn_buf text = {0};
    char packed[4096];

    for (size_t i = 0; i < count; i++) {
        raw_add_number(&text, rows[i].len);
        wn_buf_add(&text, rows[i]);
    }
    size_t size = ZSTD_compress(packed, sizeof(packed), text.ptr, text.len, 3);
    db_inserter *into = d->class->inserter(d, "winnow_raw", "id, run, data", 3);
    const db_value row[] = {db_int(1), db_int(1), db_bytes((wn_str){packed, size})};
    ok(!ZSTD_isError(size) && d->class->insert(into, row) >= 0,
       "a block of the version before is there");
    wn_buf_release(&text);
}

static wn_str place_of(int64_t number, char *out)
{
    return (wn_str){out, (size_t)sprintf(out, "%lld", (long long)number)};
}

static void in_database(const wn_str *rows, size_t count)
{
    char folder[512], path[600], number[32];
    int64_t places[64];
    wn_error err = {0};
    db *d;
    raw_rows *w;
    raw_reader r = {0};
    bool good = true;

    tap_temporary(folder, sizeof(folder), "test_raw_rows");
    ok(mkdtemp(folder) != NULL, "a folder");
    snprintf(path, sizeof(path), "%s/t.db", folder);
    ok(db_open(&d, path, DB_WRITE, "test", &err) >= 0 &&
           db_run(d, "CREATE TABLE winnow_raw (id INTEGER PRIMARY KEY, run, data)") >= 0,
       "a database");
    add_older(d, rows, 4);
    ok(raw_rows_open(&w, d, "winnow_raw", 2) >= 0, "a writer");
    for (size_t i = 0; i < count; i++)
        good = good && raw_rows_add(w, rows[i], &places[i]) >= 0;
    ok(good && raw_rows_finish(w) >= 0, "the rows are written");
    raw_rows_close(w);
    ok(d->class->commit(d) >= 0, "and stay");
    db_close(d, true, WN_OK);

    ok(raw_reader_open(&r, path, &err) >= 0, "a reader");
    for (size_t i = 0; i < 4; i++) {
        wn_str row;
        good = good &&
               raw_read(&r, "winnow_raw", (wn_str){0},
                        place_of(8192 + (int64_t)i, number), &row) >= 0 &&
               wn_str_equal(row, rows[i]);
    }
    ok(good, "rows of a target of the version before are read");
    for (size_t i = count; i-- > 0;) {
        wn_str row;
        good = good &&
               raw_read(&r, "winnow_raw", (wn_str){0}, place_of(places[i], number), &row) >=
                   0 &&
               wn_str_equal(row, rows[i]);
    }
    ok(good, "and those of this one, in any order");
    wn_str row;
    ok(raw_read(&r, "winnow_raw", (wn_str){0}, place_of(places[count - 1] + 1, number),
                &row) < 0,
       "a row that is not there is an error");
    raw_reader_close(&r);
    unlink(path);
    rmdir(folder);
}

int main(void)
{
    wn_arena arena = {0};
    wn_buf written = {0};
    wn_str rows[64];
    size_t count = make_rows(&arena, rows);

    round_trip(rows, count, &written);
    round_trip(rows, count - 2, &written);
    break_it(&written);
    in_database(rows, count);
    wn_buf_release(&written);
    wn_arena_release(&arena);
    return tap_end();
}
