/* cmd_check.c - winnow check: is the mapping right, and does it fit the files? */
#include "session.h"

#include "core/fail.h"
#include "core/memory.h"

#include <jansson.h>
#include <libxml/parser.h>
#include <stdlib.h>
#include <string.h>

static bool is_model(const char *path)
{
    size_t len = strlen(path);

    return len > 10 && !strcmp(path + len - 10, ".model.xml");
}

/* ---- columns ---------------------------------------------------------------------- */

static wn_str column_name(const wn_bind *bind, wn_arena *arena)
{
    wn_str name = bind->columns[0];

    for (size_t i = 1; i < bind->count; i++)
        name = wn_arena_format(arena, "%.*s %c %.*s", WN_FMT(name),
                               bind->first_filled ? '|' : '+', WN_FMT(bind->columns[i]));
    return name;
}

static const char *column_letter(const wn_context *context, const wn_column_seen *column,
                                 char out[8])
{
    const wn_input *input = &context->known->inputs[column->file->number];
    int at = wn_input_column(input, column->bind->columns[0]);

    return at < 0 ? "" : wn_column_letter(out, (size_t)at + input->left);
}

static uint64_t bad(const wn_column_seen *column)
{
    return wn_column_refused(&column->counts) + column->unlisted;
}

/* Sort: columns that stop a run first, then by the share of values that are not valid. */
static int by_trouble(const void *left, const void *right)
{
    const wn_column_seen *a = *(wn_column_seen *const *)left;
    const wn_column_seen *b = *(wn_column_seen *const *)right;
    int order = wn_column_stops(b) - wn_column_stops(a);

    if (order == 0) {
        uint64_t x = bad(a) * (b->counts.filled + !b->counts.filled);
        uint64_t y = bad(b) * (a->counts.filled + !a->counts.filled);
        order = (x < y) - (x > y);
    }
    return order ? order : (a > b) - (a < b);
}

static void print_column(const cli_session *s, const wn_column_seen *column, wn_buf *out)
{
    const wn_field *field = &column->file->entity->fields[column->bind->field];
    uint64_t filled = column->counts.filled;
    wn_buf samples = {0};
    wn_arena arena = {0};
    char letter[8];

    wn_buf_format(out, "%s ", wn_column_stops(column) ? "!" : " ");
    cli_pad(out, wn_str_of(column_letter(&s->run.context, column, letter)), 4);
    cli_pad(out, column_name(column->bind, &arena), 26);
    wn_buf_char(out, ' ');
    cli_pad(out, field->name, 20);
    wn_buf_char(out, ' ');
    cli_pad(out, wn_str_of(field->type->name), 9);
    wn_buf_format(out, "%4u %%", cli_percent(filled, column->rows));
    if (filled)
        wn_buf_format(out, "%6u %%", cli_percent(filled - bad(column), filled));
    wn_buf_char(out, '\n');
    for (size_t i = 0; i < column->sample_count && bad(column); i++)
        wn_buf_format(&samples, wn_say(s->options->lang, WN_SAY_REFUSED_SAMPLE),
                      i ? wn_say(s->options->lang, WN_SAY_REFUSED_BETWEEN) : "",
                      WN_FMT(wn_column_sample(column, i, s->options->unmasked, &arena)),
                      (unsigned long long)column->samples[i].line);
    if (samples.len > 0) {
        wn_buf_format(out, "      ");
        cli_pad(out, wn_buf_str(&samples), 74);
        while (out->ptr[out->len - 1] == ' ')
            out->len--;
        wn_buf_char(out, '\n');
    }
    wn_buf_release(&samples);
    wn_arena_release(&arena);
}

static void print_column_json(const cli_session *s, const wn_column_seen *column)
{
    const wn_field *field = &column->file->entity->fields[column->bind->field];
    json_t *samples = json_array();
    wn_arena arena = {0};
    char letter[8];

    for (size_t i = 0; i < column->sample_count && bad(column); i++) {
        wn_str text = wn_column_sample(column, i, s->options->unmasked, &arena);
        json_array_append_new(
            samples, json_pack("{s:I, s:o}", "line", (json_int_t)column->samples[i].line,
                               "value", json_stringn(text.ptr, wn_utf8_valid(text))));
    }
    wn_str name = column_name(column->bind, &arena);
    json_t *line =
        json_pack("{s:s, s:s, s:s, s:s%, s:s, s:s, s:s, s:I, s:I, s:I, s:b, s:o}",
                  "event", "column", "file", s->run.inputs[column->file->number].path,
                  "letter", column_letter(&s->run.context, column, letter), "column",
                  name.ptr, name.len, "entity", column->file->entity->name.ptr, "field",
                  field->name.ptr, "type", field->type->name, "rows",
                  (json_int_t)column->rows, "filled", (json_int_t)column->counts.filled,
                  "valid", (json_int_t)(column->counts.filled - bad(column)), "stops",
                  wn_column_stops(column), "samples", samples);
    cli_put_json(stdout, line, 0);
    wn_arena_release(&arena);
}

static void print_columns(const cli_session *s, const wn_columns *columns)
{
    const wn_column_seen **sorted = wn_alloc(columns->count, sizeof(wn_column_seen *));
    wn_buf out = {0};
    char rows[28];

    for (size_t from = 0, to; from < columns->count; from = to) {
        const wn_column_seen *first = &columns->items[from];
        for (to = from; to < columns->count && columns->items[to].file == first->file;
             to++)
            sorted[to] = &columns->items[to];
        qsort(sorted + from, to - from, sizeof(wn_column_seen *), by_trouble);
        wn_buf_format(&out, wn_say(s->options->lang, WN_SAY_CHECK_FILE),
                      WN_FMT(first->file->name), WN_FMT(first->file->entity->name),
                      wn_thousands(rows, first->rows));
        wn_buf_add(&out, wn_str_of(wn_say(s->options->lang, WN_SAY_CHECK_HEAD)));
        for (size_t c = from; c < to; c++)
            print_column(s, sorted[c], &out);
        for (size_t c = from; c < to && s->options->json; c++)
            print_column_json(s, sorted[c]);
    }
    if (!s->options->json && !s->options->quiet)
        cli_put(stdout, wn_buf_str(&out));
    wn_buf_release(&out);
    free(sorted);
}

/* With --in: compare the files' columns, and their first rows, with the mapping. */
static wn_rc check_inputs(cli_session *s, wn_columns *columns)
{
    for (size_t i = 0; i < s->options->in_count; i++)
        cli_session_add_in(s, s->options->in[i]);
    cli_print_repeated(s->options, s->run.surveys, s->in, s->in_count);
    wn_rc rc = cli_session_look(s, columns);
    if (rc >= 0) {
        print_columns(s, columns);
        rc = s->run.diags.errors > 0
                 ? WN_E_MAPPING
                 : wn_columns_question(&s->run.context, columns, &s->run.diags);
    }
    return rc;
}

/* ---- the command ------------------------------------------------------------------ */

static wn_rc check_model(const cli_options *o, const char *path, wn_diags *diags)
{
    wn_plan plan;
    wn_rc rc = wn_plan_load_model(&plan, path, diags);

    if (rc >= 0 && !o->quiet && !o->json)
        cli_print(stdout, wn_say(o->lang, WN_SAY_CHECK_MODEL_OK), path,
                  plan.model.entity_count, (size_t)plan.model.field_count,
                  (size_t)plan.model.check_count);
    wn_plan_release(&plan);
    return rc;
}

static wn_rc check_mappings(cli_session *s, const char *const *paths, size_t count)
{
    const cli_options *o = s->options;
    const wn_plan *plan = &s->run.plan;
    wn_rc rc = wn_mappings_load(&s->run.plan, &s->run.books, paths, count, &s->run.diags,
                                &s->run.err);

    wn_columns columns = {.closely = o->output != NULL};
    bool looked = rc >= 0 && o->in_count > 0;
    if (looked)
        rc = check_inputs(s, &columns);
    if (o->output && (rc >= 0 || columns.items) &&
        cli_write_mapping(s, looked ? &columns : NULL) < 0)
        rc = s->run.err.rc;
    bool is_unclear = rc < 0 && !looked && s->run.err.rc >= 0;
    if (o->output && is_unclear && count == 1 && s->run.books.count == 1 &&
        cli_is_workbook_name(o->output) && cli_mark_workbook(s) < 0)
        rc = s->run.err.rc;
    wn_columns_release(&columns);
    for (size_t i = 0; i < plan->path_count && rc >= 0 && !o->quiet && !o->json; i++) {
        size_t files = 0, fields = 0;
        for (size_t f = 0; f < plan->file_count; f++) {
            if (strcmp(plan->files[f].mapping, plan->paths[i]) != 0)
                continue;
            files++;
            fields += plan->files[f].bind_count;
        }
        cli_print(stdout, wn_say(o->lang, WN_SAY_CHECK_OK), plan->paths[i], files,
                  fields);
    }
    return rc;
}

int cli_check(const cli_options *o)
{
    cli_session s;
    const char **mappings = wn_alloc(o->arg_count + 1, sizeof(*mappings));
    size_t count = 0;
    wn_rc rc = WN_OK;

    cli_session_init(&s, o, &wn_pass_run, NULL);
    if (o->arg_count == 0)
        rc = wn_fail(&s.run.err, WN_E_USAGE, WN_SAY_CHECK_NOTHING);
    else
        rc = cli_session_once(&s);
    for (size_t i = 0; i < o->arg_count && rc >= 0; i++) {
        if (is_model(o->args[i]))
            rc = check_model(o, o->args[i], &s.run.diags) < 0 ? WN_E_MAPPING : rc;
        else
            mappings[count++] = o->args[i];
    }
    if (rc >= 0 && o->output && count == 0)
        rc = wn_fail(&s.run.err, WN_E_USAGE, WN_SAY_SHEET_ONE);
    if (rc >= 0 && count > 0 && check_mappings(&s, mappings, count) < 0)
        rc = s.run.err.rc < 0 ? s.run.err.rc : WN_E_MAPPING;
    cli_print_diags(o, &s.run.diags);
    if (s.run.err.rc < 0)
        cli_print_error(o, &s.run.err);
    else if (s.run.diags.errors > 0 && !o->json)
        cli_print(stderr, wn_say(o->lang, WN_SAY_CHECK_MISTAKES), s.run.diags.errors);
    free(mappings);
    cli_session_end(&s);
    return cli_exit_code(rc);
}
