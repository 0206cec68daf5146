/* small.c - the short commands: cat, apply, draft. */
#include "session.h"

#include "core/fail.h"
#include "core/memory.h"
#include "transforms/transforms.h"

#include <jansson.h>
#include <libxml/parser.h>
#include <stdlib.h>
#include <string.h>

static int end_with(const cli_options *o, const wn_error *err, wn_rc rc)
{
    if (rc < 0)
        cli_print_error(o, err);
    xmlCleanupParser();
    return cli_exit_code(rc);
}

/* ---- cat -------------------------------------------------------------------------- */

static void write_row(wn_buf *out, const wn_str *cells, size_t count)
{
    out->len = 0;
    wn_csv_row(out, cells, count);
    cli_put_data(stdout, wn_buf_str(out));
}

static wn_rc cat(const cli_options *o, wn_input *input, wn_error *err)
{
    wn_batch batch;
    wn_buf out = {0};
    void *reader = NULL;
    const char *path = strcmp(o->args[0], "-")
                           ? o->args[0]
                           : wn_file_stdin(&input->arena, WN_E_SOURCE, err);
    wn_rc rc = path ? wn_input_survey(input, path, WN_STR(""), err) : err->rc;

    input->chunk = o->chunk ? (size_t)o->chunk : WN_CHUNK;
    input->records = wn_str_of(o->records);
    input->sheet = wn_str_of(o->sheet);
    input->is_raw = true;
    wn_batch_init(&batch, 512);
    if (rc >= 0)
        rc = input->reader->open(&reader, input, err);
    if (rc >= 0 && input->header_count > 0)
        write_row(&out, input->header, input->header_count);
    else if (rc >= 0 && !input->is_headless && input->column_count > 0)
        write_row(&out, input->columns, input->column_count);
    while (rc >= 0 && !ferror(stdout) &&
           (rc = input->reader->next(reader, &batch)) == WN_MORE) {
        for (size_t i = 0; i < batch.count; i++)
            write_row(&out, batch.records[i].source, batch.records[i].source_count);
        wn_batch_clear(&batch);
    }
    if (reader)
        input->reader->close(reader);
    wn_buf_release(&out);
    wn_batch_release(&batch);
    return rc;
}

int cli_cat(const cli_options *o)
{
    wn_error err = {.lang = o->lang};
    wn_input input = {0};
    wn_rc rc = o->arg_count == 1 ? cat(o, &input, &err)
                                 : wn_fail(&err, WN_E_USAGE, WN_SAY_CAT_ONE);

    wn_input_release(&input);
    return end_with(o, &err, rc);
}

/* ---- apply ------------------------------------------------------------------------ */

static wn_rc parse_config(const cli_options *o, const wn_transform *transform,
                          void *config, wn_arena *arena, wn_error *err)
{
    for (size_t i = 1; i < o->arg_count; i++)
        if (!wn_config_parse(transform, wn_str_of(o->args[i]), config, arena))
            return wn_fail(err, WN_E_USAGE, WN_SAY_APPLY_OPTION, transform->name,
                           o->args[i]);
    return WN_OK;
}

static void print_cleaned(const cli_options *o, const char *state, wn_str shown,
                          const wn_cleaned *out)
{
    if (o->json) {
        json_t *line =
            json_pack("{s:s, s:s%, s:s, s:s%}", "state", state, "value", shown.ptr,
                      shown.len, "remark", wn_remark_name(out->remark), "suggestion",
                      out->advice.len ? out->advice.ptr : "", out->advice.len);
        if (!line) /* bytes that are not UTF-8 cannot stand in JSON */
            line = json_pack("{s:s, s:n}", "state", state, "value");
        cli_put_json(stdout, line, 0);
        return;
    }
    wn_buf row = {0};
    wn_buf_format(&row, "%s\t", state);
    for (size_t i = 0; i < shown.len; i++) /* one line of output for one line of input */
        wn_buf_char(&row, shown.ptr[i] == '\n' ? ' ' : shown.ptr[i]);
    wn_buf_char(&row, '\n');
    cli_put_data(stdout, wn_buf_str(&row));
    wn_buf_release(&row);
}

static void apply_lines(const cli_options *o, const wn_transform *transform,
                        const void *config)
{
    wn_arena arena = {0};
    char *line = NULL;
    size_t room = 0;

    for (ssize_t got; (got = getline(&line, &room, stdin)) >= 0;) {
        wn_str in = wn_str_trim((wn_str){line, (size_t)got});
        wn_cleaned out;
        wn_verdict verdict = wn_transform_apply(transform, in, config, &arena, &out);
        wn_str shown = verdict == WN_CLEAN   ? out.value
                       : verdict == WN_EMPTY ? WN_STR("")
                                             : in;
        print_cleaned(o, wn_verdict_name(verdict), shown, &out);
        wn_arena_reset(&arena);
    }
    free(line);
    wn_arena_release(&arena);
}

int cli_apply(const cli_options *o)
{
    wn_error err = {.lang = o->lang};
    wn_arena arena = {0};
    const wn_transform *transform =
        o->arg_count ? wn_transform_find(wn_str_of(o->args[0])) : NULL;
    wn_rc rc = WN_OK;

    if (!transform) {
        rc = wn_fail(&err, WN_E_USAGE, WN_SAY_APPLY_UNKNOWN,
                     o->arg_count ? o->args[0] : "");
        wn_error_hint(&err, WN_SAY_APPLY_HINT);
    } else {
        void *config = wn_config_new(transform, &arena);
        rc = parse_config(o, transform, config, &arena, &err);
        if (rc >= 0)
            apply_lines(o, transform, config);
    }
    wn_arena_release(&arena);
    return end_with(o, &err, rc);
}

/* ---- draft ------------------------------------------------------------------------ */

int cli_draft(const cli_options *o)
{
    cli_session s;
    cli_options apart = *o;

    cli_session_init(&s, o, &wn_pass_run, NULL);
    wn_draft_request request = {.surveys = s.run.surveys,
                                .paths = o->args,
                                .count = o->arg_count,
                                .records = wn_str_of(o->records),
                                .sheet = wn_str_of(o->sheet)};
    apart.force = true; /* the same draft may be there already; cli_write_xml is strict */
    cli_print_repeated(o, request.surveys, o->args, o->arg_count);
    wn_rc rc = o->arg_count ? cli_check_outputs(&apart, &o->output, 1, &s.run.err)
                            : wn_fail(&s.run.err, WN_E_USAGE, WN_SAY_DRAFT_NOTHING);

    if (rc >= 0)
        rc = wn_draft(&request, &s.drafted, &s.run.err);
    if (rc >= 0 && o->json && o->output)
        cli_print_doubts(o, &s.drafted);
    if (rc >= 0 && cli_is_workbook_name(o->output))
        rc = cli_write_draft_book(&s);
    else if (rc >= 0 && o->output)
        rc = cli_write_xml(o, wn_buf_str(&s.drafted.mapping),
                           wn_buf_str(&s.drafted.model), true, &s.run.err);
    else if (rc >= 0)
        cli_put_data(stdout, wn_buf_str(&s.drafted.mapping));
    if (rc < 0)
        cli_print_error(o, &s.run.err);
    cli_session_end(&s);
    return cli_exit_code(rc);
}
