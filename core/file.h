/* file.h - whole files, SHA-256, and paths. */
#ifndef CORE_FILE_H
#define CORE_FILE_H

#include "hash.h"
#include "text.h"
#include "winnow/error.h"

/* Open an ordinary file for reading; returns the descriptor. With a directory, a
 * FIFO, a device or a missing file: returns rc, and err says why. */
int wn_file_open(const char *path, wn_rc rc, wn_error *err);
/* Append a whole file, at most `limit` bytes of it, to out. */
wn_rc wn_file_read(const char *path, size_t limit, wn_rc rc, wn_buf *out, wn_error *err);
/* The same for an open descriptor, which is closed; `path` is for the message only. */
wn_rc wn_file_read_open(int fd, const char *path, size_t limit, wn_rc rc, wn_buf *out,
                        wn_error *err);
/* Write the bytes to a new file with mode 0600; never over an existing file, nor through
 * a link. Files for people are written with output.h instead. */
wn_rc wn_file_write(const char *path, wn_str bytes, wn_error *err);
/* Write all of the bytes to the descriptor. False: errno says why. */
bool wn_file_put(int fd, wn_str bytes);
/* Make a file without a name in the folder (NULL: that for temporary files), for reading
 * and writing; it is gone when its descriptor is closed. -1: errno says why. */
int wn_file_nameless(const char *folder);
/* Copy standard input ("-") to a file; returns its path, in the arena. The file
 * has no name on disk any more and is gone when the process ends. */
const char *wn_file_stdin(wn_arena *arena, wn_rc rc, wn_error *err);
/* SHA-256 (FIPS 180-4) in lower-case hex; out has room for 65. */
void wn_file_sha256(wn_str bytes, char *out);
/* The same of a whole file of any size. Returns rc if the file cannot be read. */
wn_rc wn_file_sum(const char *path, wn_rc rc, char *out, wn_error *err);
/* dir/name, or `name` alone when it is absolute. In the arena. */
wn_str wn_path_join(wn_arena *arena, wn_str dir, wn_str name);
wn_str wn_path_dir(wn_str path);  /* "." when there is none; borrowed */
wn_str wn_path_base(wn_str path); /* what follows the last slash; borrowed */
/* Is `end` the whole path, or its end from the beginning of a folder's or file's name? */
bool wn_path_ends(wn_str path, wn_str end);
bool wn_path_exists(const char *path);
bool wn_path_is_folder(const char *path);
/* Make the folder and those above it, mode 0700. WN_E_TARGET: it cannot be made, or what
 * stands there is no folder. */
wn_rc wn_path_make(const char *path, wn_error *err);

#endif
