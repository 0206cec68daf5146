/* inputs.h - shared by the files of pipeline/ that look inputs up. */
#ifndef PIPELINE_INPUTS_H
#define PIPELINE_INPUTS_H

#include "winnow/pipeline.h"

/* The file in the folders or archives (with its own folder, or without) or as one of the
 * files given, else beside the mapping. NULL: nowhere. */
const char *input_find(const wn_file *file, const char *const *folders, size_t count,
                       wn_arena *arena);
/* Open the reader and close it: the input's columns are known then. */
wn_rc input_look(wn_input *input, wn_error *err);
/* Of several tables, none of them named: read the one that fits the mapping best. */
wn_rc input_choose_table(const wn_file *file, wn_input *input, wn_error *err);

#endif
