/*
 * test_surveys.c - what is known of a file, and when that is out of date. If it fails,
 * a run reads a file by the columns that it had before somebody saved it again.
 */
#include "tap.h"
#include "core/file.h"
#include "core/reader.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static wn_arena arena;

static const char *put(const char *folder, const char *name, const char *text)
{
    const char *path = wn_path_join(&arena, wn_str_of(folder), wn_str_of(name)).ptr;
    FILE *file = fopen(path, "wb");

    if (file) {
        fputs(text, file);
        fclose(file);
    }
    return path;
}

static bool look(wn_input *input, wn_surveys *surveys, const char *path)
{
    wn_error err = {.lang = WN_EN};

    *input = (wn_input){.surveys = surveys, .chunk = WN_CHUNK};
    return wn_input_survey(input, path, WN_STR(""), &err) >= 0 &&
           wn_input_look(input, &err) >= 0;
}

static bool has_columns(const wn_input *input, const char *first, size_t count)
{
    return input->column_count == count &&
           wn_str_equal(input->columns[0], wn_str_of(first));
}

static void test_once(const char *folder)
{
    wn_surveys *surveys = wn_surveys_new();
    wn_input first, second;
    const char *path = put(folder, "a.csv", "No,Name\n1,Ann\n");

    ok(look(&first, surveys, path) && has_columns(&first, "No", 2),
       "a file is looked over");
    ok(look(&second, surveys, path) && second.at_hand == 0 &&
           has_columns(&second, "No", 2) && !strcmp(first.sha256, second.sha256) &&
           second.reader == first.reader,
       "once more: the same is known, and the file was not opened");
    wn_input_release(&first);
    ok(has_columns(&second, "No", 2), "which does not end with who asked first");
    wn_input_release(&second);
    const char *other = wn_path_join(&arena, wn_str_of(folder), WN_STR("link.csv")).ptr;
    ok(symlink(path, other) == 0 && look(&second, surveys, other) &&
           second.at_hand == 0 && !strcmp(second.path, other) &&
           !strcmp(second.file, other),
       "nor by another name, which is the one that people are told");
    wn_input_release(&second);
    unlink(other);
    wn_surveys_free(surveys);
}

static void test_changed(const char *folder, const char *name, const char *before,
                         const char *after, const char *column)
{
    wn_surveys *surveys = wn_surveys_new();
    wn_input first, second;
    const char *path = put(folder, name, before);
    bool good = look(&first, surveys, path);

    put(folder, name, after);
    good = look(&second, surveys, path) && good;
    ok(good && has_columns(&second, column, 2) && strcmp(first.sha256, second.sha256),
       "%s: written anew, it is looked over anew", name);
    wn_input_release(&second);
    unlink(path);
    ok(!look(&second, surveys, path), "%s: gone, it is not there", name);
    wn_input_release(&second);
    wn_input_release(&first);
    wn_surveys_free(surveys);
}

/* A file changes between its survey and a later pass: the reader must not use the places
 * that the survey found in the old file. */
static void test_places(const char *folder)
{
    wn_surveys *surveys = wn_surveys_new();
    wn_error err = {.lang = WN_EN};
    wn_input input;
    wn_batch batch;
    void *reader = NULL;
    const char *path =
        put(folder, "b.xml", "<r><p><No>1</No><A>x</A></p><p><No>2</No></p></r>");

    wn_batch_init(&batch, 8);
    bool good = look(&input, surveys, path);
    wn_input_let_go(&input);
    put(folder, "b.xml", "<r><p><No>1</No><B>y</B></p><p><No>2</No></p></r>");
    good = good && input.reader->open(&reader, &input, &err) >= 0 &&
           wn_input_column(&input, WN_STR("B")) == 1 &&
           input.reader->next(reader, &batch) == WN_MORE && batch.count == 2 &&
           wn_str_equal(batch.records[0].source[1], WN_STR("y"));
    ok(good, "a column that came between survey and pass is read, and not passed over");
    if (reader)
        input.reader->close(reader);
    wn_batch_release(&batch);
    wn_input_release(&input);
    wn_surveys_free(surveys);
}

int main(void)
{
    char folder[512];

    tap_temporary(folder, sizeof(folder), "test_surveys");
    if (!ok(mkdtemp(folder) != NULL, "a folder"))
        return tap_end();
    test_once(folder);
    test_changed(folder, "c.csv", "No,Name\n1,Ann\n", "Number,Name\n1,Ann\n", "Number");
    test_changed(folder, "d.json", "[{\"no\":1,\"name\":\"Ann\"}]",
                 "[{\"number\":1,\"name\":\"Ann\"}]", "number");
    test_places(folder);
    unlink(wn_path_join(&arena, wn_str_of(folder), WN_STR("a.csv")).ptr);
    unlink(wn_path_join(&arena, wn_str_of(folder), WN_STR("b.xml")).ptr);
    rmdir(folder);
    wn_arena_release(&arena);
    return tap_end();
}
