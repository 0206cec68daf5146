/*
 * replay.c [TARGET FILE...] - feeds each file of the kept corpus, or these files, to
 * its target once, so that what was found once, and what leads into a corner of a
 * reader, stays right.
 *
 * Run it in the root of the tree. `replay --list` names the targets; `replay --seeds
 * DIR` writes the examples of all transforms as seeds.
 */
#include "core/mapping.h"

#include "targets.h"
#include "core/file.h"
#include "core/memory.h"
#include "tests/unit/tap.h"
#include "transforms/transforms.h"

#include <dirent.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define CORPUS "tests/fuzz/corpus/"

static bool feed_file(const fuzz_target *target, const char *path)
{
    wn_error err = {.lang = WN_EN};
    wn_buf bytes = {0};
    bool good = wn_file_read(path, 1 << 24, WN_E_SOURCE, &bytes, &err) >= 0;

    if (good) {
        fprintf(stderr, "%s %s\n", target->name, path); /* shown where it ends */
        /* exactly as long as the file, so that reading on is caught */
        char *exact = wn_alloc(bytes.len + 1, 1), *copy = exact + 1;
        if (bytes.len)
            memcpy(copy, bytes.ptr, bytes.len);
        fuzz_feed(target, (wn_str){copy, bytes.len});
        free(exact);
    }
    wn_buf_release(&bytes);
    return good;
}

static void replay(const fuzz_target *target)
{
    char path[512];
    size_t count = 0;

    snprintf(path, sizeof(path), CORPUS "%s", target->name);
    DIR *folder = opendir(path);
    for (struct dirent *e; folder && (e = readdir(folder));) {
        snprintf(path, sizeof(path), CORPUS "%s/%s", target->name, e->d_name);
        if (e->d_name[0] != '.')
            count += feed_file(target, path);
    }
    if (folder)
        closedir(folder);
    ok(count > 0, "%s: %zu kept files hold", target->name, count);
}

static void write_seeds(const char *folder)
{
    char path[512];
    size_t count = 0;

    for (const wn_transform *const *t = wn_transforms; *t; t++)
        for (const wn_example *e = (*t)->examples; e && e->in; e++) {
            wn_error err = {.lang = WN_EN};
            wn_buf text = {0};
            wn_buf_format(&text, "%s %s\n%s", (*t)->name, e->options ? e->options : "",
                          e->in);
            snprintf(path, sizeof(path), "%s/%s-%zu", folder, (*t)->name, count++);
            unlink(path);
            if (wn_file_write(path, wn_buf_str(&text), &err) < 0)
                exit(5);
            wn_buf_release(&text);
        }
}

int main(int argc, char **argv)
{
    const fuzz_target *target = argc > 2 ? fuzz_target_find(argv[1]) : NULL;

    if (argc == 2 && !strcmp(argv[1], "--list"))
        for (target = fuzz_targets; target->name; target++)
            printf("%s\n", target->name);
    else if (argc == 3 && !strcmp(argv[1], "--seeds"))
        write_seeds(argv[2]);
    else if (target)
        for (int i = 2; i < argc; i++)
            ok(feed_file(target, argv[i]), "%s", argv[i]);
    else
        for (target = fuzz_targets; target->name; target++)
            replay(target);
    return tap_count ? tap_end() : 0;
}
