/* output_folder.c - outputs beside inputs, and folders that are written anew. */
#include "fail.h"
#include "output.h"
#include "reader.h"

#include <dirent.h>
#include <errno.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* ---- the same file ---------------------------------------------------------------- */

static const char *without_kind(const char *path)
{
    return strncmp(path, "sqlite:", 7) ? path : path + 7;
}

/* stat() the file of the path, or the archive for a path inside one. False: no file. */
static bool find(const char *path, struct stat *out)
{
    char *copy = strdup(without_kind(path));
    bool found = false;

    for (char *slash = copy; copy && slash && !found; slash = strrchr(copy, '/')) {
        if (slash != copy)
            *slash = '\0';
        found = *copy && stat(copy, out) == 0;
        if (!found && errno != ENOTDIR)
            break;
    }
    free(copy);
    return found;
}

static bool is_one(const struct stat *a, const struct stat *b)
{
    return a->st_dev == b->st_dev && a->st_ino == b->st_ino;
}

/* Are two outputs the same file, or, if it does not exist yet, the same name in the same
 * folder? */
static bool same_output(const char *a, const char *b)
{
    struct stat left, right;
    bool one = stat(a, &left) == 0, other = stat(b, &right) == 0;

    if (one || other)
        return one && other && S_ISREG(left.st_mode) && is_one(&left, &right);
    wn_str in[] = {wn_path_dir(wn_str_of(a)), wn_path_dir(wn_str_of(b))};
    wn_arena arena = {0};
    bool same = wn_str_equal(wn_path_base(wn_str_of(a)), wn_path_base(wn_str_of(b))) &&
                stat(wn_arena_str(&arena, in[0]).ptr, &left) == 0 &&
                stat(wn_arena_str(&arena, in[1]).ptr, &right) == 0 &&
                is_one(&left, &right);
    wn_arena_release(&arena);
    return same;
}

static wn_rc apart(const char *output, const char *const *inputs, size_t count,
                   wn_error *err)
{
    struct stat own, other;

    if (stat(output, &own) != 0 || !S_ISREG(own.st_mode))
        return WN_OK;
    for (size_t i = 0; i < count; i++) {
        if (!inputs[i] || !find(inputs[i], &other) || !is_one(&own, &other))
            continue;
        wn_rc rc = wn_fail(err, WN_E_USAGE, WN_SAY_OUTPUT_IS_INPUT, output);
        wn_error_hint(err, WN_SAY_OUTPUT_INPUT_HINT);
        return rc;
    }
    return WN_OK;
}

wn_rc wn_outputs_apart(const char *const *outputs, size_t output_count,
                       const char *const *inputs, size_t input_count, wn_error *err)
{
    wn_rc rc = WN_OK;

    for (size_t i = 0; i < output_count && rc >= 0; i++) {
        const char *one = outputs[i] ? without_kind(outputs[i]) : NULL;
        if (!one)
            continue;
        rc = apart(one, inputs, input_count, err);
        for (size_t k = 0; k < i && rc >= 0; k++)
            if (outputs[k] && same_output(one, without_kind(outputs[k]))) {
                rc = wn_fail(err, WN_E_USAGE, WN_SAY_OUTPUT_TWICE, one, outputs[k]);
                wn_error_hint(err, WN_SAY_OUTPUT_INPUT_HINT);
            }
    }
    return rc;
}

/* ---- a folder --------------------------------------------------------------------- */

/* Remove the temporary files of runs that were killed: .winnow-PROCESS-RANDOM, where the
 * process has ended. */
static void sweep(const char *folder)
{
    DIR *dir = opendir(folder);
    wn_arena arena = {0};
    struct stat st;

    for (struct dirent *e; dir && (e = readdir(dir));) {
        char *end;
        if (strncmp(e->d_name, ".winnow-", 8) != 0)
            continue;
        long process = strtol(e->d_name + 8, &end, 10);
        wn_str path = wn_path_join(&arena, wn_str_of(folder), wn_str_of(e->d_name));
        if (end > e->d_name + 8 && *end == '-' && strlen(end) == 9 && process > 0 &&
            kill((pid_t)process, 0) != 0 && errno == ESRCH && lstat(path.ptr, &st) == 0 &&
            S_ISREG(st.st_mode) && st.st_uid == geteuid())
            unlink(path.ptr);
    }
    if (dir)
        closedir(dir);
    wn_arena_release(&arena);
}

typedef struct looking {
    const char *folder;
    const char *const *inputs;
    size_t input_count;
    bool force;
    wn_error *err;
} looking;

static wn_rc look(void *data, const char *name)
{
    const looking *l = data;
    wn_arena arena = {0};
    wn_str path = wn_path_join(&arena, wn_str_of(l->folder), wn_str_of(name));
    wn_rc rc = apart(path.ptr, l->inputs, l->input_count, l->err);

    if (rc >= 0)
        rc = wn_output_may(l->folder, name, l->force, l->err);
    wn_arena_release(&arena);
    return rc;
}

/* Call the function for each name of the list that fits the pattern and exists, once. */
static wn_rc each_listed(wn_str list, const char *pattern, wn_map *seen,
                         wn_rc (*take)(void *data, const char *name), void *data)
{
    wn_arena arena = {0};
    wn_rc rc = WN_OK;

    while (list.len > 0 && rc >= 0) {
        wn_str name = wn_outputs_next(&list);
        bool is_new = false;
        if (name.len == 0 || !wn_pattern_match(wn_str_of(pattern), name))
            continue;
        wn_map_set(seen, wn_fingerprint_of(name), &is_new);
        if (is_new)
            rc = take(data, wn_arena_str(&arena, name).ptr);
    }
    wn_arena_release(&arena);
    return rc;
}

wn_rc wn_folder_check(const char *folder, const char *const *patterns,
                      const char *const *inputs, size_t input_count, bool force,
                      wn_error *err)
{
    looking l = {folder, inputs, input_count, force, err};
    wn_buf list = {0};
    wn_map seen = {0};
    wn_rc rc = WN_OK;

    if (!wn_path_is_folder(folder))
        return WN_OK; /* the folder has no files */
    sweep(folder);
    wn_outputs_list(folder, &list);
    for (size_t i = 0; patterns[i] && rc >= 0; i++)
        rc = strchr(patterns[i], '*')
                 ? each_listed(wn_buf_str(&list), patterns[i], &seen, look, &l)
                 : look(&l, patterns[i]);
    wn_buf_release(&list);
    wn_map_release(&seen);
    return rc;
}

typedef struct clearing {
    const char *folder;
    const wn_outputs *but;
} clearing;

/* Remove a file, and the folders inside that are empty then. */
static wn_rc clear(void *data, const char *name)
{
    const clearing *c = data;
    wn_arena arena = {0};

    for (const wn_output *o = c->but->first; o; o = o->next)
        if (!strcmp(o->folder, c->folder) && !strcmp(o->name, name))
            return WN_OK;
    if (wn_output_stands(c->folder, name) != WN_STANDS_OWN)
        return WN_OK;
    wn_outputs_remove(c->folder, name);
    for (wn_str in = wn_path_dir(wn_str_of(name)); !wn_str_equal(in, WN_STR("."));
         in = wn_path_dir(in)) {
        wn_str inner = wn_arena_str(&arena, in);
        if (rmdir(wn_path_join(&arena, wn_str_of(c->folder), inner).ptr) != 0)
            break;
    }
    wn_arena_release(&arena);
    return WN_OK;
}

void wn_folder_clear(const char *folder, const char *const *patterns,
                     const wn_outputs *but)
{
    clearing c = {folder, but};
    wn_buf list = {0};
    wn_map seen = {0};

    wn_outputs_list(folder, &list);
    for (size_t i = 0; patterns[i]; i++)
        each_listed(wn_buf_str(&list), patterns[i], &seen, clear, &c);
    wn_buf_release(&list);
    wn_map_release(&seen);
}
