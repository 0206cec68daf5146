/*
 * archive.c - files inside zip archives, and lists of the files in folders.
 *
 * "WE_1.zip/Account.csv" names a file in an archive. It is unpacked into a file without a
 * name, which disappears when it is closed, even after a crash. Nothing is ever written
 * to a path that the archive gives.
 */
#include "package.h"
#include "surveys.h"

#include "core/fail.h"
#include "core/file.h"
#include "core/memory.h"

#include <dirent.h>
#include <errno.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

static bool is_file(const char *path)
{
    struct stat st;

    return stat(path, &st) == 0 && S_ISREG(st.st_mode);
}

/* Not a folder, and not one of the files that a Mac adds. */
static bool is_data(const char *name)
{
    wn_str base = wn_path_base(wn_str_of(name));

    return base.len > 0 && base.ptr[0] != '.' && strncmp(name, "__MACOSX/", 9) != 0;
}

/* The archive that was opened last, so that the directory of an archive is read once for
 * all its files. Each thread has its own: no thread waits for another. */
typedef struct archive {
    read_package package;
    char *path;
    struct stat st;
    wn_map members; /* path -> number + 1; negative: several files have that path */
    read_container holds; /* READ_ARCHIVE, _WORKBOOK or _DOCUMENT */
} archive;

static _Thread_local archive last;

static bool is_last(const char *path, const struct stat *st)
{
    return last.path && !strcmp(last.path, path) && read_is_same_file(&last.st, st);
}

static void forget_last(void)
{
    read_package_close(&last.package);
    wn_map_release(&last.members);
    free(last.path);
    last = (archive){0};
}

static read_container what_holds(const read_package *p)
{
    /* OpenDocument (LibreOffice), Numbers, Word, PowerPoint, WPS */
    static const char *const documents[] = {"META-INF/manifest.xml", "Index/Document.iwa",
                                            "word/document.xml", "ppt/presentation.xml"};
    bool is_open = read_package_has(p, "mimetype");

    for (size_t i = is_open ? 0 : 1; i < WN_COUNT(documents); i++)
        if (read_package_has(p, documents[i]))
            return READ_DOCUMENT;
    return read_package_has(p, "[Content_Types].xml") ? READ_WORKBOOK : READ_ARCHIVE;
}

static void list_members(void)
{
    for (size_t i = 0; i < read_package_count(&last.package); i++) {
        const char *name = read_package_name(&last.package, i);
        bool is_new;
        if (!name)
            continue;
        int64_t *number =
            wn_map_set(&last.members, wn_fingerprint_of(wn_str_of(name)), &is_new);
        *number = is_new ? (int64_t)i + 1 : *number > 0 ? -*number : *number;
    }
    last.holds = what_holds(&last.package);
}

/* Open the archive and list its files. The result is valid until another is opened. NULL:
 * err says why. `fd`: the file, if it is open already, and is closed here; else 0. */
static const archive *open_archive(const char *path, int fd, wn_error *err)
{
    wn_input input = {.path = path, .file = path, .at_hand = fd};
    struct stat st = {0};
    int failed = fd > 0 ? fstat(fd, &st) : stat(path, &st);

    if (!failed && is_last(path, &st)) {
        wn_input_let_go(&input);
        return &last;
    }
    forget_last();
    if (read_package_open(&last.package, &input, err) < 0)
        return NULL;
    last.package.input = NULL;
    last.package.err = NULL;
    last.path = strdup(path);
    last.st = st;
    list_members();
    return &last;
}

/* Find out what kind of file it is. A file that is no archive is left open in `input`, if
 * that is not NULL. */
static read_container look_inside(const char *path, wn_input *input)
{
    char head[4] = {0};
    wn_error quiet = {.lang = WN_EN};
    int fd = is_file(path) ? wn_file_open(path, WN_E_SOURCE, &quiet) : -1;
    bool zip = fd >= 0 && read(fd, head, 4) == 4 && !memcmp(head, "PK\x03\x04", 4);
    wn_input same = {.at_hand = fd > 0 ? fd : 0};
    const archive *a = zip ? open_archive(path, wn_input_at_hand(&same), &quiet) : NULL;
    read_container is = !zip ? READ_NO_ZIP : a ? a->holds : READ_BROKEN_ZIP;

    if (input && is != READ_ARCHIVE)
        input->at_hand = same.at_hand;
    else
        wn_input_let_go(&same);
    if (input && is == READ_WORKBOOK) /* both use one file offset */
        forget_last();
    return is;
}

static read_container container_of(wn_surveys *surveys, const char *path, wn_input *input)
{
    read_known *known = read_known_of(surveys, path);
    read_container is = known ? known->container : READ_NOT_ASKED;

    if (is == READ_NOT_ASKED)
        is = look_inside(path, input);
    if (known)
        known->container = is;
    return is;
}

/* Is the path "ARCHIVE/MEMBER"? Returns MEMBER and sets *zip_out to the archive; else
 * NULL. */
static const char *member_of(const wn_input *input, wn_arena *arena, const char **zip_out)
{
    const char *path = input->path;

    for (const char *slash = strrchr(path, '/'); slash && slash > path;
         slash = memrchr(path, '/', (size_t)(slash - path))) {
        const char *zip = wn_arena_str(arena, (wn_str){path, (size_t)(slash - path)}).ptr;
        if (container_of(input->surveys, zip, NULL) != READ_NO_ZIP) {
            *zip_out = zip;
            return slash + 1;
        }
    }
    return NULL;
}

#define SMALL 16384 /* so small files, of which there are many, stay in memory */

static int nameless_file(bool is_small)
{
    int fd = is_small ? memfd_create("winnow", MFD_CLOEXEC) : -1;

    return fd >= 0 ? fd : wn_file_nameless(NULL);
}

/* Open the member by its exact path; else by one that differs only in upper and lower
 * case. */
static read_part *open_member(const archive *a, read_package *p, const char *member,
                              wn_error *err)
{
    const int64_t *number =
        wn_map_find(&a->members, wn_fingerprint_of(wn_str_of(member)));

    if (number && *number < 0) {
        wn_fail(err, WN_E_SOURCE, WN_SAY_READ_ZIP_TWICE, a->path, member);
        wn_error_hint(err, WN_SAY_READ_ZIP_TWICE_HINT);
        return NULL;
    }
    return number ? read_part_open_at(p, (size_t)*number - 1) : read_part_open(p, member);
}

static wn_rc unpack(wn_input *input, const archive *a, const char *member, wn_error *err)
{
    char chunk[65536];
    size_t got = 0, more;
    read_package package = {a->package.zip, input, err}, *p = &package;
    read_part *part = open_member(a, p, member, err);

    if (!part)
        return err->rc < 0 ? err->rc
                           : wn_fail(err, WN_E_SOURCE, WN_SAY_READ_ZIP_NO_FILE, member);
    while (got <= SMALL &&
           (more = read_part_next(p, part, chunk + got, sizeof(chunk) - got)) > 0)
        got += more;
    input->unpacked = nameless_file(got <= SMALL);
    bool good = input->unpacked >= 0;
    while (good && got > 0) {
        good = wn_file_put(input->unpacked, (wn_str){chunk, got});
        got = read_part_next(p, part, chunk, sizeof(chunk));
    }
    read_part_close(part);
    if (!good)
        return wn_fail(err, WN_E_SOURCE, WN_SAY_READ_CANNOT_UNPACK, member,
                       wn_why(err->lang, errno));
    input->file = wn_arena_format(&input->arena, "/proc/self/fd/%d", input->unpacked).ptr;
    return err->rc;
}

/* The first file in the archive; *count: how many there are. */
static const char *first_member(const archive *a, size_t *count, wn_buf *names)
{
    const char *first = NULL;

    *count = 0;
    for (size_t i = 0; i < read_package_count(&a->package); i++) {
        const char *name = read_package_name(&a->package, i);
        if (!name || !is_data(name))
            continue;
        first = first ? first : name;
        if ((*count)++ < 12 && names)
            wn_buf_format(names, "%s%s", names->len ? ", " : "", name);
    }
    return first;
}

/* The only file of the archive. NULL: there are none or several, and err lists them. */
static const char *only_member(const archive *a, const char *path, wn_error *err)
{
    wn_buf names = {0};
    size_t count = 0;
    const char *only = first_member(a, &count, &names);

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
    const char *member = is_file(zip) ? NULL : member_of(input, &input->arena, &zip);

    input->file = zip;
    read_container is = container_of(input->surveys, zip, member ? NULL : input);
    if (is == READ_DOCUMENT && !member)
        return wn_fail(err, WN_E_SOURCE, WN_SAY_READ_DOCUMENT, zip);
    if (is == READ_NO_ZIP || (is != READ_ARCHIVE && !member))
        return WN_OK; /* other formats are found elsewhere */
    const archive *a = open_archive(zip, 0, err);
    if (!a)
        return err->rc;
    wn_rc rc = WN_OK;
    if (!member) {
        member = only_member(a, input->path, err);
        rc = err->rc;
    }
    return rc >= 0 && member ? unpack(input, a, member, err) : rc;
}

/* ---- paths ------------------------------------------------------------------------ */

static wn_str identity_of(const char *path, read_container is, wn_arena *arena)
{
    const char *end = path + strlen(path), *slash;
    wn_error quiet = {.lang = WN_EN};
    const archive *a;
    struct stat st;
    size_t count = 0;

    if (is == READ_ARCHIVE && (a = open_archive(path, 0, &quiet))) {
        const char *only = first_member(a, &count, NULL);
        if (count == 1) {
            path = wn_arena_format(arena, "%s/%s", path, only).ptr;
            end = path + strlen(path);
        }
    }
    while (end > path) { /* the longest part that exists: a file, or an archive */
        const char *outer = wn_arena_str(arena, (wn_str){path, (size_t)(end - path)}).ptr;
        if (stat(outer, &st) == 0 && st.st_ino != 0)
            return wn_arena_format(arena, "%llx:%llx%s", (unsigned long long)st.st_dev,
                                   (unsigned long long)st.st_ino, end);
        slash = memrchr(path, '/', (size_t)(end - path));
        end = slash ? slash : path;
    }
    return wn_arena_str(arena, wn_str_of(path));
}

wn_str wn_input_identity(wn_surveys *surveys, const char *path, wn_arena *arena)
{
    return wn_input_is_address(path)
               ? wn_input_shown(path, arena)
               : identity_of(path, container_of(surveys, path, NULL), arena);
}

/* The path without "." and double slashes; ".." is resolved. */
wn_str wn_input_whole(const char *path, wn_arena *arena)
{
    char here[PATH_MAX];
    wn_str rest = wn_str_of(path);
    wn_buf whole = {0};

    if (wn_input_is_address(path))
        return rest;
    if (path[0] != '/' && getcwd(here, sizeof(here)))
        wn_buf_add(&whole, wn_str_of(strcmp(here, "/") ? here : ""));
    while (rest.len > 0) {
        wn_str part = wn_str_cut(&rest, WN_STR("/"));
        if (part.len == 0 || wn_str_equal(part, WN_STR(".")))
            continue;
        wn_buf_char(&whole, '/');
        wn_buf_add(&whole, part);
        if (!wn_str_equal(part, WN_STR("..")))
            continue;
        char *real = realpath(wn_arena_str(arena, wn_buf_str(&whole)).ptr, NULL);
        whole.len = real ? 0 : whole.len;
        if (real && strcmp(real, "/"))
            wn_buf_add(&whole, wn_str_of(real));
        free(real);
    }
    wn_str out = wn_arena_str(arena, wn_buf_str(&whole));
    wn_buf_release(&whole);
    return out;
}

/* The shortest end of path i that no other path of the list ends with: the file name,
 * with as many folders before it as are needed. */
static wn_str apart(const wn_str *wholes, const size_t *next, size_t i, size_t from)
{
    wn_str whole = wholes[i], shown = wn_path_base(whole);

    for (size_t k = from; k != SIZE_MAX; k = next[k])
        while (k != i && shown.len < whole.len && !wn_str_equal(wholes[k], whole) &&
               wn_path_ends(wholes[k], shown)) {
            do /* add one folder */
                shown = (wn_str){shown.ptr - 1, shown.len + 1};
            while (shown.len < whole.len && shown.ptr[-1] != '/');
        }
    return shown;
}

void wn_input_names(const char *const *paths, size_t count, wn_str *out, wn_arena *arena)
{
    size_t *next = wn_alloc(count + 1, sizeof(*next));
    wn_str *wholes = wn_alloc(count + 1, sizeof(*wholes));
    wn_map bases = {0}; /* name -> the last path with that name, + 1 */

    for (size_t i = 0; i < count; i++) {
        wholes[i] = wn_input_whole(paths[i], arena);
        int64_t *at =
            wn_map_set(&bases, wn_fingerprint_of(wn_path_base(wholes[i])), NULL);
        next[i] = *at ? (size_t)*at - 1 : SIZE_MAX;
        *at = (int64_t)i + 1;
    }
    for (size_t i = 0; i < count; i++) {
        int64_t at = *wn_map_find(&bases, wn_fingerprint_of(wn_path_base(wholes[i])));
        out[i] = wn_input_is_address(paths[i]) ? wn_input_shown(paths[i], arena)
                                               : apart(wholes, next, i, (size_t)at - 1);
    }
    wn_map_release(&bases);
    free(wholes);
    free(next);
}

/* ---- lists ------------------------------------------------------------------------- */

/* Is the file in the list already, under any path? Then `path` is noted as repeated. */
static bool is_repeated(wn_input_list *list, const char *path, wn_str identity)
{
    bool is_new;

    wn_map_set(&list->seen, wn_fingerprint_of(identity), &is_new);
    if (is_new)
        return false;
    list->repeated = wn_grow(list->repeated, list->repeated_count, &list->repeated_room,
                             sizeof(*list->repeated));
    list->repeated[list->repeated_count++] =
        wn_arena_str(&list->arena, wn_str_of(path)).ptr;
    return true;
}

static void list_add(wn_input_list *list, const char *path, wn_str identity)
{
    if (is_repeated(list, path, identity))
        return;
    list->paths = wn_grow(list->paths, list->count, &list->room, sizeof(*list->paths));
    list->paths[list->count++] = wn_arena_str(&list->arena, wn_str_of(path)).ptr;
}

static int by_name(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* List the files of an archive. If several have the same path, it is listed once: reading
 * it will fail with a message. */
static void list_archive(wn_input_list *list, const char *path, read_container is,
                         wn_str identity)
{
    wn_error quiet = {.lang = WN_EN};
    const archive *a = is == READ_ARCHIVE ? open_archive(path, 0, &quiet) : NULL;

    if (!a) {
        list_add(list, path, identity);
        return;
    }
    wn_str zip =
        wn_arena_format(&list->arena, "%llx:%llx", (unsigned long long)a->st.st_dev,
                        (unsigned long long)a->st.st_ino);
    for (size_t i = 0; i < read_package_count(&a->package); i++) {
        const char *name = read_package_name(&a->package, i);
        const int64_t *number =
            name ? wn_map_find(&a->members, wn_fingerprint_of(wn_str_of(name))) : NULL;
        bool again = number && *number < 0 && (size_t) - *number - 1 != i;
        if (name && is_data(name) && !again)
            list_add(list, wn_arena_format(&list->arena, "%s/%s", path, name).ptr,
                     wn_arena_format(&list->arena, "%.*s/%s", WN_FMT(zip), name));
    }
}

static void list_folder(wn_input_list *list, const char *path, DIR *folder)
{
    wn_input_list inside = {0};

    for (struct dirent *e; (e = readdir(folder));) {
        const char *inner =
            wn_path_join(&list->arena, wn_str_of(path), wn_str_of(e->d_name)).ptr;
        if (e->d_name[0] == '.' || !is_file(inner))
            continue;
        inside.paths =
            wn_grow(inside.paths, inside.count, &inside.room, sizeof(*inside.paths));
        inside.paths[inside.count++] = inner;
    }
    if (inside.count > 0)
        qsort(inside.paths, inside.count, sizeof(*inside.paths), by_name);
    for (size_t i = 0; i < inside.count; i++)
        list_add(list, inside.paths[i],
                 wn_input_identity(list->surveys, inside.paths[i], &list->arena));
    wn_input_list_release(&inside);
}

void wn_input_list_add(wn_input_list *list, const char *path)
{
    bool is_address = wn_input_is_address(path);
    read_container is =
        is_address ? READ_NO_ZIP : container_of(list->surveys, path, NULL);
    wn_str identity = is_address ? wn_input_shown(path, &list->arena)
                                 : identity_of(path, is, &list->arena);
    DIR *folder = is_file(path) ? NULL : opendir(path);

    if (folder || is != READ_NO_ZIP) { /* not what is in it */
        wn_str itself = wn_arena_format(&list->arena, "/%.*s", WN_FMT(identity));
        if (is_repeated(list, path, itself))
            ;
        else if (folder)
            list_folder(list, path, folder);
        else
            list_archive(list, path, is, identity);
    } else {
        list_add(list, path, identity);
    }
    if (folder)
        closedir(folder);
}

void wn_input_list_release(wn_input_list *list)
{
    wn_arena_release(&list->arena);
    wn_map_release(&list->seen);
    free(list->paths);
    free(list->repeated);
    *list = (wn_input_list){0};
}
