/* cmd_trace.c - winnow trace TARGET: where a value came from, why two records are the
 * same or not, or all source rows as they were read; and winnow undo TARGET --merge
 * ENTITY:ID: decides that the records of a golden record are different. */
#include "cli.h"

#include "audit/trace.h"
#include "core/fail.h"

#include <string.h>

static int end(const cli_options *o, wn_buf *out, const wn_error *err, wn_rc rc)
{
    if (rc >= 0)
        cli_put(stdout, wn_buf_str(out));
    else
        cli_print_error(o, err);
    wn_buf_release(out);
    return cli_exit_code(rc);
}

static void put_rows(wn_str text)
{
    cli_put_data(stdout, text);
}

int cli_trace(const cli_options *o)
{
    wn_error err = {.lang = o->lang};
    wn_buf out = {0};
    wn_rc rc = o->arg_count == 2 && !strcmp(o->args[1], "rows")
                   ? wn_trace_rows(o->args[0], put_rows, &err)
               : o->arg_count == 2
                   ? wn_trace_value(o->args[0], wn_str_of(o->args[1]), &out, &err)
               : o->arg_count == 4 && !strcmp(o->args[1], "pair")
                   ? wn_trace_pair(o->args[0], wn_str_of(o->args[2]),
                                   wn_str_of(o->args[3]), &out, &err)
                   : wn_fail(&err, WN_E_USAGE, WN_SAY_TRACE_USAGE);

    return end(o, &out, &err, rc);
}

static wn_rc undo_run(const cli_options *o, wn_buf *out, wn_error *err)
{
    wn_undone told = {0};
    char reversed[28], kept[28];
    bool dry = o->dry_run;
    wn_rc rc = wn_undo_run(o->args[0], wn_str_of(o->run), dry, &told, err);
    wn_str rest = wn_buf_str(&told.kept_list);
    uint64_t lines = 0;

    if (rc >= 0)
        wn_buf_format(out, wn_say(o->lang, dry ? WN_SAY_UNDO_WOULD : WN_SAY_UNDO_DONE),
                      wn_thousands(reversed, told.reversed),
                      wn_thousands(kept, told.kept));
    if (rc >= 0 && told.listed)
        wn_buf_format(out,
                      wn_say(o->lang, dry ? WN_SAY_UNDO_WOULD_LIST : WN_SAY_UNDO_LISTED),
                      wn_thousands(kept, told.listed));
    for (; rc >= 0 && rest.len > 0; lines++) {
        wn_str why = wn_str_cut(&rest, WN_STR("\n")), record = wn_str_cut(&why, WN_STR("\t"));
        int64_t number = 0;
        wn_str_number(why, &number);
        wn_buf_format(out, wn_say(o->lang, dry ? WN_SAY_UNDO_WOULD_KEEP : WN_SAY_UNDO_KEPT),
                      WN_FMT(record), wn_say(o->lang, WN_SAY_UNDO_EDITED + (wn_word)number));
    }
    if (rc >= 0 && told.kept > lines)
        wn_buf_format(out, wn_say(o->lang, WN_SAY_VERIFY_MORE),
                      wn_thousands(kept, told.kept - lines));
    if (rc >= 0 && dry)
        wn_buf_add(out, wn_str_of(wn_say(o->lang, WN_SAY_UNDO_TRIED)));
    else if (rc >= 0)
        wn_buf_format(out, wn_say(o->lang, WN_SAY_UNDO_REDO), told.id);
    wn_buf_release(&told.kept_list);
    return rc;
}

int cli_undo(const cli_options *o)
{
    wn_error err = {.lang = o->lang};
    wn_buf out = {0};
    wn_rc rc = o->arg_count != 1 || !o->merge == !o->run
                   ? wn_fail(&err, WN_E_USAGE, WN_SAY_UNDO_USAGE)
               : o->run ? undo_run(o, &out, &err)
                        : wn_undo_merge(o->args[0], wn_str_of(o->merge), o->dry_run, &out,
                                        &err);

    return end(o, &out, &err, rc);
}
