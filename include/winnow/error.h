/*
 * error.h - why something cannot go on.
 *
 * An error is about the program's surroundings: a file that will not open, a
 * database that refuses, a mapping file with a typing mistake. Bad data is
 * never an error; it is a finding, and the run goes on.
 *
 *     const wn_error *err = wn_run_error(run);
 *     fprintf(stderr, "%s%s%s\n", err->file, err->file[0] ? ": " : "", err->text);
 *     if (err->hint[0])
 *         fprintf(stderr, "  %s\n", err->hint);
 */
#ifndef WINNOW_ERROR_H
#define WINNOW_ERROR_H

#include "winnow/base.h"

#ifdef __cplusplus
extern "C" {
#endif

typedef struct wn_error {
    wn_rc rc;
    int word;        /* number of the sentence; it may change with each version */
    wn_lang lang;    /* of text and hint; the owner of the wn_error sets it first */
    char file[1024]; /* the file the message is about, or "" */
    uint64_t line;   /* 1-based, 0 when not known */
    char text[1024]; /* one sentence, no newline, no full stop */
    char hint[1024]; /* what the user can do, or "" */
} wn_error;

#ifdef __cplusplus
}
#endif

#endif
