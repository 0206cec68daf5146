/* main.c - winnow COMMAND. Nobody includes anything from cli/. */
#include "cli.h"

#include "core/fail.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

#define MOST_FILES 65536

/* Where file descriptor 0, 1 or 2 was closed, open something in its place that cannot be
 * used: else a file of ours would get that number, and printed text would go into it. */
static void fill_standard(void)
{
    for (int fd = STDIN_FILENO; fd <= STDERR_FILENO; fd++)
        if (fcntl(fd, F_GETFD) < 0 &&
            open("/dev/null", fd == STDIN_FILENO ? O_WRONLY : O_RDONLY) < 0)
            return;
}

/* Raise the limit of open files as far as the system allows: a workbook has a file open
 * for each of its sheets, an archive for each of its files. */
static void allow_files(void)
{
    struct rlimit most;

    if (getrlimit(RLIMIT_NOFILE, &most) != 0 || most.rlim_cur >= MOST_FILES)
        return;
    most.rlim_cur = most.rlim_max < MOST_FILES ? most.rlim_max : MOST_FILES;
    setrlimit(RLIMIT_NOFILE, &most);
}

/* Return the exit code: 5 when stdout could not be written. But a command that changed a
 * target returns its own code, or 1: 5 would say that nothing was loaded. */
static int see_out(const cli_options *o, const cli_command *command, int code)
{
    errno = 0;
    bool failed = fflush(stdout) != 0;
    const char *why = wn_why(o->lang, errno ? errno : EIO);

    if ((!failed && !ferror(stdout)) || code > 2)
        return code;
    cli_print(stderr, "winnow: ");
    cli_print(stderr, wn_say(o->lang, WN_SAY_STDOUT_FAILED), why);
    cli_print(stderr, "\n");
    if (!command || !command->changes)
        return 5;
    cli_print(stderr, "        %s\n", wn_say(o->lang, WN_SAY_STDOUT_DONE));
    return code ? code : 1;
}

int main(int argc, char **argv)
{
    cli_options options;
    const cli_command *command;

    fill_standard();
    allow_files();
    int code = cli_parse(&options, argc, argv, &command);
    if (!code && command)
        code = command->run(&options);
    code = see_out(&options, command, code);
    cli_release(&options);
    return code;
}
