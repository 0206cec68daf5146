/*
 * jobs.c - starts commands of winnow, and finds them again.
 *
 * Between the server and the command stands a process that waits for it and writes down
 * its exit code. Both hold the job's lock, so the job is seen as running until the last
 * of them is gone. Jobs that change something hold .winnow/lock as well.
 */
#include "jobs.h"

#include "core/fail.h"
#include "core/file.h"
#include "core/memory.h"
#include "core/reader.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#define JOBS ROOM_OWN "/jobs"
#define KEPT 30 /* of each kind: many changes of a mapping push no load out */
#define MOST_TEXT ((size_t)16 << 20)
#define MOST_FDS 4096 /* that the server may have: its connections, and some */

static const struct {
    const char *name;
    bool writes;
} kinds[JOB_KINDS] = {
    [JOB_LOOK] = {"look", false},    [JOB_DRAFT] = {"draft", true},
    [JOB_SHEET] = {"sheet", false},  [JOB_EDIT] = {"edit", true},
    [JOB_TRY] = {"try", true},
    [JOB_LOAD] = {"load", true},     [JOB_HEALTH] = {"health", true},
    [JOB_UNTRY] = {"untry", true},   [JOB_UNDO] = {"undo", true},
    [JOB_TRACE] = {"trace", false},
};

typedef char job_path[128];

static void path_of(const char *id, const char *name, job_path out)
{
    snprintf(out, sizeof(job_path), JOBS "/%.47s/%.32s", id, name);
}

void job_text(const room *r, const job *j, const char *name, wn_buf *out)
{
    job_path path;

    path_of(j->id, name, path);
    room_read(r, path, MOST_TEXT, out);
}

/* ---- a job as it is --------------------------------------------------------------- */

static bool is_held(const room *r, const char *path)
{
    int fd = openat(r->fd, path, O_RDWR | O_CLOEXEC | O_NOFOLLOW);
    bool held = fd >= 0 && flock(fd, LOCK_SH | LOCK_NB) != 0 && errno == EWOULDBLOCK;

    if (fd >= 0)
        close(fd);
    return held;
}

/* "load 7f3a...": its kind, and what it was started with. */
static bool read_kind(const room *r, const char *id, job_kind *kind, uint64_t *seal)
{
    wn_buf text = {0};
    job_path path;
    size_t k = JOB_KINDS;

    path_of(id, "kind", path);
    if (room_read(r, path, 64, &text)) {
        wn_str rest = wn_buf_str(&text), name = wn_str_cut(&rest, WN_STR(" "));
        for (k = 0; k < JOB_KINDS && !wn_str_equal(name, wn_str_of(kinds[k].name)); k++)
            ;
        if (seal)
            *seal = rest.len ? strtoull(rest.ptr, NULL, 16) : 0;
    }
    wn_buf_release(&text);
    *kind = (job_kind)k;
    return k < JOB_KINDS;
}

static void see_state(const room *r, job *j)
{
    wn_buf text = {0};
    job_path path;

    path_of(j->id, "lock", path);
    bool held = is_held(r, path);
    path_of(j->id, "code", path);
    if (room_read(r, path, 16, &text) && text.len > 0) {
        long code = strtol(text.ptr, NULL, 10);
        bool is_one = code >= 0 && code <= UINT8_MAX; /* the folder may be somebody's */
        j->state = is_one ? JOB_ENDED : JOB_BROKEN;
        j->code = is_one ? (int)code : 0;
    } else {
        j->state = held ? JOB_RUNS : JOB_BROKEN;
    }
    wn_buf_release(&text);
}

bool job_find(const room *r, wn_str id, job *out)
{
    *out = (job){0};
    if (id.len == 0 || id.len >= JOB_ID || wn_str_span(id, "0123456789-TZ") != id.len)
        return false;
    memcpy(out->id, id.ptr, id.len);
    if (!read_kind(r, out->id, &out->kind, NULL))
        return false;
    see_state(r, out);
    return true;
}

/* The latest job of one of the kinds (a bit for each); `done`: that did its work. */
static job latest(const room *r, unsigned wanted, bool done, uint64_t *seal)
{
    room_names names;
    wn_arena arena = {0};
    job found = {0};

    room_folders(r, JOBS, &names, &arena);
    for (size_t i = 0; i < names.count && !found.id[0]; i++) {
        job j = {0};
        uint64_t sealed;
        snprintf(j.id, sizeof(j.id), "%.*s", WN_FMT(names.items[i]));
        if (!read_kind(r, j.id, &j.kind, &sealed) || !(wanted & 1u << j.kind))
            continue;
        see_state(r, &j);
        if (done && (j.state != JOB_ENDED || j.code != 0))
            continue;
        found = j;
        if (seal)
            *seal = sealed;
    }
    free(names.items);
    wn_arena_release(&arena);
    return found;
}

job job_latest(const room *r, job_kind kind, uint64_t *seal)
{
    return latest(r, 1u << kind, false, seal);
}

job job_latest_done(const room *r, job_kind kind, uint64_t *seal)
{
    *seal = 0;
    return latest(r, 1u << kind, true, seal);
}

job job_at_work(const room *r)
{
    unsigned wanted = 0;

    for (int k = 0; k < JOB_KINDS; k++)
        wanted |= (unsigned)kinds[k].writes << k;
    job j = latest(r, wanted, false, NULL);
    return j.state == JOB_RUNS ? j : (job){0};
}

bool job_wait(const room *r, job *j, int ms)
{
    const struct timespec pause = {.tv_nsec = 4000000};

    for (see_state(r, j); j->state == JOB_RUNS && ms > 0; ms -= 4) {
        nanosleep(&pause, NULL);
        see_state(r, j);
    }
    return j->state != JOB_RUNS;
}

void job_reap(void)
{
    while (waitpid(-1, NULL, WNOHANG) > 0)
        ;
}

void job_cancel(const room *r, const job *j)
{
    wn_buf text = {0};
    job_path path;

    path_of(j->id, "lock", path);
    if (is_held(r, path)) {
        job_text(r, j, "process", &text);
        int pid = text.len ? atoi(text.ptr) : 0;
        if (pid > 1)
            kill(pid, SIGINT);
    }
    wn_buf_release(&text);
}

static void forget(const room *r, const char *id)
{
    static const char *const files[] = {"kind",        "command",  "out",
                                        "err",         "code",     "lock",
                                        "process",     "progress", "before.xml",
                                        "before.xlsx", "before.model.xml", "folder"};
    job_path path;

    for (size_t f = 0; f < WN_COUNT(files); f++) {
        path_of(id, files[f], path);
        unlinkat(r->fd, path, 0);
    }
    path_of(id, "", path);
    unlinkat(r->fd, path, AT_REMOVEDIR);
}

void job_forget(const room *r)
{
    size_t seen[JOB_KINDS + 1] = {0};
    room_names names;
    wn_arena arena = {0};
    job_kind kind;

    room_folders(r, JOBS, &names, &arena);
    for (size_t i = 0; i < names.count; i++) {
        read_kind(r, names.items[i].ptr, &kind, NULL);
        if (++seen[kind] > KEPT)
            forget(r, names.items[i].ptr);
    }
    free(names.items);
    wn_arena_release(&arena);
}

/* ---- start ------------------------------------------------------------------------ */

typedef struct starting {
    const room *room;
    const job *job;
    const char *const *argv;
    int lock, whole;   /* descriptors of the locks; whole -1: it writes nothing */
    int out, err;
} starting;

static int make(const room *r, const char *id, const char *name)
{
    job_path path;

    path_of(id, name, path);
    return openat(r->fd, path, O_RDWR | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600);
}

/* In the new process: wait for the command, and write down how it ended. */
static void watch(const starting *s, pid_t command)
{
    char text[16];
    job_path path, aside;
    int status = 0;

    while (waitpid(command, &status, 0) < 0 && errno == EINTR)
        ;
    int code = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
    snprintf(text, sizeof(text), "%d\n", code);
    path_of(s->job->id, "code.new", aside);
    path_of(s->job->id, "code", path);
    int fd = make(s->room, s->job->id, "code.new");
    bool done = fd >= 0 && wn_file_put(fd, wn_str_of(text)) && fsync(fd) == 0;
    if (done)
        renameat(s->room->fd, aside, s->room->fd, path);
    _exit(0);
}

static void reset_signals(void)
{
    static const int numbers[] = {SIGINT, SIGTERM, SIGHUP, SIGPIPE, SIGCHLD, SIGXFSZ};
    sigset_t none;

    for (size_t i = 0; i < WN_COUNT(numbers); i++)
        signal(numbers[i], SIG_DFL);
    sigemptyset(&none);
    sigprocmask(SIG_SETMASK, &none, NULL);
}

/* Only what the command wants stays open: not the server's sockets. The locks stay: they
 * are what tells that it runs. */
static void keep_files(const starting *s)
{
    int null = open("/dev/null", O_RDONLY);

    dup2(null, STDIN_FILENO);
    dup2(s->out, STDOUT_FILENO);
    dup2(s->err, STDERR_FILENO);
    for (int fd = STDERR_FILENO + 1; fd < MOST_FDS; fd++)
        if (fd != s->lock && fd != s->whole && fd != s->room->fd)
            close(fd);
    fcntl(s->lock, F_SETFD, 0);
    if (s->whole >= 0)
        fcntl(s->whole, F_SETFD, 0);
}

/* In the child of the server. */
static void begin(const starting *s)
{
    char text[24];
    job_path progress;

    setsid();
    reset_signals();
    keep_files(s);
    if (fchdir(s->room->fd) != 0)
        _exit(70);
    path_of(s->job->id, "progress", progress);
    setenv("WINNOW_PROGRESS", progress, 1);
    pid_t command = fork();
    if (command == 0) {
        execv(s->room->program, (char *const *)(uintptr_t)s->argv);
        _exit(70);
    }
    snprintf(text, sizeof(text), "%d\n", (int)command);
    int fd = make(s->room, s->job->id, "process");
    if (command < 0 || fd < 0 || !wn_file_put(fd, wn_str_of(text)))
        _exit(70);
    close(fd);
    watch(s, command);
}

/* Make the folder of a new job; its id is the time. */
static bool make_folder(const room *r, job *j)
{
    time_t now = time(NULL);
    struct tm utc;
    char base[32];
    job_path path;

    gmtime_r(&now, &utc);
    strftime(base, sizeof(base), "%Y-%m-%dT%H-%M-%SZ", &utc);
    for (int n = 1; n < 1000; n++) {
        if (n == 1)
            snprintf(j->id, sizeof(j->id), "%s", base);
        else
            snprintf(j->id, sizeof(j->id), "%s-%03d", base, n);
        path_of(j->id, "", path);
        if (mkdirat(r->fd, path, 0700) == 0)
            return true;
        if (errno != EEXIST)
            return false;
    }
    return false;
}

/* The command as one would type it in the folder; without the password of a database. */
static void write_command(const char *const *words, wn_buf *out)
{
    wn_arena arena = {0};

    wn_buf_add(out, WN_STR("winnow"));
    for (; *words; words++) {
        const char *word = wn_input_shown(*words, &arena).ptr;
        bool plain = *word && !strpbrk(word, " \t\n\"'\\$`&|;<>()*?[]#~!{}");
        wn_buf_char(out, ' ');
        if (plain) {
            wn_buf_add(out, wn_str_of(word));
            continue;
        }
        wn_buf_char(out, '\'');
        for (const char *c = word; *c; c++)
            wn_buf_add(out, *c == '\'' ? WN_STR("'\\''") : (wn_str){c, 1});
        wn_buf_char(out, '\'');
    }
    wn_arena_release(&arena);
}

static bool put(const room *r, const char *id, const char *name, wn_str text)
{
    int fd = make(r, id, name);
    bool done = fd >= 0 && wn_file_put(fd, text);

    if (fd >= 0)
        close(fd);
    return done;
}

bool job_keep(const room *r, const job *j, const char *name, wn_str bytes)
{
    return put(r, j->id, name, bytes);
}

/* The lock that only one job has which changes something; -1: another has it. */
static int take_whole(const room *r)
{
    int fd = openat(r->fd, ROOM_OWN "/lock", O_RDWR | O_CREAT | O_NOFOLLOW | O_CLOEXEC, 0600);

    if (fd >= 0 && flock(fd, LOCK_EX | LOCK_NB) != 0) {
        close(fd);
        fd = -1;
    }
    return fd;
}

static bool launch(starting *s, const char *const *words, uint64_t seal)
{
    wn_buf text = {0};
    const char *argv[JOB_WORDS + 2] = {"winnow"};
    size_t count = 1;

    for (; words[count - 1] && count <= JOB_WORDS; count++)
        argv[count] = words[count - 1];
    s->argv = argv;
    write_command(words, &text);
    bool done = put(s->room, s->job->id, "command", wn_buf_str(&text));
    text.len = 0;
    wn_buf_format(&text, "%s %llx", kinds[s->job->kind].name, (unsigned long long)seal);
    s->lock = make(s->room, s->job->id, "lock");
    s->out = make(s->room, s->job->id, "out");
    s->err = make(s->room, s->job->id, "err");
    done = done && s->lock >= 0 && s->out >= 0 && s->err >= 0 &&
           flock(s->lock, LOCK_EX) == 0 &&
           put(s->room, s->job->id, "kind", wn_buf_str(&text));
    wn_buf_release(&text);
    pid_t child = done ? fork() : -1;
    if (child == 0)
        begin(s);
    return child > 0;
}

wn_rc job_start(const room *r, job_kind kind, const char *const *words, uint64_t seal,
                job *out, wn_error *err)
{
    starting s = {.room = r, .job = out, .lock = -1, .whole = -1, .out = -1, .err = -1};
    wn_rc rc = WN_OK;

    *out = (job){.kind = kind, .state = JOB_RUNS};
    if (kinds[kind].writes && (s.whole = take_whole(r)) < 0)
        return wn_fail(err, WN_E_USAGE, WN_SAY_SERVE_BUSY);
    job_forget(r);
    if (!make_folder(r, out) || !launch(&s, words, seal))
        rc = wn_fail(err, WN_E_TARGET, WN_SAY_CANNOT_WRITE, ROOM_OWN "/jobs",
                     wn_why(err->lang, errno));
    const int fds[] = {s.lock, s.whole, s.out, s.err};
    for (size_t i = 0; i < WN_COUNT(fds); i++)
        if (fds[i] >= 0)
            close(fds[i]);
    return rc;
}
