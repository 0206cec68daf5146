/* cli.h - shared by the files of cli/ only. */
#ifndef CLI_CLI_H
#define CLI_CLI_H

#include "audit/verify.h"
#include "core/pipeline.h"

#include <stdio.h>

enum { COLOR_AUTO, COLOR_ALWAYS, COLOR_NEVER };

/* Everything a command line can say. */
typedef struct cli_options {
    const char **args;
    size_t arg_count, arg_room;
    const char **in;
    size_t in_count, in_room;
    wn_where *wheres;
    size_t where_count, where_room;
    const char **worklists;
    size_t worklist_count, worklist_room;
    const char *to, *out, *as_of, *output, *records, *sheet, *as, *schema, *completion;
    const char *key, *source, *pairs, *decisions, *model, *mapping, *merge, *run,
        *max_refused, *db, *history, *period, *fail_on;
    int64_t jobs, batch, chunk, memory;
    bool dry_run, mark_missing, older, no_verify, no_backup, quiet, json, man, explain;
    bool ask, strict, force;
    bool only_key, apply, unmasked, by_department, by_owner;
    int color;
    wn_lang lang;
    bool has_lang; /* by --lang or by the mapping; else it is the locale's */
    const struct cli_command *commands; /* all there are; ends with a NULL name */
} cli_options;

typedef struct cli_command {
    const char *name, *usage;
    int (*run)(const cli_options *options);
    const char *en, *zh;
    bool changes; /* a target: when it is done, it is done, also if nobody can be told */
} cli_command;

/* options.c. 0, or an exit code when the command line is wrong (it was said). */
int cli_parse(cli_options *options, int argc, char **argv,
              const cli_command **command_out);
void cli_release(cli_options *options);
/* lang.c: the language of these mappings, where --lang gives none. */
void cli_take_lang(cli_options *options, const char *const *paths, size_t count);
/* help.c: of one of the commands, or (NULL) of all. */
void cli_help(const cli_command *commands, const cli_command *command, wn_lang lang,
              FILE *to);
void cli_man(wn_buf *out, const cli_command *commands);
void cli_completion(wn_buf *out, const cli_command *commands);

/* One function a command. They return the exit code. */
int cli_run(const cli_options *options);
int cli_check(const cli_options *options);
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

/* match_columns.c: the <file> of the mapping that most of these columns are of; NULL:
 * none of them is of any. And which <field> of it takes the column, as the nth it names.
 */
const wn_file *cli_file_of(const wn_plan *plan, const wn_str *columns, size_t count);
const wn_bind *cli_bind_of(const wn_file *file, wn_str column, size_t *nth);
/* decisions.c: add what people wrote into a pairs.csv. */
wn_rc cli_read_decisions(const char *path, wn_decisions *out, wn_error *err);

/* outputs.c: before anything is read. Is what -o, --pairs and --model name one of the
 * files given, or one file twice? May what is there be replaced? WN_E_USAGE. */
wn_rc cli_check_outputs(const cli_options *options, const char *const *outputs,
                        size_t count, wn_error *err);
/* say.c: the only place that writes to stdout and stderr. What is hidden in a text
 * (escape sequences, marks of direction) is shown, not sent; line ends stay. */
void cli_print(FILE *to, const char *format, ...) __attribute__((format(printf, 2, 3)));
void cli_put(FILE *to, wn_str text);
void cli_put_line(FILE *to, const char *text); /* line ends are shown, too */
/* As it is: for what a command was asked to give. False: not all was taken. */
bool cli_put_data(FILE *to, wn_str data);
/* One line; takes the object, NULL gives {}. Flags of jansson. */
struct json_t;
void cli_put_json(FILE *to, struct json_t *object, size_t flags);
void cli_put_prefix(
    const cli_options *options); /* "winnow: ", red where there is color */
void cli_clear_line(void);       /* of progress */
bool cli_is_colored(const cli_options *options, FILE *to);

/* terminal.c */
int cli_exit_code(wn_rc rc);
void cli_print_error(const cli_options *options, const wn_error *err);
/* The same of a command that is done all the same, and ends with this code. */
void cli_print_error_as(const cli_options *options, const wn_error *err, int code);
void cli_print_diags(const cli_options *options, wn_diags *diags);
/* Which of the files, folders and archives are named again, and read once. */
void cli_print_repeated(const cli_options *options, wn_surveys *surveys,
                        const char *const *paths, size_t count);
/* A line begins: what it is about. */
void cli_label(wn_lang lang, wn_word word);
/* books.c: what a run did. `verified`: NULL, or of no records: there was no second
 * reading. */
void cli_print_books(const cli_options *options, const wn_context *context,
                     const wn_verified *verified);
void cli_print_verified(const cli_options *options, const wn_verified *verified,
                        bool alone);
/* stays.c: what a run left as it was in the target, and why. */
void cli_print_stays(const wn_context *context);
void cli_print_stays_json(const wn_context *context);
/* What a health check found. */
void cli_print_health(const cli_options *options, const wn_context *context);
/* What the progress line remembers between two calls. */
struct cli_progress_state {
    const cli_options *options;
    const char *entity; /* its name, as the run has it */
    size_t stage;
    uint64_t from;
    double began, shown;
};
void cli_progress(void *state, const wn_progress *progress);
/* At most so many columns of the terminal, and blanks up to there. */
void cli_pad(wn_buf *out, wn_str text, size_t width);
/* 0 and 100 only when it is so. */
unsigned cli_percent(uint64_t part, uint64_t all);

#endif
