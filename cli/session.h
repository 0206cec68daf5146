/* session.h - what a run or a verification needs: plan, inputs, context. For the commands
 * run, check, health and verify (cmd_*.c), and the files that read what people sent
 * back. */
#ifndef CLI_SESSION_H
#define CLI_SESSION_H

#include "cli.h"

#include "commands/draft/draft.h"
#include "core/artefacts.h"
#include "run/driver.h"

/* What a person answered to the questions of a draft. */
typedef struct cli_answers {
    wn_draft_answer *items;
    size_t count, room;
    wn_arena arena;
} cli_answers;

/* What one run needs; cli_session_end() frees it. */
typedef struct cli_session {
    const cli_options *options;
    wn_run run;
    wn_drafted drafted; /* the draft, where no mapping was given */
    cli_answers answers;
    wn_arena arena;
    const char **in; /* files and folders in which sources are looked for */
    size_t in_count, in_room;
    const char *const *writes; /* names of files that the command writes into its folder:
                                  wn_run_files or the like */
    const char **own;          /* files that are no exports: target, decisions, work
                                  lists */
    size_t own_count, own_room;
    struct cli_progress_state progress;
} cli_session;

/* Handle Ctrl-C. Once: stop and roll back; a run that does not hear it within a second is
 * ended. Twice: the system's default ends the process. */
void cli_catch_signals(wn_lang lang);
/* Set the session up; nothing is read yet. `writes`: see cli_session. */
void cli_session_init(cli_session *s, const cli_options *options, const wn_pass *pass,
                      const char *const *writes);
/* Name the run, load the plan (or draft one where no mapping is given), open its inputs.
 * On failure session->run.err and diags say what went wrong. */
wn_rc cli_session_begin(cli_session *s);
/* The second half of cli_session_begin: session->run has a plan already; open the inputs
 * in session->in. */
wn_rc cli_session_open(cli_session *s);
void cli_session_add_in(cli_session *s, const char *path);
/* doubts.c: print the ten worst doubts of a draft; ask a person about doubts, and draft
 * again with the answers. */
void cli_print_doubts(const cli_options *options, const wn_drafted *drafted);
wn_rc cli_ask(const cli_options *options, wn_draft_request *request, cli_answers *answers,
              wn_drafted *drafted, wn_error *err);
/* Name the run and make its folder: --out, or a new runs/<id>. Its path is
 * session->run.settings.out_dir. */
wn_rc cli_session_folder(cli_session *s);
/* Check that no mapping is given twice. WN_E_USAGE. */
wn_rc cli_session_once(cli_session *s);
/* Open the inputs in session->in, and judge the first rows of each; a question, which is
 * in the diags then, is no error. */
wn_rc cli_session_look(cli_session *s, wn_columns *columns);
/* write_mapping.c: write the only mapping of the plan to --output, as its name says: a
 * workbook with what `columns` found (NULL: nothing was read), or XML with its model
 * beside it. */
wn_rc cli_write_mapping(cli_session *s, const wn_columns *columns);
/* The only mapping, a workbook, as people left it, with its mistakes in the cells. */
wn_rc cli_mark_workbook(cli_session *s);
/* The XML of the only mapping of the plan and of its model, of whatever they were read. */
wn_rc cli_mapping_text(cli_session *s, wn_text *out);
/* Write the plan as a workbook into the output. */
wn_rc cli_put_book(cli_session *s, const wn_text *text, const wn_columns *columns,
                   const wn_output *output, size_t *problems);
wn_rc cli_write_draft_book(cli_session *s); /* session->drafted, as a workbook */
/* Write a mapping and its model; `with_schema`: for a draft, their schema as well. */
wn_rc cli_write_xml(const cli_options *options, wn_str mapping, wn_str model,
                    bool with_schema, wn_error *err);
/* Note a file that is no export. */
void cli_session_own(cli_session *s, const char *path);
/* worklists.c: read what people wrote into work lists (files, or all in a folder) as
 * answers into session->run.history.answers. */
wn_rc cli_read_worklists(cli_session *s);
/* outputs.c: may the files of the run's folder, given by --out, be written? The first
 * function is called before anything is read, and checks what the command line names; the
 * second before anything is written, and checks the inputs that were found.
 * WN_E_USAGE. */
wn_rc cli_session_check_given(cli_session *s, bool drafts);
wn_rc cli_session_check_opened(cli_session *s);
void cli_session_end(cli_session *s);

#endif
