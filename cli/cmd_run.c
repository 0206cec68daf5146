/* cmd_run.c - winnow run: runs the pipeline, reads the sources again, and prints the
 * results. */
#include "session.h"

#include "core/fail.h"

#include <string.h>
#include <sys/stat.h>

static wn_rc run(cli_session *s)
{
    wn_rc rc = cli_session_begin(s);

    if (rc >= 0 && s->options->check_pairs)
        rc = cli_read_answers(s->options, s->options->check_pairs, stdout,
                              &s->run.decisions, &s->run.err);
    if (rc >= 0)
        rc = cli_read_decisions(s->options, s->options->decisions,
                                s->options->decision_count, stdout, &s->run.decisions,
                                &s->run.err);
    return rc < 0 ? rc : wn_run_execute(&s->run);
}

/* Compare what was loaded with the sources again. */
static wn_rc verify(cli_session *s, wn_verified *verified)
{
    if (s->run.settings.dry_run || s->run.outcome.load.gated || s->options->no_verify ||
        !strcmp(s->run.settings.target, "none") ||
        !strncmp(s->run.settings.target, "csv:", 4))
        return WN_OK;
    wn_rc rc = wn_run_verify(&s->run, verified);
    if (rc < 0)
        wn_error_hint(&s->run.err, WN_SAY_VERIFY_INTERRUPTED);
    return rc;
}

int cli_run(const cli_options *options)
{
    cli_session s;
    wn_verified verified = {0};
    wn_rc verifies = WN_OK;

    cli_session_init(&s, options, &wn_pass_run, wn_run_files);
    umask(077); /* what a run writes is for its owner alone */
    cli_catch_signals(options->lang);
    wn_rc rc = run(&s);
    if (rc >= 0 && s.run.outcome.report.unkept)
        verifies = s.run.err.rc; /* its folder is gone: a second reading could not write
                                    there */
    else if (rc >= 0)
        verifies = verify(&s, &verified);
    if (s.run.watch.progress && s.progress.fd < 0)
        cli_clear_line();
    if (s.run.diags.count > 0)
        cli_print_diags(options, &s.run.diags);
    if (rc >= 0)
        cli_print_books(options, &s.run.context, verifies < 0 ? NULL : &verified);
    /* the load is committed: without the second reading, or without report files, the run
     * is done, but with code 1 */
    int code = rc < 0 ? cli_exit_code(rc) : s.run.outcome.report.colour;
    if (verifies < 0 && code == 0)
        code = 1;
    if (rc < 0 || verifies < 0)
        cli_print_error_as(options, &s.run.err, code);
    wn_buf_release(&verified.list);
    cli_session_end(&s);
    return code;
}
