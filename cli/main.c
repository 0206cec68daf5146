/* main.c - winnow COMMAND. Nobody includes anything from cli/. */
#include "cli.h"

int main(int argc, char **argv)
{
    cli_options options;
    const cli_command *command;
    int code = cli_parse(&options, argc, argv, &command);

    return code || !command ? code : command->run(&options);
}
