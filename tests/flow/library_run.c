/* library_run.c - for library.t: a run by the library alone: MAPPINGS FOLDER. Prints what
 * became of each file's records, and what the second reading says. */
#include "winnow/buffer.h"
#include "winnow/error.h"

#include <winnow/run.h>

#include <stdio.h>

static size_t calls;

static void hear(void *data, const wn_progress *progress)
{
    calls += data == &calls && progress->what[0] && progress->done >= 0;
}

static int fail(wn_run *run)
{
    const wn_error *err = wn_run_error(run);
    wn_buf mistakes = {0};
    wn_summary found;

    wn_run_mistakes(run, &mistakes);
    wn_run_sum(run, &found);
    fprintf(stderr, "score %g, colour %d\n", found.score, found.colour);
    fprintf(stderr, "%.*s%d: %s\n", WN_FMT(wn_buf_str(&mistakes)), (int)err->rc,
            err->text);
    wn_buf_release(&mistakes);
    wn_run_free(run);
    return -(int)err->rc;
}

static void print_counts(const char *name, uint64_t read, const uint64_t *dispositions)
{
    printf("%s: read %llu", name, (unsigned long long)read);
    for (int f = 0; f < WN_DISPOSITION_COUNT; f++)
        if (dispositions[f])
            printf(", %s %llu", wn_disposition_name((wn_disposition)f),
                   (unsigned long long)dispositions[f]);
    putchar('\n');
}

int main(int argc, char **argv)
{
    wn_run *run = wn_run_new(WN_RUN_MIGRATION, WN_EN);
    wn_settings *settings = wn_run_settings(run);
    wn_watch watch = {.progress = hear, .data = &calls};
    wn_summary found;
    wn_file_summary file;
    wn_verified verified;

    settings->out_dir = argv[argc - 1];
    settings->as_of = "2026-10-01";
    wn_run_watch(run, &watch);
    if (!wn_run_decide(run, WN_STR("0123456789abcdef-fedcba9876543210"),
                       WN_STR("same")) ||
        wn_run_decide(run, WN_STR("0123456789abcdef"), WN_STR("same")) ||
        wn_run_decide(run, WN_STR("0123456789abcdef-fedcba9876543210"), WN_STR("maybe")))
        return 70;
    if (wn_run_prepare(run, (const char *const *)argv + 1, (size_t)argc - 2) < 0 ||
        wn_run_execute(run) < 0)
        return fail(run);
    wn_run_sum(run, &found);
    for (size_t i = 0; wn_run_file(run, i, &file); i++)
        print_counts(file.name.ptr, file.read, file.dispositions);
    print_counts("all", found.read, found.dispositions);
    printf("%zu files, %llu groups, colour %d, %s\n", found.files,
           (unsigned long long)found.groups, found.colour, calls ? "heard" : "silent");
    if (wn_run_verify(run, &verified) < 0)
        return fail(run);
    wn_run_sum(run, &found);
    printf("files: %s\n", found.artefacts);
    printf("verified %llu: %llu differ, %llu missing\n",
           (unsigned long long)verified.records, (unsigned long long)verified.differ,
           (unsigned long long)verified.missing);
    wn_buf_release(&verified.list);
    wn_run_free(run);
    return 0;
}
