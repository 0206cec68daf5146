/*
 * guided.c - runs the targets under clang's libFuzzer: FUZZ=NAME guided [OPTION...]
 * [FOLDER...]
 */
#include "targets.h"

#include <stdio.h>
#include <stdlib.h>

int LLVMFuzzerInitialize(int *argc, char ***argv);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const fuzz_target *target;

int LLVMFuzzerInitialize(int *argc, char ***argv)
{
    const char *name = getenv("FUZZ");

    (void)argc, (void)argv;
    target = name ? fuzz_target_find(name) : NULL;
    if (target)
        return 0;
    fprintf(stderr, "FUZZ is none of:");
    for (target = fuzz_targets; target->name; target++)
        fprintf(stderr, " %s", target->name);
    fprintf(stderr, "\n");
    exit(3);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (size > target->most)
        return -1;
    fuzz_feed(target, (wn_str){(const char *)data, size});
    return 0;
}
