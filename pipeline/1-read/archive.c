/*
 * archive.c - files in a zip archive, and folders.
 *
 * "WE_1.zip/Account.csv" names a file in an archive. It is unpacked into a file without a
 * name, which is gone when it is closed, whatever happens; nothing is ever written where
 * the archive says.
 */
#include "package.h"

#include "winnow/file.h"

#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define MOST_FILES 10000

static bool is_file(const char *path)
{
    struct stat st;

    return stat(path, &st) == 0 && S_ISREG(st.st_mode);
}

static bool is_zip(const char *path)
{
    char head[4] = {0};
    wn_error quiet = {.lang = WN_EN};
    int fd = is_file(path) ? wn_file_open(path, WN_E_SOURCE, &quiet) : -1;
    bool zip = fd >= 0 && read(fd, head, 4) == 4 && !memcmp(head, "PK\x03\x04", 4);

    if (fd >= 0)
        close(fd);
    return zip;
}

/* Not a folder, and not what a Mac puts beside. */
static bool is_data(const char *name)
{
    wn_str base = wn_path_base(wn_str_of(name));

    return base.len > 0 && base.ptr[0] != '.' && strncmp(name, "__MACOSX/", 9) != 0;
}

static bool is_workbook(const read_package *p)
{
    return read_package_has(p, "[Content_Types].xml");
}

/* Is the path "ARCHIVE/MEMBER"? Then *zip_out is the archive. */
static const char *member_of(const char *path, wn_arena *arena, const char **zip_out)
{
    for (const char *slash = strrchr(path, '/'); slash && slash > path;
         slash = memrchr(path, '/', (size_t)(slash - path))) {
        const char *zip = wn_arena_str(arena, (wn_str){path, (size_t)(slash - path)}).ptr;
        if (is_zip(zip)) {
            *zip_out = zip;
            return slash + 1;
        }
    }
    return NULL;
}

static int nameless_file(void)
{
    const char *folder = getenv("TMPDIR");
    char path[4096];

    snprintf(path, sizeof(path), "%s/winnow-XXXXXX", folder && *folder ? folder : "/tmp");
    int fd = mkstemp(path);
    if (fd >= 0)
        unlink(path);
    return fd;
}

static bool write_all(int fd, const char *bytes, size_t len)
{
    while (len > 0) {
        ssize_t put = write(fd, bytes, len);
        if (put <= 0)
            return false;
        bytes += put;
        len -= (size_t)put;
    }
    return true;
}

static wn_rc unpack(wn_input *input, read_package *p, const char *member, wn_error *err)
{
    char chunk[65536];
    size_t got = 0;
    read_part *part = read_part_open(p, member);

    if (!part)
        return err->rc < 0 ? err->rc
                           : wn_fail(err, WN_E_SOURCE, WN_SAY_READ_ZIP_NO_FILE, member);
    input->unpacked = nameless_file();
    bool good = input->unpacked >= 0;
    while (good && (got = read_part_next(p, part, chunk, sizeof(chunk))) > 0)
        good = write_all(input->unpacked, chunk, got);
    read_part_close(part);
    if (!good)
        return wn_fail(err, WN_E_SOURCE, WN_SAY_READ_CANNOT_UNPACK, member,
                       strerror(errno));
    input->file = wn_arena_format(&input->arena, "/proc/self/fd/%d", input->unpacked).ptr;
    return err->rc;
}

/* The only file of the archive; NULL: there are several, and err says which. */
static const char *only_member(const read_package *p, const char *path, wn_error *err)
{
    const char *only = NULL;
    wn_buf names = {0};
    size_t count = 0;

    for (size_t i = 0; i < read_package_count(p); i++) {
        const char *name = read_package_name(p, i);
        if (!name || !is_data(name))
            continue;
        only = name;
        if (count++ < 12)
            wn_buf_format(&names, "%s%s", names.len ? ", " : "", name);
    }
    if (count != 1) {
        only = NULL;
        wn_fail(err, WN_E_SOURCE, WN_SAY_READ_ZIP_SEVERAL, path,
                (unsigned long long)count, path);
        if (count > 0)
            wn_error_hint(err, WN_SAY_READ_SHEET_NAMES, WN_FMT(wn_buf_str(&names)));
    }
    wn_buf_release(&names);
    return only;
}

wn_rc read_unpack(wn_input *input, wn_error *err)
{
    const char *zip = input->path;
    const char *member =
        is_file(zip) ? NULL : member_of(input->path, &input->arena, &zip);
    read_package p = {0};

    input->file = zip;
    if (!is_zip(zip))
        return WN_OK;
    wn_error quiet = {.lang = err->lang};
    if (read_package_open(&p, input, member ? err : &quiet) < 0)
        return member ? err->rc : WN_OK; /* what it is instead is said elsewhere */
    wn_rc rc = WN_OK;
    p.err = err;
    if (!member && !is_workbook(&p)) {
        member = only_member(&p, input->path, err);
        rc = err->rc;
    }
    if (rc >= 0 && member)
        rc = unpack(input, &p, member, err);
    read_package_close(&p);
    return rc;
}

const char *wn_input_member(const char *zip, wn_str name, wn_arena *arena)
{
    wn_input input = {.path = zip, .file = zip};
    wn_error quiet = {.lang = WN_EN};
    read_package p = {0};
    const char *found = NULL;
    wn_str base = wn_path_base(name);

    if (is_zip(zip) && read_package_open(&p, &input, &quiet) >= 0)
        for (size_t i = 0; i < read_package_count(&p) && !found; i++) {
            const char *member = read_package_name(&p, i);
            if (member && is_data(member) &&
                wn_str_equal(wn_path_base(wn_str_of(member)), base))
                found = wn_arena_format(arena, "%s/%s", zip, member).ptr;
        }
    read_package_close(&p);
    return found;
}

/* ---- lists
 * -------------------------------------------------------------------------------------
 */

static void list_add(wn_input_list *list, const char *path)
{
    if (list->count >= MOST_FILES)
        return;
    list->paths = wn_grow(list->paths, list->count, &list->room, sizeof(*list->paths));
    list->paths[list->count++] = wn_arena_str(&list->arena, wn_str_of(path)).ptr;
}

static int by_name(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static void list_archive(wn_input_list *list, const char *path)
{
    wn_input input = {.path = path, .file = path};
    wn_error quiet = {.lang = WN_EN};
    read_package p = {0};

    if (read_package_open(&p, &input, &quiet) < 0 || is_workbook(&p))
        list_add(list, path);
    else
        for (size_t i = 0; i < read_package_count(&p); i++) {
            const char *name = read_package_name(&p, i);
            if (name && is_data(name))
                list_add(list, wn_arena_format(&list->arena, "%s/%s", path, name).ptr);
        }
    read_package_close(&p);
}

void wn_input_list_add(wn_input_list *list, const char *path)
{
    DIR *folder = is_file(path) ? NULL : opendir(path);
    size_t from = list->count;

    if (!folder) {
        if (is_zip(path))
            list_archive(list, path);
        else
            list_add(list, path);
        return;
    }
    for (struct dirent *e; (e = readdir(folder));) {
        const char *inner =
            wn_path_join(&list->arena, wn_str_of(path), wn_str_of(e->d_name)).ptr;
        if (e->d_name[0] != '.' && is_file(inner))
            list_add(list, inner);
    }
    closedir(folder);
    if (list->count > from)
        qsort(list->paths + from, list->count - from, sizeof(*list->paths), by_name);
}

void wn_input_list_release(wn_input_list *list)
{
    wn_arena_release(&list->arena);
    free(list->paths);
    *list = (wn_input_list){0};
}
