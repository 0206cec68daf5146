/* fail.h - how an error is filled in. */
#ifndef CORE_FAIL_H
#define CORE_FAIL_H

#include "winnow/error.h"
#include "words.h"

/* The message is written once, where the failure is first known, with wn_fail(). Callers
 * above only pass the code up. Fill the error and return rc, so that a failure is one
 * statement:
 *     return wn_fail(err, WN_E_SOURCE, WN_SAY_CANNOT_OPEN, path, why);
 * The first failure stays: a later one does not write over it. */
wn_rc wn_fail(wn_error *err, wn_rc rc, wn_word word, ...) WN_SAYS(3, 4);
void wn_error_at(wn_error *err, const char *file, uint64_t line);
void wn_error_hint(wn_error *err, wn_word word, ...) WN_SAYS(2, 3);

#endif
