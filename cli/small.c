/* small.c - the short commands: cat, apply, draft. */
#include "cli.h"

#include "commands/draft/draft.h"
#include "core/fail.h"
#include "core/memory.h"
#include "core/output.h"
#include "transforms/transforms.h"

#include <jansson.h>
#include <libxml/parser.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#define SCHEMA "winnow.xsd"

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

static bool is_there(const char *path, wn_str text)
{
    wn_buf there = {0};
    wn_error quiet = {.lang = WN_EN};
    bool same = wn_file_read(path, text.len + 1, WN_E_TARGET, &there, &quiet) >= 0 &&
                wn_str_equal(wn_buf_str(&there), text);

    wn_buf_release(&there);
    return same;
}

static wn_rc put(wn_outputs *all, const char *path, wn_str bytes, wn_error *err)
{
    wn_output *file = wn_outputs_add_path(all, path, err);

    return file ? wn_output_put(file, bytes, err) : err->rc;
}

/* The file with the name of its schema behind the first line: with it, editors complete
 * and check. An instruction, no attribute: so the root stays as the language has it. */
static void name_schema(wn_buf *out, wn_str xml)
{
    wn_str rest = xml, first = wn_str_cut(&rest, WN_STR("\n"));

    wn_buf_format(out,
                  "%.*s\n<?xml-model href=\"" SCHEMA "\" type=\"application/xml\" "
                  "schematypens=\"http://www.w3.org/2001/XMLSchema\"?>\n",
                  WN_FMT(first));
    wn_buf_add(out, rest);
}

/* Put the schema beside the draft, unless a file of that name is somebody else's. */
static wn_rc put_schema(wn_outputs *all, wn_str folder, wn_arena *arena, wn_error *err)
{
    wn_standing stands = wn_output_stands(
        wn_arena_str(arena, folder.len ? folder : WN_STR(".")).ptr, SCHEMA);
    wn_buf schema = {0};
    wn_rc rc = WN_OK;

    wn_schema_xsd(&schema);
    if (stands == WN_STANDS_NOTHING || stands == WN_STANDS_OWN)
        rc = put(all, wn_path_join(arena, folder, WN_STR(SCHEMA)).ptr,
                 wn_buf_str(&schema), err);
    wn_buf_release(&schema);
    return rc;
}

/* Never write over a model that somebody may have edited: if crm.model.xml exists with
 * other content, the model gets a name after the draft's own, and the draft names
 * that. */
static wn_rc write_draft(const cli_options *o, const wn_drafted *drafted, wn_error *err)
{
    static const char usual[] = "crm.model.xml";
    wn_arena arena = {0};
    wn_outputs all = {.force = o->force};
    wn_buf mapping = {0}, named = {0}, model = {0};
    struct stat there;
    name_schema(&named, wn_buf_str(&drafted->mapping));
    name_schema(&model, wn_buf_str(&drafted->model));
    wn_str folder = wn_path_dir(wn_str_of(o->output)), text = wn_buf_str(&named);
    wn_str base = wn_path_base(wn_str_of(o->output)), name = wn_str_of(usual);
    wn_str path = wn_path_join(&arena, folder, name);

    bool same = is_there(path.ptr, wn_buf_str(&model));
    if (!same && lstat(path.ptr, &there) == 0) {
        base.len -= wn_str_ends(base, WN_STR(".xml")) ? 4 : 0;
        name = wn_arena_format(&arena, "%.*s.model.xml", WN_FMT(base));
        path = wn_path_join(&arena, folder, name);
    }
    const char *at = memmem(text.ptr, text.len, usual, sizeof(usual) - 1);
    size_t before = at ? (size_t)(at - text.ptr) : 0;
    wn_buf_add(&mapping, (wn_str){text.ptr, before});
    wn_buf_add(&mapping, at ? name : WN_STR(""));
    size_t behind = at ? before + sizeof(usual) - 1 : 0;
    wn_buf_add(&mapping, (wn_str){text.ptr + behind, text.len - behind});
    wn_rc rc = put(&all, o->output, wn_buf_str(&mapping), err);
    if (rc >= 0 && !same)
        rc = put(&all, path.ptr, wn_buf_str(&model), err);
    if (rc >= 0)
        rc = put_schema(&all, folder, &arena, err);
    rc = wn_outputs_finish(&all, rc, err);
    if (rc >= 0 && !o->quiet)
        cli_print(stderr, wn_say(o->lang, WN_SAY_DRAFT_WRITTEN), o->output, path.ptr);
    wn_buf_release(&mapping);
    wn_buf_release(&named);
    wn_buf_release(&model);
    wn_arena_release(&arena);
    return rc;
}

int cli_draft(const cli_options *o)
{
    wn_error err = {.lang = o->lang};
    wn_drafted drafted = {0};
    wn_draft_request request = {.surveys = wn_surveys_new(),
                                .paths = o->args,
                                .count = o->arg_count,
                                .records = wn_str_of(o->records),
                                .sheet = wn_str_of(o->sheet)};
    cli_options apart = *o;
    apart.force = true; /* the same draft may be there already; write_draft() is strict */
    cli_print_repeated(o, request.surveys, o->args, o->arg_count);
    wn_rc rc = o->arg_count ? cli_check_outputs(&apart, &o->output, 1, &err)
                            : wn_fail(&err, WN_E_USAGE, WN_SAY_DRAFT_NOTHING);

    if (rc >= 0)
        rc = wn_draft(&request, &drafted, &err);
    if (rc >= 0 && o->output)
        rc = write_draft(o, &drafted, &err);
    else if (rc >= 0)
        cli_put_data(stdout, wn_buf_str(&drafted.mapping));
    wn_drafted_release(&drafted);
    wn_surveys_free(request.surveys);
    return end_with(o, &err, rc);
}
