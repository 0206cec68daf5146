/* session.c - from arguments to a plan, its inputs and a context. */
#include "session.h"

#include "headings/default_mask.h"
#include "winnow/draft.h"
#include "winnow/output.h"

#include <errno.h>
#include <libxml/parser.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#ifdef WINNOW_HARD
#define BATCH 3
#else
#define BATCH 512
#endif

#define PATIENCE 1 /* seconds that a run has to hear of it */

static volatile sig_atomic_t cancelled, heard;
static const char *last_words;

static void on_signal(int number)
{
    (void)number;
    cancelled = 1;
    alarm(PATIENCE);
}

/* It is in the midst of something long: a draft, matching, a statement of the database, a
 * file that is read over before the first record. Nothing is lost: databases undo by
 * themselves what was not committed. */
static void on_alarm(int number)
{
    (void)number;
    if (heard)
        return;
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
    signal(SIGXFSZ, SIG_IGN); /* a file size limit is an error like a full disk */
    signal(SIGPIPE, SIG_IGN);
}

static void name_run(cli_session *s)
{
    time_t now = time(NULL);
    struct tm utc, local;

    gmtime_r(&now, &utc);
    localtime_r(&now, &local);
    strftime(s->id, sizeof(s->id), "%Y-%m-%dT%H-%M-%SZ", &utc);
    strftime(s->started_at, sizeof(s->started_at), "%Y-%m-%dT%H:%M:%SZ", &utc);
    strftime(s->as_of, sizeof(s->as_of), "%Y-%m-%d", &local);
    if (s->options->as_of)
        snprintf(s->as_of, sizeof(s->as_of), "%s", s->options->as_of);
}

/* runs/<id>, or runs/<id>-2 when two runs begin in one second. */
static wn_rc make_folder(cli_session *s)
{
    struct stat st;
    wn_str path = wn_str_of(s->options->out);

    wn_rc rc = s->options->out ? WN_OK : wn_path_make("runs", &s->err);
    if (!s->options->out && rc >= 0) {
        char base[sizeof(s->id)];
        memcpy(base, s->id, sizeof(base));
        path = wn_arena_format(&s->arena, "runs/%s", s->id);
        for (int n = 2; n < 100 && mkdir(path.ptr, 0700) != 0 && errno == EEXIST; n++) {
            snprintf(s->id, sizeof(s->id), "%.30s-%d", base, n);
            path = wn_arena_format(&s->arena, "runs/%s", s->id);
        }
    }
    s->context.out_dir = path.ptr;
    if (rc >= 0)
        rc = wn_path_make(path.ptr, &s->err);
    if (rc >= 0 && (stat(path.ptr, &st) != 0 || !S_ISDIR(st.st_mode)))
        rc = wn_fail(&s->err, WN_E_TARGET, WN_SAY_NOT_A_FOLDER, path.ptr);
    return rc;
}

const char *cli_session_folder(cli_session *s)
{
    name_run(s);
    make_folder(s);
    return s->context.out_dir;
}

/* ---- mappings, or files without one ----------------------------------------------- */

void cli_session_add_in(cli_session *s, const char *path)
{
    s->in = wn_grow(s->in, s->in_count, &s->in_room, sizeof(*s->in));
    s->in[s->in_count++] = path;
}

/* A careful person settles grave doubts before anything is loaded. */
static wn_rc refuse_doubts(cli_session *s)
{
    size_t grave = 0;

    for (size_t i = 0; i < s->drafted.doubt_count; i++)
        grave += wn_doubt_is_grave(&s->drafted.doubts[i]);
    if (grave == 0)
        return WN_OK;
    wn_fail(&s->err, WN_E_MAPPING, WN_SAY_DOUBTS_STRICT, grave);
    wn_error_hint(&s->err, WN_SAY_DOUBTS_STRICT_HINT);
    return s->err.rc;
}

static wn_rc draft_mapping(cli_session *s, const char **path_out)
{
    const cli_options *o = s->options;
    wn_draft_request request = {.paths = o->args,
                                .count = o->arg_count,
                                .records = wn_str_of(o->records),
                                .sheet = wn_str_of(o->sheet)};
    wn_known_file *known = NULL;
    wn_rc rc = make_folder(s);

    if (rc >= 0 && o->to)
        request.known_count = wn_target_files(o->to, &known, &s->arena);
    request.known = known;
    if (rc >= 0)
        rc = wn_draft(&request, &s->drafted, &s->err);
    if (rc >= 0 && o->ask)
        rc = cli_ask(o, &request, &s->answers, &s->drafted, &s->err);
    const char *out = s->context.out_dir;
    wn_str path = wn_path_join(&s->arena, wn_str_of(out), WN_STR("draft.xml"));
    if (rc >= 0)
        rc = wn_output_write(out, "draft.xml", wn_buf_str(&s->drafted.mapping), o->force,
                             &s->err);
    if (rc >= 0)
        rc = wn_output_write(out, "crm.model.xml", wn_buf_str(&s->drafted.model),
                             o->force, &s->err);
    if (rc >= 0 && !o->quiet && !o->json)
        cli_print(stdout, wn_say(o->lang, WN_SAY_DRAFTED), path.ptr);
    if (rc >= 0 && !o->quiet)
        cli_print_doubts(o, &s->drafted);
    if (rc >= 0 && o->strict)
        rc = refuse_doubts(s);
    for (size_t i = 0; i < o->arg_count; i++)
        cli_session_add_in(s, o->args[i]);
    s->context.drafted = &s->drafted;
    *path_out = path.ptr;
    return rc;
}

wn_rc cli_session_once(cli_session *s)
{
    wn_input_list list = {0};
    wn_rc rc = WN_OK;

    for (size_t i = 0; i < s->options->arg_count; i++)
        wn_input_list_add(&list, s->options->args[i]);
    if (list.repeated_count > 0)
        rc = wn_fail(&s->err, WN_E_USAGE, WN_SAY_MAPPING_TWICE, list.repeated[0]);
    wn_input_list_release(&list);
    return rc;
}

static wn_rc load_plan(cli_session *s)
{
    const cli_options *o = s->options;
    size_t mappings = 0;
    const char *drafted = NULL;
    wn_rc rc;

    for (size_t i = 0; i < o->arg_count; i++)
        mappings += wn_is_mapping(o->args[i]);
    if (o->arg_count == 0)
        return wn_fail(&s->err, WN_E_USAGE, WN_SAY_RUN_NOTHING);
    if (mappings > 0 && mappings < o->arg_count)
        return wn_fail(&s->err, WN_E_USAGE, WN_SAY_RUN_MIXED);
    for (size_t i = 0; i < o->in_count; i++)
        cli_session_add_in(s, o->in[i]);
    rc = cli_session_check_given(s, mappings == 0);
    if (rc >= 0)
        rc = mappings ? cli_session_once(s) : draft_mapping(s, &drafted);
    cli_print_repeated(o, s->in, s->in_count);
    if (rc >= 0)
        rc = wn_plan_load(&s->plan, mappings ? o->args : &drafted,
                          mappings ? mappings : 1, &s->diags);
    if (rc < 0 && s->err.rc >= 0)
        wn_fail(&s->err, WN_E_MAPPING, WN_SAY_MAPPING_MISTAKES, s->diags.errors);
    return rc;
}

static wn_rc check_wheres(cli_session *s)
{
    for (size_t i = 0; i < s->options->where_count; i++) {
        bool known = false;
        for (size_t e = 0; e < s->plan.model.entity_count; e++)
            known = known || wn_field_find(&s->plan.model.entities[e],
                                           s->options->wheres[i].field) >= 0;
        if (!known)
            return wn_fail(&s->err, WN_E_USAGE, WN_SAY_WHERE_UNKNOWN,
                           WN_FMT(s->options->wheres[i].field));
    }
    return WN_OK;
}

static void fill_context(cli_session *s)
{
    const cli_options *o = s->options;
    wn_context *c = &s->context;
    long cores = sysconf(_SC_NPROCESSORS_ONLN);

    c->plan = &s->plan;
    c->inputs = s->inputs;
    c->given = s->in;
    c->given_count = s->in_count;
    c->run_id = s->id;
    c->as_of = s->as_of;
    c->started_at = s->started_at;
    c->wheres = o->wheres;
    c->where_count = o->where_count;
    c->dry_run = o->dry_run;
    c->unasked = c->drafted != NULL;
    c->is_health = o->is_health;
    c->only_key = o->only_key;
    c->apply = o->apply;
    c->unmasked = o->unmasked;
    c->by_department = o->by_department;
    c->by_owner = o->by_owner;
    c->mark_missing = o->mark_missing;
    c->no_backup = o->no_backup;
    c->older = o->older;
    c->force = o->force;
    c->max_refused = o->max_refused ? strtod(o->max_refused, NULL) : -1;
    c->max_is_share = o->max_refused && strchr(o->max_refused, '%');
    c->lang = o->lang;
    c->batch = o->batch ? (size_t)o->batch : BATCH;
    c->chunk = o->chunk ? (size_t)o->chunk : WN_CHUNK;
    c->jobs = o->jobs     ? (size_t)o->jobs
              : cores > 0 ? (size_t)(cores < 64 ? cores : 64)
                          : 1;
    c->memory = (uint64_t)o->memory;
    c->xref = &s->xref;
    c->decisions = &s->decisions;
    c->results = &s->results;
    c->ledger = &s->ledger;
    c->gathered = &s->gathered;
    c->past = &s->past;
    c->seconds = s->seconds;
    c->err = &s->err;
    c->cancelled = &cancelled;
    c->heard = &heard;
    s->progress = (struct cli_progress_state){.options = o, .stage = WN_STAGE_COUNT};
    if (isatty(STDERR_FILENO) && !o->quiet && !o->json) {
        c->progress = cli_progress;
        c->progress_data = &s->progress;
    }
}

void cli_session_own(cli_session *s, const char *path)
{
    if (!path)
        return;
    s->own = wn_grow(s->own, s->own_count, &s->own_room, sizeof(*s->own));
    s->own[s->own_count++] = path;
    s->context.own = s->own;
    s->context.own_count = s->own_count;
}

static void fill_target(cli_session *s)
{
    wn_context *c = &s->context;
    const cli_options *o = s->options;

    c->target =
        o->to ? o->to
              : wn_path_join(&s->arena, wn_str_of(c->out_dir), WN_STR("clean.db")).ptr;
    c->target_shown = wn_input_shown(c->target, &s->arena).ptr;
    cli_session_own(s, c->target);
    cli_session_own(s, o->decisions);
}

static void begin_results(cli_session *s)
{
    wn_xref_begin(&s->xref, s->plan.model.entity_count);
    s->xref.models = wn_alloc(s->plan.model.entity_count, sizeof(*s->xref.models));
    s->results.books = wn_alloc(s->plan.file_count, sizeof(*s->results.books));
    s->results.rows = wn_alloc(s->plan.file_count, sizeof(*s->results.rows));
    s->results.doubtful =
        wn_alloc(s->plan.model.entity_count, sizeof(*s->results.doubtful));
    s->results.score = -1;
    wn_ledger_init(&s->ledger, &s->plan);
    wn_gathered_init(&s->gathered, &s->plan.model);
    s->past.tallies = wn_alloc((size_t)s->plan.model.check_count, sizeof(wn_tally));
    s->past.rows = wn_alloc(s->plan.model.entity_count, sizeof(uint64_t));
    snprintf(s->past.period, sizeof(s->past.period), "%.7s", s->as_of);
    s->past.basis = "exports";
    memset(s->seconds, 0, sizeof(s->seconds));
}

static void release_results(cli_session *s)
{
    free(s->xref.next);
    wn_map_release(&s->xref.golden);
    wn_map_release(&s->xref.known);
    free(s->xref.known_golden);
    wn_map_release(&s->xref.refused);
    free(s->xref.regrouped);
    for (size_t e = 0; s->xref.models && e < s->plan.model.entity_count; e++)
        wn_buf_release(&s->xref.models[e]);
    free(s->xref.models);
    free(s->results.books);
    free(s->results.rows);
    free(s->results.doubtful);
    wn_buf_release(&s->results.missing);
    for (int lang = 0; lang < WN_LANG_COUNT; lang++)
        wn_buf_release(&s->results.left[lang]);
    wn_unreads_release(&s->results.unread);
    free(s->results.gones.items);
    wn_arena_release(&s->results.gones.arena);
    wn_ledger_release(&s->ledger);
    wn_gathered_release(&s->gathered);
    wn_past_release(&s->past);
    s->xref = (wn_xref){0};
    s->results = (wn_results){0};
}

wn_rc cli_session_run(cli_session *s, wn_rc (*go)(cli_session *s, void *data), void *data)
{
    begin_results(s);
    wn_rc rc = go(s, data);
    if (rc == WN_E_ORDERS) {
        s->err = (wn_error){.lang = s->err.lang};
        rc = wn_orders_decide(&s->plan, &s->context, &s->diags);
        if (rc < 0)
            return rc;
        release_results(s);
        begin_results(s);
        rc = go(s, data);
    }
    if (rc == WN_E_REFUSED) {
        s->err = (wn_error){.lang = s->err.lang};
        rc = wn_columns_ask(&s->context, &s->diags);
    }
    return rc;
}

wn_rc cli_session_open(cli_session *s)
{
    wn_rc rc = wn_plan_fit(&s->plan, s->in, s->in_count, &s->err);

    if (rc < 0)
        return rc;
    s->inputs = wn_alloc(s->plan.file_count, sizeof(*s->inputs));
    for (size_t i = 0; i < s->plan.file_count; i++) {
        s->inputs[i].chunk = s->options->chunk ? (size_t)s->options->chunk : WN_CHUNK;
        if (s->options->records && s->plan.files[i].records.len == 0)
            s->plan.files[i].records = wn_str_of(s->options->records);
        if (s->options->sheet && s->plan.files[i].sheet.len == 0)
            s->plan.files[i].sheet = wn_str_of(s->options->sheet);
    }
    wn_draft_masks(&s->plan.model);
    rc = wn_inputs_open(&s->plan, s->in, s->in_count, s->inputs, &s->diags, &s->err);
    fill_context(s);
    return rc;
}

wn_rc cli_session_begin(cli_session *s)
{
    if (!s->id[0])
        name_run(s);
    wn_rc rc = load_plan(s);

    if (rc >= 0)
        rc = check_wheres(s);
    if (rc < 0)
        return rc;
    for (size_t e = 0; s->options->by_owner && e < s->plan.model.entity_count; e++)
        s->plan.model.entities[e].department =
            wn_field_find(&s->plan.model.entities[e], WN_STR("owner"));
    rc = cli_session_open(s);
    if (rc >= 0 && !s->context.out_dir)
        rc = make_folder(s);
    if (rc < 0)
        return rc;
    fill_target(s);
    return cli_session_check_opened(s);
}

void cli_session_end(cli_session *s)
{
    for (size_t i = 0; s->inputs && i < s->plan.file_count; i++)
        wn_input_release(&s->inputs[i]);
    free(s->inputs);
    free(s->in);
    free(s->own);
    release_results(s);
    wn_decisions_release(&s->decisions);
    wn_diags_release(&s->diags);
    wn_plan_release(&s->plan);
    wn_drafted_release(&s->drafted);
    free(s->answers.items);
    wn_arena_release(&s->answers.arena);
    wn_arena_release(&s->arena);
    xmlCleanupParser();
}
