/* full.c - preloaded into winnow: after N bytes written, the disk is full.
 * WINNOW_TEST_ROOM says N. Sockets and terminals are left alone. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

static long room = -1;

static int full(int fd, size_t count)
{
    struct stat st;

    if (room < 0)
        room = getenv("WINNOW_TEST_ROOM") ? atol(getenv("WINNOW_TEST_ROOM")) : 1L << 60;
    if (fstat(fd, &st) != 0 || !S_ISREG(st.st_mode))
        return 0;
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
