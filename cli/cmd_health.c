/* cmd_health.c - winnow health: how good the data is, and whether it gets better. */
#include "session.h"

#include "audit/verify_run.h"
#include "core/fail.h"
#include "core/output.h"
#include "model/pack.h"
#include "target/target.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

/* ---- the target as a source ------------------------------------------------------- */

/* Write the model to OUT, where it is to be read from. */
static wn_rc write_model(cli_session *s, const cli_options *o, wn_str model,
                         wn_arena *arena, const char **path)
{
    *path = wn_path_join(arena, wn_str_of(o->out), WN_STR("crm.model.xml")).ptr;
    return wn_output_write(o->out, "crm.model.xml", model, o->force, &s->run.err);
}

/* Load the model: that of the given mapping or model; else that of the target's last run,
 * if its mapping still exists; else the shipped one, which is written beside the
 * report. */
static wn_rc load_model(cli_session *s, cli_options *o, wn_plan *plan, wn_arena *arena)
{
    wn_run_made made = {0};
    wn_error none = {.lang = o->lang};
    const char *path = o->arg_count ? o->args[0] : NULL;
    wn_plan first = {0};
    wn_text pack;

    if (!path && wn_run_find(o->db, WN_STR(""), &made, arena, &none) >= 0 &&
        made.mapping_count &&
        (wn_pack_text(made.mappings[0], &pack) || access(made.mappings[0], R_OK) == 0))
        path = made.mappings[0];
    cli_take_lang(o, &path, path != NULL);
    free(made.files);
    free(made.file_sums);
    if (path && wn_is_mapping_file(path)) {
        wn_rc rc = wn_mappings_load(&first, &s->run.books, &path, 1, &s->run.diags,
                                    &s->run.err);
        const wn_text *text = wn_workbooks_text(&s->run.books, path);
        if (rc >= 0 && !text)
            path = wn_arena_str(arena, wn_str_of(first.model.path)).ptr;
        wn_plan_release(&first);
        if (rc >= 0 && text)
            rc = write_model(s, o, text->model, arena, &path);
        if (rc < 0)
            return rc;
    }
    if (!path && write_model(s, o, wn_pack_model(), arena, &path) < 0)
        return s->run.err.rc;
    return wn_plan_load_model(plan, path, &s->run.diags);
}

/* Write OUT/database.xml, a mapping of the target's tables. */
static wn_rc map_target(cli_session *s, cli_options *o)
{
    wn_plan plan = {0};
    wn_buf text = {0};
    wn_rc rc = wn_path_make(o->out, &s->run.err);

    if (rc >= 0)
        rc = load_model(s, o, &plan, &s->arena);
    s->run.err.lang = s->run.diags.lang = o->lang;
    char *model = rc >= 0 ? realpath(plan.model.path, NULL) : NULL;
    if (rc >= 0)
        rc = wn_target_mapping(o->db, &plan.model, model ? model : plan.model.path, &text,
                               &s->run.err);
    wn_str path = wn_path_join(&s->arena, wn_str_of(o->out), WN_STR("database.xml"));
    if (rc >= 0)
        rc = wn_output_write(o->out, wn_database_files[0], wn_buf_str(&text), o->force,
                             &s->run.err);
    if (rc < 0 && s->run.err.rc >= 0)
        wn_fail(&s->run.err, WN_E_MAPPING, WN_SAY_MAPPING_MISTAKES, s->run.diags.errors);
    free(model);
    wn_buf_release(&text);
    wn_plan_release(&plan);
    o->args = wn_arena_alloc(&s->arena, sizeof(*o->args));
    o->args[0] = path.ptr;
    o->arg_count = 1;
    o->in = wn_arena_alloc(&s->arena, sizeof(*o->in));
    o->in[0] = strncmp(o->db, "sqlite:", 7) ? o->db : o->db + 7;
    o->in_count = 1;
    return rc;
}

/* ---- which period ----------------------------------------------------------------- */

/* Choose the day from which ages are counted: the last day of a month that is over, else
 * today by the local clock. */
static void choose_day(cli_options *o, wn_arena *arena)
{
    char today[16], end[16];
    time_t now = time(NULL);
    struct tm local;

    if (o->as_of)
        return;
    localtime_r(&now, &local);
    strftime(today, sizeof(today), "%Y-%m-%d", &local);
    snprintf(end, sizeof(end), "%s", today);
    if (o->period)
        wn_month_end(end, o->period);
    o->as_of = wn_arena_str(arena, wn_str_of(strcmp(end, today) < 0 ? end : today)).ptr;
}

static wn_rc check_options(cli_session *s, const cli_options *o)
{
    if (o->db && o->in_count)
        return wn_fail(&s->run.err, WN_E_USAGE, WN_SAY_HEALTH_DB_OR_IN);
    if (o->db && o->arg_count > 1)
        return wn_fail(&s->run.err, WN_E_USAGE, WN_SAY_TOO_MANY, o->args[1]);
    if (o->apply && !o->db)
        return wn_fail(&s->run.err, WN_E_USAGE, WN_SAY_HEALTH_APPLY);
    if (o->apply && (o->only_key || o->where_count))
        return wn_fail(&s->run.err, WN_E_USAGE, WN_SAY_HEALTH_APPLY_WHOLE);
    if (o->history && !strncmp(o->history, "csv:", 4))
        return wn_fail(&s->run.err, WN_E_USAGE, WN_SAY_HEALTH_CSV);
    if (!o->db && o->arg_count == 0)
        return wn_fail(&s->run.err, WN_E_USAGE, WN_SAY_RUN_NOTHING);
    return WN_OK;
}

/* Choose where history is kept, and the folder of the run. */
static wn_rc choose_places(cli_session *s, cli_options *o)
{
    o->to = o->history ? o->history : o->db ? o->db : "runs/history.db";
    if (!o->history && !o->db && wn_path_make("runs", &s->run.err) < 0)
        return s->run.err.rc;
    if (!o->db || o->out)
        return WN_OK;
    wn_rc rc = cli_session_folder(s);
    o->out = s->run.settings.out_dir;
    return rc;
}

/* ---- the check -------------------------------------------------------------------- */

static wn_rc check(cli_session *s)
{
    wn_rc rc = cli_session_begin(s);

    if (rc >= 0)
        rc = cli_read_worklists(s);
    return rc < 0 ? rc : wn_run_execute(&s->run);
}

static int exit_of(const cli_options *o, int colour)
{
    if (o->fail_on && !strcmp(o->fail_on, "never"))
        return 0;
    if (o->fail_on && !strcmp(o->fail_on, "red") && colour == 1)
        return 0;
    return colour;
}

int cli_health(const cli_options *given)
{
    cli_options o = *given;
    cli_session s;

    umask(077);
    cli_catch_signals(o.lang);
    cli_session_init(&s, &o, &wn_pass_health, wn_health_files);
    choose_day(&o, &s.arena);
    wn_rc rc = check_options(&s, &o);
    if (rc >= 0)
        rc = choose_places(&s, &o);
    if (rc >= 0 && o.db)
        rc = map_target(&s, &o);
    if (rc >= 0)
        rc = check(&s);
    if (s.run.watch.progress && s.progress.fd < 0)
        cli_clear_line();
    if (s.run.diags.count > 0)
        cli_print_diags(&o, &s.run.diags);
    if (rc >= 0)
        cli_print_health(&o, &s.run.context);
    int code = rc < 0 ? cli_exit_code(rc) : exit_of(&o, s.run.outcome.report.colour);
    if (rc >= 0 && s.run.outcome.report.unkept && code == 0)
        code = 1;
    if (rc < 0 || s.run.outcome.report.unkept)
        cli_print_error_as(&o, &s.run.err, code);
    cli_session_end(&s);
    return code;
}
