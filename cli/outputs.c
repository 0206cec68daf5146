/* outputs.c - checks, before a command reads anything, that its outputs are none of its
 * inputs and replace no file of somebody else. The rule itself is in core/output.c. */
#include "session.h"

#include "core/fail.h"
#include "core/memory.h"
#include "core/output.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

bool cli_is_workbook_name(const char *path)
{
    return path && wn_str_ends(wn_str_of(path), WN_STR(".xlsx"));
}

static void add_all(wn_input_list *out, const char *const *paths, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (paths[i] && !wn_input_is_address(paths[i]))
            wn_input_list_add(out, paths[i]);
}

wn_rc cli_check_outputs(const cli_options *o, const char *const *outputs, size_t count,
                        wn_error *err)
{
    wn_input_list in = {0};
    const char *const more[] = {o->mapping};

    add_all(&in, o->args, o->arg_count);
    add_all(&in, more, WN_COUNT(more));
    wn_rc rc = wn_outputs_apart(outputs, count, in.paths, in.count, err);
    for (size_t i = 0; i < count && rc >= 0; i++)
        if (outputs[i])
            rc = wn_output_may_path(outputs[i], o->force, err);
    wn_input_list_release(&in);
    return rc;
}

/* ---- a run ------------------------------------------------------------------------ */

/* For csv:DIR: check a file for each table. */
static wn_rc check_csv(const cli_session *s, const wn_input_list *in, wn_error *err)
{
    const wn_model *model = &s->run.plan.model;
    const char **names = wn_alloc(model->entity_count + 2, sizeof(*names));
    wn_arena arena = {0};

    for (size_t e = 0; e < model->entity_count; e++)
        names[e] =
            wn_arena_format(&arena, "%.*s.csv", WN_FMT(model->entities[e].name)).ptr;
    names[model->entity_count] = "winnow_*.csv";
    wn_rc rc = wn_folder_check(s->run.settings.target + 4, names, in->paths, in->count,
                               s->options->force, err);
    wn_arena_release(&arena);
    free(names);
    return rc;
}

/* The target is clean.db in a folder that existed before. Check that it is our database,
 * is no link, and that nobody else can read it. */
static wn_rc close_target(cli_session *s)
{
    const char *path = s->run.settings.target;
    struct stat st;
    int fd = open(path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
    bool there = fd >= 0 || errno == ELOOP;
    bool good = fd >= 0 && fstat(fd, &st) == 0 && S_ISREG(st.st_mode) &&
                st.st_uid == geteuid() && st.st_nlink == 1 &&
                (!(st.st_mode & 077) || fchmod(fd, 0600) == 0);

    if (fd >= 0)
        close(fd);
    if (!there || good)
        return WN_OK;
    wn_fail(&s->run.err, WN_E_USAGE, WN_SAY_OUTPUT_LINK, path);
    wn_error_hint(&s->run.err, WN_SAY_OUTPUT_INPUT_HINT);
    return s->run.err.rc;
}

/* Check that the target is no input, and no file of the run's folder. A target that is
 * itself checked (winnow health) keeps its own history. */
static wn_rc check_target(cli_session *s, const wn_input_list *in)
{
    const char *target = s->run.settings.target;
    wn_rc rc = WN_OK;

    if (s->options->db || s->writes == wn_verify_files)
        return WN_OK;
    if (!strncmp(target, "csv:", 4))
        return s->options->dry_run ? WN_OK : check_csv(s, in, &s->run.err);
    for (size_t i = 0; s->writes[i] && rc >= 0; i++) {
        wn_str path = wn_path_join(&s->arena, wn_str_of(s->run.settings.out_dir),
                                   wn_str_of(s->writes[i]));
        const char *const outputs[] = {target, path.ptr};
        if (!strchr(s->writes[i], '*'))
            rc = wn_outputs_apart(outputs, WN_COUNT(outputs), in->paths, in->count,
                                  &s->run.err);
    }
    return rc < 0 || s->options->to ? rc : close_target(s);
}

static wn_rc check_folder(cli_session *s, const char *const *files,
                          const wn_input_list *in)
{
    return wn_folder_check(s->options->out, files, in->paths, in->count,
                           s->options->force, &s->run.err);
}

/* The path without links, of which the last folders may not be there yet. */
static wn_str resolved(wn_str path, wn_arena *arena)
{
    char there[PATH_MAX];

    while (path.len > 1 && path.ptr[path.len - 1] == '/')
        path.len--;
    if (path.len == 0)
        path = WN_STR(".");
    if (realpath(wn_arena_str(arena, path).ptr, there))
        return wn_arena_str(arena, wn_str_of(there));
    wn_str parent = wn_path_dir(path);
    if (wn_str_equal(parent, path))
        return wn_arena_str(arena, path);
    return wn_path_join(arena, resolved(parent, arena), wn_path_base(path));
}

/* Does this database, or folder of csv:DIR, lie in the folder of the reports? */
static bool is_inside(const char *target, wn_str folder, wn_arena *arena)
{
    wn_str path = wn_str_of(target);

    if (!strncmp(target, "postgres", 8))
        return false;
    if (!strncmp(target, "csv:", 4) || !strncmp(target, "sqlite:", 7))
        wn_str_cut(&path, WN_STR(":"));
    path = resolved(wn_path_dir(path), arena);
    folder = resolved(folder, arena);
    return path.len >= folder.len && !memcmp(path.ptr, folder.ptr, folder.len) &&
           (path.len == folder.len || path.ptr[folder.len] == '/');
}

/* Fail when the folder has a file that is not for this audience: of an earlier run, or a
 * database. */
static wn_rc check_folder_of(cli_session *s)
{
    const char *folder = s->options->out;
    DIR *dir = folder ? opendir(folder) : NULL;
    wn_rc rc = WN_OK;

    for (struct dirent *at; dir && rc >= 0 && (at = readdir(dir));)
        if (at->d_name[0] != '.' &&
            !wn_artefact_goes(at->d_name, s->run.settings.audience))
            rc = wn_fail(&s->run.err, WN_E_USAGE, WN_SAY_AUDIENCE_FOLDER, folder,
                         at->d_name);
    if (dir)
        closedir(dir);
    return rc;
}

/* For others than the admin: nothing may lie in the folder that is not for them. */
static wn_rc check_audience(cli_session *s, bool drafts)
{
    const cli_options *o = s->options;
    wn_audience audience = s->run.settings.audience;
    const char *const targets[] = {o->to, o->db, o->history};
    bool loads = s->writes == wn_run_files;
    bool inside = loads && !o->to && !o->dry_run;

    if (audience == WN_AUDIENCE_ADMIN)
        return WN_OK;
    for (size_t i = 0; i < WN_COUNT(targets); i++)
        inside = inside || (targets[i] && o->out && strcmp(targets[i], "none") != 0 &&
                            is_inside(targets[i], wn_str_of(o->out), &s->arena));
    const struct {
        bool is_so;
        wn_word word;
    } wrongs[] = {
        {o->by_owner || o->by_manager, WN_SAY_AUDIENCE_OWNER},
        {o->unmasked && audience == WN_AUDIENCE_SUMMARY, WN_SAY_AUDIENCE_UNMASKED},
        {drafts && !o->db, WN_SAY_AUDIENCE_DRAFT},
        {inside, WN_SAY_AUDIENCE_TARGET},
    };
    for (size_t i = 0; i < WN_COUNT(wrongs); i++)
        if (wrongs[i].is_so)
            return wn_fail(&s->run.err, WN_E_USAGE, wrongs[i].word);
    return check_folder_of(s);
}

wn_rc cli_session_check_given(cli_session *s, bool drafts)
{
    const cli_options *o = s->options;
    wn_input_list in = {.surveys = s->run.surveys};
    wn_rc rc = WN_OK;

    if (check_audience(s, drafts) < 0)
        return s->run.err.rc;
    if (!o->out)
        return WN_OK; /* a new folder is made */
    add_all(&in, o->args, o->arg_count);
    add_all(&in, o->decisions, o->decision_count);
    add_all(&in, o->worklists, o->worklist_count);
    for (size_t i = 0; i < s->in_count; i++) /* a mapping names a folder's files */
        if (!wn_path_is_folder(s->in[i]))
            add_all(&in, &s->in[i], 1);
    rc = check_folder(s, s->writes, &in);
    if (rc >= 0 && drafts)
        rc = check_folder(s, wn_draft_files, &in);
    wn_input_list_release(&in);
    return rc;
}

wn_rc cli_session_check_opened(cli_session *s)
{
    const wn_plan *plan = &s->run.plan;
    const char *const more[] = {plan->model.path};
    wn_input_list in = {.surveys = s->run.surveys};
    wn_rc rc = WN_OK;

    for (size_t i = 0; i < plan->file_count; i++)
        if (s->run.inputs[i].path)
            add_all(&in, &s->run.inputs[i].path, 1);
    add_all(&in, (const char *const *)plan->paths, plan->path_count);
    add_all(&in, more, WN_COUNT(more));
    add_all(&in, s->options->decisions, s->options->decision_count);
    add_all(&in, s->options->worklists, s->options->worklist_count);
    for (size_t i = 0; i < plan->model.list_count; i++)
        if (plan->model.lists[i].path.len)
            add_all(&in, &plan->model.lists[i].path.ptr, 1);
    if (s->options->out)
        rc = check_folder(s, s->writes, &in);
    if (rc >= 0)
        rc = check_target(s, &in);
    wn_input_list_release(&in);
    return rc;
}
