/* session.c - from arguments to a plan, its inputs and a context. */
#include "session.h"

#include "core/fail.h"
#include "core/memory.h"
#include "core/output.h"
#include "target/target.h"

#include <errno.h>
#include <libxml/parser.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define PATIENCE 1 /* seconds that a run has to react to Ctrl-C */

static volatile sig_atomic_t cancelled, heard;
static const char *last_words;

static void on_signal(int number)
{
    (void)number;
    cancelled = 1;
    alarm(PATIENCE);
}

/* The run did not react: it is inside something long (a draft, matching, a statement of
 * the database, a file that is read before the first record). End the process. Nothing is
 * lost: databases roll back what was not committed. */
static void on_alarm(int number)
{
    (void)number;
    if (heard)
        return;
    /* clear the progress line, and the ^C that the terminal wrote into it */
    if (isatty(STDERR_FILENO) && write(STDERR_FILENO, "\r\033[K", 4) < 0)
        _exit(130);
    if (write(STDERR_FILENO, last_words, strlen(last_words)) < 0)
        _exit(130);
    _exit(130);
}

void cli_catch_signals(wn_lang lang)
{
    struct sigaction action = {.sa_handler = on_signal, .sa_flags = (int)SA_RESETHAND};
    struct sigaction late = {.sa_handler = on_alarm, .sa_flags = SA_RESTART};

    last_words = wn_say(lang, WN_SAY_STOPPED);
    sigaction(SIGALRM, &late, NULL);
    sigaction(SIGINT, &action, NULL);
    sigaction(SIGTERM, &action, NULL);
    sigaction(SIGHUP, &action, NULL);
    signal(SIGXFSZ, SIG_IGN); /* then a file size limit is an error like a full disk */
    signal(SIGPIPE, SIG_IGN);
}

/* Make runs/<id>, or runs/<id>-2 when two runs begin in the same second. */
static wn_rc make_folder(cli_session *s)
{
    wn_str path = wn_str_of(s->options->out);

    wn_rc rc = s->options->out ? WN_OK : wn_path_make("runs", &s->run.err);
    if (!s->options->out && rc >= 0) {
        char base[sizeof(s->run.id)];
        memcpy(base, s->run.id, sizeof(base));
        path = wn_arena_format(&s->arena, "runs/%s", s->run.id);
        for (int n = 2; n < 100 && mkdir(path.ptr, 0700) != 0 && errno == EEXIST; n++) {
            snprintf(s->run.id, sizeof(s->run.id), "%.30s-%d", base, n);
            path = wn_arena_format(&s->arena, "runs/%s", s->run.id);
        }
    }
    s->run.settings.out_dir = path.ptr;
    return rc < 0 ? rc : wn_path_make(path.ptr, &s->run.err);
}

wn_rc cli_session_folder(cli_session *s)
{
    wn_run_date(&s->run);
    return make_folder(s);
}

/* ---- mappings, or files without one ----------------------------------------------- */

void cli_session_add_in(cli_session *s, const char *path)
{
    s->in = wn_grow(s->in, s->in_count, &s->in_room, sizeof(*s->in));
    s->in[s->in_count++] = path;
}

/* With --strict, fail when the draft has grave doubts, before anything is loaded. */
static wn_rc refuse_doubts(cli_session *s)
{
    size_t grave = 0;

    for (size_t i = 0; i < s->drafted.doubt_count; i++)
        grave += wn_doubt_is_grave(&s->drafted.doubts[i]);
    if (grave == 0)
        return WN_OK;
    wn_fail(&s->run.err, WN_E_MAPPING, WN_SAY_DOUBTS_STRICT, grave);
    wn_error_hint(&s->run.err, WN_SAY_DOUBTS_STRICT_HINT);
    return s->run.err.rc;
}

static wn_rc draft_mapping(cli_session *s, const char **path_out)
{
    const cli_options *o = s->options;
    wn_draft_request request = {.surveys = s->run.surveys,
                                .paths = o->args,
                                .count = o->arg_count,
                                .records = wn_str_of(o->records),
                                .sheet = wn_str_of(o->sheet)};
    wn_known_file *known = NULL;
    wn_rc rc = make_folder(s);

    if (rc >= 0 && o->to)
        request.known_count = wn_target_files(o->to, &known, &s->arena);
    request.known = known;
    if (rc >= 0 && !o->quiet && isatty(STDERR_FILENO) && !o->json) {
        cli_clear_line();
        cli_print(stderr, "%s", wn_say(o->lang, WN_SAY_PROGRESS_DRAFT));
        fflush(stderr);
    }
    if (rc >= 0)
        rc = wn_draft(&request, &s->drafted, &s->run.err);
    if (!o->quiet && isatty(STDERR_FILENO) && !o->json)
        cli_clear_line();
    if (rc >= 0 && o->ask)
        rc = cli_ask(o, &request, &s->answers, &s->drafted, &s->run.err);
    const char *out = s->run.settings.out_dir;
    wn_str path = wn_path_join(&s->arena, wn_str_of(out), WN_STR("draft.xml"));
    if (rc >= 0)
        rc = wn_output_write(out, "draft.xml", wn_buf_str(&s->drafted.mapping), o->force,
                             &s->run.err);
    if (rc >= 0)
        rc = wn_output_write(out, "crm.model.xml", wn_buf_str(&s->drafted.model),
                             o->force, &s->run.err);
    if (rc >= 0 && !o->quiet && !o->json)
        cli_print(stdout, wn_say(o->lang, WN_SAY_DRAFTED), path.ptr);
    if (rc >= 0 && !o->quiet)
        cli_print_doubts(o, &s->drafted);
    if (rc >= 0 && o->strict)
        rc = refuse_doubts(s);
    for (size_t i = 0; i < o->arg_count; i++)
        cli_session_add_in(s, o->args[i]);
    s->run.settings.drafted = &s->drafted;
    *path_out = path.ptr;
    return rc;
}

wn_rc cli_session_once(cli_session *s)
{
    wn_input_list list = {.surveys = s->run.surveys};
    wn_rc rc = WN_OK;

    for (size_t i = 0; i < s->options->arg_count; i++)
        wn_input_list_add(&list, s->options->args[i]);
    if (list.repeated_count > 0)
        rc = wn_fail(&s->run.err, WN_E_USAGE, WN_SAY_MAPPING_TWICE, list.repeated[0]);
    wn_input_list_release(&list);
    return rc;
}

/* Fill in the settings of the run from the command line. */
static void fill_settings(cli_session *s)
{
    const cli_options *o = s->options;
    wn_settings *c = &s->run.settings;

    c->lang = o->lang;
    c->given = s->in;
    c->given_count = s->in_count;
    c->records = o->records;
    c->sheet = o->sheet;
    c->as_of = o->as_of;
    c->target = o->to;
    snprintf(c->period, sizeof(c->period), "%s", o->period ? o->period : "");
    c->basis = o->db ? "database" : "exports";
    c->wheres = o->wheres;
    c->where_count = o->where_count;
    c->dry_run = o->dry_run;
    c->unasked = c->drafted != NULL;
    c->only_key = o->only_key;
    c->apply = o->apply;
    c->unmasked = o->unmasked;
    c->by_department = o->by_department;
    c->by_owner = o->by_owner;
    c->by_manager = o->by_manager;
    for (int i = 0; o->audience && wn_audience_names[i]; i++)
        if (!strcmp(o->audience, wn_audience_names[i]))
            c->audience = (wn_audience)i;
    c->mark_missing = o->mark_missing;
    c->check_pairs = o->check_pairs != NULL;
    c->no_backup = o->no_backup;
    c->older = o->older;
    c->force = o->force;
    c->max_refused = o->max_refused ? strtod(o->max_refused, NULL) : -1;
    c->max_is_share = o->max_refused && strchr(o->max_refused, '%');
    c->batch = (size_t)o->batch;
    c->chunk = (size_t)o->chunk;
    c->jobs = (size_t)o->jobs;
    c->memory = (uint64_t)o->memory;
}

static wn_rc load_plan(cli_session *s)
{
    const cli_options *o = s->options;
    size_t mappings = 0;
    const char *drafted = NULL;
    wn_rc rc;

    for (size_t i = 0; i < o->arg_count; i++)
        mappings += wn_is_mapping_file(o->args[i]);
    if (o->arg_count == 0)
        return wn_fail(&s->run.err, WN_E_USAGE, WN_SAY_RUN_NOTHING);
    if (mappings > 0 && mappings < o->arg_count)
        return wn_fail(&s->run.err, WN_E_USAGE, WN_SAY_RUN_MIXED);
    for (size_t i = 0; i < o->in_count; i++)
        cli_session_add_in(s, o->in[i]);
    fill_settings(s); /* now, since --where and --by-owner are about the plan */
    rc = cli_session_check_given(s, mappings == 0);
    if (rc >= 0)
        rc = mappings ? cli_session_once(s) : draft_mapping(s, &drafted);
    cli_print_repeated(o, s->run.surveys, s->in, s->in_count);
    if (rc >= 0)
        rc = wn_run_load(&s->run, mappings ? o->args : &drafted, mappings ? mappings : 1);
    return rc;
}

static void fill_watch(cli_session *s)
{
    const cli_options *o = s->options;

    s->run.watch = (wn_watch){.cancelled = &cancelled, .heard = &heard};
    s->progress = (struct cli_progress_state){.options = o, .stage = WN_STAGE_COUNT};
    s->progress.fd = cli_progress_file();
    if (s->progress.fd >= 0 || (isatty(STDERR_FILENO) && !o->quiet && !o->json)) {
        s->run.watch.progress = cli_progress;
        s->run.watch.data = &s->progress;
    }
}

void cli_session_own(cli_session *s, const char *path)
{
    if (!path)
        return;
    s->own = wn_grow(s->own, s->own_count, &s->own_room, sizeof(*s->own));
    s->own[s->own_count++] = path;
    s->run.settings.own = s->own;
    s->run.settings.own_count = s->own_count;
}

void cli_session_init(cli_session *s, const cli_options *options, const wn_pass *pass,
                      const char *const *writes)
{
    *s = (cli_session){.options = options, .writes = writes};
    wn_run_init(&s->run, pass, options->lang);
}

wn_rc cli_session_open(cli_session *s)
{
    fill_settings(s);
    fill_watch(s);
    return wn_run_open(&s->run);
}

#define ROWS 1000 /* rows of each file that are looked at */

wn_rc cli_session_look(cli_session *s, wn_columns *columns)
{
    wn_rc rc = cli_session_open(s);

    bool is_undecided = rc < 0 && s->run.diags.errors > 0 && columns->closely;
    s->run.watch.progress = NULL; /* no progress line: this takes a moment only */
    if (rc >= 0)
        rc = wn_run_judge(&s->run, ROWS, columns);
    else if (is_undecided) /* who decides about columns wants to see what they hold */
        wn_run_judge(&s->run, ROWS, columns);
    /* a question about date order is an error: show the rest all the same */
    if (rc < 0 && s->run.diags.errors > 0)
        return wn_run_judge(&s->run, ROWS, columns) < 0 ? rc : WN_OK;
    return rc;
}

wn_rc cli_session_begin(cli_session *s)
{
    if (!s->run.id[0])
        wn_run_date(&s->run);
    wn_rc rc = load_plan(s);

    if (rc >= 0)
        rc = cli_session_open(s);
    if (rc >= 0 && !s->run.settings.out_dir)
        rc = make_folder(s);
    if (rc < 0)
        return rc;
    wn_run_set_defaults(&s->run);
    cli_session_own(s, s->run.settings.target);
    for (size_t i = 0; i < s->options->decision_count; i++)
        cli_session_own(s, s->options->decisions[i]);
    return cli_session_check_opened(s);
}

void cli_session_end(cli_session *s)
{
    wn_run_release(&s->run);
    free(s->in);
    free(s->own);
    wn_drafted_release(&s->drafted);
    free(s->answers.items);
    wn_arena_release(&s->answers.arena);
    wn_arena_release(&s->arena);
    xmlCleanupParser();
}
