/* cmd_explain.c - winnow explain [TOPIC]: elements, types, checks, entities, lists. */
#include "session.h"

#include "commands/draft/draft.h"
#include "commands/standard.h"
#include "core/fail.h"
#include "core/file.h"
#include "core/finding.h"
#include "core/memory.h"
#include "core/output.h"
#include "model/pack.h"
#include "run/pipeline.h"
#include "transforms/transforms.h"

#include <libxml/parser.h>
#include <string.h>

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

static bool explain_topic(wn_buf *out, const char *topic, const wn_plan *plan,
                          wn_lang lang)
{
    const wn_transform *transform = wn_transform_find(wn_str_of(topic));
    int rule = wn_rule_find(wn_str_of(topic));
    size_t before = out->len;
    bool packs = !strcmp(topic, "packs");

    wn_model_explain(&plan->model, lang, wn_str_of(topic), out);
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

/* The model of --mapping; without it, the one that ships. */
static wn_rc load_model(cli_session *s)
{
    wn_run *run = &s->run;

    if (s->options->mapping)
        return wn_mappings_load(&run->plan, &run->books, &s->options->mapping, 1,
                                &run->diags, &run->err);
    return wn_plan_read_model(&run->plan, "crm.model.xml", wn_pack_model(), &run->diags);
}

static wn_rc unknown_topic(const char *topic, const wn_plan *plan, wn_error *err)
{
    wn_str names[256];
    size_t count = 0;

    wn_model_topics(&plan->model, names, &count, WN_COUNT(names));
    for (const wn_transform *const *t = wn_transforms; *t && count < WN_COUNT(names); t++)
        names[count++] = wn_str_of((*t)->name);
    for (int i = 0; i < WN_RULE_COUNT && count < WN_COUNT(names); i++)
        names[count++] = wn_str_of(wn_rules[i]->name);
    wn_str close = wn_suggest(wn_str_of(topic), names, count);
    if (close.len)
        return wn_fail(err, WN_E_USAGE, WN_SAY_EXPLAIN_CLOSE, topic, WN_FMT(close));
    wn_fail(err, WN_E_USAGE, WN_SAY_EXPLAIN_UNKNOWN, topic);
    wn_error_hint(err, WN_SAY_EXPLAIN_HINT);
    return err->rc;
}

static void explain_topics(cli_session *s, wn_buf *out)
{
    const cli_options *o = s->options;
    wn_rc rc = load_model(s);

    for (size_t i = 0; i < o->arg_count && rc >= 0; i++)
        if (!explain_topic(out, o->args[i], &s->run.plan, o->lang))
            rc = unknown_topic(o->args[i], &s->run.plan, &s->run.err);
}

/* ---- a mapping as a data standard ------------------------------------------------- */

static void write_page(const cli_options *o, const wn_standard *all, wn_error *err)
{
    wn_outputs outputs = {.force = o->force};
    wn_buf page = {0};
    wn_output *file = wn_outputs_add_path(&outputs, o->output, err);

    wn_standard_page(all, o->lang, &page);
    wn_rc rc = file ? wn_output_put(file, wn_buf_str(&page), err) : err->rc;
    if (wn_outputs_finish(&outputs, rc, err) >= 0 && !o->quiet)
        cli_print(stderr, wn_say(o->lang, WN_SAY_STANDARD_OUT), o->output);
    wn_buf_release(&page);
}

static void explain_mapping(cli_session *s)
{
    const cli_options *o = s->options;
    wn_standard all[WN_LANG_COUNT] = {{0}};
    wn_buf out = {0};
    wn_text text;

    if (load_model(s) < 0 || cli_mapping_text(s, &text) < 0)
        return;
    for (wn_lang lang = 0; lang < WN_LANG_COUNT; lang++)
        (o->diff ? wn_standard_changes : wn_standard_make)(&all[lang], &s->run.plan,
                                                           text.mapping, lang);
    if (o->output)
        write_page(o, all, &s->run.err);
    else
        cli_standard_text(&all[o->lang], &out);
    cli_put(stdout, wn_buf_str(&out)); /* a mapping may come from anybody */
    wn_buf_release(&out);
    for (wn_lang lang = 0; lang < WN_LANG_COUNT; lang++)
        wn_standard_release(&all[lang]);
}

/* Do the options fit together? */
static wn_rc check_options(const cli_options *o, wn_error *err)
{
    bool alone = o->mapping && o->arg_count == 0;
    wn_str name = wn_str_of(o->output);

    if ((o->diff || o->output) && !alone)
        return wn_fail(err, WN_E_USAGE, WN_SAY_STANDARD_NEEDS_MAPPING,
                       o->diff ? "--diff" : "--output");
    if (o->output && !wn_str_ends(name, WN_STR(".html")) &&
        !wn_str_ends(name, WN_STR(".htm")))
        return wn_fail(err, WN_E_USAGE, WN_SAY_STANDARD_OUTPUT_KIND, o->output);
    if (alone && wn_path_exists(o->mapping) && !wn_is_mapping_file(o->mapping))
        return wn_fail(err, WN_E_USAGE, WN_SAY_STANDARD_NO_MAPPING, o->mapping);
    return cli_check_outputs(o, &o->output, 1, err);
}

/* What needs a model: topics, or a mapping. */
static int explain_model(const cli_options *o, wn_buf *out)
{
    cli_session s;

    cli_session_init(&s, o, &wn_pass_run, NULL);
    if (check_options(o, &s.run.err) >= 0 && o->arg_count == 0)
        explain_mapping(&s);
    else if (s.run.err.rc >= 0)
        explain_topics(&s, out);
    cli_print_diags(o, &s.run.diags);
    if (s.run.diags.errors > 0 && s.run.err.rc >= 0)
        wn_fail(&s.run.err, WN_E_MAPPING, WN_SAY_MAPPING_MISTAKES, s.run.diags.errors);
    wn_rc rc = s.run.err.rc;
    if (rc < 0)
        cli_print_error(o, &s.run.err);
    cli_session_end(&s);
    return cli_exit_code(rc);
}

int cli_explain(const cli_options *o)
{
    wn_buf out = {0};
    int code = 0;

    if (o->man)
        cli_man(&out, o->commands, o->lang);
    else if (o->completion)
        cli_completion(&out, o->commands, o->completion, o->lang);
    else if (o->schema && !strcmp(o->schema, "xsd"))
        wn_schema_xsd(&out);
    else if (o->schema)
        wn_schema_rng(&out);
    else if (o->arg_count == 0 && !o->mapping && !o->diff && !o->output)
        explain_all(&out, o->lang);
    else
        code = explain_model(o, &out);
    cli_put_data(stdout, wn_buf_str(&out));
    wn_buf_release(&out);
    xmlCleanupParser();
    return code;
}
