/* why.c - why a call of the system failed, in the user's language. */
#include "fail.h"
#include "memory.h"

#include <errno.h>
#include <string.h>

const char *wn_why(wn_lang lang, int number)
{
    static const struct {
        int number;
        wn_word word;
    } known[] = {{ENOENT, WN_SAY_WHY_ABSENT},     {EACCES, WN_SAY_WHY_FORBIDDEN},
                 {EPERM, WN_SAY_WHY_FORBIDDEN},   {EROFS, WN_SAY_WHY_READ_ONLY},
                 {ENOSPC, WN_SAY_WHY_FULL},       {EDQUOT, WN_SAY_WHY_FULL},
                 {EFBIG, WN_SAY_WHY_FULL},        {EMFILE, WN_SAY_WHY_MANY_OPEN},
                 {ENFILE, WN_SAY_WHY_MANY_OPEN},  {EISDIR, WN_SAY_WHY_FOLDER},
                 {ENOTDIR, WN_SAY_WHY_NO_FOLDER}, {EEXIST, WN_SAY_WHY_EXISTS},
                 {EIO, WN_SAY_WHY_DEVICE},        {ENAMETOOLONG, WN_SAY_WHY_LONG},
                 {ELOOP, WN_SAY_WHY_LOOP},        {EPIPE, WN_SAY_WHY_PIPE},
                 {EBUSY, WN_SAY_WHY_BUSY},        {ETXTBSY, WN_SAY_WHY_BUSY}};

    for (size_t i = 0; i < WN_COUNT(known); i++)
        if (known[i].number == number)
            return wn_say(lang, known[i].word);
    return strerror(number);
}
