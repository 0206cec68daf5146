/* full.c - preloaded into winnow: after N bytes written, the disk is full.
 * WINNOW_TEST_ROOM says N. Sockets and terminals are left alone.
 * WINNOW_TEST_WRITES and WINNOW_TEST_COMMITTED are commands that are run once: before the
 * first byte is written to a file, and when SQLite has committed. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

static long room = -1;

/* Once, and not by the shell that it starts. */
static void happen(const char *variable)
{
    const char *command = getenv(variable);
    char copy[4096];

    if (!command)
        return;
    snprintf(copy, sizeof(copy), "%s", command);
    unsetenv(variable);
    unsetenv("LD_PRELOAD");
    if (system(copy) != 0)
        abort();
}

static int full(int fd, size_t count)
{
    struct stat st;

    if (room < 0)
        room = getenv("WINNOW_TEST_ROOM") ? atol(getenv("WINNOW_TEST_ROOM")) : 1L << 60;
    if (fstat(fd, &st) != 0 || !S_ISREG(st.st_mode))
        return 0;
    happen("WINNOW_TEST_WRITES");
    if ((long)count > room) {
        errno = ENOSPC;
        return 1;
    }
    room -= (long)count;
    return 0;
}

ssize_t write(int fd, const void *bytes, size_t count)
{
    ssize_t (*real)(int, const void *, size_t) = dlsym(RTLD_NEXT, "write");
    return full(fd, count) ? -1 : real(fd, bytes, count);
}

ssize_t pwrite64(int fd, const void *bytes, size_t count, off64_t at)
{
    ssize_t (*real)(int, const void *, size_t, off64_t) = dlsym(RTLD_NEXT, "pwrite64");
    return full(fd, count) ? -1 : real(fd, bytes, count, at);
}

ssize_t pwrite(int fd, const void *bytes, size_t count, off_t at)
{
    return pwrite64(fd, bytes, count, at);
}

/* A journal that is taken away: its transaction is on the disk. */
int unlink(const char *path)
{
    int (*real)(const char *) = dlsym(RTLD_NEXT, "unlink");
    const char *end = strstr(path, ".db-journal");
    int rc = real(path);

    if (end && !strcmp(end, ".db-journal"))
        happen("WINNOW_TEST_COMMITTED");
    return rc;
}

/* WINNOW_TEST_CLOCK: somebody set the clock. */
time_t time(time_t *out)
{
    time_t (*real)(time_t *) = dlsym(RTLD_NEXT, "time");
    const char *set = getenv("WINNOW_TEST_CLOCK");
    time_t now = set ? (time_t)atol(set) : real(NULL);

    if (out)
        *out = now;
    return now;
}
