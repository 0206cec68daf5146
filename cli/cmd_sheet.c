/* cmd_sheet.c - winnow sheet: a mapping as a workbook, and back. It is a check that writes
 * what it read. */
#include "cli.h"

#include "core/fail.h"

int cli_sheet(const cli_options *o)
{
    if (o->arg_count != 1 || !o->output) {
        wn_error err = {.lang = o->lang};
        wn_fail(&err, WN_E_USAGE, WN_SAY_SHEET_ONE);
        cli_print_error(o, &err);
        return cli_exit_code(err.rc);
    }
    return cli_check(o);
}
