/* markup.h - removes HTML from notes, and pinyin written after characters. */
#ifndef TRANSFORMS_MARKUP_H
#define TRANSFORMS_MARKUP_H

#include "winnow/arena.h"

/* Decodes entities (&amp; &#20013;), also those escaped twice (&amp;amp;), and removes
 * HTML tags; <br> and ends of paragraphs become line breaks. Other text stays (AT&T; a
 * < b, <张伟>). Returns the text itself if it has no HTML. */
wn_str markup_strip(wn_str s, wn_arena *arena);
/* 營(yíng)銷(xiāo) -> 營銷: readings in brackets behind single characters. */
wn_str markup_strip_pinyin(wn_str s, wn_arena *arena);

#endif
