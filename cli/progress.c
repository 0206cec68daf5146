/*
 * progress.c - how far a run is: a line of the terminal that is rewritten, or, for the page
 * of winnow serve, a file that is.
 */
#include "cli.h"

#include "core/file.h"

#include <fcntl.h>
#include <jansson.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

int cli_progress_file(void)
{
    const char *path = getenv("WINNOW_PROGRESS");

    return path && *path
               ? open(path, O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW | O_CLOEXEC, 0600)
               : -1;
}

static double seconds(void)
{
    struct timespec t;

    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

/* "3/8 normalize  contact  43 %  412,000" */
static void write_line(const struct cli_progress_state *state, const wn_progress *progress,
                       double spent, wn_buf *out)
{
    wn_lang lang = state->options->lang;
    uint64_t records = progress->records;
    uint64_t rows = records - (records < state->from ? records : state->from);
    double done = progress->done;
    char digits[28], rate[28];

    if (progress->stage < WN_STAGE_COUNT)
        wn_buf_format(out, "%zu/%d ", progress->stage + 1, WN_STAGE_COUNT);
    wn_buf_format(out, "%s  %.*s", progress->what, WN_FMT(progress->entity));
    if (done > 0 && done <= 1)
        wn_buf_format(out, "  %u %%", cli_percent((uint64_t)(done * 1e6), 1000000));
    if (records > 0)
        wn_buf_format(out, "  %s", wn_thousands(digits, records));
    if (spent > 0.5 && rows > 0)
        wn_buf_format(out, wn_say(lang, WN_SAY_PROGRESS_RATE),
                      wn_thousands(rate, (uint64_t)((double)rows / spent)));
    if (spent > 1 && done > 0.01 && done <= 1)
        wn_buf_format(out, wn_say(lang, WN_SAY_PROGRESS_LEFT),
                      (unsigned)(spent / done - spent) / 60,
                      (unsigned)(spent / done - spent) % 60);
}

/* Over what the file holds, in one write: who reads it sees a whole object, or knows by its
 * end that it does not. */
static void put_file(int fd, const wn_progress *progress, wn_str line)
{
    json_t *object = json_pack("{s:s%, s:f}", "text", line.ptr, wn_utf8_valid(line), "done",
                               progress->done);
    char *text = json_dumps(object, JSON_COMPACT);

    if (text && pwrite(fd, text, strlen(text), 0) > 0 &&
        ftruncate(fd, (off_t)strlen(text)) != 0)
        close(fd);
    free(text);
    json_decref(object);
}

/* Ten times a second at most. */
void cli_progress(void *data, const wn_progress *progress)
{
    struct cli_progress_state *state = data;
    double now = seconds();
    wn_buf line = {0};

    if (progress->stage != state->stage || progress->entity.ptr != state->entity) {
        state->stage = progress->stage;
        state->entity = progress->entity.ptr;
        state->began = now;
        state->from = progress->records;
    } else if (now - state->shown < 0.1) {
        return;
    }
    state->shown = now;
    write_line(state, progress, now - state->began, &line);
    if (state->fd >= 0) {
        put_file(state->fd, progress, wn_buf_str(&line));
    } else {
        cli_clear_line();
        cli_put(stderr, wn_buf_str(&line));
        fflush(stderr);
    }
    wn_buf_release(&line);
}
