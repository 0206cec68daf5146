/* help.c - makes --help and the man page from the tables of commands and options. */
#include "options.h"

#include "core/memory.h"

#include <string.h>

#define BESIDE 28 /* column of the texts beside names */

/* ---- help ------------------------------------------------------------------------- */

/* A name, and beside it what it is. */
static void beside(wn_buf *out, wn_str name, size_t column, const char *text)
{
    size_t width = wn_utf8_width(name) + 2;

    wn_buf_format(out, "  %.*s", WN_FMT(name));
    if (width + 2 > column)
        wn_buf_format(out, "\n%*s", (int)column, "");
    else
        wn_buf_format(out, "%*s", (int)(column - width), "");
    cli_wrap(out, text, column);
}

static void add_arguments(wn_buf *out, const cli_command *command, wn_lang lang)
{
    wn_buf name = {0};

    wn_buf_format(out, "\n%s\n", wn_say(lang, WN_SAY_HELP_ARGUMENTS));
    for (size_t i = 0; i < cli_argument_count; i++) {
        const cli_argument *a = &cli_arguments[i];
        if (!option_names(a->commands, command->name))
            continue;
        name.len = 0;
        cli_usage_add(&name, a->name, lang);
        beside(out, wn_buf_str(&name), BESIDE, lang == WN_ZH ? a->zh : a->en);
    }
    wn_buf_release(&name);
}

static void add_options(wn_buf *out, const cli_command *command, wn_lang lang)
{
    wn_buf name = {0}, text = {0};

    wn_buf_format(out, "\n%s\n", wn_say(lang, WN_SAY_HELP_OPTIONS));
    for (size_t i = 0; i < cli_row_count; i++) {
        const option_row *row = &cli_rows[i];
        if (!cli_takes(command, row))
            continue;
        name.len = text.len = 0;
        wn_buf_format(&name, "%s--%s%s", row->id == OPT_OUTPUT ? "-o, " : "", row->name,
                      row->arg ? " " : "");
        cli_usage_add(&name, row->arg ? row->arg : "", lang);
        wn_buf_format(&text, "%s%s", lang == WN_ZH ? row->zh : row->en,
                      row->words == cli_any_number ? wn_say(lang, WN_SAY_HELP_REPEATS)
                                                   : "");
        beside(out, wn_buf_str(&name), BESIDE, text.ptr);
    }
    wn_buf_release(&name);
    wn_buf_release(&text);
}

/* The examples of a command; NULL: of the program. */
static void add_examples(wn_buf *out, const cli_command *command, wn_lang lang)
{
    wn_buf_format(out, "\n%s\n", wn_say(lang, WN_SAY_HELP_EXAMPLES));
    for (size_t i = 0; i < cli_example_count; i++) {
        const cli_example *e = &cli_examples[i];
        if (command ? !e->command || strcmp(e->command, command->name) != 0
                    : e->command != NULL)
            continue;
        wn_buf_format(out, "  %s\n      ", e->line);
        cli_wrap(out, lang == WN_ZH ? e->zh : e->en, 6);
    }
}

void cli_help(const cli_command *commands, const cli_command *command, wn_lang lang,
              FILE *to)
{
    wn_buf out = {0};

    if (!command) {
        wn_buf_format(&out, "winnow %s\n", WINNOW_VERSION);
        cli_wrap(&out, wn_say(lang, WN_SAY_ABOUT), 0);
        wn_buf_format(&out, "\n%s\n", wn_say(lang, WN_SAY_HELP_COMMANDS));
        for (const cli_command *c = commands; c->name; c++)
            beside(&out, wn_str_of(c->name), 12, lang == WN_ZH ? c->zh : c->en);
        add_examples(&out, NULL, lang);
        wn_buf_format(&out, "\n%s\n", wn_say(lang, WN_SAY_HELP_MORE));
    } else {
        wn_buf_format(&out, "winnow %s ", command->name);
        cli_usage_add(&out, command->usage, lang);
        wn_buf_char(&out, '\n');
        cli_wrap(&out, lang == WN_ZH ? command->zh : command->en, 0);
        add_arguments(&out, command, lang);
        add_options(&out, command, lang);
        add_examples(&out, command, lang);
    }
    cli_put(to, wn_buf_str(&out));
    wn_buf_release(&out);
}

/* ---- the man page ----------------------------------------------------------------- */

static void man_text(wn_buf *out, const char *text)
{
    for (; *text; text++) {
        if (*text == '-' || *text == '\\')
            wn_buf_char(out, '\\');
        wn_buf_char(out, *text);
    }
}

static void man_section(wn_buf *out, wn_lang lang, wn_word heading)
{
    wn_buf_format(out, ".SH %s\n", wn_say(lang, heading));
}

static void man_commands(wn_buf *out, const cli_command *commands, wn_lang lang)
{
    man_section(out, lang, WN_SAY_MAN_SYNOPSIS);
    for (const cli_command *c = commands; c->name; c++) {
        wn_buf_format(out, ".B winnow %s\n", c->name);
        cli_usage_add(out, c->usage, lang);
        wn_buf_format(out, " [%s]...\n.br\n", wn_say(lang, WN_SAY_MAN_OPTION));
    }
    man_section(out, lang, WN_SAY_MAN_DESCRIPTION);
    man_text(out, wn_say(lang, WN_SAY_ABOUT));
    wn_buf_char(out, '\n');
    man_section(out, lang, WN_SAY_MAN_COMMANDS);
    for (const cli_command *c = commands; c->name; c++) {
        wn_buf_format(out, ".TP\n.B %s\n", c->name);
        man_text(out, lang == WN_ZH ? c->zh : c->en);
        wn_buf_char(out, '\n');
    }
}

static void man_arguments(wn_buf *out, wn_lang lang)
{
    man_section(out, lang, WN_SAY_MAN_ARGUMENTS);
    for (size_t i = 0; i < cli_argument_count; i++) {
        wn_buf_add(out, WN_STR(".TP\n.B "));
        cli_usage_add(out, cli_arguments[i].name, lang);
        wn_buf_char(out, '\n');
        man_text(out, lang == WN_ZH ? cli_arguments[i].zh : cli_arguments[i].en);
        wn_buf_format(out, "\n(%s)\n", cli_arguments[i].commands);
    }
    man_section(out, lang, WN_SAY_MAN_OPTIONS);
    for (size_t i = 0; i < cli_row_count; i++) {
        const option_row *row = &cli_rows[i];
        wn_buf_format(out, ".TP\n.B \\-\\-");
        man_text(out, row->name);
        wn_buf_format(out, "%s", row->arg ? " " : "");
        cli_usage_add(out, row->arg ? row->arg : "", lang);
        wn_buf_char(out, '\n');
        man_text(out, lang == WN_ZH ? row->zh : row->en);
        if (row->words == cli_any_number)
            man_text(out, wn_say(lang, WN_SAY_HELP_REPEATS));
        wn_buf_char(out, '\n');
        if (row->commands)
            wn_buf_format(out, "(%s)\n", row->commands);
    }
}

static void man_examples(wn_buf *out, wn_lang lang)
{
    man_section(out, lang, WN_SAY_MAN_EXAMPLES);
    for (size_t i = 0; i < cli_example_count; i++) {
        wn_buf_add(out, WN_STR(".TP\n.B "));
        man_text(out, cli_examples[i].line);
        wn_buf_char(out, '\n');
        man_text(out, lang == WN_ZH ? cli_examples[i].zh : cli_examples[i].en);
        wn_buf_char(out, '\n');
    }
}

void cli_man(wn_buf *out, const cli_command *commands, wn_lang lang)
{
    wn_buf_format(
        out, ".\\\" Made by: winnow explain --man\n.TH WINNOW 1 \"\" \"winnow %s\"\n",
        WINNOW_VERSION);
    man_section(out, lang, WN_SAY_MAN_NAME);
    wn_buf_format(out, "winnow \\- %s\n", wn_say(lang, WN_SAY_MAN_TITLE));
    man_commands(out, commands, lang);
    man_arguments(out, lang);
    man_examples(out, lang);
    man_section(out, lang, WN_SAY_MAN_EXIT);
    for (int i = WN_SAY_EXIT_0; i <= WN_SAY_EXIT_130; i++) {
        wn_buf_add(out, WN_STR(".TP\n"));
        man_text(out, wn_say(lang, (wn_word)i));
        wn_buf_char(out, '\n');
    }
    man_section(out, lang, WN_SAY_MAN_SEE);
    wn_buf_format(out, "%s\n", wn_say(lang, WN_SAY_MAN_MANUAL));
}
