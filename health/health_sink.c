/*
 * health_sink.c - the sink of a health check. It migrates nothing; it keeps what the
 * period found, and, when the check is of a target, which records are proposed for which
 * list.
 */
#include "period.h"
#include "core/memory.h"
#include "target/finding_row.h"
#include "target/sink.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct sink {
    const wn_context *context;
    db *db;
    wn_file_counts *books; /* by file */
    row_images images;
    period period;
    own_writer *findings;
    db_inserter *lists;
    bool *writes; /* by file: this check writes its findings into winnow_finding */
};

static bool sink_accepts(const char *target)
{
    return db_class_of(target) != NULL;
}

static wn_rc forget_findings(db *d, const wn_file *file)
{
    wn_buf which = {0};

    db_sql(&which, "t.system=%L AND t.entity=%L", file->source->system,
           file->entity->name);
    wn_rc rc = own_delete(d, "winnow_finding", which.ptr);
    wn_buf_release(&which);
    return rc;
}

/* Deletes the findings of earlier checks, and decides which files get new ones.
 * winnow_finding has the findings of the latest check of all records; but when a run has
 * loaded records of the same system and entity, that run's findings stay. */
static wn_rc clear_findings(struct sink *s)
{
    const wn_plan *plan = s->context->plan;
    wn_rc rc = WN_OK;

    for (size_t f = 0; f < plan->file_count && rc >= 0; f++) {
        int64_t loaded = 0;
        rc =
            db_number(s->db, &loaded,
                      "SELECT count(*) FROM (SELECT 1 FROM winnow_source WHERE system=%L "
                      "AND entity=%L LIMIT 1) x",
                      plan->files[f].source->system, plan->files[f].entity->name);
        s->writes[f] = loaded == 0 && !wn_is_partial(s->context->settings);
        if (rc >= 0 && s->writes[f])
            rc = forget_findings(s->db, &plan->files[f]);
    }
    return rc;
}

static wn_rc begin_run(struct sink *s)
{
    const wn_context *context = s->context;
    int64_t run = 0;
    wn_rc rc = db_number(s->db, &run, "SELECT coalesce(max(number),0)+1 FROM winnow_run");

    if (rc >= 0)
        rc = db_run(s->db,
                    "INSERT INTO winnow_run (number, id, version, started_at, as_of, "
                    "rules, kind, first_ids) VALUES (%d,%L,%L,%L,%L,%L,'health','-')",
                    (long long)run, wn_str_of(wn_run_name(context)),
                    WN_STR(WINNOW_VERSION), wn_str_of(context->settings->started_at),
                    wn_str_of(context->settings->as_of),
                    wn_str_of(context->plan->model.sha256));
    s->images = (row_images){.db = s->db, .run = run};
    return rc;
}

static wn_rc open_tables(struct sink *s)
{
    wn_rc rc = db_run(s->db, "CREATE TEMP TABLE new_list AS SELECT * FROM winnow_list "
                             "WHERE 1=0");

    if (rc < 0)
        return rc;
    s->lists = own_inserter(s->db, "new_list", "winnow_list");
    return own_writer_open(&s->findings, s->db, "winnow_finding", false);
}

static wn_rc sink_open(void **sink_out, const wn_stage *stage)
{
    const wn_context *context = stage->context;
    struct sink *s = wn_alloc(1, sizeof(*s));

    *sink_out = s;
    s->context = context;
    snprintf(stage->may.load->run_id, sizeof(stage->may.load->run_id), "%s",
             context->settings->run_id);
    s->books = wn_alloc(context->plan->file_count, sizeof(*s->books));
    s->writes = wn_alloc(context->plan->file_count, sizeof(*s->writes));
    wn_rc rc = db_open(&s->db, context->settings->target,
                       context->settings->dry_run ? DB_TRY : DB_WRITE,
                       wn_run_name(context), context->err);
    if (rc >= 0)
        rc = own_make_all(s->db);
    if (rc >= 0)
        rc = images_name_run(s->db, stage->may.load->run_id);
    if (rc >= 0)
        rc = begin_run(s);
    if (rc >= 0)
        rc = clear_findings(s);
    if (rc >= 0)
        rc = open_tables(s);
    return rc < 0
               ? rc
               : period_begin(&s->period, s->db, stage, &s->images, s->images.run, true);
}

static wn_rc sink_begin(void *sink, const wn_entity *entity)
{
    (void)sink, (void)entity;
    return WN_OK;
}

/* ---- records ---------------------------------------------------------------------- */

/* Proposes the record, a golden record of the target, for the list of the check. */
static wn_rc propose(struct sink *s, const wn_record *record, const wn_check *check)
{
    int64_t id = 0;

    wn_str_number(record->key, &id);
    const db_value row[] = {db_text(record->file->entity->name),
                            db_int(id),
                            db_text(check->move_to),
                            db_text(check->id),
                            db_text(wn_str_of(s->context->settings->period)),
                            db_int(s->images.run)};
    return s->db->class->insert(s->lists, row);
}

/* The golden id of the record in the database; 0: none. Only records read from a target
 * have one: their key. The ids that this check gave itself mean nothing there. */
static uint64_t golden_of(const struct sink *s, const wn_record *record)
{
    int64_t id = 0;

    if (!strcmp(s->context->settings->basis, "database"))
        wn_str_number(record->key, &id);
    return (uint64_t)id;
}

static wn_rc take_record(struct sink *s, wn_record *record)
{
    wn_rc rc = WN_OK;

    if (record->disposition == WN_DISPOSITION_SKIPPED)
        return WN_OK;
    record->golden = golden_of(s, record);
    s->books[record->file->number].dispositions[record->disposition]++;
    for (const wn_finding *f = record->findings; f && rc >= 0; f = f->next) {
        if (!wn_check_is_asked(s->context, f->check))
            continue;
        if (s->writes[record->file->number])
            rc = finding_insert(s->findings, s->context, record, f, s->images.run);
        if (rc >= 0 && s->context->settings->apply && f->check->move_to.len)
            rc = propose(s, record, f->check);
    }
    return rc;
}

static wn_rc sink_write(void *sink, wn_batch *batch)
{
    struct sink *s = sink;
    wn_rc rc = WN_OK;

    for (size_t r = 0; r < batch->count && rc >= 0; r++)
        rc = take_record(s, &batch->records[r]);
    return rc < 0 ? rc : period_take(&s->period, batch);
}

/* ---- the end ---------------------------------------------------------------------- */

/* Adds to the lists the records that are proposed and not on them yet, and takes off
 * those that are proposed no longer. */
static wn_rc apply_lists(struct sink *s)
{
    const wn_model *model = &s->context->plan->model;
    wn_buf gone = {0};
    wn_rc rc = WN_OK;

    if (!s->context->settings->apply)
        return WN_OK;
    db_sql(&gone, "(1=0");
    for (size_t e = 0; e < model->entity_count; e++)
        for (size_t c = 0; c < model->entities[e].check_count; c++)
            if (model->entities[e].checks[c].move_to.len &&
                s->context->outcome->report.rows[e])
                db_sql(&gone, " OR (t.entity=%L AND t.rule=%L)", model->entities[e].name,
                       model->entities[e].checks[c].id);
    db_sql(&gone,
           ") AND NOT EXISTS (SELECT 1 FROM new_list n WHERE n.entity=t.entity AND "
           "n.golden_id=t.golden_id AND n.list=t.list)");
    rc = images_keep(&s->images, "winnow_list", gone.ptr);
    if (rc >= 0)
        rc = db_run(s->db, "DELETE FROM winnow_list AS t WHERE %s", gone.ptr);
    if (rc >= 0)
        rc =
            db_run(s->db, "INSERT INTO winnow_list SELECT * FROM new_list n WHERE 1=1 ON "
                          "CONFLICT DO NOTHING");
    wn_buf_release(&gone);
    return rc;
}

static wn_rc sink_count(void *sink, wn_file_counts *books)
{
    struct sink *s = sink;
    wn_rc rc = period_finish(&s->period);

    memcpy(books, s->books, s->context->plan->file_count * sizeof(*books));
    return rc < 0 ? rc : apply_lists(s);
}

static wn_rc sink_commit(void *sink)
{
    struct sink *s = sink;

    return s->db->class->commit(s->db);
}

static void sink_close(void *sink, bool committed)
{
    struct sink *s = sink;

    own_writer_close(s->findings);
    db_close(s->db, committed, WN_OK);
    period_release(&s->period);
    free(s->books);
    free(s->writes);
    free(s);
}

const wn_sink_class wn_sink_health = {
    .name = "health",
    .en = "the history of health checks",
    .zh = "体检的历史记录",
    .accepts = sink_accepts,
    .open = sink_open,
    .begin = sink_begin,
    .write = sink_write,
    .count = sink_count,
    .commit = sink_commit,
    .close = sink_close,
};
