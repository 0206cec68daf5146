/* cmd_backup.c - winnow backup TARGET [verify FILE]: makes a copy and checks that it is
 * sound. */
#include "cli.h"

#include "core/fail.h"
#include "core/output.h"
#include "target/backup.h"

#include <string.h>
#include <time.h>

/* Return the name of the copy: clean.db -> clean-20261125T180000Z.db, in the same
 * folder. */
static wn_str name_of(const char *target, wn_arena *arena)
{
    char stamp[32];
    time_t now = time(NULL);
    wn_str base = wn_str_of(target);
    bool db = wn_str_ends(base, WN_STR(".db"));

    strftime(stamp, sizeof(stamp), "%Y%m%dT%H%M%SZ", gmtime(&now));
    return wn_arena_format(arena, "%.*s-%s%s", (int)(base.len - (db ? 3 : 0)), base.ptr,
                           stamp, db ? ".db" : "");
}

int cli_backup(const cli_options *o)
{
    wn_error err = {.lang = o->lang};
    wn_buf said = {0};
    wn_arena arena = {0};
    const char *target = o->arg_count ? o->args[0] : "";
    bool verify = o->arg_count == 3 && !strcmp(o->args[1], "verify");
    wn_rc rc;

    if (!strncmp(target, "sqlite:", 7))
        target += 7;
    if (!verify && o->arg_count != 1)
        rc = wn_fail(&err, WN_E_USAGE, WN_SAY_BACKUP_USAGE);
    else if (wn_input_is_address(target))
        rc = wn_fail(&err, WN_E_TARGET, WN_SAY_BACKUP_POSTGRES,
                     wn_input_shown(target, &arena).ptr);
    else if (verify)
        rc = wn_backup_verify(target, o->args[2], o->lang, &said, &err);
    else if ((rc = wn_outputs_apart(&o->output, 1, &target, 1, &err)) >= 0)
        rc = wn_backup(target, o->output ? o->output : name_of(target, &arena).ptr,
                       o->lang, &said, &err);
    if (said.len > 0 && !o->quiet)
        cli_put(stdout, wn_buf_str(&said));
    if (rc < 0)
        cli_print_error(o, &err);
    wn_buf_release(&said);
    wn_arena_release(&arena);
    return cli_exit_code(rc);
}
