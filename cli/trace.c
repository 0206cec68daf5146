/* trace.c - winnow trace TARGET pair A B: why two records are the same, or not; and
 * winnow undo TARGET --merge ENTITY:ID: that they are not. */
#include "cli.h"

#include "winnow/trace.h"

#include <string.h>

static int end(const cli_options *o, wn_buf *out, const wn_error *err, wn_rc rc)
{
    if (rc >= 0)
        fwrite(out->ptr, 1, out->len, stdout);
    else
        cli_print_error(o, err);
    wn_buf_release(out);
    if (fflush(stdout) != 0 && rc >= 0)
        return 5;
    return cli_exit_code(rc);
}

int cli_trace(const cli_options *o)
{
    wn_error err = {.lang = o->lang};
    wn_buf out = {0};
    wn_rc rc = o->arg_count == 4 && !strcmp(o->args[1], "pair")
                   ? wn_trace_pair(o->args[0], wn_str_of(o->args[2]),
                                   wn_str_of(o->args[3]), &out, &err)
                   : wn_fail(&err, WN_E_USAGE, WN_SAY_TRACE_USAGE);

    return end(o, &out, &err, rc);
}

int cli_undo(const cli_options *o)
{
    wn_error err = {.lang = o->lang};
    wn_buf out = {0};
    wn_rc rc = o->arg_count == 1 && o->merge
                   ? wn_undo_merge(o->args[0], wn_str_of(o->merge), &out, &err)
                   : wn_fail(&err, WN_E_USAGE, WN_SAY_UNDO_USAGE);

    return end(o, &out, &err, rc);
}
