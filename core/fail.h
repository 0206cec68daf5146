/* fail.h - how an error is filled in. */
#ifndef CORE_FAIL_H
#define CORE_FAIL_H

#include "winnow/error.h"
#include "words.h"

/* Fill the error and return rc, so that a failure is one statement:
 *     return wn_fail(err, WN_E_SOURCE, WN_SAY_CANNOT_OPEN, path, why);
 * It is called once, where the failure is first known; callers above only pass the code
 * up. An error that is already filled is not written over. */
wn_rc wn_fail(wn_error *err, wn_rc rc, wn_word word, ...) WN_SAYS(3, 4);
/* Why a call of the system failed, in words; by its errno. */
const char *wn_why(wn_lang lang, int number);
void wn_error_at(wn_error *err, const char *file, uint64_t line);
void wn_error_hint(wn_error *err, wn_word word, ...) WN_SAYS(2, 3);

#endif
