/* completions.c - makes the completions for shells from the tables of commands and options.
 * What an option takes is in its `arg`: words with bars between, a file (FILE, PATH ...), or
 * what only people know. */
#include "options.h"

#include "core/memory.h"
#include "model/pack.h"

#include <string.h>

/* Append the words of "a|b|C" that stand for themselves. False: there are none. */
static bool add_choices(wn_buf *out, const option_row *row)
{
    wn_str rest = wn_str_of(row->arg ? row->arg : "");
    size_t before = out->len;

    while (memchr(rest.ptr, '|', rest.len) || (rest.len > 0 && out->len > before)) {
        wn_str word = wn_str_cut(&rest, WN_STR("|"));
        if (wn_str_span(word, "abcdefghijklmnopqrstuvwxyz") == word.len)
            wn_buf_format(out, "%s%.*s", out->len > before ? " " : "", WN_FMT(word));
    }
    return out->len > before;
}

static bool takes_file(const option_row *row)
{
    return row->arg && option_names("FILE PATH DIR TARGET", row->arg);
}

static void add_packs(wn_buf *out)
{
    for (size_t p = 0; p < wn_pack_count(); p++)
        wn_buf_format(out, "%s%s", p ? " " : "", wn_pack_name(p));
}

/* The text with a backslash before each of these characters, as it stands in single quotes
 * of the shell: each of them is `quote`. */
static void add_quoted(wn_buf *out, const char *text, const char *escaped,
                       const char *quote)
{
    for (; *text; text++) {
        if (strchr(escaped, *text))
            wn_buf_char(out, '\\');
        if (*text == '\'')
            wn_buf_add(out, wn_str_of(quote));
        else
            wn_buf_char(out, *text);
    }
}

/* ---- bash ------------------------------------------------------------------------- */

static void bash(wn_buf *out, const cli_command *commands, wn_lang lang)
{
    (void)lang;
    wn_buf_add(out, WN_STR("_winnow() {\n"
                           "    local cur=${COMP_WORDS[COMP_CWORD]} words='' packs='' only=''\n"
                           "    case ${COMP_WORDS[COMP_CWORD - 1]} in\n"));
    for (size_t i = 0; i < cli_row_count; i++) {
        wn_buf choices = {0};
        if (add_choices(&choices, &cli_rows[i]))
            wn_buf_format(out, "    --%s) only='%s' ;;\n", cli_rows[i].name, choices.ptr);
        wn_buf_release(&choices);
    }
    wn_buf_add(out, WN_STR("    esac\n    case ${COMP_WORDS[1]} in\n"));
    for (const cli_command *c = commands; c->name; c++) {
        wn_buf_format(out, "    %s) words='", c->name);
        for (size_t i = 0; i < cli_row_count; i++)
            if (cli_takes(c, &cli_rows[i]))
                wn_buf_format(out, "--%s ", cli_rows[i].name);
        wn_buf_format(out, "' ;;\n");
    }
    wn_buf_format(out, "    esac\n    case ${COMP_WORDS[1]} in\n    ");
    for (const char *p = cli_pack_commands; *p; p++)
        wn_buf_format(out, *p == ' ' ? " | " : "%c", *p);
    wn_buf_add(out, WN_STR(") packs='"));
    add_packs(out);
    wn_buf_add(out, WN_STR("' ;;\n    esac\n    [ \"$COMP_CWORD\" -gt 1 ] || only='"));
    for (const cli_command *c = commands; c->name; c++)
        wn_buf_format(out, "%s ", c->name);
    wn_buf_add(
        out, WN_STR("--help --version'\n"
                    "    if [ \"$only\" ]; then mapfile -t COMPREPLY < <(compgen -W \"$only\" -- \"$cur\")\n"
                    "    elif [[ $cur == -* ]]; then mapfile -t COMPREPLY < <(compgen -W \"$words\" -- \"$cur\")\n"
                    "    else mapfile -t COMPREPLY < <(compgen -W \"$packs\" -- \"$cur\"; compgen -f -- \"$cur\"); fi\n"
                    "}\ncomplete -o filenames -F _winnow winnow\n"));
}

/* ---- zsh -------------------------------------------------------------------------- */

static void zsh_option(wn_buf *out, const option_row *row, wn_lang lang)
{
    wn_buf choices = {0};

    if (row->id == OPT_OUTPUT)
        wn_buf_add(out, WN_STR("'(-o --output)'{-o,--output}'"));
    else
        wn_buf_format(out, "'%s--%s", row->words == cli_any_number ? "*" : "", row->name);
    wn_buf_char(out, '[');
    add_quoted(out, lang == WN_ZH ? row->zh : row->en, "[]\\", "'\\''");
    wn_buf_char(out, ']');
    if (row->arg) {
        wn_buf_char(out, ':');
        add_quoted(out, row->arg, ":\\", "'\\''");
        if (add_choices(&choices, row))
            wn_buf_format(out, ":(%s)", choices.ptr);
        else
            wn_buf_format(out, ":%s", takes_file(row) ? "_files" : " ");
    }
    wn_buf_char(out, '\'');
    wn_buf_release(&choices);
}

static void zsh(wn_buf *out, const cli_command *commands, wn_lang lang)
{
    wn_buf_add(out, WN_STR("local -a commands packs\nlocal state line curcontext=$curcontext\n"
                           "commands=(\n"));
    for (const cli_command *c = commands; c->name; c++) {
        wn_buf_format(out, "    '%s:", c->name);
        add_quoted(out, lang == WN_ZH ? c->zh : c->en, "\\", "'\\''");
        wn_buf_add(out, WN_STR("'\n"));
    }
    wn_buf_add(out, WN_STR(")\npacks=("));
    add_packs(out);
    wn_buf_add(out, WN_STR(")\n_winnow_mappings() { _alternative 'packs:pack:($packs)' 'files:file:_files' }\n"
                           "_arguments -C '1: :->command' '*:: :->rest' '(- *)--help' '(- *)--version' && return\n"
                           "if [[ $state == command ]]; then _describe command commands; return; fi\n"
                           "case $words[1] in\n"));
    for (const cli_command *c = commands; c->name; c++) {
        wn_buf_format(out, "%s)\n    _arguments \\\n", c->name);
        for (size_t i = 0; i < cli_row_count; i++) {
            if (!cli_takes(c, &cli_rows[i]))
                continue;
            wn_buf_add(out, WN_STR("        "));
            zsh_option(out, &cli_rows[i], lang);
            wn_buf_add(out, WN_STR(" \\\n"));
        }
        wn_buf_format(out, "        '*: :%s'\n    ;;\n",
                      option_names(cli_pack_commands, c->name) ? "_winnow_mappings" : "_files");
    }
    wn_buf_add(out, WN_STR("esac\n"));
}

/* ---- fish ------------------------------------------------------------------------- */

static void fish(wn_buf *out, const cli_command *commands, wn_lang lang)
{
    static const char of[] = "__fish_seen_subcommand_from";

    for (const cli_command *c = commands; c->name; c++) {
        wn_buf_format(out, "complete -c winnow -n __fish_use_subcommand -f -a %s -d '", c->name);
        add_quoted(out, lang == WN_ZH ? c->zh : c->en, "\\'", "'");
        wn_buf_add(out, WN_STR("'\n"));
    }
    wn_buf_format(out, "complete -c winnow -n '%s %s' -a '", of, cli_pack_commands);
    add_packs(out);
    wn_buf_add(out, WN_STR("'\n"));
    for (size_t i = 0; i < cli_row_count; i++) {
        const option_row *row = &cli_rows[i];
        wn_buf choices = {0};
        wn_buf_add(out, WN_STR("complete -c winnow"));
        if (row->commands)
            wn_buf_format(out, " -n '%s %s'", of, row->commands);
        wn_buf_format(out, "%s -l %s", row->id == OPT_OUTPUT ? " -s o" : "", row->name);
        if (add_choices(&choices, row))
            wn_buf_format(out, " -x -a '%s'", choices.ptr);
        else if (row->arg)
            wn_buf_format(out, "%s", takes_file(row) ? " -r -F" : " -x");
        wn_buf_add(out, WN_STR(" -d '"));
        add_quoted(out, lang == WN_ZH ? row->zh : row->en, "\\'", "'");
        wn_buf_add(out, WN_STR("'\n"));
        wn_buf_release(&choices);
    }
}

void cli_completion(wn_buf *out, const cli_command *commands, const char *shell,
                    wn_lang lang)
{
    static const struct {
        const char *name;
        void (*make)(wn_buf *out, const cli_command *commands, wn_lang lang);
    } shells[] = {{"bash", bash}, {"zsh", zsh}, {"fish", fish}};

    for (size_t i = 0; i < WN_COUNT(shells); i++) {
        if (strcmp(shell, shells[i].name) != 0)
            continue;
        wn_buf_format(out, "%s# Made by: winnow explain --completion %s\n",
                      i == 1 ? "#compdef winnow\n" : "", shell);
        shells[i].make(out, commands, lang);
    }
}
