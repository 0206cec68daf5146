/* options.h - the table of options (option_table.c); shared by options.c and help.c. */
#ifndef CLI_OPTIONS_H
#define CLI_OPTIONS_H

#include "cli.h"

enum {
    OPT_IN = 256,
    OPT_TO,
    OPT_OUT,
    OPT_AS_OF,
    OPT_DRY_RUN,
    OPT_WHERE,
    OPT_JOBS,
    OPT_RECORDS,
    OPT_SHEET,
    OPT_SET,
    OPT_AS,
    OPT_KEY,
    OPT_SOURCE,
    OPT_PAIRS,
    OPT_CHECK_PAIRS,
    OPT_DECISIONS,
    OPT_MAPPING,
    OPT_DIFF,
    OPT_MERGE,
    OPT_RUN,
    OPT_ASK,
    OPT_STRICT,
    OPT_MARK_MISSING,
    OPT_OLDER,
    OPT_MAX_REFUSED,
    OPT_NO_VERIFY,
    OPT_NO_BACKUP,
    OPT_MEMORY,
    OPT_DB,
    OPT_PORT,
    OPT_HISTORY,
    OPT_PERIOD,
    OPT_WORKLISTS,
    OPT_FAIL_ON,
    OPT_APPLY,
    OPT_UNMASKED,
    OPT_BY_DEPARTMENT,
    OPT_BY_MANAGER,
    OPT_BY_OWNER,
    OPT_AUDIENCE,
    OPT_MODEL,
    OPT_EXPLAIN,
    OPT_FORCE,
    OPT_SCHEMA,
    OPT_COMPLETION,
    OPT_MAN,
    OPT_LANG,
    OPT_QUIET,
    OPT_JSON,
    OPT_COLOR,
    OPT_HELP,
    OPT_VERSION,
    OPT_BATCH,
    OPT_CHUNK,
    OPT_OUTPUT = 'o',
};

typedef struct option_row {
    int id;
    const char *name, *arg; /* arg NULL: the option has no argument */
    const char *commands;   /* names of commands, with blanks between; NULL: all
                               commands */
    const char *en, *zh;
    size_t offset;     /* the member of cli_options that a plain option sets: a text if it
                          has an argument, else a bool; 0: set_special() handles the
                          option */
    const char *words; /* the values that it accepts; NULL: any; cli_any_number: any, and
                          the option may be given several times with different values */
} option_row;

/* argument_table.c: what a command takes beside its options, and examples (commands NULL: of the
 * program). */
typedef struct cli_argument {
    const char *commands, *name, *en, *zh;
} cli_argument;
typedef struct cli_example {
    const char *command, *line, *en, *zh;
} cli_example;
extern const cli_argument cli_arguments[];
extern const size_t cli_argument_count;
extern const cli_example cli_examples[];
extern const size_t cli_example_count;
/* Append the text, its words in capitals (FILE, TARGET ...) in the language. */
void cli_usage_add(wn_buf *out, const char *text, wn_lang lang);

#define OPTION_ROWS 64 /* at most so many rows in cli_rows */
extern const char cli_any_number[];
extern const char cli_pack_commands[]; /* pack_names.c: whose MAPPING may be the name of a pack */
extern const option_row cli_rows[];
extern const size_t cli_row_count;
/* Is the name in the list of words with blanks between? */
bool option_names(const char *list, const char *name);
bool cli_takes(const cli_command *command, const option_row *row);

#endif
