/*
 * report.c - stage 8: what happened, for people.
 *
 * Refusals and pairs are written as they come by; the rest when all is known.
 * A run that does not commit takes its files away again.
 */
#include "report.h"

#include "winnow/file.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define FLUSH_AT ((size_t)1 << 16)

static const char *remember(report *r, const char *name)
{
    const char *path =
        wn_path_join(&r->names, wn_str_of(r->stage.context->out_dir), wn_str_of(name))
            .ptr;

    r->written =
        wn_grow(r->written, r->written_count, &r->written_room, sizeof(*r->written));
    r->written[r->written_count++] = path;
    return path;
}

wn_rc report_write(report *r, const char *name, const wn_buf *bytes)
{
    return wn_file_write(remember(r, name), wn_buf_str(bytes), r->stage.context->err);
}

wn_rc report_stream_open(report *r, report_stream *stream, const char *name)
{
    const char *path = remember(r, name);

    stream->fd = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
    return stream->fd >= 0 ? WN_OK
                           : wn_fail(r->stage.context->err, WN_E_TARGET,
                                     WN_SAY_CANNOT_WRITE, path, strerror(errno));
}

wn_rc report_stream_flush(report *r, report_stream *stream, bool all)
{
    size_t done = 0;

    if (stream->out.len <= (all ? 0 : FLUSH_AT))
        return WN_OK;
    while (done < stream->out.len) {
        ssize_t put = write(stream->fd, stream->out.ptr + done, stream->out.len - done);
        if (put <= 0)
            return wn_fail(r->stage.context->err, WN_E_TARGET, WN_SAY_CANNOT_WRITE,
                           r->stage.context->out_dir, strerror(errno));
        done += (size_t)put;
    }
    stream->out.len = 0;
    return WN_OK;
}

/* ---- pairs.csv -------------------------------------------------------------------- */

static wn_str masked(const report *r, const wn_field *field, wn_str value,
                     wn_arena *arena)
{
    return wn_mask(field ? field->mask : WN_STR("all"), value, &r->key, arena);
}

/* The names of both records, masked: enough to talk about them. */
static wn_str shown_name(const report *r, const wn_entity *entity, const wn_side *side,
                         wn_arena *arena)
{
    for (size_t f = 0; side->cells && f < entity->field_count; f++) {
        wn_role role = entity->fields[f].type->role;
        if ((role == WN_ROLE_PERSON || role == WN_ROLE_COMPANY) &&
            wn_cell_has_value(&side->cells[f]))
            return masked(r, &entity->fields[f], side->cells[f].value, arena);
    }
    return WN_STR("");
}

static void write_pair_side(report *r, const wn_entity *entity, const wn_side *side,
                            wn_arena *arena)
{
    wn_buf *out = &r->pairs.out;

    wn_csv_add_safe(out, side->system);
    wn_buf_char(out, ',');
    wn_csv_add_safe(out, side->key);
    wn_buf_char(out, ',');
    wn_csv_add_safe(out, shown_name(r, entity, side, arena));
    wn_buf_char(out, ',');
    wn_csv_add_safe(out, side->path);
    if (side->line)
        wn_buf_format(out, ",%llu", (unsigned long long)side->line);
    else
        wn_buf_char(out, ',');
    wn_buf_format(out, ",%llu,", (unsigned long long)side->golden);
}

static void write_pair(report *r, const wn_pair *pair, wn_arena *arena)
{
    wn_csv_add_safe(&r->pairs.out, pair->entity->name);
    wn_buf_char(&r->pairs.out, ',');
    write_pair_side(r, pair->entity, &pair->left, arena);
    write_pair_side(r, pair->entity, &pair->right, arena);
    wn_buf_format(&r->pairs.out, "%.4f,%.2f,", pair->probability, pair->weight);
    wn_csv_add(&r->pairs.out, pair->why);
    wn_buf_format(&r->pairs.out, ",%.*s,%s\n", WN_FMT(pair->id),
                  wn_ruling_names[pair->ruling]);
    r->pair_rows++;
}

/* ---- findings --------------------------------------------------------------------- */

static void note_finding(report *r, const wn_record *record, const wn_finding *f)
{
    const wn_entity *entity = record->file->entity;
    const wn_input *input = &r->stage.context->inputs[record->file->number];
    int check = f->check->number;

    r->findings[check]++;
    if (r->sample_count[check] == REPORT_SAMPLES)
        return;
    report_sample *sample = &r->samples[check][r->sample_count[check]++];
    const wn_field *field = f->field >= 0 ? &entity->fields[f->field] : NULL;
    sample->file = record->file->path;
    sample->line = record->line;
    sample->field = field ? field->name : WN_STR("");
    if (f->column < input->column_count) {
        sample->column = input->columns[f->column];
        wn_column_letter(sample->letter, f->column + input->left);
    }
    /* a key may be made of a name or be a mailbox */
    if (field && (field->key || field->target >= 0) &&
        (!wn_is_ascii(f->value) || memchr(f->value.ptr, '@', f->value.len)))
        field = NULL;
    if (f->check->rule == WN_RULE_PRIVATE)
        field = NULL; /* the very thing that must not be shown */
    sample->value = field || f->column != WN_NO_COLUMN
                        ? masked(r, field, f->value, &r->arena)
                        : WN_STR("");
}

static wn_rc stage_process(wn_stage *stage, wn_batch *batch)
{
    report *r = (report *)stage;
    wn_rc rc = WN_OK;

    for (size_t i = 0; i < batch->count; i++) {
        const wn_record *record = &batch->records[i];
        if (record->fate == WN_FATE_SKIPPED)
            continue;
        r->records++;
        r->clean += record->findings == NULL;
        for (const wn_finding *f = record->findings; f; f = f->next)
            note_finding(r, record, f);
        if (record->fate == WN_FATE_REFUSED && rc >= 0)
            rc = report_refused(r, record);
    }
    for (size_t i = 0; i < batch->pair_count; i++)
        if (!batch->pairs[i].sure || batch->pairs[i].ruling)
            write_pair(r, &batch->pairs[i], &batch->arena);
    return rc < 0 ? rc : report_stream_flush(r, &r->pairs, false);
}

/* ---- the whole -------------------------------------------------------------------- */

/* Records of earlier runs that are in no export of this one. */
static wn_rc write_missing(report *r)
{
    wn_buf out = {0};

    wn_buf_add(&out, WN_STR("\xEF\xBB\xBF"
                            "system,entity,key,nth,id,file,missing_since\n"));
    wn_buf_add(&out, wn_buf_str(&r->stage.context->results->missing));
    wn_rc rc = report_write(r, "missing.csv", &out);
    wn_buf_release(&out);
    return rc;
}

static wn_rc write_all(report *r)
{
    wn_buf out = {0};
    wn_rc rc;

    report_html(r, WN_EN, &out);
    rc = report_write(r, "report.en.html", &out);
    out.len = 0;
    report_html(r, WN_ZH, &out);
    if (rc >= 0)
        rc = report_write(r, "report.zh-CN.html", &out);
    out.len = 0;
    report_health(r, &out);
    if (rc >= 0)
        rc = report_write(r, "health.json", &out);
    out.len = 0;
    report_summary(r, &out);
    if (rc >= 0)
        rc = report_write(r, "summary.md", &out);
    if (rc >= 0 && r->stage.context->results->missing.len > 0)
        rc = write_missing(r);
    out.len = 0;
    report_manifest(r, &out);
    if (rc >= 0)
        rc = report_write(r, "manifest.json", &out);
    wn_buf_release(&out);
    return rc;
}

static wn_rc stage_finish(wn_stage *stage)
{
    report *r = (report *)stage;
    wn_results *results = stage->context->results;
    wn_rc rc = report_refused_end(r);

    if (rc >= 0)
        rc = report_stream_flush(r, &r->pairs, true);
    report_score(&r->scores, stage->context);
    results->score = r->scores.dimensions[WN_DIMENSION_COUNT].score;
    results->colour = r->scores.dimensions[WN_DIMENSION_COUNT].colour;
    results->weakest = r->scores.weakest;
    if (results->gated)
        results->colour = 2;
    if (rc >= 0)
        rc = write_all(r);
    snprintf(results->artefacts, sizeof(results->artefacts),
             "report.en.html report.zh-CN.html refused.csv %spairs.csv %shealth.json "
             "summary.md "
             "manifest.json",
             r->refused_rows ? "refused/ " : "",
             results->missing.len ? "missing.csv " : "");
    return rc;
}

static bool wants_key(const wn_model *model)
{
    for (size_t e = 0; e < model->entity_count; e++)
        for (size_t f = 0; f < model->entities[e].field_count; f++)
            if (wn_str_equal(model->entities[e].fields[f].mask, WN_STR("pseudonym")))
                return true;
    return false;
}

static wn_rc stage_open(wn_stage *stage)
{
    report *r = (report *)stage;
    size_t checks = (size_t)stage->context->plan->model.check_count;

    r->pairs.fd = -1;
    r->samples = wn_alloc(checks, sizeof(*r->samples));
    r->sample_count = wn_alloc(checks, 1);
    r->findings = wn_alloc(checks, sizeof(*r->findings));
    /* a byte order mark, so that a spreadsheet reads Chinese as Chinese */
    wn_buf_add(&r->pairs.out,
               WN_STR("\xEF\xBB\xBF"
                      "entity,left_system,left_key,left_name,left_file,left_line,left_id,"
                      "right_system,right_key,right_name,right_file,right_line,right_id,"
                      "probability,weight,why,pair,decision\n"));
    wn_rc rc = wants_key(&stage->context->plan->model)
                   ? wn_key_own(&r->key, stage->context->err)
                   : WN_OK;
    rc = rc < 0 ? rc : report_refused_open(r);
    return rc < 0 ? rc : report_stream_open(r, &r->pairs, "pairs.csv");
}

static void stage_close(wn_stage *stage, bool committed)
{
    report *r = (report *)stage;

    if (r->pairs.fd > 0)
        close(r->pairs.fd);
    report_refused_release(r);
    for (size_t i = 0; i < r->written_count && !committed; i++)
        unlink(r->written[i]);
    free(r->written);
    wn_buf_release(&r->pairs.out);
    report_scores_release(&r->scores);
    free(r->samples);
    free(r->sample_count);
    free(r->findings);
    wn_arena_release(&r->arena);
    wn_arena_release(&r->names);
}

const wn_stage_class wn_stage_report = {
    .name = "report",
    .en = "write the reports",
    .zh = "报告",
    .size = sizeof(report),
    .open = stage_open,
    .process = stage_process,
    .finish = stage_finish,
    .close = stage_close,
};
