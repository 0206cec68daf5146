/*
 * output.h - files that winnow writes: one way to write them, and one rule for what is
 * there already.
 *
 * A file is first written under a new temporary name in its folder (O_EXCL, mode 0600).
 * When all files of the run are complete, each gets its own name by a rename. Until then
 * the earlier file stays. No link is followed, and no mode is inherited.
 *
 * A file that winnow did not write is replaced only with --force. The list
 * FOLDER/.winnow-files says what winnow wrote: the SHA-256 and the name of each file, as
 * sha256sum writes them, added before the file gets its name. A file is winnow's if its
 * name and its SHA-256 are in a line of the list. So a file that somebody edited is not
 * winnow's, and a link never is. A list that another user owns is ignored.
 */
#ifndef CORE_OUTPUT_H
#define CORE_OUTPUT_H

#include "file.h"

#include <sys/types.h>

/* What is already at the place where a file is to be written. */
typedef enum wn_standing {
    WN_STANDS_NOTHING,
    WN_STANDS_OWN,     /* winnow wrote it, and nobody changed it since */
    WN_STANDS_CHANGED, /* winnow wrote a file of that name; somebody changed it */
    WN_STANDS_FOREIGN, /* a file, but winnow wrote none of that name */
    WN_STANDS_LINK,
    WN_STANDS_FOLDER,
} wn_standing;

/* `name` is a path below the folder; it may contain folders ("refused/a.csv"). */
wn_standing wn_output_stands(const char *folder, const char *name);
/* May the file be replaced? WN_E_USAGE: no; err has the sentence and the next step. */
wn_rc wn_output_may(const char *folder, const char *name, bool force, wn_error *err);
/* The same for a path that people gave. A pipe or a device may always be written to. */
wn_rc wn_output_may_path(const char *path, bool force, wn_error *err);

/* A file that is being written. */
typedef struct wn_output {
    const char *folder, *name;
    const char *path;  /* both together, as people know the file */
    const char *aside; /* its temporary path; NULL: a pipe or device */
    int fd;            /* of a pipe or device, else -1 */
    dev_t device;      /* with `inode`: identifies the temporary file */
    ino_t inode;
    bool kept;
    bool replaces; /* set by the caller: it was read just now, so nothing of it is lost */
    struct wn_output *next;
} wn_output;

/* Files that get their names together. Starts as {0}, ends with wn_outputs_drop. */
typedef struct wn_outputs {
    wn_output *first, *last;
    bool force;
    bool sync;     /* fsync the files before they get their names */
    bool only_new; /* for backups: no file may exist there, and the list is not written */
    wn_arena arena;
} wn_outputs;

/* Begin a file. The folder must exist; folders in `name` are made at the end. `all` owns
 * the result. NULL: err says why (WN_E_TARGET). */
wn_output *wn_outputs_add(wn_outputs *all, const char *folder, const char *name,
                          wn_error *err);
/* The same for a path that people gave, which may be a pipe or a device. */
wn_output *wn_outputs_add_path(wn_outputs *all, const char *path, wn_error *err);
/* Append the bytes. Error: WN_E_TARGET. */
wn_rc wn_output_put(wn_output *output, wn_str bytes, wn_error *err);
/* Fill err: the file cannot be written, because of the errno `why`. Returns the code. */
wn_rc wn_output_fail(const wn_output *output, int why, wn_error *err);
/* To be called before the step that cannot be undone (the commit of the target): test
 * that all temporary files still exist and may get their names; add them to the list.
 * Errors: WN_E_USAGE, WN_E_TARGET. */
wn_rc wn_outputs_ready(wn_outputs *all, wn_error *err);
/* Give all files their names. WN_E_TARGET: some could not get theirs; the others have. */
wn_rc wn_outputs_keep(wn_outputs *all, wn_error *err);
/* Remove the temporary files that got no name, and free everything. */
void wn_outputs_drop(wn_outputs *all);
/* The last three steps if rc is no error; else only the last one. */
wn_rc wn_outputs_finish(wn_outputs *all, wn_rc rc, wn_error *err);
/* Write one whole file: all of these steps. */
wn_rc wn_output_write(const char *folder, const char *name, wn_str bytes, bool force,
                      wn_error *err);

/* For output_folder.c: append the list of the folder to out; take the next line off the
 * list and return the name in it, "" if it has none; remove a file, following no link. */
void wn_outputs_list(const char *folder, wn_buf *out);
wn_str wn_outputs_next(wn_str *list);
void wn_outputs_remove(const char *folder, const char *name);

/* ---- output_folder.c: a folder that is written anew ------------------------------- */

/* Patterns are as in wn_pattern_match and end with NULL. A pattern without "*" is the
 * name of a file that may be written; a pattern with "*" stands for the names in the
 * folder's list that fit it.
 *
 * To be called before anything is read: may the files of these patterns in the folder be
 * replaced? Is none of them one of the `inputs`, by any link or spelling? WN_E_USAGE: no.
 * `force` does not allow an input to be replaced. */
wn_rc wn_folder_check(const char *folder, const char *const *patterns,
                      const char *const *inputs, size_t input_count, bool force,
                      wn_error *err);
/* Remove the files that winnow wrote there before, except those in `but`. */
void wn_folder_clear(const char *folder, const char *const *patterns,
                     const wn_outputs *but);
/* WN_E_USAGE: an output is one of the inputs, or the same file as another output.
 * Elements may be NULL. For an input inside an archive, the archive is compared; a
 * "sqlite:" before a path is ignored. */
wn_rc wn_outputs_apart(const char *const *outputs, size_t output_count,
                       const char *const *inputs, size_t input_count, wn_error *err);

#endif
