/* tidy.h - the clean-up that every transform begins with: blanks, width, invisible
 * characters. */
#ifndef TRANSFORMS_TIDY_H
#define TRANSFORMS_TIDY_H

#include "core/text.h"

enum {
    TIDY_NARROW = 1,  /* all full-width ASCII: （ -> (; else only letters, digits */
    TIDY_LINES = 2,   /* keep line breaks; else they become blanks */
    TIDY_SQUEEZE = 4, /* no blanks at all */
    TIDY_MARKUP = 8,  /* remove HTML: <b>, <br>, &amp; */
};

/* Trims the text, makes each run of blanks one blank, narrows full-width letters and
 * digits, and removes invisible and control characters, except where they are spelling
 * (in Persian, in Indian scripts, in emoji). Returns `in` itself, or a part of it, if
 * nothing inside had to change; else a copy in the arena. */
wn_str tidy(wn_str in, int flags, wn_arena *arena);

#endif
