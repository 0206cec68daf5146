/*
 * judge_columns.c - what the columns of a mapping hold, judged as a run judges them.
 *
 * A run counts, for each column, the values that its type refuses. When these are too
 * many to be single wrong values (WN_ASKS_COLUMNS), or before any run (check --in),
 * the files are read once more, up to the normalize stage: which values are refused,
 * and which other way of reading would accept them? So columns that are right cost
 * nothing more.
 */
#include "pipeline.h"
#include "core/fail.h"
#include "core/file.h"
#include "core/mask.h"
#include "core/memory.h"

#include <stdlib.h>
#include <string.h>

/* Options that say how a source writes its values; the mapping may have chosen
 * wrongly. */
static const char *const ways[] = {"date-order", "decimal", "calendar", "serial"};
static void add_other(wn_columns *columns, judge_work *w, const wn_bind *bind,
                      const wn_transform *type, const wn_option *option, int choice)
{
    const int *now = (const int *)((const char *)bind->config + option->offset);
    wn_str text = wn_str_of(option->choices[choice]);

    if (*now == choice || w->other_count == JUDGE_OTHERS)
        return;
    judge_other *t = &w->others[w->other_count];
    *t = (judge_other){option, choice,
                       wn_arena_alloc(&columns->arena, type->config_size + 1), 0};
    memcpy(t->config, bind->config, type->config_size);
    w->other_count += wn_option_set(option, text, t->config, &columns->arena, NULL);
}

static void begin(const wn_context *context, wn_columns *out)
{
    const wn_plan *plan = context->plan;
    judge_work *w = NULL;

    *out = (wn_columns){.closely = out->closely, .table_count = plan->file_count};
    out->entities = plan->model.entities;
    out->tables = wn_alloc(plan->file_count, sizeof(*out->tables));
    for (size_t f = 0; f < plan->file_count; f++)
        out->count += plan->files[f].bind_count;
    out->items = wn_alloc(out->count, sizeof(*out->items));
    out->work = w = wn_alloc(out->count, sizeof(*w));
    wn_column_seen *item = out->items;
    for (size_t f = 0; f < plan->file_count; f++)
        for (size_t b = 0; b < plan->files[f].bind_count; b++, item++, w++) {
            const wn_bind *bind = &plan->files[f].binds[b];
            const wn_transform *type = plan->files[f].entity->fields[bind->field].type;
            item->file = &plan->files[f];
            item->bind = bind;
            for (size_t i = 0; i < WN_COUNT(ways); i++) {
                const wn_option *option = wn_option_find(type, wn_str_of(ways[i]));
                for (int c = 0; option && option->choices[c]; c++)
                    add_other(out, w, bind, type, option, c);
            }
        }
}

static void end(wn_columns *columns)
{
    for (size_t i = 0; i < columns->count; i++) {
        wn_column_seen *item = &columns->items[i];
        const judge_work *w = &((const judge_work *)columns->work)[i];
        bool against = item->counts.against > item->counts.proven;
        for (size_t s = 0; against && s < w->against.sample_count; s++)
            if (item->sample_count < WN_COUNT(item->samples))
                item->samples[item->sample_count++] = w->against.samples[s];
        for (size_t t = 0; t < w->other_count; t++) {
            if (w->others[t].cured == 0 || w->others[t].cured < item->cured)
                continue;
            item->cure = w->others[t].option;
            item->choice = w->others[t].choice;
            item->cured = w->others[t].cured;
        }
    }
    free(columns->work);
    columns->work = NULL;
}

/* ---- links ------------------------------------------------------------------------ */

#define MOST_KEYS 200000 /* rows of a table that are read for the keys of its records */

/* May records of the file be what the column leads to? */
static bool leads_to(const wn_column_seen *item, const wn_file *file)
{
    return item->linked > 0 &&
           item->file->entity->fields[item->bind->field].target == file->entity->number &&
           item->file->source == file->source;
}

/* Was not all of the file read? */
static bool is_cut(const wn_columns *columns, const wn_file *file, uint64_t most)
{
    return most && columns->tables[file->number].read >= most;
}

/* The tables to which links lead are read on, for keys alone: a link to a row behind those
 * that were looked at is not broken. */
static wn_rc read_keys(wn_pipeline *judging, uint64_t most, wn_columns *out)
{
    const wn_plan *plan = judging->context->plan;
    bool *files = wn_alloc(plan->file_count + 1, sizeof(*files));
    bool *needed = wn_alloc((size_t)plan->model.field_count + 1, sizeof(*needed));
    size_t count = 0;
    wn_rc rc = WN_OK;

    for (size_t f = 0; f < plan->file_count; f++) {
        for (size_t i = 0; i < out->count && is_cut(out, &plan->files[f], most); i++)
            files[f] = files[f] || leads_to(&out->items[i], &plan->files[f]);
        count += files[f];
    }
    judging->files = files;
    judging->needed = needed;
    out->only_keys = true;
    if (count > 0)
        rc = wn_pipeline_pass(judging, &wn_pass_judge);
    out->only_keys = false;
    free(files);
    free(needed);
    return rc;
}

/* Count how many links lead to a record. */
static void settle_links(const wn_context *context, uint64_t most, wn_columns *out)
{
    const wn_plan *plan = context->plan;

    for (size_t i = 0; i < out->count; i++) {
        wn_column_seen *item = &out->items[i];
        item->is_found_known = item->linked > 0;
        for (size_t f = 0; f < plan->file_count; f++)
            if (is_cut(out, &plan->files[f], most) && leads_to(item, &plan->files[f]) &&
                out->tables[f].keys >= MOST_KEYS)
                item->is_found_known = false;
        for (size_t k = 0; k < item->links.room; k++) {
            const wn_map_slot *slot = &item->links.slots[k];
            wn_fingerprint print = {slot->a, slot->b};
            if (wn_map_is_used(slot) && wn_map_find(&out->keys, print))
                item->found += (uint64_t)slot->value;
        }
    }
}

wn_rc wn_columns_judge(const wn_pipeline *pipeline, uint64_t most, wn_columns *out)
{
    wn_pipeline judging = *pipeline;
    wn_context context = *pipeline->context;
    wn_settings settings = *context.settings;

    begin(&context, out);
    settings.most_rows = most;
    context.settings = &settings;
    judging.context = &context;
    judging.may.columns = out;
    wn_rc rc = wn_pipeline_pass(&judging, &wn_pass_judge);
    if (rc >= 0 && out->closely) {
        settings.most_rows = MOST_KEYS;
        rc = read_keys(&judging, most, out);
        settle_links(&context, most, out);
    }
    end(out);
    return rc;
}

void wn_columns_release(wn_columns *columns)
{
    for (size_t i = 0; i < columns->count; i++) {
        wn_map_release(&columns->items[i].at);
        wn_map_release(&columns->items[i].links);
        free(columns->items[i].values);
    }
    free(columns->items);
    free(columns->tables);
    wn_map_release(&columns->keys);
    free(columns->work);
    wn_arena_release(&columns->arena);
    *columns = (wn_columns){.closely = columns->closely};
}

/* ---- the question ----------------------------------------------------------------- */

wn_str wn_column_sample(const wn_column_seen *column, size_t i, bool unmasked,
                        wn_arena *arena)
{
    wn_str value = column->samples[i].value;
    const wn_field *field = &column->file->entity->fields[column->bind->field];
    wn_str text = unmasked ? wn_mask(WN_STR("none"), value, NULL, arena)
                           : wn_field_shown(field, value, NULL, arena);
    char *p = (char *)(uintptr_t)wn_arena_str(arena, text).ptr;

    for (size_t k = 0; k < text.len; k++)
        if ((unsigned char)p[k] < 0x20 || p[k] == 0x7F)
            p[k] = ' ';
    return (wn_str){p, text.len};
}

static void write_cure(const wn_column_seen *column, wn_lang lang, wn_buf *out)
{
    const wn_transform *type = column->file->entity->fields[column->bind->field].type;

    if (2 * column->cured >= wn_column_refused(&column->counts) && column->cure)
        wn_buf_format(out, wn_say(lang, WN_SAY_REFUSED_WAY), column->cure->name,
                      column->cure->choices[column->choice],
                      (unsigned long long)column->cured);
    else if (wn_option_find(type, WN_STR("region")))
        wn_buf_format(out, "%s", wn_say(lang, WN_SAY_REFUSED_REGION));
    else
        wn_buf_format(out, "%s", wn_say(lang, WN_SAY_REFUSED_COLUMN));
}

static void ask(const wn_context *context, const wn_column_seen *column, wn_diags *diags)
{
    const wn_input *input = &context->known->inputs[column->file->number];
    const wn_bind *bind = column->bind;
    const wn_field *field = &column->file->entity->fields[bind->field];
    uint64_t refused = wn_column_refused(&column->counts);
    int at = wn_input_column(input, bind->columns[0]);
    wn_buf samples = {0}, cure = {0};
    wn_arena arena = {0};
    char letter[8];

    for (size_t i = 0; i < column->sample_count; i++)
        wn_buf_format(
            &samples, wn_say(context->settings->lang, WN_SAY_REFUSED_SAMPLE),
            i ? wn_say(context->settings->lang, WN_SAY_REFUSED_BETWEEN) : "",
            WN_FMT(wn_column_sample(column, i, context->settings->unmasked, &arena)),
            (unsigned long long)column->samples[i].line);
    write_cure(column, context->settings->lang, &cure);
    wn_diag_add(
        diags, column->file->mapping, bind->line, bind->column, 0, WN_STR(""),
        column->counts.refused ? WN_SAY_REFUSED_VALUES : WN_SAY_REFUSED_AGAINST,
        WN_FMT(wn_path_base(wn_str_of(input->path))), WN_FMT(bind->columns[0]),
        wn_column_letter(letter, (size_t)(at < 0 ? 0 : at) + input->left),
        (unsigned long long)refused, (unsigned long long)column->counts.filled,
        field->type->name, samples.ptr, cure.ptr,
        (unsigned)((100 * refused + column->counts.filled - 1) / column->counts.filled));
    wn_buf_release(&samples);
    wn_buf_release(&cure);
    wn_arena_release(&arena);
}

wn_rc wn_columns_question(const wn_context *context, const wn_columns *columns,
                          wn_diags *diags)
{
    size_t stops = 0;

    for (size_t i = 0; i < columns->count; i++) {
        if (!wn_column_stops(&columns->items[i]))
            continue;
        ask(context, &columns->items[i], diags);
        stops++;
    }
    return stops ? wn_fail(context->err, WN_E_MAPPING, WN_SAY_REFUSED_QUESTION, stops)
                 : WN_OK;
}

wn_rc wn_columns_ask(const wn_pipeline *pipeline, wn_diags *diags)
{
    const wn_context *context = pipeline->context;
    wn_columns columns = {0};
    wn_rc rc = wn_columns_judge(pipeline, 0, &columns);

    if (rc >= 0)
        rc = wn_columns_question(context, &columns, diags);
    if (rc >= 0) /* the second reading found nothing: the file has changed */
        rc = wn_fail(context->err, WN_E_MAPPING, WN_SAY_REFUSED_QUESTION, (size_t)1);
    wn_columns_release(&columns);
    return rc;
}
