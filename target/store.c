/*
 * store.c - a database as target: one run, one transaction.
 *
 * When a run ends before its commit, for whatever reason, the database is as before.
 */
#include "store.h"

#include "core/file.h"
#include "core/memory.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* Takes a decision of people that an earlier run kept; those given to this run are there
 * already. */
static bool take_decision(void *data, const wn_str *cells)
{
    store *s = data;

    wn_decision *said = wn_decided(s->may->decisions, cells[0]);
    if (said && said->ruling == WN_RULING_UNDECIDED)
        said->before = wn_ruling_named(cells[1]);
    wn_decide(s->may->decisions, cells[0], cells[1]);
    return true;
}

static wn_rc read_decisions(store *s)
{
    const wn_decisions *all = s->context->known->decisions;
    wn_rc rc = WN_OK;

    for (size_t i = 0; i < all->count && rc >= 0; i++) {
        char id[WN_PAIR_ID + 1], which[128];
        if (all->items[i].ruling == WN_RULING_UNDECIDED)
            continue; /* taken back when it is known that both are there */
        const char *ruling = wn_ruling_names[all->items[i].ruling];
        wn_pair_id(all->items[i].left, all->items[i].right, id);
        snprintf(which, sizeof(which), "t.pair='%s' AND coalesce(t.decision,'')<>'%s'",
                 id, ruling);
        rc = images_keep(&s->images, "winnow_pair", which);
        if (rc >= 0)
            rc = db_run(s->db,
                        "UPDATE winnow_pair AS t SET decision='%s', run=%d WHERE %s",
                        ruling, (long long)s->run, which);
    }
    return rc < 0
               ? rc
               : db_each(s->db, take_decision, s,
                         "SELECT pair, decision FROM winnow_pair WHERE decision IS NOT "
                         "NULL AND pair IS NOT NULL");
}

/* ---- the run's own row ------------------------------------------------------------ */

/* Appends the paths of the mapping files, one a line: verify reads the sources again. */
static void add_mappings(const wn_plan *plan, wn_buf *out)
{
    for (size_t i = 0; i < plan->path_count; i++) {
        char *path = realpath(plan->paths[i], NULL);
        wn_buf_format(out, "%s\n", path ? path : plan->paths[i]);
        free(path);
    }
    wn_buf_add(out, WN_STR(""));
}

static bool take_since(void *data, const wn_str *cells)
{
    if (cells[0].ptr && cells[0].len == 10)
        memcpy(data, cells[0].ptr, 11);
    return false;
}

/* Finds since when the target knows old ids: nothing that a run does removes them. Files
 * of csv:DIR are made anew by each run, and say nothing of the ones before. */
static wn_rc find_since(store *s)
{
    if (s->db->before_commit)
        return WN_OK;
    return db_each(s->db, take_since, s->may->load->kept_since,
                   "SELECT min(substr(started_at,1,10)) FROM winnow_run WHERE "
                   "coalesce(kind,'run')='run' AND undone_by IS NULL");
}

static wn_rc begin_run(store *s)
{
    const wn_context *context = s->context;
    const wn_plan *plan = context->plan;
    wn_buf rules = {0}, mappings = {0}, first = {0};
    int64_t same = 0;

    wn_buf_format(&rules, "%s", plan->model.sha256);
    for (size_t i = 0; i < plan->path_count; i++)
        wn_buf_format(&rules, " %s", plan->sha256[i]);
    add_mappings(plan, &mappings);
    for (size_t e = 0; e < plan->model.entity_count; e++) /* first golden ids it makes */
        wn_buf_format(&first, "%s%.*s=%lld", e ? " " : "",
                      WN_FMT(plan->model.entities[e].name),
                      (long long)context->known->target->first[e]);
    wn_rc rc =
        db_number(s->db, &same,
                  "SELECT CASE WHEN rules=%L THEN 1 ELSE 0 END FROM winnow_run WHERE "
                  "coalesce(kind,'run')='run' AND undone_by IS NULL ORDER BY number "
                  "DESC LIMIT 1",
                  wn_buf_str(&rules));
    s->same_rules = same != 0;
    if (rc >= 0)
        rc =
            db_number(s->db, &s->run, "SELECT coalesce(max(number),0)+1 FROM winnow_run");
    if (rc >= 0)
        rc = db_run(
            s->db,
            "INSERT INTO winnow_run (number, id, version, started_at, as_of, rules, "
            "kind, mappings, first_ids) VALUES (%d,%L,%L,%L,%L,%L,'run',%L,%L)",
            (long long)s->run, wn_str_of(wn_run_name(context)), WN_STR(WINNOW_VERSION),
            wn_str_of(context->settings->started_at), wn_str_of(context->settings->as_of),
            wn_buf_str(&rules), wn_buf_str(&mappings), wn_buf_str(&first));
    if (rc >= 0)
        rc = find_since(s);
    s->images = (row_images){.db = s->db, .run = s->run};
    wn_buf_release(&rules);
    wn_buf_release(&mappings);
    wn_buf_release(&first);
    return rc;
}

/* ---- from opening to commit ------------------------------------------------------- */

static bool is_there(wn_str path)
{
    struct stat st;

    return lstat(path.ptr, &st) == 0;
}

/* The folder in which the database is. */
static wn_str folder_beside(const char *target, wn_arena *arena)
{
    wn_str path = wn_str_of(target);

    if (!strncmp(target, "sqlite:", 7))
        wn_str_cut(&path, WN_STR(":"));
    path = wn_path_dir(path);
    return wn_arena_str(arena, path.len ? path : WN_STR("."));
}

/* Copies a target that has records before it is changed. When the folder has a copy of an
 * earlier run, this keeps it, and names the new one before-RUN.db. */
static wn_rc back_up(store *s)
{
    wn_arena arena = {0};
    const wn_settings *settings = s->context->settings;
    wn_str folder = wn_str_of(settings->out_dir);

    if (settings->audience != WN_AUDIENCE_ADMIN) /* the folder is for others */
        folder = folder_beside(settings->target, &arena);
    wn_str path = wn_path_join(&arena, folder, WN_STR("before.db"));

    for (int n = 1; n < 100 && is_there(path); n++) {
        wn_str name =
            wn_arena_format(&arena, "before-%s%s.db", wn_run_name(s->context),
                            n == 1 ? "" : wn_arena_format(&arena, "-%d", n).ptr);
        path = wn_path_join(&arena, folder, name);
    }
    wn_rc rc = s->db->class->backup(s->db, path.ptr, s->may->load->backup);

    if (rc >= 0 && is_there(path))
        s->copy = strdup(path.ptr);
    wn_arena_release(&arena);
    return rc;
}

static bool has_records(db *d)
{
    int64_t some = 0;

    if (d->class->has_table(d, WN_STR("winnow_source")))
        db_number(d, &some, "SELECT 1 FROM winnow_source LIMIT 1");
    return some != 0;
}

wn_rc store_open(store **out, const wn_stage *stage)
{
    const wn_context *context = stage->context;
    store *s = wn_alloc(1, sizeof(*s));
    size_t entities = context->plan->model.entity_count;

    *out = s;
    s->context = context;
    s->may = &stage->may;
    s->untouched = wn_alloc(context->plan->file_count, sizeof(*s->untouched));
    snprintf(s->may->load->run_id, sizeof(s->may->load->run_id), "%s",
             context->settings->run_id);
    s->goldens = wn_alloc(entities, sizeof(*s->goldens));
    s->tallies = wn_alloc(entities, sizeof(*s->tallies));
    wn_rc rc = db_open(&s->db, context->settings->target,
                       context->settings->dry_run ? DB_TRY : DB_WRITE,
                       wn_run_name(context), context->err);
    if (s->db)
        s->db->force = context->settings->force;
    if (rc >= 0 && !context->settings->dry_run && !context->settings->no_backup &&
        has_records(s->db))
        rc = back_up(s);
    if (rc >= 0)
        rc = store_make_tables(s);
    if (rc >= 0)
        rc = store_read_index(s);
    if (rc >= 0)
        rc = images_name_run(s->db, s->may->load->run_id);
    if (rc >= 0)
        rc = begin_run(s);
    if (rc >= 0)
        rc = read_decisions(s);
    if (rc >= 0)
        rc = store_offer_golden(s);
    if (rc >= 0)
        rc = store_make_waiting(s);
    if (rc >= 0)
        rc = raw_rows_open(&s->raws, s->db, "winnow_raw", s->run);
    if (rc >= 0)
        rc = raw_rows_open(&s->whys, s->db, "winnow_why", s->run);
    return rc < 0 ? rc : store_find_gone(s);
}

wn_rc store_begin(store *s, const wn_entity *entity)
{
    wn_rc rc = store_publish(s);

    return rc < 0 ? rc : store_begin_entity(s, entity);
}

wn_rc store_write(store *s, wn_batch *batch)
{
    wn_rc rc = store_regroup(s);

    return rc < 0 ? rc : store_write_batch(s, batch);
}

wn_rc store_end(store *s)
{
    wn_rc rc = store_publish(s);

    if (rc >= 0)
        rc = raw_rows_finish(s->raws);
    if (rc >= 0)
        rc = raw_rows_finish(s->whys);
    if (rc >= 0)
        rc = store_write_files(s);
    if (rc >= 0)
        rc = store_keep_models(s);
    if (rc >= 0)
        rc = store_find_missing(s);
    if (rc >= 0)
        rc = store_adopt(s);
    if (rc >= 0)
        rc = store_rehash_linked(s);
    if (rc >= 0)
        rc = s->living ? store_settle(s) : own_make_indexes(s->db, false);
    if (rc >= 0)
        rc = store_note_gone(s);
    if (rc >= 0)
        rc = store_find_changes(s);
    return rc < 0 ? rc : images_settle(&s->images);
}

wn_rc store_commit(store *s)
{
    free(s->copy); /* NULL: from here on the copy is kept, whatever happens */
    s->copy = NULL;
    return s->db->class->commit(s->db);
}

/* Deletes the copy of a run that ended before its commit: nothing was changed. */
static void drop_copy(store *s)
{
    wn_arena arena = {0};

    if (s->copy) {
        unlink(s->copy);
        unlink(wn_arena_format(&arena, "%s.sha256", s->copy).ptr);
    }
    free(s->copy);
    wn_arena_release(&arena);
}

void store_close(store *s, bool committed)
{
    for (int i = 0; i < STORE_TABLE_COUNT; i++)
        own_writer_close(s->tables[i]);
    raw_rows_close(s->raws);
    raw_rows_close(s->whys);
    db_close(s->db, committed, WN_OK);
    drop_copy(s);
    for (size_t e = 0; e < s->context->plan->model.entity_count; e++)
        free(s->goldens[e].items);
    free(s->goldens);
    free(s->tallies);
    free(s->known);
    free(s->rows);
    wn_map_release(&s->nths);
    catalog_release(&s->catalog);
    store_release_gone(s);
    wn_map_release(&s->nows.known);
    wn_arena_release(&s->nows.arena);
    free(s->nows.items);
    free(s->nows.fields);
    free(s->nows.numbers);
    free(s->stays);
    store_says_release(&s->said);
    wn_buf_release(&s->says);
    free(s->pairs);
    wn_map_release(&s->pair_at);
    wn_arena_release(&s->names);
    wn_buf_release(&s->raw);
    free(s->values);
    free(s->untouched);
    free(s);
}
