/* session.h - what a run or a verification needs: plan, inputs, context; shared by run.c,
 * health.c and verify.c. */
#ifndef CLI_SESSION_H
#define CLI_SESSION_H

#include "cli.h"

#include "core/draft.h"
#include "run/driver.h"

/* What a person answered to a draft's questions. */
typedef struct cli_answers {
    wn_draft_answer *items;
    size_t count, room;
    wn_arena arena;
} cli_answers;

/* What one run needs, and gives back at the end. */
typedef struct cli_session {
    const cli_options *options;
    wn_run run;
    wn_drafted drafted; /* where no mapping was given */
    cli_answers answers;
    wn_arena arena;
    const char **in; /* where sources are looked for */
    size_t in_count, in_room;
    const char *const *writes; /* files of its folder: wn_run_files or the like */
    const char **own;          /* the run's own files: target, decisions, work lists */
    size_t own_count, own_room;
    struct cli_progress_state progress;
} cli_session;

/* Ctrl-C once: stop and roll back, or end within a second. Twice: the system's own way.
 */
void cli_catch_signals(wn_lang lang);
/* Nothing yet; `writes`: see above. */
void cli_session_init(cli_session *s, const cli_options *options, const wn_pass *pass,
                      const char *const *writes);
/* Name the run, load the plan (one is drafted where no mapping is given), open its
 * inputs. session->run.err, diags: what went wrong. */
wn_rc cli_session_begin(cli_session *s);
/* The second half of that: of the plan that session->run has, open what stands in
 * session->in. */
wn_rc cli_session_open(cli_session *s);
void cli_session_add_in(cli_session *s, const char *path);
/* doubts.c: what a draft is not sure of, the worst ten; ask a person about it, and draft
 * anew by what is answered. */
void cli_print_doubts(const cli_options *options, const wn_drafted *drafted);
wn_rc cli_ask(const cli_options *options, wn_draft_request *request, cli_answers *answers,
              wn_drafted *drafted, wn_error *err);
/* runs/<id>, which is made. */
const char *cli_session_folder(cli_session *s);
/* WN_E_USAGE: a mapping is given twice. */
wn_rc cli_session_once(cli_session *s);
/* A file that is none of the exports. */
void cli_session_own(cli_session *s, const char *path);
/* worklists.c: what people wrote into a work list, or into those of a folder, as answers
 * of session->run.past. */
wn_rc cli_read_worklists(cli_session *s);
/* outputs.c: may the files of the run's folder, given by --out, be written? Before
 * anything is read, by what the command line names; and before anything is written, by
 * what was found. WN_E_USAGE. */
wn_rc cli_session_check_given(cli_session *s, bool drafts);
wn_rc cli_session_check_opened(cli_session *s);
void cli_session_end(cli_session *s);

#endif
