/* help.c - makes --help, the man page and the shell completion from the tables of
 * commands and options. */
#include "options.h"

/* ---- help ------------------------------------------------------------------------- */

void cli_help(const cli_command *commands, const cli_command *command, wn_lang lang,
              FILE *to)
{
    if (!command) {
        cli_print(to, "winnow %s\n%s\n\n", WINNOW_VERSION, wn_say(lang, WN_SAY_ABOUT));
        for (const cli_command *c = commands; c->name; c++)
            cli_print(to, "  winnow %-8s%-22s %s\n", c->name, c->usage,
                      lang == WN_ZH ? c->zh : c->en);
        cli_print(to, "\n%s\n", wn_say(lang, WN_SAY_HELP_MORE));
        return;
    }
    cli_print(to, "winnow %s %s\n%s\n\n", command->name, command->usage,
              lang == WN_ZH ? command->zh : command->en);
    for (size_t i = 0; i < cli_row_count; i++) {
        char left[64];
        if (!cli_takes(command, &cli_rows[i]))
            continue;
        snprintf(left, sizeof(left), "%s--%s%s%s",
                 cli_rows[i].id == OPT_OUTPUT ? "-o, " : "", cli_rows[i].name,
                 cli_rows[i].arg ? " " : "", cli_rows[i].arg ? cli_rows[i].arg : "");
        cli_print(
            to, "  %-29s %s%s\n", left, lang == WN_ZH ? cli_rows[i].zh : cli_rows[i].en,
            cli_rows[i].words == cli_any_number ? wn_say(lang, WN_SAY_HELP_REPEATS) : "");
    }
}

static void man_text(wn_buf *out, const char *text)
{
    for (; *text; text++) {
        if (*text == '-' || *text == '\\')
            wn_buf_char(out, '\\');
        wn_buf_char(out, *text);
    }
}

void cli_man(wn_buf *out, const cli_command *commands)
{
    wn_buf_format(out,
                  ".\\\" Made by: winnow explain --man\n.TH WINNOW 1 \"\" \"winnow %s\"\n"
                  ".SH NAME\nwinnow \\- clean, match and migrate CRM data, with proof\n"
                  ".SH SYNOPSIS\n",
                  WINNOW_VERSION);
    for (const cli_command *c = commands; c->name; c++)
        wn_buf_format(out, ".B winnow %s\n%s [OPTION]...\n.br\n", c->name, c->usage);
    wn_buf_add(out, WN_STR(".SH DESCRIPTION\n"));
    man_text(out, wn_say(WN_EN, WN_SAY_ABOUT));
    wn_buf_add(out, WN_STR("\n.SH COMMANDS\n"));
    for (const cli_command *c = commands; c->name; c++) {
        wn_buf_format(out, ".TP\n.B %s\n", c->name);
        man_text(out, c->en);
        wn_buf_char(out, '\n');
    }
    wn_buf_add(out, WN_STR(".SH OPTIONS\n"));
    for (size_t i = 0; i < cli_row_count; i++) {
        wn_buf_format(out, ".TP\n.B \\-\\-");
        man_text(out, cli_rows[i].name);
        wn_buf_format(out, "%s%s\n", cli_rows[i].arg ? " " : "",
                      cli_rows[i].arg ? cli_rows[i].arg : "");
        man_text(out, cli_rows[i].en);
        if (cli_rows[i].words == cli_any_number)
            man_text(out, wn_say(WN_EN, WN_SAY_HELP_REPEATS));
        wn_buf_char(out, '\n');
        if (cli_rows[i].commands)
            wn_buf_format(out, "(%s)\n", cli_rows[i].commands);
    }
    wn_buf_add(out, WN_STR(".SH EXIT STATUS\n"));
    for (int i = WN_SAY_EXIT_0; i <= WN_SAY_EXIT_130; i++) {
        wn_buf_add(out, WN_STR(".TP\n"));
        man_text(out, wn_say(WN_EN, (wn_word)i));
        wn_buf_char(out, '\n');
    }
    wn_buf_add(out, WN_STR(".SH SEE ALSO\nThe manual, docs/manual.md.\n"));
}

void cli_completion(wn_buf *out, const cli_command *commands)
{
    wn_buf_add(out, WN_STR("# Made by: winnow explain --completion bash\n_winnow() {\n"
                           "    local cur=${COMP_WORDS[COMP_CWORD]} words\n"
                           "    case ${COMP_WORDS[1]} in\n"));
    for (const cli_command *c = commands; c->name; c++) {
        wn_buf_format(out, "    %s) words='", c->name);
        for (size_t i = 0; i < cli_row_count; i++)
            if (cli_takes(c, &cli_rows[i]))
                wn_buf_format(out, "--%s ", cli_rows[i].name);
        wn_buf_add(out, WN_STR("' ;;\n"));
    }
    wn_buf_add(out, WN_STR("    *) words='"));
    for (const cli_command *c = commands; c->name; c++)
        wn_buf_format(out, "%s ", c->name);
    wn_buf_add(
        out,
        WN_STR("--help --version' ;;\n    esac\n"
               "    COMPREPLY=($(compgen -W \"$words\" -- \"$cur\"))\n"
               "    [ ${#COMPREPLY[@]} -gt 0 ] || COMPREPLY=($(compgen -f -- \"$cur\"))\n"
               "}\ncomplete -o filenames -F _winnow winnow\n"));
}
