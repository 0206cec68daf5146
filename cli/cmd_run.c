/* cmd_run.c - winnow run: the pipeline, a second reading, and what is told of both. */
#include "session.h"

#include "winnow/verify.h"

#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

static wn_rc run_once(cli_session *s, void *unused)
{
    (void)unused;
    return wn_pipeline_run(&s->context);
}

static wn_rc run(cli_session *s)
{
    wn_rc rc = cli_session_begin(s);

    if (rc >= 0 && s->options->decisions)
        rc = cli_read_decisions(s->options->decisions, &s->decisions, &s->err);
    return rc < 0 ? rc : cli_session_run(s, run_once, NULL);
}

/* What was loaded, held against the sources once more. */
static wn_rc verify(cli_session *s, wn_verified *verified)
{
    if (s->context.dry_run || s->results.gated || s->options->no_verify ||
        !strcmp(s->context.target, "none") || !strncmp(s->context.target, "csv:", 4))
        return WN_OK;
    wn_rc rc = wn_verify(&s->context, verified);
    if (rc < 0)
        wn_error_hint(&s->err, WN_SAY_VERIFY_INTERRUPTED);
    size_t at = strlen(s->results.artefacts);
    snprintf(s->results.artefacts + at, sizeof(s->results.artefacts) - at,
             " verify.json verify_sample.csv");
    if (verified->differ + verified->missing + verified->altered > 0)
        s->results.colour = 2;
    return rc;
}

int cli_run(const cli_options *options)
{
    cli_session s = {.options = options,
                     .writes = wn_run_files,
                     .err = {.lang = options->lang},
                     .diags = {.lang = options->lang}};
    wn_verified verified = {0};
    wn_rc verifies = WN_OK;

    umask(077); /* what a run writes is for its owner alone */
    cli_catch_signals(options->lang);
    wn_rc rc = run(&s);
    if (rc >= 0 && s.results.unkept)
        verifies = s.err.rc; /* its folder is gone: there is no place to say more */
    else if (rc >= 0)
        verifies = verify(&s, &verified);
    if (s.context.progress)
        cli_clear_line();
    if (s.diags.count > 0)
        cli_print_diags(options, &s.diags);
    if (rc >= 0)
        cli_print_books(options, &s.context, verifies < 0 ? NULL : &verified);
    /* what is loaded is loaded: without its second reading, or its files, the run is
     * done, and unusual */
    int code = rc < 0 ? cli_exit_code(rc) : s.results.colour;
    if (verifies < 0 && code == 0)
        code = 1;
    if (rc < 0 || verifies < 0)
        cli_print_error_as(options, &s.err, code);
    wn_buf_release(&verified.list);
    cli_session_end(&s);
    return code;
}
