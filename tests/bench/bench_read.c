/*
 * read.c FILE... - how fast the readers are: CPU seconds from the first record to the
 * last, without the survey before; of delimited text beside bare libcsv on the same
 * bytes.
 */
#include "core/reader.h"

#include <csv.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

static double cpu(void)
{
    struct timespec t;

    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
    return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static void on_cell(void *bytes, size_t len, void *data)
{
    (void)bytes;
    *(uint64_t *)data += len;
}

static void on_row(int c, void *data)
{
    (void)c, (void)data;
}

static double bare_libcsv(const char *path, uint64_t *bytes)
{
    static char chunk[1 << 18];
    struct csv_parser parser;
    double begun = cpu();
    int fd = open(path, O_RDONLY);

    csv_init(&parser, 0);
    for (ssize_t got; (got = read(fd, chunk, sizeof(chunk))) > 0;)
        csv_parse(&parser, chunk, (size_t)got, on_cell, on_row, bytes);
    csv_fini(&parser, on_cell, on_row, bytes);
    csv_free(&parser);
    close(fd);
    return cpu() - begun;
}

static double all_records(wn_input *input, uint64_t *rows, wn_error *err)
{
    wn_batch batch;
    void *reader = NULL;
    double begun = cpu();
    wn_rc rc = input->reader->open(&reader, input, err);

    wn_batch_init(&batch, 512);
    while (rc >= 0 && (rc = input->reader->next(reader, &batch)) == WN_MORE) {
        *rows += batch.count;
        wn_batch_clear(&batch);
    }
    if (reader)
        input->reader->close(reader);
    wn_batch_release(&batch);
    return cpu() - begun;
}

int main(int argc, char **argv)
{
    for (int i = 1; i < argc; i++) {
        wn_error err = {.lang = WN_EN};
        wn_input input = {.chunk = 1 << 18};
        uint64_t rows = 0, cells = 0;
        double began = cpu();
        if (wn_input_survey(&input, argv[i], WN_STR(""), &err) < 0) {
            printf("%s\n", err.text);
            return 1;
        }
        double survey = cpu() - began, best = 1e9, bare = 1e9;
        bool is_csv = !strcmp(input.reader->name, "csv");
        for (int k = 0; k < 3 && err.rc >= 0; k++) {
            rows = 0;
            double s = all_records(&input, &rows, &err),
                   b = is_csv ? bare_libcsv(argv[i], &cells) : 0;
            best = s < best ? s : best;
            bare = b < bare ? b : bare;
        }
        double mb = (double)input.bytes / 1e6;
        printf("%-10s %8llu rows %6.0f MB  %6.2f s  %5.0f MB/s", input.reader->name,
               (unsigned long long)rows, mb, best, mb / best);
        if (is_csv)
            printf("   bare libcsv %.2f s: %.2fx", bare, best / bare);
        printf("   survey %.2f s\n", survey);
        wn_input_release(&input);
    }
    return 0;
}
