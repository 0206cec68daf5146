/*
 * error.h - why a run cannot go on.
 *
 * An error is about the program's surroundings: a file that will not open, a
 * database that refuses, a mapping file with a typing mistake. Bad data is
 * never an error; it is a finding (see finding.h) and the run goes on.
 *
 * The message is written once, where the failure is first known, with
 * wn_fail(). Callers above only pass the code up.
 */
#ifndef WINNOW_ERROR_H
#define WINNOW_ERROR_H

#include "winnow/words.h"

typedef struct wn_error {
    wn_rc rc;
    wn_word word;    /* what the text says */
    wn_lang lang;    /* set by whoever owns the error, before the run */
    char file[1024]; /* the file the message is about, or "" */
    uint64_t line;   /* 1-based, 0 when not known */
    char text[1024]; /* one sentence, no newline, no full stop */
    char hint[1024]; /* what the user can do, or "" */
} wn_error;

/* Fill the error and return rc, so that a failure is one statement:
 *     return wn_fail(err, WN_E_SOURCE, WN_SAY_CANNOT_OPEN, path, why);
 * The first failure stays: a later one does not write over it. */
wn_rc wn_fail(wn_error *err, wn_rc rc, wn_word word, ...) WN_SAYS(3, 4);
void wn_error_at(wn_error *err, const char *file, uint64_t line);
void wn_error_hint(wn_error *err, wn_word word, ...) WN_SAYS(2, 3);

#endif
