/* cmd_verify.c - winnow verify TARGET: reads the sources of a run again, and compares
 * them with the target. */
#include "session.h"

#include "audit/verify_run.h"
#include "core/fail.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

/* Check that mapping and model are still those of the run. */
static wn_rc check_rules(cli_session *s, const wn_run_made *made)
{
    wn_buf rules = {0};

    wn_buf_format(&rules, "%s", s->run.plan.model.sha256);
    for (size_t i = 0; i < s->run.plan.path_count; i++)
        wn_buf_format(&rules, " %s", s->run.plan.sha256[i]);
    bool same = !strcmp(rules.ptr, made->rules);
    wn_buf_release(&rules);
    if (same)
        return WN_OK;
    wn_rc rc = wn_fail(&s->run.err, WN_E_MAPPING, WN_SAY_VERIFY_RULES, made->id);
    wn_error_hint(&s->run.err, WN_SAY_VERIFY_RULES_HINT);
    return rc;
}

/* Check that the sources are still those of the run; a database is read as it is now. */
static wn_rc check_sources(cli_session *s, const wn_run_made *made)
{
    for (size_t i = 0; i < s->run.plan.file_count; i++) {
        const wn_input *input = &s->run.inputs[i];
        bool known = wn_input_is_address(input->path);
        for (size_t k = 0; k < made->file_count && !known; k++)
            known = wn_str_equal(made->file_sums[k], wn_str_of(input->sha256));
        if (known)
            continue;
        wn_rc rc = wn_fail(&s->run.err, WN_E_SOURCE, WN_SAY_VERIFY_SOURCE, input->path,
                           made->id);
        wn_error_hint(&s->run.err, WN_SAY_VERIFY_SOURCE_HINT);
        return rc;
    }
    return WN_OK;
}

/* Return the options of the run that is verified. */
static cli_options options_of(const cli_options *o, const wn_run_made *made,
                              wn_arena *arena)
{
    cli_options run = *o;

    run.arg_count = 0;
    run.args = wn_arena_alloc(arena, (made->mapping_count + 1) * sizeof(*run.args));
    for (size_t i = 0; i < made->mapping_count; i++)
        run.args[run.arg_count++] = made->mappings[i];
    cli_take_lang(&run, run.args, run.arg_count);
    run.to = o->args[0];
    run.as_of = made->as_of;
    if (!o->out)
        run.out = wn_arena_format(arena, "runs/%s-verify", made->id).ptr;
    return run;
}

static wn_rc verify(cli_session *s, const wn_run_made *made, wn_verified *verified)
{
    if (s->options->in_count == 0)
        for (size_t i = 0; i < made->file_count; i++)
            cli_session_add_in(s, made->files[i]);
    wn_rc rc = cli_session_begin(s);
    if (rc >= 0)
        rc = check_rules(s, made);
    if (rc >= 0)
        rc = check_sources(s, made);
    if (rc < 0)
        return rc;
    snprintf(s->run.id, sizeof(s->run.id), "%s", made->id);
    s->run.settings.unasked = true; /* the run has passed these questions */
    s->run.settings.names_edits = true;
    return wn_run_verify(&s->run, verified);
}

int cli_verify(const cli_options *options)
{
    wn_error err = {.lang = options->lang};
    wn_arena arena = {0};
    wn_run_made made = {0};
    wn_verified verified = {0};
    wn_rc rc =
        options->arg_count != 1
            ? wn_fail(&err, WN_E_USAGE, WN_SAY_VERIFY_USAGE)
            : wn_run_find(options->args[0], wn_str_of(options->run), &made, &arena, &err);
    int code = cli_exit_code(rc);

    umask(077);
    cli_catch_signals(options->lang);
    if (rc >= 0) {
        cli_options run = options_of(options, &made, &arena);
        cli_session s;
        cli_session_init(&s, &run, &wn_pass_run, wn_verify_files);
        rc = verify(&s, &made, &verified);
        if (s.run.watch.progress && s.progress.fd < 0)
            cli_clear_line();
        if (s.run.diags.count > 0)
            cli_print_diags(&run, &s.run.diags);
        if (rc >= 0)
            cli_print_verified(&run, &verified, true);
        else
            cli_print_error(&run, &s.run.err);
        code = rc < 0                                                  ? cli_exit_code(rc)
               : verified.differ + verified.missing + verified.altered ? 2
                                                                       : 0;
        cli_session_end(&s);
    } else {
        cli_print_error(options, &err);
    }
    wn_buf_release(&verified.list);
    free(made.files);
    free(made.file_sums);
    wn_arena_release(&arena);
    return code;
}
