/* error.c - filling in the one error a run can end with. */
#include "winnow/error.h"

#include <stdarg.h>
#include <stdio.h>

wn_rc wn_fail(wn_error *err, wn_rc rc, wn_word word, ...)
{
    va_list args;

    if (err->rc < 0)
        return err->rc;
    va_start(args, word);
    vsnprintf(err->text, sizeof(err->text), wn_say(err->lang, word), args);
    va_end(args);
    err->rc = rc;
    err->word = word;
    err->hint[0] = '\0';
    return rc;
}

void wn_error_at(wn_error *err, const char *file, uint64_t line)
{
    snprintf(err->file, sizeof(err->file), "%s", file);
    err->line = line;
}

void wn_error_hint(wn_error *err, wn_word word, ...)
{
    va_list args;

    va_start(args, word);
    vsnprintf(err->hint, sizeof(err->hint), wn_say(err->lang, word), args);
    va_end(args);
}
