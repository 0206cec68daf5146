/*
 * report.c - stage 8: what happened, for people.
 *
 * Refusals and pairs are written as they arrive, the rest at the end. All files are
 * written aside and named at the commit: a run that does not commit leaves the folder
 * as it was.
 */
#include "report/changed.h"
#include "report/managers.h"

#include "core/artefacts.h"
#include "core/drafted.h"
#include "core/fail.h"
#include "core/memory.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* ---- findings --------------------------------------------------------------------- */

static void note_finding(report *r, const wn_record *record, const wn_finding *f)
{
    const wn_entity *entity = record->file->entity;
    const wn_input *input = &r->stage.context->known->inputs[record->file->number];
    int check = f->check->number;

    r->findings[check]++;
    if (r->sample_count[check] == REPORT_SAMPLES)
        return;
    report_sample *sample = &r->samples[check][r->sample_count[check]++];
    const wn_field *field = f->field >= 0 ? &entity->fields[f->field] : NULL;
    sample->file = record->file->name;
    sample->line = record->line;
    sample->mark = wn_line_mark(r->stage.context, record->file);
    sample->field = field ? field->name : WN_STR("");
    if (f->column < input->column_count) {
        sample->column = input->columns[f->column];
        wn_column_letter(sample->letter, f->column + input->left);
    }
    if (report_shows_values(r))
        sample->value = report_value(r, f, record, &r->arena);
}

static bool was_made_in(const wn_record *record, const char *period)
{
    int field = record->file->entity->means[WN_MEANS_CREATED];
    const wn_cell *cell = field >= 0 ? &record->cells[field] : NULL;

    return cell && cell->state == WN_CELL_CLEAN && cell->value.len >= strlen(period) &&
           !memcmp(cell->value.ptr, period, strlen(period));
}

static void note_channel(report *r, const wn_record *record)
{
    int field = record->file->entity->means[WN_MEANS_SOURCE];
    wn_str name = field >= 0 && wn_cell_has_value(&record->cells[field])
                      ? record->cells[field].value
                      : WN_STR("");
    bool is_new = false;

    if (name.len == 0)
        return;
    int64_t *at = wn_map_set(&r->channel_of, wn_fingerprint_of(name), &is_new);
    if (is_new) {
        r->channels = wn_grow(r->channels, r->channel_count, &r->channel_room,
                              sizeof(*r->channels));
        *at = (int64_t)r->channel_count;
        r->channels[r->channel_count++] =
            (report_channel){wn_arena_str(&r->arena, name), 0};
    }
    r->channels[*at].count++;
}

static int by_count(const void *left, const void *right)
{
    const report_channel *a = left, *b = right;
    int order = (a->count < b->count) - (a->count > b->count);

    return order ? order : wn_str_compare(a->name, b->name);
}

/* Count records that were created in this period: are they complete, are they
 * duplicates? */
static void note_fresh(report *r, const wn_record *record)
{
    bool complete = true, duplicate = false;

    for (const wn_finding *f = record->findings; f; f = f->next) {
        complete = complete && wn_rules[f->check->rule]->dimension != WN_COMPLETENESS;
        duplicate = duplicate || f->check->rule == WN_RULE_DUPLICATES;
    }
    if (duplicate)
        note_channel(r, record);
    if (!was_made_in(record, r->stage.context->settings->period))
        return;
    r->seen.fresh++;
    r->seen.fresh_complete += complete;
    r->seen.fresh_duplicates += duplicate;
}

/* Count for which reasons a record was refused; all of its findings are, where none of
 * them refuses by itself. */
static void note_refusal(report *r, const wn_record *record)
{
    bool any = false;

    for (const wn_finding *f = record->findings; f; f = f->next)
        any = any || f->check->disposition == WN_POLICY_REFUSE;
    for (const wn_finding *f = record->findings; f; f = f->next) {
        bool is_new = !any || f->check->disposition == WN_POLICY_REFUSE;
        for (const wn_finding *g = record->findings; g != f; g = g->next)
            is_new = is_new && g->check != f->check;
        r->refusals[f->check->number] += is_new;
    }
}

/* ---- values, before and after ----------------------------------------------------- */

static void note_value(report *r, const wn_record *record, const wn_field *field,
                       const wn_cell *cell)
{
    report_field *told = &r->fields[field->number];

    told->filled++;
    if (record->disposition == WN_DISPOSITION_REFUSED)
        told->refused++;
    else if (cell->state <= WN_CELL_BLANK)
        told->blank++;
    else if (cell->state == WN_CELL_INVALID)
        told->invalid++;
    else if (record->disposition == WN_DISPOSITION_ABSORBED)
        told->absorbed++;
    else
        told->loaded++;
    /* links are left out: their value is by now the golden id of the record they lead
     * to */
    if (cell->state != WN_CELL_CLEAN || field->target >= 0 ||
        wn_str_equal(cell->raw, cell->value))
        return;
    told->changed++;
    if (told->example_count == REPORT_EXAMPLES || !report_shows_values(r))
        return;
    told->examples[told->example_count][0] =
        report_masked(r, field, cell->raw, &r->arena);
    told->examples[told->example_count++][1] =
        report_masked(r, field, cell->value, &r->arena);
}

static void note_values(report *r, const wn_record *record)
{
    const wn_entity *entity = record->file->entity;

    for (size_t f = 0; f < entity->field_count; f++)
        if (wn_str_trim(record->cells[f].raw).len > 0)
            note_value(r, record, &entity->fields[f], &record->cells[f]);
}

static wn_rc take_record(report *r, const wn_record *record)
{
    wn_report_outcome *out = r->stage.may.report;

    out->records++;
    out->clean += record->findings == NULL;
    out->rows[record->file->entity->number]++;
    for (const wn_finding *f = record->findings; f; f = f->next)
        note_finding(r, record, f);
    note_fresh(r, record);
    report_spread_add(r, record);
    if (record->disposition == WN_DISPOSITION_REFUSED)
        note_refusal(r, record);
    if (r->kind->loads) {
        note_values(r, record);
        if (report_goes(r, "sample.xlsx"))
            report_sample_add(r, record);
    }
    wn_rc rc = record->findings ? report_lists_add(r, record) : WN_OK;
    if (rc >= 0 && record->findings && report_goes(r, "list-*.csv"))
        rc = report_lifecycle_add(r, record);
    return rc >= 0 && record->disposition == WN_DISPOSITION_REFUSED && r->kind->loads &&
                   report_goes(r, "refused.csv")
               ? report_refused(r, record)
               : rc;
}

static wn_rc stage_process(wn_stage *stage, wn_batch *batch)
{
    report *r = (report *)stage;
    wn_rc rc = WN_OK;

    for (size_t i = 0; i < batch->count && r->managers; i++)
        managers_take(r, &batch->records[i]);
    for (size_t i = 0; i < batch->count && rc >= 0; i++)
        if (batch->records[i].disposition != WN_DISPOSITION_SKIPPED)
            rc = take_record(r, &batch->records[i]);
    if (report_shows_values(r))
        report_spellings_add(r, batch);
    if (!report_goes(r, "pairs.csv"))
        return rc;
    for (size_t i = 0; i < batch->pair_count && rc >= 0; i++)
        if (!batch->pairs[i].sure || batch->pairs[i].ruling)
            rc = report_pairs_add(r, &batch->pairs[i], &batch->arena);
    return rc < 0 ? rc : report_stream_flush(r, &r->pairs, false);
}

/* ---- the whole -------------------------------------------------------------------- */

/* Write the records of earlier runs that are in no export of this run. */
static wn_rc write_missing(report *r)
{
    wn_buf out = {0};

    wn_buf_add(&out, WN_STR("\xEF\xBB\xBF"
                            "system,entity,key,nth,id,file,missing_since\n"));
    wn_buf_add(&out, wn_buf_str(&r->stage.context->outcome->load.missing));
    wn_rc rc = report_write(r, "missing.csv", &out);
    wn_buf_release(&out);
    return rc;
}

/* Write the first values that change, before and after. */
static wn_rc write_changes(report *r)
{
    wn_buf out = {0};

    wn_buf_add(&out, WN_STR("\xEF\xBB\xBF"
                            "table,id,field,before,after\n"));
    size_t head = out.len;
    changed_examples(&r->stage.context->outcome->load, &out);
    r->has_changes = out.len > head;
    wn_rc rc = r->has_changes ? report_write(r, "changes.csv", &out) : WN_OK;
    wn_buf_release(&out);
    return rc;
}

static const char page_names[] =
#define LANGUAGE(name, code, tag, own) WN_PAGE_NAME(tag) " "
#include "winnow/languages.def"
#undef LANGUAGE
    ;

static wn_rc write_pages(report *r)
{
    wn_buf out = {0};
    wn_rc rc = WN_OK;

    for (wn_lang lang = 0; lang < WN_LANG_COUNT && rc >= 0; lang++) {
        out.len = 0;
        report_html(r, lang, &out);
        rc = report_write(r, wn_languages[lang].page, &out);
    }
    wn_buf_release(&out);
    return rc;
}

static wn_rc write_all(report *r)
{
    wn_buf out = {0}, text = {0};
    wn_rc rc = write_pages(r);

    report_health(r, &out);
    if (rc >= 0)
        rc = report_write(r, "health.json", &out);
    out.len = 0;
    report_summary(r, &text);
    wn_buf_shown(&out, wn_buf_str(&text), true); /* people read it on a terminal */
    wn_buf_release(&text);
    if (rc >= 0)
        rc = report_write(r, "summary.md", &out);
    if (rc >= 0 && r->stage.context->outcome->load.missing.len > 0 &&
        report_goes(r, "missing.csv"))
        rc = write_missing(r);
    if (rc >= 0 && r->kind->loads && report_goes(r, "changes.csv"))
        rc = write_changes(r);
    out.len = 0;
    report_manifest(r, &out);
    if (rc >= 0)
        rc = report_write(r, "manifest.json", &out);
    wn_buf_release(&out);
    return rc;
}

/* Did the draft decide something that a person should have decided? */
static bool is_doubtful(const wn_drafted *drafted)
{
    for (size_t i = 0; drafted && i < drafted->doubt_count; i++)
        if (wn_doubt_is_grave(&drafted->doubts[i]))
            return true;
    return false;
}

/* Find what the exit code and the terminal say. */
static void take_verdict(report *r)
{
    const wn_context *context = r->stage.context;
    const wn_outcome *outcome = context->outcome;
    wn_report_outcome *out = r->stage.may.report;
    wn_cell_score total = r->metrics.scores.dimensions[WN_DIMENSION_COUNT];
    bool unusual = r->kind->compares &&
                   r->metrics.unusual_count + context->known->history->novelty_count > 0;

    out->score = total.score;
    out->colour = total.colour;
    out->weakest = r->metrics.scores.weakest;
    out->delta_known = r->metrics.delta.known;
    out->delta = r->metrics.delta.total;
    bool left = outcome->unread.open > 0 && r->kind->loads;
    bool stays = outcome->load.gones.fresh + outcome->load.older + outcome->load.edited +
                     outcome->load.joined >
                 0;
    if ((unusual || left || stays || is_doubtful(context->settings->drafted)) &&
        out->colour == 0)
        out->colour = 1;
    if (outcome->load.gated)
        out->colour = 2;
}

/* Find what is not shown in full. All is known once the last record has arrived. */
static void find_left(report *r)
{
    const wn_tallies *tallies = r->stage.context->tallies;
    uint64_t unwatched = r->stage.context->known->history->unwatched;
    char a[28];

    report_lists_left(r);
    if (report_goes(r, "sample.xlsx"))
        report_sample_left(r);
    if (report_goes(r, "pairs.xlsx"))
        report_pairs_left(r);
    if (tallies->ungrouped > 0)
        report_left(r, WN_SAY_LEFT_RANKS, tallies->group_count,
                    wn_thousands(a, tallies->ungrouped));
    if (unwatched > 0)
        report_left(r, WN_SAY_LEFT_VALUES, wn_thousands(a, unwatched));
}

static void add_name(char *names, size_t room, const char *name)
{
    size_t len = strlen(names);

    snprintf(names + len, room - len, "%s%s", len ? " " : "", name);
}

/* Name what is not written for this audience: before the manifest, which says so. */
static void name_left_out(report *r)
{
    wn_report_outcome *out = r->stage.may.report;

    for (size_t i = 0; r->kind->files[i]; i++)
        if (!report_goes(r, r->kind->files[i]) && !strstr(r->kind->files[i], "/README"))
            add_name(out->left_out, sizeof(out->left_out), r->kind->files[i]);
}

/* Name the files that were written, as the terminal lists them. */
static void name_files(report *r)
{
    wn_report_outcome *out = r->stage.may.report;
    bool loads = r->kind->loads, admin = report_shows_values(r),
         missing = r->stage.context->outcome->load.missing.len > 0;
    const struct {
        const char *name;
        bool is_there;
    } files[] = {{"worklists.xlsx", true},
                 {"worklists-*.xlsx", !admin && report_has_lists(r)},
                 {"list-*.csv", r->lifecycle != NULL},
                 {"refused.csv", loads},
                 {"refused/", r->refused_rows > 0},
                 {"pairs.xlsx", true},
                 {"pairs.csv", true},
                 {"sample.xlsx", r->sampled > 0},
                 {"missing.csv", missing},
                 {"changes.csv", r->has_changes},
                 {"health.json", true},
                 {"summary.md", true},
                 {"manifest.json", true}};

    snprintf(out->artefacts, sizeof(out->artefacts), "%.*s", (int)strlen(page_names) - 1,
             page_names);
    for (size_t i = 0; i < WN_COUNT(files); i++)
        if (files[i].is_there && report_goes(r, files[i].name))
            add_name(out->artefacts, sizeof(out->artefacts), files[i].name);
}

static wn_rc stage_finish(wn_stage *stage)
{
    report *r = (report *)stage;
    bool refuses = r->kind->loads && report_goes(r, "refused.csv");
    wn_rc rc = refuses ? report_refused_end(r) : WN_OK;

    metrics_compute(&r->metrics, stage->context, &r->seen);
    feeds_find(&r->feeds, stage->context, r->kind->compares);
    report_spread_end(r);
    report_spellings_end(r);
    take_verdict(r);
    if (r->managers)
        managers_settle(r);
    find_left(r);
    name_left_out(r);
    if (r->channel_count > 0)
        qsort(r->channels, r->channel_count, sizeof(*r->channels), by_count);
    if (rc >= 0)
        rc = report_lifecycle_end(r);
    if (rc >= 0 && report_goes(r, "pairs.csv"))
        rc = report_pairs_end(r);
    if (rc >= 0)
        rc = report_sample_end(r);
    if (rc >= 0)
        rc = write_all(r);
    if (rc >= 0)
        rc = report_lists_end(r);
    if (rc >= 0)
        rc = wn_outputs_ready(&r->outputs, stage->context->err);
    name_files(r);
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

static wn_rc open_kind(wn_stage *stage, const report_kind *kind)
{
    report *r = (report *)stage;
    size_t checks = (size_t)stage->context->plan->model.check_count;

    r->kind = kind;
    r->outputs.force = stage->context->settings->force;
    r->samples = wn_alloc(checks, sizeof(*r->samples));
    r->sample_count = wn_alloc(checks, 1);
    r->findings = wn_alloc(checks, sizeof(*r->findings));
    r->refusals = wn_alloc(checks, sizeof(*r->refusals));
    r->fields =
        wn_alloc((size_t)stage->context->plan->model.field_count + 1, sizeof(*r->fields));
    r->spreads = wn_alloc((size_t)stage->context->plan->model.field_count + 1,
                          sizeof(*r->spreads));
    report_keys_look(r);
    report_sample_open(r);
    report_spellings_open(r);
    if (stage->context->settings->by_manager)
        managers_open(r);
    wn_rc rc = wants_key(&stage->context->plan->model)
                   ? wn_key_own(&r->key, stage->context->err)
                   : WN_OK;
    if (rc >= 0 && r->kind->loads && report_goes(r, "refused.csv"))
        rc = report_refused_open(r);
    rc = rc < 0 ? rc : report_lists_open(r);
    return rc < 0 || !report_goes(r, "pairs.csv") ? rc : report_pairs_open(r);
}

static wn_rc open_run(wn_stage *stage)
{
    static const report_kind kind = {.files = wn_run_files,
                                     .title = WN_SAY_REPORT_TITLE_MIGRATION,
                                     .books = WN_SAY_SUMMARY_BOOKS,
                                     .loads = true,
                                     .most_listed = REPORT_MOST_LISTED};

    return open_kind(stage, &kind);
}

static wn_rc open_health(wn_stage *stage)
{
    static const report_kind kind = {.files = wn_health_files,
                                     .title = WN_SAY_REPORT_TITLE,
                                     .books = WN_SAY_SUMMARY_READ,
                                     .compares = true};

    return open_kind(stage, &kind);
}

/* The target is committed. Now the files get their names, and files that an earlier run
 * left in the folder are removed. Where that fails, the load is still valid, and the run
 * says so. */
static wn_rc stage_commit(wn_stage *stage)
{
    report *r = (report *)stage;
    const wn_context *context = stage->context;

    if (wn_outputs_keep(&r->outputs, context->err) < 0) {
        stage->may.report->unkept = true;
        wn_error_hint(context->err, WN_SAY_OUTPUT_UNKEPT);
    } else {
        wn_folder_clear(context->settings->out_dir, r->kind->files, &r->outputs);
        if (report_periods(r)) {
            char *names = stage->may.report->artefacts;
            size_t len = strlen(names);
            snprintf(names + len, sizeof(stage->may.report->artefacts) - len,
                     " ../index.html");
        }
    }
    return WN_OK;
}

static void stage_close(wn_stage *stage, bool committed)
{
    report *r = (report *)stage;

    (void)committed;
    wn_outputs_drop(&r->outputs);
    report_refused_release(r);
    report_pairs_release(r);
    metrics_release(&r->metrics);
    feeds_release(&r->feeds);
    report_lists_release(r);
    report_lifecycle_release(r);
    report_sample_release(r);
    report_spread_release(r);
    report_spellings_release(r);
    managers_release(r);
    free(r->fields);
    free(r->samples);
    free(r->sample_count);
    free(r->findings);
    free(r->refusals);
    free(r->key_tells);
    free(r->channels);
    wn_map_release(&r->channel_of);
    wn_arena_release(&r->arena);
}

const wn_stage_class wn_stage_report = {
    .name = "report",
    .en = "write the reports",
    .zh = "报告",
    .size = sizeof(report),
    .writes = WN_MAY_REPORT,
    .open = open_run,
    .process = stage_process,
    .finish = stage_finish,
    .commit = stage_commit,
    .close = stage_close,
};

const wn_stage_class wn_stage_report_health = {
    .name = "report",
    .en = "write the reports",
    .zh = "报告",
    .size = sizeof(report),
    .writes = WN_MAY_REPORT,
    .open = open_health,
    .process = stage_process,
    .finish = stage_finish,
    .commit = stage_commit,
    .close = stage_close,
};
