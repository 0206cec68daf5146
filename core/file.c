/* file.c - whole files, SHA-256 (nettle), and paths. */
#include "file.h"
#include "fail.h"
#include "words.h"

#include <errno.h>
#include <fcntl.h>
#include <nettle/sha2.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

int wn_file_open(const char *path, wn_rc rc, wn_error *err)
{
    struct stat st;
    /* O_NONBLOCK: do not wait for a FIFO without a writer. */
    int fd = open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC);

    if (fd < 0 || fstat(fd, &st) != 0) {
        bool few = (errno == EMFILE || errno == ENFILE) && err->rc >= 0;
        wn_fail(err, rc, WN_SAY_CANNOT_OPEN, path, wn_why(err->lang, errno));
        if (few)
            wn_error_hint(err, WN_SAY_FEW_FILES_HINT);
        if (fd >= 0)
            close(fd);
        return -1;
    }
    if (!S_ISREG(st.st_mode)) {
        wn_fail(err, rc, S_ISDIR(st.st_mode) ? WN_SAY_IS_DIRECTORY : WN_SAY_NOT_A_FILE,
                path);
        close(fd);
        return -1;
    }
    return fd;
}

wn_rc wn_file_read(const char *path, size_t limit, wn_rc rc, wn_buf *out, wn_error *err)
{
    int fd = wn_file_open(path, rc, err);

    return fd < 0 ? rc : wn_file_read_open(fd, path, limit, rc, out, err);
}

wn_rc wn_file_read_open(int fd, const char *path, size_t limit, wn_rc rc, wn_buf *out,
                        wn_error *err)
{
    char chunk[65536];
    ssize_t got;

    while ((got = read(fd, chunk, sizeof(chunk))) > 0) {
        if (out->len + (size_t)got > limit) {
            close(fd);
            return wn_fail(err, rc, WN_SAY_FILE_TOO_BIG, path, limit >> 20);
        }
        wn_buf_add(out, (wn_str){chunk, (size_t)got});
    }
    close(fd);
    if (got < 0)
        return wn_fail(err, rc, WN_SAY_CANNOT_READ, path, wn_why(err->lang, errno));
    return WN_OK;
}

bool wn_file_put(int fd, wn_str bytes)
{
    while (bytes.len > 0) {
        ssize_t put = write(fd, bytes.ptr, bytes.len);
        if (put < 0 && errno == EINTR)
            continue;
        if (put <= 0)
            return false;
        bytes = (wn_str){bytes.ptr + put, bytes.len - (size_t)put};
    }
    return true;
}

wn_rc wn_file_write(const char *path, wn_str bytes, wn_error *err)
{
    int fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600);
    bool good = fd >= 0 && wn_file_put(fd, bytes);

    if (fd >= 0 && close(fd) != 0)
        good = false;
    if (good)
        return WN_OK;
    wn_fail(err, WN_E_TARGET, WN_SAY_CANNOT_WRITE, path, wn_why(err->lang, errno));
    if (fd >= 0)
        unlink(path);
    return err->rc;
}

int wn_file_nameless(const char *folder)
{
    const char *temporary = getenv("TMPDIR");
    wn_arena arena = {0};

    if (!folder)
        folder = temporary && *temporary ? temporary : "/tmp";
    int fd = open(folder, O_TMPFILE | O_EXCL | O_RDWR | O_CLOEXEC, 0600);
    if (fd >= 0)
        return fd;
    wn_str path = wn_arena_format(&arena, "%s/.winnow-XXXXXX", folder);
    fd = mkostemp((char *)(uintptr_t)path.ptr, O_CLOEXEC); /* where there are no such */
    if (fd >= 0)
        unlink(path.ptr);
    wn_arena_release(&arena);
    return fd;
}

const char *wn_file_stdin(wn_arena *arena, wn_rc rc, wn_error *err)
{
    char chunk[65536];
    ssize_t got = 0;
    int fd = wn_file_nameless(NULL);
    bool good = fd >= 0;

    while (good && (got = read(STDIN_FILENO, chunk, sizeof(chunk))) > 0)
        good = wn_file_put(fd, (wn_str){chunk, (size_t)got});
    if (!good || got < 0) {
        wn_fail(err, rc, WN_SAY_CANNOT_READ, "-", wn_why(err->lang, errno));
        return NULL;
    }
    return wn_arena_format(arena, "/dev/fd/%d", fd).ptr;
}

void wn_file_sha256(wn_str bytes, char *out)
{
    struct sha256_ctx sha;
    uint8_t digest[SHA256_DIGEST_SIZE];

    sha256_init(&sha);
    sha256_update(&sha, bytes.len, (const uint8_t *)bytes.ptr);
    sha256_digest(&sha, sizeof(digest), digest);
    wn_hex(out, digest, sizeof(digest));
}

wn_rc wn_file_sum(const char *path, wn_rc rc, char *out, wn_error *err)
{
    uint8_t block[1 << 14], digest[SHA256_DIGEST_SIZE];
    struct sha256_ctx sha;
    ssize_t got;
    int fd = wn_file_open(path, rc, err);

    if (fd < 0)
        return err->rc;
    sha256_init(&sha);
    while ((got = read(fd, block, sizeof(block))) > 0)
        sha256_update(&sha, (size_t)got, block);
    sha256_digest(&sha, sizeof(digest), digest);
    wn_hex(out, digest, sizeof(digest));
    rc = got < 0 ? wn_fail(err, rc, WN_SAY_CANNOT_READ, path, wn_why(err->lang, errno))
                 : WN_OK;
    close(fd);
    return rc;
}

wn_str wn_path_join(wn_arena *arena, wn_str dir, wn_str name)
{
    if (name.len > 0 && name.ptr[0] == '/')
        return wn_arena_str(arena, name);
    bool ends = dir.len > 0 && dir.ptr[dir.len - 1] == '/';

    return wn_arena_format(arena, "%.*s%s%.*s", WN_FMT(dir), ends ? "" : "/",
                           WN_FMT(name));
}

wn_str wn_path_dir(wn_str path)
{
    const char *slash = path.len ? memrchr(path.ptr, '/', path.len) : NULL;

    if (!slash)
        return WN_STR(".");
    return slash == path.ptr ? (wn_str){path.ptr, 1}
                             : (wn_str){path.ptr, (size_t)(slash - path.ptr)};
}

wn_str wn_path_base(wn_str path)
{
    const char *slash = path.len ? memrchr(path.ptr, '/', path.len) : NULL;

    return slash ? (wn_str){slash + 1, path.len - (size_t)(slash + 1 - path.ptr)} : path;
}

bool wn_path_ends(wn_str path, wn_str end)
{
    return wn_str_ends(path, end) &&
           (path.len == end.len || path.ptr[path.len - end.len - 1] == '/');
}

bool wn_path_exists(const char *path)
{
    struct stat st;

    return stat(path, &st) == 0;
}

bool wn_path_is_folder(const char *path)
{
    struct stat st;

    return stat(path, &st) == 0 && S_ISDIR(st.st_mode);
}

wn_rc wn_path_make(const char *path, wn_error *err)
{
    char *copy = strdup(path);
    wn_rc rc = WN_OK;

    for (char *at = copy && *copy ? copy + 1 : NULL; at && rc == WN_OK; at++) {
        char old = *at;
        if (old != '/' && old != '\0')
            continue;
        *at = '\0';
        if (mkdir(copy, 0700) != 0 && errno != EEXIST)
            rc = wn_fail(err, WN_E_TARGET, WN_SAY_CANNOT_WRITE, copy,
                         wn_why(err->lang, errno));
        *at = old;
        if (old == '\0')
            break;
    }
    free(copy);
    return rc >= 0 && !wn_path_is_folder(path)
               ? wn_fail(err, WN_E_TARGET, WN_SAY_NOT_A_FOLDER, path)
               : rc;
}
