/* test_memory.c - when memory is out: a caller who sets a handler can go on; one who sets
 * none gets one line on stderr. If this fails, a user of the library loses his own
 * process. */
#include "tap.h"

#include "core/memory.h"
#include "winnow/arena.h"

#include <setjmp.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

/* More memory than there is; volatile, and with this option of ASan, so that neither the
 * compiler nor ASan stops it before winnow does. */
static volatile size_t huge = SIZE_MAX / 4;
const char *__asan_default_options(void);
const char *__asan_default_options(void)
{
    return "allocator_may_return_null=1";
}

typedef struct rescue {
    jmp_buf out;
    size_t bytes;
} rescue;

static void leave(size_t bytes, void *data)
{
    rescue *r = data;

    r->bytes = bytes;
    longjmp(r->out, 1);
}

static void ask_array(wn_arena *arena)
{
    (void)arena;
    wn_alloc(huge, 2);
}

static void ask_overflow(wn_arena *arena)
{
    (void)arena;
    wn_realloc(NULL, huge, 16);
}

static void ask_arena(wn_arena *arena)
{
    wn_arena_bytes(arena, huge);
}

/* A function of its own, without locals that setjmp could lose. */
__attribute__((noinline)) static void ask_or_leave(rescue *r, void (*ask)(wn_arena *),
                                                   wn_arena *arena)
{
    if (setjmp(r->out) == 0)
        ask(arena);
}

static void test_leaves(const char *what, void (*ask)(wn_arena *arena), size_t wanted)
{
    wn_arena arena = {0};
    wn_str kept = wn_arena_str(&arena, WN_STR("kept"));
    rescue r = {0};

    wn_on_memory_out(leave, &r);
    ask_or_leave(&r, ask, &arena);
    ok(r.bytes >= wanted, "%s: the handler hears of %zu bytes", what, r.bytes);
    ok(wn_str_equal(kept, WN_STR("kept")) &&
           wn_str_equal(wn_arena_str(&arena, WN_STR("more")), WN_STR("more")),
       "%s: the caller's arena is whole, and goes on", what);
    wn_arena_release(&arena);
    wn_on_memory_out(NULL, NULL);
}

static void return_back(size_t bytes, void *data)
{
    (void)bytes;
    (void)data;
}

/* Start a child that asks for too much memory; return how it ends, and in `said` what it
 * prints. */
static int end_of_child(void (*handler)(size_t bytes, void *data), char said[200])
{
    int ends[2], status = 0;

    fflush(stdout);
    if (pipe(ends) != 0)
        return -1;
    pid_t child = fork();
    if (child == 0) {
        dup2(ends[1], STDERR_FILENO);
        wn_on_memory_out(handler, NULL);
        wn_alloc(huge, 2);
        _exit(0);
    }
    close(ends[1]);
    size_t len = 0;
    for (ssize_t got; len < 199 && (got = read(ends[0], said + len, 199 - len)) > 0;)
        len += (size_t)got;
    said[len] = '\0';
    close(ends[0]);
    waitpid(child, &status, 0);
    return status;
}

int main(void)
{
    char said[200];

    test_leaves("an array", ask_array, SIZE_MAX / 4);
    test_leaves("more than can be counted", ask_overflow, SIZE_MAX);
    test_leaves("an arena", ask_arena, SIZE_MAX / 4);
    int status = end_of_child(NULL, said);
    ok(WIFEXITED(status) && WEXITSTATUS(status) == 70 && strstr(said, "out of memory"),
       "without a handler the process ends with 70 and one line");
    status = end_of_child(return_back, said);
    ok(WIFSIGNALED(status) && WTERMSIG(status) == SIGABRT,
       "a handler that returns is followed by abort");
    return tap_end();
}
