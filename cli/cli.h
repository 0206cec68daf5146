/* cli.h - shared by the files of cli/; nobody else includes it. */
#ifndef CLI_CLI_H
#define CLI_CLI_H

#include "core/stage.h"
#include "winnow/linkage.h"

#include <stdio.h>

enum { COLOR_AUTO, COLOR_ALWAYS, COLOR_NEVER };

/* Everything that a command line can say. */
typedef struct cli_options {
    const char **args;
    size_t arg_count, arg_room;
    const char **in;
    size_t in_count, in_room;
    const char **sets;
    size_t set_count, set_room;
    wn_where *wheres;
    size_t where_count, where_room;
    const char **worklists, **decisions;
    size_t worklist_count, worklist_room, decision_count, decision_room;
    const char *to, *out, *as_of, *output, *records, *sheet, *as, *schema, *completion;
    const char *key, *source, *pairs, *check_pairs, *model, *mapping, *merge, *run,
        *max_refused, *db, *history, *period, *fail_on, *audience;
    int64_t jobs, batch, chunk, memory, port;
    bool dry_run, mark_missing, older, no_verify, no_backup, quiet, json, man, explain, diff;
    bool ask, strict, force;
    bool only_key, apply, unmasked, by_department, by_owner, by_manager;
    int color;
    wn_lang lang;
    bool has_lang; /* --lang or the mapping gave it; else it is the locale's */
    const struct cli_command *commands; /* all commands; ends with a NULL name */
} cli_options;

typedef struct cli_command {
    const char *name, *usage;
    int (*run)(const cli_options *options);
    const char *en, *zh;
    bool changes; /* it changes a target: when stdout cannot be written, the exit code
                     still says that the change was made */
} cli_command;

/* options.c: parse the command line. Return 0, or an exit code when it is wrong (the
 * error is printed). */
int cli_parse(cli_options *options, int argc, char **argv,
              const cli_command **command_out);
void cli_release(cli_options *options);
/* lang.c: take the language from these mappings, unless --lang gave one. */
void cli_take_lang(cli_options *options, const char *const *paths, size_t count);
/* pack_names.c: put the paths of packs in place of their names; what stands behind packs and is
 * no mapping is data, as with --in. WN_E_USAGE: a word that nothing is called. */
wn_rc cli_take_packs(cli_options *options, const cli_command *command, wn_error *err);
/* help.c: print the help of one command, or (NULL) of all. */
void cli_help(const cli_command *commands, const cli_command *command, wn_lang lang,
              FILE *to);
void cli_man(wn_buf *out, const cli_command *commands, wn_lang lang);
/* completions.c: the completion for this shell: bash, zsh or fish. */
void cli_completion(wn_buf *out, const cli_command *commands, const char *shell,
                    wn_lang lang);

/* One function for each command; it returns the exit code. */
int cli_run(const cli_options *options);
int cli_check(const cli_options *options);
int cli_sheet(const cli_options *options);
int cli_draft(const cli_options *options);
int cli_inspect(const cli_options *options);
int cli_compare(const cli_options *options);
int cli_backup(const cli_options *options);
int cli_export(const cli_options *options);
int cli_cat(const cli_options *options);
int cli_apply(const cli_options *options);
int cli_explain(const cli_options *options);
int cli_match(const cli_options *options);
int cli_trace(const cli_options *options);
int cli_undo(const cli_options *options);
int cli_verify(const cli_options *options);
int cli_health(const cli_options *options);
int cli_serve(const cli_options *options);

/* match_columns.c: return the <file> of the mapping that most of these columns belong to;
 * NULL: none belongs to any. Return the bind (a <field>) of a file that takes this
 * column, with *nth its place among the bind's columns, from 0; NULL: none takes it. */
const wn_file *cli_file_of(const wn_plan *plan, const wn_str *columns, size_t count);
const wn_bind *cli_bind_of(const wn_file *file, wn_str column, size_t *nth);
/* decisions.c: print what so many answers of people mean for the probabilities. */
void cli_print_checked(wn_lang lang, uint64_t answers, bool corrected, FILE *to);
/* decisions.c: add the decisions that people wrote into files pairs.xlsx or pairs.csv, and
 * print to `to` how many there are. What is not understood is told on stderr, with its
 * cell, and is a mistake; so is a pair that two of them decided otherwise. */
wn_rc cli_read_decisions(const cli_options *options, const char *const *paths,
                         size_t count, FILE *to, wn_decisions *out, wn_error *err);
/* The same of a file that must hold some. */
wn_rc cli_read_answers(const cli_options *options, const char *path, FILE *to,
                       wn_decisions *out, wn_error *err);

/* wrap_lines.c: the length of the text's first piece that stays in one line: a word with the
 * blanks before it, or one Chinese character with the marks behind it. */
size_t cli_piece_of(wn_str text);
/* standard_text.c: a standard for a terminal, in lines of 80 columns. */
struct wn_standard;
void cli_standard_text(const struct wn_standard *standard, wn_buf *out);

bool cli_is_workbook_name(const char *path); /* outputs.c: does it end with .xlsx? */
/* outputs.c: called before anything is read. May these files be written? WN_E_USAGE: one
 * of them is an input, is named twice, or exists and may not be replaced. */
wn_rc cli_check_outputs(const cli_options *options, const char *const *outputs,
                        size_t count, wn_error *err);
/* say.c: the only place that writes to stdout and stderr. Characters that would steer a
 * terminal (escape sequences, direction marks) are shown, not sent; line ends are
 * sent. */
void cli_print(FILE *to, const char *format, ...) __attribute__((format(printf, 2, 3)));
void cli_put(FILE *to, wn_str text);
void cli_put_line(FILE *to, const char *text); /* line ends are shown, not sent, too */
/* Write the bytes unchanged: for data that a command was asked to give. False: not all
 * could be written. */
bool cli_put_data(FILE *to, wn_str data);
/* Write one line of JSON. Takes the object over; NULL writes {}. `flags`: those of
 * jansson. */
struct json_t;
void cli_put_json(FILE *to, struct json_t *object, size_t flags);
void cli_put_prefix(
    const cli_options *options); /* "winnow: ", in red on a terminal with color */
void cli_clear_line(void);       /* clear the progress line */
bool cli_is_colored(const cli_options *options, FILE *to);

/* terminal.c */
int cli_exit_code(wn_rc rc);
void cli_print_error(const cli_options *options, const wn_error *err);
/* The same for a command that did its work in spite of the error, and ends with
 * `code`. */
void cli_print_error_as(const cli_options *options, const wn_error *err, int code);
void cli_print_diags(const cli_options *options, wn_diags *diags);
/* Print which of the given files, folders and archives are given twice; they are read
 * once. */
void cli_print_repeated(const cli_options *options, wn_surveys *surveys,
                        const char *const *paths, size_t count);
/* Begin a line with its label. */
void cli_label(wn_lang lang, wn_word word);
/* books.c: print what a run did. `verified`: the result of the second reading; NULL, or
 * with no records: there was none. */
void cli_print_books(const cli_options *options, const wn_context *context,
                     const wn_verified *verified);
void cli_print_verified(const cli_options *options, const wn_verified *verified,
                        bool alone);
/* stays.c: print what a run left unchanged in the target, and why. */
void cli_print_stays(const wn_context *context);
/* changed_lines.c: print what a run changed in the target, or would change. */
void cli_print_changes(const wn_context *context);
void cli_print_changes_json(const wn_context *context);
/* wrap_lines.c: append the text in lines of 80 columns; all but the first, which begins at this
 * column, are indented. */
void cli_wrap(wn_buf *out, const char *text, size_t indent);
void cli_print_answered(const wn_context *context); /* answered.c */
void cli_print_stays_json(const wn_context *context);
/* Print what a health check found. */
void cli_print_health(const cli_options *options, const wn_context *context);
/* What the progress line remembers between two calls. */
struct cli_progress_state {
    const cli_options *options;
    const char *entity; /* the name of the entity, owned by the run */
    size_t stage;
    uint64_t from;
    double began, shown;
    int fd; /* of the file that gets it as JSON, for the page of winnow serve; -1: none,
               the terminal gets it */
};
/* The file that the variable WINNOW_PROGRESS names, to be written; -1: none. */
int cli_progress_file(void);
void cli_progress(void *state, const wn_progress *progress);
/* Add the text, cut or filled with blanks to `width` columns of a terminal. */
void cli_pad(wn_buf *out, wn_str text, size_t width);
/* The share in percent; 0 and 100 are returned only when they are exact. */
unsigned cli_percent(uint64_t part, uint64_t all);

#endif
