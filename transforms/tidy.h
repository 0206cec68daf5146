/* tidy.h - what every transform does first: blanks, width, invisible marks. */
#ifndef TRANSFORMS_TIDY_H
#define TRANSFORMS_TIDY_H

#include "core/text.h"

enum {
    TIDY_NARROW = 1,  /* all full-width ASCII: （ -> (; else letters and digits only */
    TIDY_LINES = 2,   /* keep line breaks; else they are blanks */
    TIDY_SQUEEZE = 4, /* no blanks at all */
    TIDY_MARKUP = 8,  /* HTML is taken out: <b>, <br>, &amp; */
};

/* Trimmed, runs of blanks made one, full-width letters and digits narrowed,
 * invisible and control characters gone: but for those that are spelling (in Persian, the
 * scripts of India, emoji). Returns `in` itself, or a part of it,
 * when nothing inside had to change; else a copy in the arena. */
wn_str tidy(wn_str in, int flags, wn_arena *arena);

#endif
