/* output.c - temporary files that get their names at the end, and the list of files that
 * winnow wrote. See output.h. */
#include "output.h"
#include "fail.h"
#include "file.h"
#include "memory.h"
#include "reader.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/random.h>
#include <sys/stat.h>
#include <unistd.h>

#define LIST ".winnow-files"
#define SUM 64                      /* hexadecimal digits of SHA-256 */
#define LIST_MOST ((size_t)1 << 20) /* most bytes of the list that are read */
#define LIST_LONG ((off_t)LIST_MOST / 2)

/* ---- the list --------------------------------------------------------------------- */

static bool is_ours(const struct stat *st)
{
    return S_ISREG(st->st_mode) && st->st_uid == geteuid() && st->st_nlink == 1;
}

static int open_list(const char *folder, int flags)
{
    wn_arena arena = {0};
    struct stat st;
    wn_str path = wn_path_join(&arena, wn_str_of(folder), WN_STR(LIST));
    int fd = open(path.ptr, flags | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC, 0600);

    wn_arena_release(&arena);
    if (fd >= 0 && (fstat(fd, &st) != 0 || !is_ours(&st))) {
        close(fd);
        errno = EPERM;
        return -1;
    }
    return fd;
}

void wn_outputs_list(const char *folder, wn_buf *out)
{
    char chunk[16384];
    ssize_t got = 0;
    int fd = open_list(folder, O_RDONLY);

    while (fd >= 0 && out->len < LIST_MOST && (got = read(fd, chunk, sizeof(chunk))) > 0)
        wn_buf_add(out, (wn_str){chunk, (size_t)got});
    if (fd >= 0)
        close(fd);
}

wn_str wn_outputs_next(wn_str *list)
{
    wn_str line = wn_str_cut(list, WN_STR("\n"));

    return line.len > SUM + 2 ? (wn_str){line.ptr + SUM + 2, line.len - SUM - 2}
                              : WN_STR("");
}

/* Has the list a line with this name and sum? `sum` NULL: with any sum. */
static bool list_has(wn_str list, const char *name, const char *sum)
{
    while (list.len > 0) {
        const char *line = list.ptr;
        if (wn_str_equal(wn_outputs_next(&list), wn_str_of(name)) &&
            (!sum || !memcmp(line, sum, SUM)))
            return true;
    }
    return false;
}

/* Shorten a list that has become long: keep the latest line of each name, in order. */
static void shorten(const char *folder, int fd)
{
    wn_buf all = {0}, kept = {0};
    wn_map latest = {0};
    struct stat st;

    if (fstat(fd, &st) != 0 || st.st_size < LIST_LONG)
        return;
    wn_outputs_list(folder, &all);
    for (wn_str rest = wn_buf_str(&all); rest.len > 0;) {
        const char *line = rest.ptr;
        wn_str name = wn_outputs_next(&rest);
        *wn_map_set(&latest, wn_fingerprint_of(name), NULL) = line - all.ptr;
    }
    for (wn_str rest = wn_buf_str(&all); rest.len > 0;) {
        const char *line = rest.ptr;
        wn_str name = wn_outputs_next(&rest);
        if (name.len > 0 &&
            *wn_map_find(&latest, wn_fingerprint_of(name)) == line - all.ptr)
            wn_buf_format(&kept, "%.*s  %.*s\n", SUM, line, WN_FMT(name));
    }
    if (ftruncate(fd, 0) == 0)
        wn_file_put(fd, wn_buf_str(&kept));
    wn_map_release(&latest);
    wn_buf_release(&all);
    wn_buf_release(&kept);
}

/* Add a file to the list. If the list belongs to another user, nothing is added: winnow
 * will not know the file later, and will ask for --force. */
static wn_rc note(const wn_output *o, const char *sum, wn_error *err)
{
    wn_buf list = {0}, line = {0};
    struct stat st;
    char last = '\n';
    wn_rc rc = WN_OK;

    wn_outputs_list(o->folder, &list);
    bool known = list_has(wn_buf_str(&list), o->name, sum);
    wn_buf_release(&list);
    if (known || strchr(o->name, '\n'))
        return WN_OK;
    int fd = open_list(o->folder, O_RDWR | O_CREAT | O_APPEND);
    if (fd < 0)
        return errno == ENOENT || errno == EMFILE || errno == ENFILE || errno == ENOSPC
                   ? wn_fail(err, WN_E_TARGET, WN_SAY_CANNOT_WRITE, o->path,
                             wn_why(err->lang, errno))
                   : WN_OK;
    shorten(o->folder, fd);
    /* if a full disk cut the last line, end it, so that the new line begins a line */
    if (fstat(fd, &st) == 0 && st.st_size > 0 && pread(fd, &last, 1, st.st_size - 1) != 1)
        last = '\n';
    wn_buf_format(&line, "%s%s  %s\n", last == '\n' ? "" : "\n", sum, o->name);
    if (!wn_file_put(fd, wn_buf_str(&line)))
        rc = wn_fail(err, WN_E_TARGET, WN_SAY_CANNOT_WRITE, o->path,
                     wn_why(err->lang, errno));
    close(fd);
    wn_buf_release(&line);
    return rc;
}

/* ---- the rule --------------------------------------------------------------------- */

enum { LOOK, MAKE, MAKE_ANYWAY };

/* Open the folder that the file is in; *name becomes the last part of the name. Folders
 * inside the first one must not be links. Unless `how` is LOOK they are made; with
 * MAKE_ANYWAY also in place of a link or a file. -1: errno says why. */
static int folder_of(const char *folder, const char **name, int how)
{
    const int flags = O_RDONLY | O_DIRECTORY | O_CLOEXEC;
    int fd = open(folder, flags);

    for (const char *slash; fd >= 0 && (slash = strchr(*name, '/'));) {
        char *inner = strndup(*name, (size_t)(slash - *name));
        if (how != LOOK)
            mkdirat(fd, inner, 0700);
        int below = openat(fd, inner, flags | O_NOFOLLOW);
        if (below < 0 && how == MAKE_ANYWAY && (errno == ELOOP || errno == ENOTDIR) &&
            unlinkat(fd, inner, 0) == 0 && mkdirat(fd, inner, 0700) == 0)
            below = openat(fd, inner, flags | O_NOFOLLOW);
        int why = errno;
        free(inner);
        close(fd);
        errno = why;
        fd = below;
        if (fd >= 0)
            *name = slash + 1;
    }
    return fd;
}

static wn_standing stands_regular(const char *folder, const char *name)
{
    wn_arena arena = {0};
    wn_buf list = {0};
    wn_error quiet = {.lang = WN_EN};
    char sum[SUM + 1] = "";
    wn_str path = wn_path_join(&arena, wn_str_of(folder), wn_str_of(name));

    wn_outputs_list(folder, &list);
    bool named = list_has(wn_buf_str(&list), name, NULL);
    bool own = named && wn_file_sum(path.ptr, WN_E_TARGET, sum, &quiet) >= 0 &&
               list_has(wn_buf_str(&list), name, sum);
    wn_buf_release(&list);
    wn_arena_release(&arena);
    return own ? WN_STANDS_OWN : named ? WN_STANDS_CHANGED : WN_STANDS_FOREIGN;
}

wn_standing wn_output_stands(const char *folder, const char *name)
{
    const char *base = name;
    struct stat st;
    int fd = folder_of(folder, &base, LOOK);

    if (fd < 0) /* a folder inside the first one is a link */
        return strchr(base, '/') && (errno == ELOOP || errno == ENOTDIR)
                   ? WN_STANDS_LINK
                   : WN_STANDS_NOTHING;
    int there = fstatat(fd, base, &st, AT_SYMLINK_NOFOLLOW);
    close(fd);
    return there != 0            ? WN_STANDS_NOTHING
           : S_ISDIR(st.st_mode) ? WN_STANDS_FOLDER
           : S_ISLNK(st.st_mode) ? WN_STANDS_LINK
           : S_ISREG(st.st_mode) ? stands_regular(folder, name)
                                 : WN_STANDS_FOREIGN;
}

/* The next step for a file that people work in: how to hand over their work. */
static wn_word step_of(wn_str name)
{
    static const struct {
        const char *pattern;
        wn_word word;
    } steps[] = {{"pairs.csv", WN_SAY_OUTPUT_PAIRS},
                 {"pairs.xlsx", WN_SAY_OUTPUT_PAIRS},
                 {"worklists*.xlsx", WN_SAY_OUTPUT_LISTS},
                 {"refused/*", WN_SAY_OUTPUT_REFUSED}};

    for (size_t i = 0; i < WN_COUNT(steps); i++)
        if (wn_pattern_match(wn_str_of(steps[i].pattern), name))
            return steps[i].word;
    return WN_SAY_OUTPUT_HINT;
}

wn_rc wn_output_may(const char *folder, const char *name, bool force, wn_error *err)
{
    static const wn_word words[] = {[WN_STANDS_CHANGED] = WN_SAY_OUTPUT_CHANGED,
                                    [WN_STANDS_FOREIGN] = WN_SAY_OUTPUT_FOREIGN,
                                    [WN_STANDS_LINK] = WN_SAY_OUTPUT_LINK};
    wn_standing standing = wn_output_stands(folder, name);
    wn_arena arena = {0};
    wn_rc rc = WN_OK;
    wn_str path = wn_path_join(&arena, wn_str_of(folder), wn_str_of(name));

    if (standing == WN_STANDS_FOLDER) {
        rc = wn_fail(err, WN_E_TARGET, WN_SAY_IS_DIRECTORY, path.ptr);
    } else if (!force && standing > WN_STANDS_OWN) {
        rc = wn_fail(err, WN_E_USAGE, words[standing], path.ptr);
        wn_error_hint(err, standing == WN_STANDS_CHANGED ? step_of(wn_str_of(name))
                                                         : WN_SAY_OUTPUT_HINT);
    }
    wn_arena_release(&arena);
    return rc;
}

/* The descriptor that a path like /dev/stdout means; -1: it is no such path. */
static int descriptor_of(const char *path)
{
    static const char *const folders[] = {"/dev/fd/", "/proc/self/fd/"};
    int64_t number = -1;

    if (!strcmp(path, "/dev/stdout"))
        return STDOUT_FILENO;
    if (!strcmp(path, "/dev/stderr"))
        return STDERR_FILENO;
    for (size_t i = 0; i < WN_COUNT(folders); i++) {
        size_t len = strlen(folders[i]);
        if (!strncmp(path, folders[i], len) &&
            wn_str_number(wn_str_of(path + len), &number) && number >= 0 &&
            number < 1 << 20)
            return (int)number;
    }
    return -1;
}

static bool is_stream(const char *path)
{
    struct stat st;

    return descriptor_of(path) >= 0 ||
           (stat(path, &st) == 0 && !S_ISREG(st.st_mode) && !S_ISDIR(st.st_mode));
}

static void split(wn_arena *arena, const char *path, const char **folder,
                  const char **name)
{
    *folder = wn_arena_str(arena, wn_path_dir(wn_str_of(path))).ptr;
    *name = wn_path_base(wn_str_of(path)).ptr;
}

wn_rc wn_output_may_path(const char *path, bool force, wn_error *err)
{
    wn_arena arena = {0};
    const char *folder, *name;

    if (is_stream(path))
        return WN_OK;
    split(&arena, path, &folder, &name);
    wn_rc rc = WN_OK;
    if (access(folder, F_OK) != 0)
        rc = wn_fail(err, WN_E_TARGET, WN_SAY_CANNOT_WRITE, path,
                     wn_why(err->lang, errno));
    else if (!*name)
        rc = wn_fail(err, WN_E_TARGET, WN_SAY_IS_DIRECTORY, path);
    else
        rc = wn_output_may(folder, name, force, err);
    wn_arena_release(&arena);
    return rc;
}

/* ---- writing ---------------------------------------------------------------------- */

wn_rc wn_output_fail(const wn_output *o, int why, wn_error *err)
{
    bool first = err->rc >= 0;
    wn_rc rc =
        wn_fail(err, WN_E_TARGET, WN_SAY_CANNOT_WRITE, o->path, wn_why(err->lang, why));

    if (first && (why == EMFILE || why == ENFILE))
        wn_error_hint(err, WN_SAY_FEW_FILES_HINT);
    else if (first && why == ENOSPC)
        wn_error_hint(err, WN_SAY_DISK_FULL_HINT);
    return rc;
}

static wn_rc fail(const wn_output *o, wn_error *err)
{
    return wn_output_fail(o, errno, err);
}

/* Make the temporary file, with a new name: .winnow-PROCESS-RANDOM. */
static wn_rc begin(wn_output *o, wn_arena *arena, wn_error *err)
{
    struct stat st;
    uint32_t salt = 0;
    int fd = -1;

    for (int i = 0; i < 100 && fd < 0; i++) {
        if (getrandom(&salt, sizeof(salt), GRND_NONBLOCK) != sizeof(salt))
            salt += (uint32_t)i;
        wn_str name = wn_arena_format(arena, ".winnow-%d-%08x", (int)getpid(), salt);
        o->aside = wn_path_join(arena, wn_str_of(o->folder), name).ptr;
        fd = open(o->aside, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600);
        if (fd < 0 && errno != EEXIST)
            break;
    }
    if (fd < 0 || fstat(fd, &st) != 0) {
        wn_rc rc = fail(o, err);
        if (fd >= 0)
            close(fd);
        return rc;
    }
    o->device = st.st_dev;
    o->inode = st.st_ino;
    close(fd);
    return WN_OK;
}

static wn_output *add(wn_outputs *all, const char *folder, const char *name)
{
    wn_output *o = wn_arena_alloc(&all->arena, sizeof(*o));

    *o = (wn_output){.folder = wn_arena_str(&all->arena, wn_str_of(folder)).ptr,
                     .name = wn_arena_str(&all->arena, wn_str_of(name)).ptr,
                     .fd = -1};
    o->path = wn_path_join(&all->arena, wn_str_of(folder), wn_str_of(name)).ptr;
    return o;
}

static wn_output *append(wn_outputs *all, wn_output *o)
{
    *(all->first ? &all->last->next : &all->first) = o;
    all->last = o;
    return o;
}

void wn_outputs_remove(const char *folder, const char *name)
{
    const char *base = name;
    int fd = folder_of(folder, &base, LOOK);

    if (fd < 0)
        return;
    unlinkat(fd, base, 0);
    close(fd);
}

wn_output *wn_outputs_add(wn_outputs *all, const char *folder, const char *name,
                          wn_error *err)
{
    wn_output *o = add(all, folder, name);

    return begin(o, &all->arena, err) < 0 ? NULL : append(all, o);
}

wn_output *wn_outputs_add_path(wn_outputs *all, const char *path, wn_error *err)
{
    const char *folder, *name;

    split(&all->arena, path, &folder, &name);
    if (!is_stream(path)) {
        wn_output *file = wn_outputs_add(all, folder, name, err);
        if (file)
            file->path = path;
        return file;
    }
    wn_output *o = add(all, folder, name);
    int known = descriptor_of(path);
    o->path = path;
    o->fd = known >= 0 ? fcntl(known, F_DUPFD_CLOEXEC, 0)
                       : open(path, O_WRONLY | O_NOCTTY | O_CLOEXEC);
    if (o->fd >= 0)
        return append(all, o);
    fail(o, err);
    return NULL;
}

/* Open the temporary file again, to append; fail if another file has taken its place. No
 * descriptor stays open between writes, because there may be hundreds of files. */
static int again(const wn_output *o)
{
    struct stat st;
    int fd = open(o->aside, O_WRONLY | O_APPEND | O_NOFOLLOW | O_CLOEXEC);

    if (fd >= 0 &&
        (fstat(fd, &st) != 0 || st.st_dev != o->device || st.st_ino != o->inode)) {
        close(fd);
        errno = ENOENT;
        return -1;
    }
    return fd;
}

wn_rc wn_output_put(wn_output *o, wn_str bytes, wn_error *err)
{
    int fd = o->fd >= 0 ? o->fd : again(o);
    bool good = fd >= 0 && wn_file_put(fd, bytes);
    wn_rc rc = good ? WN_OK : fail(o, err);

    if (fd >= 0 && fd != o->fd && close(fd) != 0 && good)
        rc = fail(o, err);
    return rc;
}

/* ---- the end ---------------------------------------------------------------------- */

/* Has the existing file the same bytes? Then nothing is lost when it is replaced. */
static bool says_same(const wn_output *o, const char *sum)
{
    char there[SUM + 1] = "";
    struct stat st;
    wn_error quiet = {.lang = WN_EN};

    return lstat(o->path, &st) == 0 && S_ISREG(st.st_mode) &&
           wn_file_sum(o->path, WN_E_TARGET, there, &quiet) >= 0 && !strcmp(there, sum);
}

/* Is it a file, and no link, that the caller read and writes again? */
static bool is_replaced(const wn_output *o)
{
    wn_standing stands = wn_output_stands(o->folder, o->name);

    return o->replaces && stands != WN_STANDS_LINK && stands != WN_STANDS_FOLDER;
}

static wn_rc make_ready(const wn_output *o, const wn_outputs *all, wn_error *err)
{
    char sum[SUM + 1];
    wn_rc rc = WN_OK;
    int fd = again(o);

    if (fd < 0 || (all->sync && fsync(fd) != 0))
        rc = fail(o, err);
    if (fd >= 0)
        close(fd);
    if (rc >= 0 && all->only_new)
        return wn_output_stands(o->folder, o->name) == WN_STANDS_NOTHING
                   ? WN_OK
                   : wn_fail(err, WN_E_TARGET, WN_SAY_BACKUP_EXISTS, o->path);
    if (rc >= 0)
        rc = wn_file_sum(o->aside, WN_E_TARGET, sum, err);
    if (rc >= 0 && !says_same(o, sum))
        rc = wn_output_may(o->folder, o->name, all->force || is_replaced(o), err);
    return rc < 0 ? rc : note(o, sum, err);
}

wn_rc wn_outputs_ready(wn_outputs *all, wn_error *err)
{
    wn_rc rc = WN_OK;

    for (wn_output *o = all->first; o && rc >= 0; o = o->next)
        if (o->aside && !o->kept)
            rc = make_ready(o, all, err);
    return rc;
}

static bool rename_into(const wn_output *o, bool force)
{
    const char *base = o->name;
    int fd = folder_of(o->folder, &base, force ? MAKE_ANYWAY : MAKE);
    bool good = fd >= 0 && renameat(AT_FDCWD, o->aside, fd, base) == 0;
    int why = errno;

    if (fd >= 0)
        close(fd);
    errno = why;
    return good;
}

wn_rc wn_outputs_keep(wn_outputs *all, wn_error *err)
{
    wn_rc rc = WN_OK;

    for (wn_output *o = all->first; o; o = o->next) {
        if (o->kept)
            continue;
        o->kept = o->aside ? rename_into(o, all->force) : close(o->fd) == 0;
        o->fd = -1;
        if (!o->kept)
            rc = fail(o, err);
    }
    return rc;
}

void wn_outputs_drop(wn_outputs *all)
{
    for (wn_output *o = all->first; o; o = o->next) {
        if (!o->kept && o->aside)
            unlink(o->aside);
        if (o->fd >= 0)
            close(o->fd);
    }
    wn_arena_release(&all->arena);
    *all =
        (wn_outputs){.force = all->force, .sync = all->sync, .only_new = all->only_new};
}

wn_rc wn_outputs_finish(wn_outputs *all, wn_rc rc, wn_error *err)
{
    if (rc >= 0)
        rc = wn_outputs_ready(all, err);
    if (rc >= 0)
        rc = wn_outputs_keep(all, err);
    wn_outputs_drop(all);
    return rc;
}

wn_rc wn_output_write(const char *folder, const char *name, wn_str bytes, bool force,
                      wn_error *err)
{
    wn_outputs all = {.force = force};
    wn_output *o = wn_outputs_add(&all, folder, name, err);

    return wn_outputs_finish(&all, o ? wn_output_put(o, bytes, err) : err->rc, err);
}
