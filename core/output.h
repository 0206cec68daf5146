/*
 * output.h - files that winnow writes: one way to write them, and one rule for what is
 * there already.
 *
 * A file is written aside, in the folder it is for, under a name that is new (O_EXCL,
 * mode 0600), and gets its own name in one rename when all the files of its run stand.
 * Until then the earlier file stays. No link is followed, and no mode is inherited.
 *
 * What winnow did not write is not replaced unless people say --force. What it wrote it
 * knows by the list FOLDER/.winnow-files: the SHA-256 and the name of each file that was
 * written there, as sha256sum writes them, noted before the file gets its name. A file
 * whose bytes are those of a line of the list is winnow's; one that somebody edited is
 * not, and a link never is. A list that belongs to another user is not believed.
 */
#ifndef CORE_OUTPUT_H
#define CORE_OUTPUT_H

#include "file.h"

#include <sys/types.h>

/* What stands where a file is to be written. */
typedef enum wn_standing {
    WN_STANDS_NOTHING,
    WN_STANDS_OWN,     /* winnow wrote it, and nobody changed it since */
    WN_STANDS_CHANGED, /* winnow wrote one of that name; this one says something else */
    WN_STANDS_FOREIGN, /* winnow wrote none of that name */
    WN_STANDS_LINK,
    WN_STANDS_FOLDER,
} wn_standing;

/* `name` is below the folder, perhaps in a folder there ("refused/a.csv"). */
wn_standing wn_output_stands(const char *folder, const char *name);
/* May the file be replaced? WN_E_USAGE with a sentence and the next step: no. */
wn_rc wn_output_may(const char *folder, const char *name, bool force, wn_error *err);
/* The same of a path that people gave. A pipe or a device may always be written to. */
wn_rc wn_output_may_path(const char *path, bool force, wn_error *err);

/* A file on its way. */
typedef struct wn_output {
    const char *folder, *name;
    const char *path;  /* both together, as people know the file */
    const char *aside; /* path of the file while it is written; NULL: a pipe or device */
    int fd;            /* of a pipe or device, else -1 */
    dev_t device;      /* which file is ours */
    ino_t inode;
    bool kept;
    struct wn_output *next;
} wn_output;

/* Files that get their names together. Starts as {0}, ends with wn_outputs_drop. */
typedef struct wn_outputs {
    wn_output *first, *last;
    bool force;
    bool sync;     /* they are on the disk before they get their names */
    bool only_new; /* nothing may be there, and nothing is noted: backups */
    wn_arena arena;
} wn_outputs;

/* Begin a file. The folder must be there; a folder in `name` is made at the end. NULL:
 * err says why (WN_E_TARGET). What is returned belongs to `all`. */
wn_output *wn_outputs_add(wn_outputs *all, const char *folder, const char *name,
                          wn_error *err);
/* The same of a path that people gave, which may be a pipe or a device. */
wn_output *wn_outputs_add_path(wn_outputs *all, const char *path, wn_error *err);
/* Append. WN_E_TARGET. */
wn_rc wn_output_put(wn_output *output, wn_str bytes, wn_error *err);
/* It cannot be written, for this errno: one sentence, and the next step. */
wn_rc wn_output_fail(const wn_output *output, int why, wn_error *err);
/* Before the moment from which there is no way back: are all of them still there, and may
 * they have their names? They are noted in the list. WN_E_USAGE, WN_E_TARGET. */
wn_rc wn_outputs_ready(wn_outputs *all, wn_error *err);
/* Give them their names. WN_E_TARGET: one or more could not have theirs; the others do.
 */
wn_rc wn_outputs_keep(wn_outputs *all, wn_error *err);
/* Take away what was not kept, and give everything back. */
void wn_outputs_drop(wn_outputs *all);
/* The last three steps, where all went well so far (rc); else only the last. */
wn_rc wn_outputs_finish(wn_outputs *all, wn_rc rc, wn_error *err);
/* One whole file: all of these steps. */
wn_rc wn_output_write(const char *folder, const char *name, wn_str bytes, bool force,
                      wn_error *err);

/* The list of the folder, and the name in its next line, which is taken off; "": the line
 * has none. For output_folder.c. */
void wn_outputs_list(const char *folder, wn_buf *out);
wn_str wn_outputs_next(wn_str *list);
void wn_outputs_remove(const char *folder, const char *name); /* by no link */

/* ---- output_folder.c: a folder that is written anew ------------------------------- */

/* Patterns are as in wn_pattern_match and end with NULL. One without a "*" is the name of
 * a file that may be written; one with a "*" stands for what the list has of that kind.
 *
 * Before anything is read: may what stands in the folder under these patterns be
 * replaced? And is none of it one of the `inputs`, through whatever links and spellings?
 * WN_E_USAGE; of the inputs also with force. */
wn_rc wn_folder_check(const char *folder, const char *const *patterns,
                      const char *const *inputs, size_t input_count, bool force,
                      wn_error *err);
/* Take away what winnow wrote there before and these outputs do not replace. */
void wn_folder_clear(const char *folder, const char *const *patterns,
                     const wn_outputs *but);
/* Is an output one of the inputs, or the same file as another output? WN_E_USAGE. Any of
 * them may be NULL. Of an input in an archive the archive counts; "sqlite:" is left out.
 */
wn_rc wn_outputs_apart(const char *const *outputs, size_t output_count,
                       const char *const *inputs, size_t input_count, wn_error *err);

#endif
