/* inputs.h - shared by the files of run/ that look for inputs. */
#ifndef RUN_INPUTS_H
#define RUN_INPUTS_H

#include "pipeline.h"

/* given.c: the files, folders and archives that the user gave, listed once. */
typedef struct input_given input_given;
/* The different files that a <file> may mean, best first. The memory belongs to the
 * input_given. */
typedef struct input_fits {
    const char **paths;
    size_t count, best; /* best: how many of the first fit equally well */
} input_fits;
input_given *input_given_open(const char *const *given, size_t count,
                              wn_surveys *surveys);
void input_given_close(input_given *given); /* NULL does no harm */
input_fits input_given_fits(input_given *given, const wn_plan *plan, const wn_file *file);
/* Set *path_out to the file that fits best, else to the one beside the mapping; a copy in
 * the arena. WN_E_MAPPING: several fit equally well. WN_E_SOURCE: there is none. */
wn_rc input_given_find(input_given *given, const wn_plan *plan, const wn_file *file,
                       const char **path_out, wn_arena *arena, wn_error *err);
/* Should the <file> be read? False: a given folder has refused records of an earlier run,
 * and none of this <file>. */
bool input_given_wants(input_given *given, const wn_plan *plan, const wn_file *file);

/* Survey the file and learn its columns. Where it has several tables and the mapping
 * names none, the table that fits the mapping best is chosen. The file stays open for its
 * reader, until wn_input_let_go(). */
wn_rc input_open(const wn_file *file, wn_input *input, const char *path, wn_error *err);
/* How many of the columns that the mapping uses the input has. */
size_t input_columns_found(const wn_file *file, const wn_input *input);

/* unread_files.c: is the file no export: written by winnow, a mapping, or a file that a
 * system puts beside its files? `path` as in wn_input_list. */
bool input_is_own(const wn_context *context, const char *path);

/* unread.c: find what the given files have beside what was read. Errors here never fail a
 * run. */
void unread_find(const wn_context *context, wn_unreads *out);

#endif
