/* cmd_export.c - winnow export TARGET --as SYSTEM: writes files that the new CRM's
 * importer accepts. */
#include "cli.h"

#include "commands/export.h"
#include "core/fail.h"

int cli_export(const cli_options *o)
{
    wn_error err = {.lang = o->lang};
    wn_buf said = {0};
    char folder[64];

    snprintf(folder, sizeof(folder), "export-%.40s", o->as ? o->as : "");
    wn_rc rc = o->arg_count == 1 && o->as
                   ? wn_export(o->args[0], o->as, o->out ? o->out : folder, o->force,
                               o->lang, &said, &err)
                   : wn_fail(&err, WN_E_USAGE, WN_SAY_EXPORT_USAGE);
    if (rc < 0)
        cli_print_error(o, &err);
    else if (!o->quiet)
        cli_put(stdout, wn_buf_str(&said));
    wn_buf_release(&said);
    return cli_exit_code(rc);
}
