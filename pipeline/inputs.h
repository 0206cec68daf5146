/* inputs.h - shared by the files of pipeline/ that look inputs up. */
#ifndef PIPELINE_INPUTS_H
#define PIPELINE_INPUTS_H

#include "winnow/pipeline.h"

bool input_is_folder(const char *path);
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

/* unread_files.c: is the file none of the exports: written by winnow, a mapping, or what
 * a system puts beside its files? `path` as wn_input_list has it. */
bool input_is_own(const wn_context *context, const char *path);
/* The same path for the same file, however it is written; of an archive with one file,
 * that file. */
const char *input_canonical(const char *path, wn_arena *arena);

/* unread.c: find what the files given have beside what was read, into
 * context->results->unread. Nothing in it fails a run. */
void unread_find(const wn_context *context);

#endif
