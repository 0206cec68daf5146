/* inputs.h - shared by the files of its folder that look inputs up. */
#ifndef RUN_INPUTS_H
#define RUN_INPUTS_H

#include "core/pipeline.h"

bool input_is_folder(const char *path);

/* given.c: the files, folders and archives given, looked over once. */
typedef struct input_given input_given;
/* Those that a <file> may mean, different ones, best first. In what was opened. */
typedef struct input_fits {
    const char **paths;
    size_t count, best; /* best: so many fit equally well */
} input_fits;
input_given *input_given_open(const char *const *given, size_t count,
                              wn_surveys *surveys);
void input_given_close(input_given *given); /* NULL does no harm */
input_fits input_given_fits(input_given *given, const wn_plan *plan, const wn_file *file);
/* The one of them that fits best, else the one beside the mapping; a copy in the arena.
 * WN_E_MAPPING: there are several. WN_E_SOURCE: there is none. */
wn_rc input_given_find(input_given *given, const wn_plan *plan, const wn_file *file,
                       const char **path_out, wn_arena *arena, wn_error *err);
/* False: a folder that is given has an earlier run's refused records, and none of this
 * file. */
bool input_given_wants(input_given *given, const wn_plan *plan, const wn_file *file);

/* Survey the file and learn its columns; of several tables, none of them named, of the
 * one that fits the mapping best. It stays at hand. */
wn_rc input_open(const wn_file *file, wn_input *input, const char *path, wn_error *err);
/* How many of the columns that the mapping uses the input has. */
size_t input_columns_found(const wn_file *file, const wn_input *input);

/* unread_files.c: is the file none of the exports: written by winnow, a mapping, or what
 * a system puts beside its files? `path` as wn_input_list has it. */
bool input_is_own(const wn_context *context, const char *path);

/* unread.c: find what the files given have beside what was read. Nothing in it fails a
 * run. */
void unread_find(const wn_context *context, wn_unreads *out);

#endif
