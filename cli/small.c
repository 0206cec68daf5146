/* small.c - the short commands: cat, apply, draft, explain. */
#include "cli.h"

#include "commands/draft/draft.h"
#include "core/fail.h"
#include "core/finding.h"
#include "core/memory.h"
#include "core/output.h"
#include "model/pack.h"
#include "run/pipeline.h"
#include "transforms/transforms.h"

#include <jansson.h>
#include <libxml/parser.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

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

/* Never write over a model that somebody may have edited: if crm.model.xml exists with
 * other content, the model gets a name after the draft's own, and the draft names
 * that. */
static wn_rc write_draft(const cli_options *o, const wn_drafted *drafted, wn_error *err)
{
    static const char usual[] = "crm.model.xml";
    wn_arena arena = {0};
    wn_outputs all = {.force = o->force};
    wn_buf mapping = {0};
    struct stat there;
    wn_str folder = wn_path_dir(wn_str_of(o->output)),
           text = wn_buf_str(&drafted->mapping);
    wn_str base = wn_path_base(wn_str_of(o->output)), name = wn_str_of(usual);
    wn_str path = wn_path_join(&arena, folder, name);

    bool same = is_there(path.ptr, wn_buf_str(&drafted->model));
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
        rc = put(&all, path.ptr, wn_buf_str(&drafted->model), err);
    rc = wn_outputs_finish(&all, rc, err);
    if (rc >= 0 && !o->quiet)
        cli_print(stderr, wn_say(o->lang, WN_SAY_DRAFT_WRITTEN), o->output, path.ptr);
    wn_buf_release(&mapping);
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

/* ---- explain ---------------------------------------------------------------------- */

static void explain_transform(wn_buf *out, const wn_transform *t, wn_lang lang)
{
    wn_buf_format(out, "%s  %s\n", t->name, lang == WN_ZH ? t->zh : t->en);
    for (const wn_option *o = t->options; o && o->type != WN_OPT_END; o++) {
        wn_buf_format(out, "  %s=%s  %s\n", o->name, o->fallback ? o->fallback : "",
                      lang == WN_ZH ? o->zh : o->en);
        for (size_t i = 0; o->choices && o->choices[i]; i++)
            wn_buf_format(out, "%s%s%s", i ? " | " : "      ", o->choices[i],
                          o->choices[i + 1] ? "" : "\n");
    }
    for (const wn_example *e = t->examples; e && e->in; e++)
        wn_buf_format(out, "    %s%s%s  ->  %s\n", e->options ? e->options : "",
                      e->options ? "  " : "", e->in,
                      !e->out   ? wn_say(lang, WN_SAY_EXPLAIN_INVALID)
                      : *e->out ? e->out
                                : wn_say(lang, WN_SAY_EXPLAIN_EMPTY));
}

static void explain_rule(wn_buf *out, const wn_rule *rule, wn_lang lang)
{
    static const struct {
        const char *name;
        unsigned bit;
    } says[] = {{"pattern", WN_SAYS_PATTERN}, {"values", WN_SAYS_VALUES},
                {"min", WN_SAYS_MIN},         {"by", WN_SAYS_BY},
                {"after", WN_SAYS_AFTER},     {"within", WN_SAYS_WITHIN},
                {"max", WN_SAYS_MAX},         {"share", WN_SAYS_SHARE},
                {"least", WN_SAYS_LEAST},     {"move-to", WN_SAYS_MOVE_TO},
                {"that", WN_SAYS_THAT}};

    wn_buf_format(out, "%s  %s\n    -> %s\n", rule->name,
                  lang == WN_ZH ? rule->zh : rule->en,
                  lang == WN_ZH ? rule->do_zh : rule->do_en);
    wn_buf_format(out, wn_say(lang, WN_SAY_EXPLAIN_LIMITS),
                  wn_say(lang, WN_SAY_COMPLETENESS + (wn_word)rule->dimension),
                  wn_say(lang, WN_SAY_SEVERITY_INFO + (wn_word)rule->severity),
                  100 * rule->green, 100 * rule->red);
    for (size_t i = 0; i < WN_COUNT(says); i++)
        if (rule->says & says[i].bit)
            wn_buf_format(out, ", %s%s=", says[i].name,
                          rule->must_say & says[i].bit ? "*" : "");
    wn_buf_char(out, '\n');
    if (rule->about_en)
        wn_buf_format(out, "    %s\n", lang == WN_ZH ? rule->about_zh : rule->about_en);
}

static bool explain_topic(wn_buf *out, const char *topic, wn_lang lang)
{
    const wn_transform *transform = wn_transform_find(wn_str_of(topic));
    int rule = wn_rule_find(wn_str_of(topic));
    size_t before = out->len;
    bool packs = !strcmp(topic, "packs");

    wn_grammar_explain(out, lang, topic);
    if (transform)
        explain_transform(out, transform, lang);
    if (rule >= 0)
        explain_rule(out, wn_rules[rule], lang);
    for (size_t p = 0; p < wn_pack_count(); p++)
        if (packs || !strcmp(topic, wn_pack_name(p)))
            wn_pack_explain(p, lang, out);
    return out->len > before;
}

static void explain_all(wn_buf *out, wn_lang lang)
{
    wn_buf_format(out, "%s\n\n", wn_say(lang, WN_SAY_EXPLAIN_ELEMENTS));
    wn_grammar_explain(out, lang, NULL);
    wn_buf_format(out, "\n%s\n\n", wn_say(lang, WN_SAY_EXPLAIN_TYPES));
    for (const wn_transform *const *t = wn_transforms; *t; t++)
        explain_transform(out, *t, lang);
    wn_buf_format(out, "\n%s\n\n", wn_say(lang, WN_SAY_EXPLAIN_RULES));
    for (int i = 0; i < WN_RULE_COUNT; i++)
        explain_rule(out, wn_rules[i], lang);
    wn_buf_format(out, "\n%s\n\n", wn_say(lang, WN_SAY_EXPLAIN_READERS));
    for (const wn_reader_class *const *r = wn_readers; *r; r++)
        wn_buf_format(out, "%s  %s\n", (*r)->name, lang == WN_ZH ? (*r)->zh : (*r)->en);
    wn_buf_format(out, "\n%s\n\n", wn_say(lang, WN_SAY_EXPLAIN_PACKS));
    for (size_t p = 0; p < wn_pack_count(); p++)
        wn_pack_explain(p, lang, out);
    wn_buf_format(out, "\n%s\n\n", wn_say(lang, WN_SAY_EXPLAIN_STAGES));
    for (size_t i = 0; i < WN_STAGE_COUNT; i++)
        wn_buf_format(
            out, "%zu/%d %s  %s\n", i + 1, WN_STAGE_COUNT, wn_pass_run.stages[i]->name,
            lang == WN_ZH ? wn_pass_run.stages[i]->zh : wn_pass_run.stages[i]->en);
}

int cli_explain(const cli_options *o)
{
    wn_error err = {.lang = o->lang};
    wn_buf out = {0};
    wn_rc rc = WN_OK;

    if (o->man)
        cli_man(&out, o->commands);
    else if (o->completion)
        cli_completion(&out, o->commands);
    else if (o->schema && !strcmp(o->schema, "xsd"))
        wn_schema_xsd(&out);
    else if (o->schema)
        wn_schema_rng(&out);
    else if (o->arg_count == 0)
        explain_all(&out, o->lang);
    for (size_t i = 0; i < o->arg_count && rc >= 0; i++) {
        if (explain_topic(&out, o->args[i], o->lang))
            continue;
        rc = wn_fail(&err, WN_E_USAGE, WN_SAY_EXPLAIN_UNKNOWN, o->args[i]);
        wn_error_hint(&err, WN_SAY_EXPLAIN_HINT);
    }
    cli_put_data(stdout, wn_buf_str(&out));
    wn_buf_release(&out);
    return end_with(o, &err, rc);
}
