/* inputs.h - shared by the files of pipeline/ that look inputs up. */
#ifndef PIPELINE_INPUTS_H
#define PIPELINE_INPUTS_H

#include "winnow/pipeline.h"

/* The file in the folders or archives (with its own folder, or without) or as one of the
 * files given, else beside the mapping. NULL: nowhere. */
const char *input_find(const wn_file *file, const char *const *folders, size_t count,
                       wn_arena *arena);
/* False: a folder that is given has an earlier run's refused records, and none of this
 * file. */
bool input_is_wanted(const wn_file *file, const char *const *folders, size_t count,
                     wn_arena *arena);
/* Survey the file and learn its columns; of several tables, none of them named, of the
 * one that fits the mapping best. */
wn_rc input_open(const wn_file *file, wn_input *input, const char *path, wn_error *err);

#endif
