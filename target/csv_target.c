/*
 * csv_target.c - a folder of CSV files as a target: a temporary SQLite database, whose
 * tables are written as files when the run commits. So the files have the same tables and
 * the same meaning as any other target. But a folder does not remember earlier runs: each
 * run writes it anew.
 */
#include "db.h"

#include "core/fail.h"
#include "core/memory.h"
#include "core/output.h"
#include "core/text.h"

#include <stdlib.h>
#include <string.h>

#define FLUSH_AT ((size_t)1 << 20)

typedef struct writer {
    db *db;
    const char *folder;
    wn_str *names; /* of the tables; in the writer of one table, of its columns */
    size_t count, room;
    wn_buf out;
    wn_outputs files;
    wn_output *file;
    bool failed;
    wn_arena arena;
} writer;

static bool accepts(const char *target)
{
    return !strncmp(target, "csv:", 4) && target[4];
}

static bool take_name(void *data, const wn_str *cells)
{
    writer *w = data;

    w->names = wn_grow(w->names, w->count, &w->room, sizeof(*w->names));
    w->names[w->count++] = wn_arena_str(&w->arena, cells[0]);
    return true;
}

static void flush(writer *w, bool all)
{
    if (w->failed || w->out.len <= (all ? 0 : FLUSH_AT))
        return;
    w->failed = wn_output_put(w->file, wn_buf_str(&w->out), w->db->err) < 0;
    w->out.len = 0;
}

static bool take_row(void *data, const wn_str *cells)
{
    writer *w = data;

    for (size_t c = 0; c < w->count; c++) {
        if (c > 0)
            wn_buf_char(&w->out, ',');
        if (cells[c].ptr)
            wn_csv_add_safe(&w->out, cells[c]);
    }
    wn_buf_char(&w->out, '\n');
    flush(w, false);
    return !w->failed;
}

static wn_rc write_rows(writer *w, wn_str table)
{
    wn_str name = wn_arena_format(&w->arena, "%.*s.csv", WN_FMT(table));

    w->file = wn_outputs_add(&w->files, w->folder, name.ptr, w->db->err);
    if (!w->file)
        return w->db->err->rc;
    w->failed = false;
    w->out.len = 0;
    wn_buf_add(&w->out, WN_STR("\xEF\xBB\xBF"));
    wn_csv_row(&w->out, w->names, w->count);
    wn_rc rc = db_each(w->db, take_row, w, "SELECT * FROM %I", table);
    flush(w, true);
    return w->failed ? w->db->err->rc : rc;
}

/* What views are made of is of no use in files. */
#define SHOWN                                                                      \
    "type IN ('table','view') AND name NOT LIKE 'sqlite%%' AND name NOT IN "       \
    "('winnow_raw','winnow_why') AND "                                             \
    "NOT EXISTS (SELECT 1 FROM sqlite_master v WHERE v.type='view' AND m.name IN " \
    "(v.name||'_all', v.name||'_row', v.name||'_kind'))"

/* Writes all files under temporary names first: so the folder changes in one moment, or
 * not at all. */
static wn_rc write_tables(writer *w)
{
    wn_rc rc = db_each(w->db, take_name, w,
                       "SELECT name FROM sqlite_master m WHERE " SHOWN " ORDER BY name");
    wn_str *tables = w->names;
    size_t count = w->count;

    w->names = NULL;
    w->room = 0;
    for (size_t t = 0; t < count && rc >= 0; t++) {
        w->count = 0;
        rc = db_each(w->db, take_name, w,
                     "SELECT name FROM pragma_table_info(%L) WHERE name<>'place' OR "
                     "%L<>'winnow_pair'",
                     tables[t], tables[t]);
        if (rc >= 0)
            rc = write_rows(w, tables[t]);
    }
    free(tables);
    return wn_outputs_finish(&w->files, rc, w->db->err);
}

static wn_rc write_folder(db *d)
{
    writer w = {
        .db = d, .folder = d->shown + 4, .files = {.force = d->force, .sync = true}};
    wn_rc rc = wn_path_make(w.folder, d->err);

    if (rc >= 0)
        rc = write_tables(&w);
    free(w.names);
    wn_buf_release(&w.out);
    wn_arena_release(&w.arena);
    return rc;
}

static wn_rc open_target(db **out, const char *target, db_mode mode, const char *who,
                         wn_error *err)
{
    if (mode == DB_READ)
        return wn_fail(err, WN_E_TARGET, WN_SAY_TRACE_NO_TARGET, target);
    wn_rc rc = db_sqlite.open(out, "sqlite:", mode, who, err);
    if (*out) {
        free((*out)->shown);
        (*out)->shown = strdup(target);
    }
    if (rc >= 0)
        (*out)->before_commit = write_folder;
    if (rc >= 0)
        (*out)->plain = true;
    return rc;
}

const db_class db_csv = {
    .name = "csv",
    .accepts = accepts,
    .open = open_target,
};
