/* cmd_serve.c - winnow serve: the page on this machine. */
#include "cli.h"

#include "core/fail.h"
#include "core/file.h"
#include "serve/serve.h"
#include "workbook/workbook.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static volatile sig_atomic_t stopped;

static void on_stop(int number)
{
    (void)number;
    stopped = 1;
}

static void catch_stop(void)
{
    struct sigaction action = {.sa_handler = on_stop};

    sigaction(SIGINT, &action, NULL);
    sigaction(SIGTERM, &action, NULL);
    sigaction(SIGHUP, &action, NULL);
    signal(SIGPIPE, SIG_IGN);
    signal(SIGXFSZ, SIG_IGN); /* a file size limit is an error like a full disk */
}

/* A target that is a file is named from here, and used from the folder. */
static const char *target_of(const cli_options *o, wn_arena *arena)
{
    const char *path = o->db && !strncmp(o->db, "sqlite:", 7) ? o->db + 7 : o->db;
    char here[PATH_MAX];
    bool is_file = path && !strstr(path, "://") && !strchr(path, '=') && path[0] != '/';

    return is_file && getcwd(here, sizeof(here))
               ? wn_path_join(arena, wn_str_of(here), wn_str_of(path)).ptr
               : path;
}

/* A folder; or mappings, which are used in this one. */
static wn_rc fill_settings(const cli_options *o, wn_arena *arena, serve_settings *out,
                           wn_error *err)
{
    const char *folder = o->arg_count > 0 ? o->args[0] : ".";
    size_t mappings = 0;

    for (size_t i = 0; i < o->arg_count; i++)
        mappings += wn_is_mapping_file(o->args[i]);
    if ((mappings < o->arg_count && o->arg_count > 1) || mappings > SERVE_MAPPINGS)
        return wn_fail(err, WN_E_USAGE, WN_SAY_SERVE_ONE);
    *out = (serve_settings){.folder = mappings ? "." : folder,
                            .mappings = o->args,
                            .mapping_count = mappings,
                            .target = target_of(o, arena),
                            .program = wn_arena_alloc(arena, PATH_MAX),
                            .port = (int)o->port,
                            .lang = o->lang};
    if (readlink("/proc/self/exe", (char *)(uintptr_t)out->program, PATH_MAX - 1) <= 0)
        return wn_fail(err, WN_E_TARGET, WN_SAY_CANNOT_OPEN, "/proc/self/exe", "");
    return WN_OK;
}

int cli_serve(const cli_options *o)
{
    wn_error err = {.lang = o->lang};
    wn_arena arena = {0};
    serve_settings settings;
    serve *s = NULL;

    umask(077); /* what stands there is for its owner alone */
    catch_stop();
    wn_rc rc = fill_settings(o, &arena, &settings, &err);
    if (rc >= 0)
        rc = serve_open(&s, &settings, &err);
    if (rc >= 0) {
        cli_print(stdout, wn_say(o->lang, WN_SAY_SERVE_ADDRESS), serve_address(s));
        fflush(stdout);
        serve_loop(s, &stopped);
    }
    serve_close(s);
    wn_arena_release(&arena);
    if (rc < 0)
        cli_print_error(o, &err);
    return cli_exit_code(rc);
}
