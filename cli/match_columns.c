/* match_columns.c - winnow match --mapping: what a mapping says of a file's columns. */
#include "cli.h"

#include "core/mapping.h"

static bool reads_alike(wn_str a, wn_str b)
{
    return wn_fold_equal(a, b);
}

const wn_bind *cli_bind_of(const wn_file *file, wn_str column, size_t *nth)
{
    for (size_t b = 0; b < file->bind_count; b++)
        for (size_t c = 0; c < file->binds[b].count; c++)
            if (reads_alike(file->binds[b].columns[c], column)) {
                *nth = c;
                return &file->binds[b];
            }
    return NULL;
}

const wn_file *cli_file_of(const wn_plan *plan, const wn_str *columns, size_t count)
{
    const wn_file *best = NULL;
    size_t most = 0;

    for (size_t f = 0; f < plan->file_count; f++) {
        size_t found = 0, nth;
        for (size_t c = 0; c < count; c++)
            found += cli_bind_of(&plan->files[f], columns[c], &nth) != NULL;
        if (found > most) {
            most = found;
            best = &plan->files[f];
        }
    }
    return best;
}
