/* error.c - fills in the error that a run ends with. */
#include "winnow/error.h"
#include "fail.h"
#include "text.h"
#include "words.h"

#include <stdarg.h>
#include <stdio.h>

/* Write the sentence. It is cut where it does not fit, but never inside a character. */
static void say(char *out, size_t room, wn_lang lang, wn_word word, va_list args)
{
    vsnprintf(out, room, wn_say(lang, word), args);
    out[wn_utf8_valid(wn_str_of(out))] = '\0';
}

wn_rc wn_fail(wn_error *err, wn_rc rc, wn_word word, ...)
{
    va_list args;

    if (err->rc < 0)
        return err->rc;
    va_start(args, word);
    say(err->text, sizeof(err->text), err->lang, word, args);
    va_end(args);
    err->rc = rc;
    err->word = WN_WORD_NUMBER(word);
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
    say(err->hint, sizeof(err->hint), err->lang, word, args);
    va_end(args);
}
