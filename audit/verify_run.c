/* verify_run.c - finds what a run of a target was made of, so that it can be read
 * again. */
#include "verify_run.h"

#include "core/fail.h"
#include "core/memory.h"
#include "target/catalog.h"

#include <stdlib.h>

typedef struct finder {
    wn_run_made *out;
    wn_arena *arena;
    size_t file_room, sum_room;
} finder;

static bool take_run(void *data, const wn_str *cells)
{
    finder *f = data;
    wn_str rest = wn_arena_str(f->arena, cells[0]);
    size_t lines = 1;

    for (size_t i = 0; i < rest.len; i++)
        lines += rest.ptr[i] == '\n';
    f->out->mappings = wn_arena_alloc(f->arena, lines * sizeof(*f->out->mappings));
    while (rest.len > 0)
        f->out->mappings[f->out->mapping_count++] =
            wn_arena_str(f->arena, wn_str_cut(&rest, WN_STR("\n"))).ptr;
    f->out->rules = wn_arena_str(f->arena, cells[1]).ptr;
    f->out->as_of = wn_arena_str(f->arena, cells[2]).ptr;
    return false;
}

static bool take_file(void *data, const wn_str *cells)
{
    finder *f = data;
    size_t n = f->out->file_count;

    f->out->files = wn_grow(f->out->files, n, &f->file_room, sizeof(*f->out->files));
    f->out->file_sums =
        wn_grow(f->out->file_sums, n, &f->sum_room, sizeof(*f->out->file_sums));
    f->out->files[n] = wn_arena_str(f->arena, cells[0]).ptr;
    f->out->file_sums[n] = wn_arena_str(f->arena, cells[1]);
    f->out->file_count++;
    return true;
}

static wn_rc find(db *d, wn_str id, finder *f, wn_error *err)
{
    catalog c = {0};
    catalog_run run = {0};
    wn_rc rc = catalog_read(&c, d);

    catalog_release(&c);
    if (rc >= 0)
        rc = catalog_find_run(d, id, f->arena, &run);
    if (rc >= 0 && (run.number == 0 || run.is_undo)) {
        rc = wn_fail(err, WN_E_USAGE, WN_SAY_UNDO_NO_RUN, d->shown, WN_FMT(id));
        wn_error_hint(err, WN_SAY_VERIFY_RUN_HINT);
    }
    if (rc >= 0 && run.undone_by)
        rc = wn_fail(err, WN_E_USAGE, WN_SAY_UNDO_ALREADY, run.id);
    f->out->id = wn_arena_str(f->arena, wn_str_of(run.id)).ptr;
    if (rc >= 0)
        rc = db_each(d, take_run, f,
                     "SELECT coalesce(mappings,''), rules, as_of FROM winnow_run WHERE "
                     "number=%d",
                     (long long)run.number);
    return rc < 0
               ? rc
               : db_each(d, take_file, f,
                         "SELECT DISTINCT path, sha256 FROM winnow_file WHERE run=%d AND "
                         "path IS NOT NULL ORDER BY path",
                         (long long)run.number);
}

wn_rc wn_run_find(const char *target, wn_str id, wn_run_made *out, wn_arena *arena,
                  wn_error *err)
{
    finder f = {.out = out, .arena = arena};
    db *d = NULL;

    *out = (wn_run_made){0};
    wn_rc rc = db_open(&d, target, DB_READ, "verify", err);
    if (rc >= 0)
        rc = find(d, id, &f, err);
    return db_close(d, rc >= 0, rc);
}
