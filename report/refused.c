/*
 * refused.c - writes the refused records, for people who put them right.
 *
 * refused.csv has all of them, a row for each reason. The folder refused/ has, for each
 * file of the mapping, the rows as they were read, and the reasons in columns behind
 * them. People correct these in a spreadsheet; `winnow run MAPPING --in .../refused`
 * loads them.
 */
#include "report.h"

#include "core/file.h"
#include "core/memory.h"

#include <stdlib.h>
#include <string.h>

/* ---- refused.csv ------------------------------------------------------------------ */

static wn_str column_of(const report *r, const wn_record *record, const wn_finding *f)
{
    const wn_input *input = &r->stage.context->known->inputs[record->file->number];

    if (f->column < input->column_count)
        return input->columns[f->column];
    return f->field < 0 ? WN_STR("") : record->file->entity->fields[f->field].name;
}

/* The check's label, and the finding's advice: "its parent was refused: ...". */
static wn_str reason_of(const report *r, const wn_finding *f, wn_arena *arena)
{
    wn_str label = wn_check_label(f->check, r->stage.context->settings->lang);

    return f->advice.len
               ? wn_arena_format(arena, "%.*s (%.*s)", WN_FMT(label), WN_FMT(f->advice))
               : label;
}

static void add_reasons(report *r, const wn_record *record, wn_arena *arena)
{
    wn_buf *out = &r->refused.out;
    bool numbered = wn_line_mark(r->stage.context, record->file) == '#';

    for (const wn_finding *f = record->findings; f; f = f->next) {
        wn_csv_add_safe(out, record->file->name);
        wn_buf_format(out, numbered ? ",#%llu," : ",%llu,",
                      (unsigned long long)record->line);
        wn_csv_add_safe(out, record->key);
        wn_buf_char(out, ',');
        wn_csv_add_safe(out, f->check->id);
        wn_buf_char(out, ',');
        wn_csv_add_safe(out, column_of(r, record, f));
        wn_buf_char(out, ',');
        wn_csv_add_safe(out, f->value);
        wn_buf_char(out, ',');
        wn_csv_add_safe(out, reason_of(r, f, arena));
        for (uint32_t c = 0; c < record->source_count; c++) {
            wn_buf_char(out, ',');
            wn_csv_add_safe(out, record->source[c]);
        }
        wn_buf_char(out, '\n');
    }
}

/* ---- refused/ --------------------------------------------------------------------- */

static const char *name_of(const wn_file *file, wn_arena *arena)
{
    wn_str name = wn_refused_name(file, arena);

    return wn_arena_format(arena, "refused/%.*s", WN_FMT(name)).ptr;
}

static wn_rc begin_again(report *r, const wn_record *record)
{
    const wn_context *context = r->stage.context;
    const wn_input *input = &context->known->inputs[record->file->number];
    report_stream *stream = &r->again[record->file->number];
    const char *name = name_of(record->file, &r->arena);
    wn_rc rc = WN_OK;
    size_t columns = input->column_count - wn_input_own_columns(input);

    if (r->refused_rows == 0) {
        wn_buf text = {0};
        wn_buf_add(&text,
                   wn_str_of(wn_say(context->settings->lang, WN_SAY_REFUSED_README)));
        rc = report_write(r, "refused/README.txt", &text);
        wn_buf_release(&text);
    }
    if (rc >= 0)
        rc = report_stream_open(r, stream, name);
    wn_buf_add(&stream->out, WN_STR("\xEF\xBB\xBF"));
    for (size_t c = 0; c < columns; c++) {
        wn_csv_add_safe(&stream->out, input->columns[c]);
        wn_buf_char(&stream->out, ',');
    }
    wn_buf_add(&stream->out, WN_STR("winnow: rule,winnow: reason,winnow: column,winnow: "
                                    "value\n"));
    return rc;
}

/* Appends "a | b": a part of each finding. 0: the check, 1: the reason, 2: the column, 3:
 * the value. */
static void add_joined(report *r, report_stream *stream, const wn_record *record,
                       int part, wn_arena *arena)
{
    wn_buf all = {0};

    for (const wn_finding *f = record->findings; f; f = f->next) {
        wn_str text = part == 0   ? f->check->id
                      : part == 1 ? reason_of(r, f, arena)
                      : part == 2 ? column_of(r, record, f)
                                  : f->value;
        wn_buf_format(&all, "%s%.*s", f == record->findings ? "" : " | ", WN_FMT(text));
    }
    wn_csv_add_safe(&stream->out, wn_buf_str(&all));
    wn_buf_release(&all);
}

static wn_rc add_again(report *r, const wn_record *record, wn_arena *arena)
{
    const wn_input *input = &r->stage.context->known->inputs[record->file->number];
    size_t columns = input->column_count - wn_input_own_columns(input);
    size_t at = r->again_of[record->file->number];
    report_stream *stream = &r->again[at];
    wn_record first = *record;
    wn_rc rc = WN_OK;
    bool is_new;

    wn_map_set(&r->again_lines, wn_fingerprint_numbers(at, record->line), &is_new);
    if (!is_new)
        return WN_OK;
    first.file = &r->stage.context->plan->files[at];
    if (!stream->file)
        rc = begin_again(r, &first);
    for (size_t c = 0; c < columns; c++) {
        wn_csv_add_safe(&stream->out,
                        c < record->source_count ? record->source[c] : WN_STR(""));
        wn_buf_char(&stream->out, ',');
    }
    for (int part = 0; part < 4; part++) {
        add_joined(r, stream, record, part, arena);
        wn_buf_char(&stream->out, part < 3 ? ',' : '\n');
    }
    return rc < 0 ? rc : report_stream_flush(r, stream, false);
}

/* ---- the stage's side ------------------------------------------------------------- */

wn_rc report_refused_open(report *r)
{
    size_t files = r->stage.context->plan->file_count;

    const char **names = wn_alloc(files + 1, sizeof(*names));

    r->again = wn_alloc(files, sizeof(*r->again));
    r->again_of = wn_alloc(files + 1, sizeof(*r->again_of));
    for (size_t f = 0; f < files; f++) {
        names[f] = name_of(&r->stage.context->plan->files[f], &r->arena);
        while (strcmp(names[r->again_of[f]], names[f]) != 0)
            r->again_of[f]++;
    }
    free(names);
    wn_buf_add(&r->refused.out,
               WN_STR("\xEF\xBB\xBF"
                      "file,line,key,rule,column,value,reason,cells as read\n"));
    return report_stream_open(r, &r->refused, "refused.csv");
}

wn_rc report_refused(report *r, const wn_record *record)
{
    wn_arena arena = {0};

    add_reasons(r, record, &arena);
    wn_rc rc = report_stream_flush(r, &r->refused, false);
    if (rc >= 0)
        rc = add_again(r, record, &arena);
    r->refused_rows++;
    wn_arena_release(&arena);
    return rc;
}

wn_rc report_refused_end(report *r)
{
    wn_rc rc = report_stream_flush(r, &r->refused, true);

    for (size_t f = 0; f < r->stage.context->plan->file_count && rc >= 0; f++)
        if (r->again[f].file)
            rc = report_stream_flush(r, &r->again[f], true);
    return rc;
}

void report_refused_release(report *r)
{
    wn_buf_release(&r->refused.out);
    for (size_t f = 0; r->again && f < r->stage.context->plan->file_count; f++)
        wn_buf_release(&r->again[f].out);
    free(r->again);
    free(r->again_of);
    wn_map_release(&r->again_lines);
}
