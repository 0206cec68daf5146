/*
 * room.c - the folder that is served.
 *
 * A path is walked name by name from the folder's descriptor, and no link is followed: so
 * nothing outside the folder is read or written, whatever somebody puts into it.
 */
#include "room.h"

#include "core/fail.h"
#include "core/hash.h"
#include "core/memory.h"
#include "core/output.h"
#include "core/reader.h"
#include "workbook/workbook.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

wn_rc room_open(room *r, const char *folder, wn_error *err)
{
    char real[PATH_MAX];

    *r = (room){.fd = -1};
    if (!realpath(folder, real))
        return wn_fail(err, WN_E_USAGE, WN_SAY_CANNOT_OPEN, folder,
                       wn_why(err->lang, errno));
    r->folder = wn_arena_str(&r->arena, wn_str_of(real)).ptr;
    r->fd = open(real, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (r->fd < 0)
        return wn_fail(err, WN_E_USAGE, WN_SAY_CANNOT_OPEN, folder,
                       wn_why(err->lang, errno));
    if (fchdir(r->fd) != 0) /* targets and mappings are named from here */
        return wn_fail(err, WN_E_USAGE, WN_SAY_CANNOT_OPEN, folder,
                       wn_why(err->lang, errno));
    if ((mkdirat(r->fd, ROOM_OWN, 0700) != 0 && errno != EEXIST) ||
        (mkdirat(r->fd, ROOM_OWN "/jobs", 0700) != 0 && errno != EEXIST))
        return wn_fail(err, WN_E_TARGET, WN_SAY_CANNOT_WRITE, folder,
                       wn_why(err->lang, errno));
    return WN_OK;
}

void room_close(room *r)
{
    if (r->fd >= 0)
        close(r->fd);
    wn_arena_release(&r->arena);
    *r = (room){.fd = -1};
}

/* ---- paths ------------------------------------------------------------------------ */

/* A descriptor of the folder that the path's last name is in; *base: that name. */
static int folder_of(const room *r, const char *path, const char **base)
{
    int at = dup(r->fd);
    char name[NAME_MAX + 1];

    for (const char *slash; at >= 0 && (slash = strchr(path, '/')); path = slash + 1) {
        size_t len = (size_t)(slash - path);
        if (len > NAME_MAX) {
            close(at);
            errno = ENAMETOOLONG;
            return -1;
        }
        memcpy(name, path, len);
        name[len] = '\0';
        int next = openat(at, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
        close(at);
        at = next;
    }
    *base = path;
    return at;
}

int room_file(const room *r, const char *path, uint64_t *size)
{
    const char *base;
    struct stat is;
    int at = folder_of(r, path, &base);
    int fd = at < 0 ? -1
                    : openat(at, base, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);

    if (at >= 0)
        close(at);
    if (fd >= 0 && (fstat(fd, &is) != 0 || !S_ISREG(is.st_mode))) {
        close(fd);
        errno = EACCES;
        return -1;
    }
    if (fd >= 0 && size)
        *size = (uint64_t)is.st_size;
    return fd;
}

bool room_has(const room *r, const char *path)
{
    int fd = room_file(r, path, NULL);

    if (fd >= 0)
        close(fd);
    return fd >= 0;
}

bool room_read(const room *r, const char *path, size_t limit, wn_buf *out)
{
    wn_error quiet = {.lang = WN_EN};
    uint64_t size = 0;
    int fd = room_file(r, path, &size);

    if (fd >= 0 && size > limit) {
        close(fd);
        errno = EFBIG;
        return false;
    }
    return fd >= 0 &&
           wn_file_read_open(fd, path, limit, WN_E_SOURCE, out, &quiet) >= 0;
}

bool room_write(const room *r, const char *path, wn_str bytes)
{
    const char *base;
    char aside[NAME_MAX + 1];
    int at = folder_of(r, path, &base);

    if (at < 0)
        return false;
    snprintf(aside, sizeof(aside), ".%.200s.new", base);
    unlinkat(at, aside, 0);
    int fd = openat(at, aside, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600);
    bool done = fd >= 0 && wn_file_put(fd, bytes) && fsync(fd) == 0 &&
                renameat(at, aside, at, base) == 0;
    int why = errno;
    if (fd >= 0)
        close(fd);
    if (!done)
        unlinkat(at, aside, 0);
    close(at);
    errno = why;
    return done;
}

/* ---- what is there ---------------------------------------------------------------- */

static int by_name(const void *left, const void *right)
{
    return wn_str_compare(*(const wn_str *)left, *(const wn_str *)right);
}

static int by_name_back(const void *left, const void *right)
{
    return by_name(right, left);
}

static void add_name(room_names *out, const char *name, wn_arena *arena)
{
    out->items = wn_grow(out->items, out->count, &out->room, sizeof(*out->items));
    out->items[out->count++] = wn_arena_str(arena, wn_str_of(name));
}

/* Calls `take` for each name below the folder that is neither hidden nor a link. */
static void each_name(const room *r, const char *path, room_names *out, wn_arena *arena,
                      bool (*take)(const room *r, const char *name, const struct stat *is))
{
    const char *base;
    int in = folder_of(r, path, &base);
    int fd = in < 0 ? -1 : openat(in, *base ? base : ".", O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
    DIR *dir = fd < 0 ? NULL : fdopendir(fd);
    struct stat is;

    if (in >= 0)
        close(in);
    if (!dir) {
        if (fd >= 0)
            close(fd);
        return;
    }
    for (struct dirent *e; (e = readdir(dir));)
        if (e->d_name[0] != '.' && fstatat(fd, e->d_name, &is, AT_SYMLINK_NOFOLLOW) == 0 &&
            take(r, e->d_name, &is))
            add_name(out, e->d_name, arena);
    closedir(dir);
}

static wn_str full(const room *r, const char *name, wn_arena *arena)
{
    return wn_path_join(arena, wn_str_of(r->folder), wn_str_of(name));
}

/* Did winnow write it, or does it belong to a target or a mapping? */
static bool is_own(const room *r, const char *name)
{
    static const char *const patterns[] = {ROOM_RULINGS, ROOM_RUNS, ROOM_ANSWERS, "*.xsd",  "*.model.xml",
                                           "*-wal",      "*-shm",    "*-journal", "~$*",
                                           "before*.db*"};
    wn_standing stands = wn_output_stands(r->folder, name);
    wn_arena arena = {0};
    wn_str target = wn_path_base(wn_str_of(r->target));
    bool own = stands == WN_STANDS_OWN || wn_str_equal(wn_str_of(name), target);

    for (size_t i = 0; i < WN_COUNT(patterns) && !own; i++)
        own = wn_pattern_match(wn_str_of(patterns[i]), wn_str_of(name));
    own = own || wn_is_mapping_file(full(r, name, &arena).ptr);
    wn_arena_release(&arena);
    return own;
}

static bool is_export(const room *r, const char *name, const struct stat *is)
{
    return S_ISREG(is->st_mode) && !is_own(r, name); /* folders: as --in does not */
}

static bool is_left_out(const room *r, const char *name, const struct stat *is)
{
    return !is_export(r, name, is);
}

static bool is_folder(const room *r, const char *name, const struct stat *is)
{
    (void)r;
    (void)name;
    return S_ISDIR(is->st_mode);
}

static bool is_mapping(const room *r, const char *name, const struct stat *is)
{
    wn_arena arena = {0};
    bool does = S_ISREG(is->st_mode) &&
                !wn_str_ends(wn_str_of(name), WN_STR(".model.xml")) &&
                wn_is_mapping_file(full(r, name, &arena).ptr);

    wn_arena_release(&arena);
    return does;
}

static void sort(room_names *names, int (*order)(const void *, const void *))
{
    if (names->count > 0)
        qsort(names->items, names->count, sizeof(*names->items), order);
}

void room_exports(const room *r, room_names *out, wn_arena *arena)
{
    *out = (room_names){0};
    if (r->given_count > 0)
        return; /* the mappings know their files */
    each_name(r, "", out, arena, is_export);
    sort(out, by_name);
}

void room_left_out(const room *r, room_names *out, wn_arena *arena)
{
    *out = (room_names){0};
    if (r->given_count == 0)
        each_name(r, "", out, arena, is_left_out);
    sort(out, by_name);
}

void room_other_mappings(const room *r, room_names *out, wn_arena *arena)
{
    wn_str used = room_mapping(r, arena);
    size_t kept = 0;

    *out = (room_names){0};
    if (r->given_count == 0)
        each_name(r, "", out, arena, is_mapping);
    sort(out, by_name);
    for (size_t i = 0; i < out->count; i++)
        if (!wn_str_equal(out->items[i], used))
            out->items[kept++] = out->items[i];
    out->count = kept;
}

void room_folders(const room *r, const char *path, room_names *out, wn_arena *arena)
{
    *out = (room_names){0};
    each_name(r, path, out, arena, is_folder);
    sort(out, by_name_back);
}

static bool is_file(const room *r, const char *name, const struct stat *is)
{
    (void)r;
    (void)name;
    return S_ISREG(is->st_mode);
}

void room_files(const room *r, const char *path, room_names *out, wn_arena *arena)
{
    *out = (room_names){0};
    each_name(r, path, out, arena, is_file);
    sort(out, by_name);
}

wn_str room_mapping(const room *r, wn_arena *arena)
{
    room_names names = {0};
    wn_str found = WN_STR("");

    if (r->given_count > 0)
        return wn_str_of(r->given[r->shown]);
    if (room_has(r, ROOM_MAPPING))
        return WN_STR(ROOM_MAPPING);
    each_name(r, "", &names, arena, is_mapping);
    sort(&names, by_name);
    for (size_t i = 0; i < names.count; i++) /* as XML, if there is one: it is what counts */
        if (!found.len || (!wn_str_ends(found, WN_STR(".xml")) &&
                           wn_str_ends(names.items[i], WN_STR(".xml"))))
            found = names.items[i];
    free(names.items);
    return found;
}

size_t room_add_mappings(const room *r, const char **words, size_t count, wn_arena *arena)
{
    for (size_t i = 0; i < r->given_count; i++)
        words[count++] = r->given[i];
    if (r->given_count == 0) {
        words[count++] = room_mapping(r, arena).ptr;
        words[count++] = "--in";
        words[count++] = ".";
    }
    return count;
}

uint64_t room_stamp(const room *r, const room_names *names)
{
    uint64_t stamp = 0;
    struct stat is;

    for (size_t i = 0; i < names->count; i++) {
        if (fstatat(r->fd, names->items[i].ptr, &is, AT_SYMLINK_NOFOLLOW) != 0)
            continue;
        uint64_t parts[] = {stamp, (uint64_t)is.st_size, (uint64_t)is.st_mtim.tv_sec,
                            (uint64_t)is.st_mtim.tv_nsec, (uint64_t)is.st_ino};
        stamp = wn_hash((wn_str){(const char *)parts, sizeof(parts)}, 0);
        stamp = wn_hash(names->items[i], stamp);
    }
    return stamp;
}
