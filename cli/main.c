/* main.c - winnow COMMAND. Nobody includes anything from cli/. */
#include "cli.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

/* Where 0, 1 or 2 was closed, a file of ours must not get that number: what is printed
 * would go into it. What stands there instead cannot be used either. */
static void fill_standard(void)
{
    for (int fd = STDIN_FILENO; fd <= STDERR_FILENO; fd++)
        if (fcntl(fd, F_GETFD) < 0 &&
            open("/dev/null", fd == STDIN_FILENO ? O_WRONLY : O_RDONLY) < 0)
            return;
}

/* Is what was printed out? A command that changed a target has done so in any case: its
 * code does not say that nothing was loaded. */
static int see_out(const cli_options *o, const cli_command *command, int code)
{
    errno = 0;
    bool failed = fflush(stdout) != 0;
    const char *why = strerror(errno ? errno : EIO);

    if ((!failed && !ferror(stdout)) || code > 2)
        return code;
    fprintf(stderr, "winnow: ");
    fprintf(stderr, wn_say(o->lang, WN_SAY_STDOUT_FAILED), why);
    fprintf(stderr, "\n");
    if (!command || !command->changes)
        return 5;
    fprintf(stderr, "        %s\n", wn_say(o->lang, WN_SAY_STDOUT_DONE));
    return code ? code : 1;
}

int main(int argc, char **argv)
{
    cli_options options;
    const cli_command *command;

    fill_standard();
    int code = cli_parse(&options, argc, argv, &command);
    if (!code && command)
        code = command->run(&options);
    return see_out(&options, command, code);
}
