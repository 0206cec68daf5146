/* markup.h - HTML left in notes, and pinyin written behind characters. */
#ifndef TRANSFORMS_MARKUP_H
#define TRANSFORMS_MARKUP_H

#include "winnow/arena.h"

/* Entities (&amp; &#20013;) decoded, also such as were escaped twice (&amp;amp;), tags of
 * HTML taken out; <br> and ends of paragraphs become line breaks. What is neither (AT&T;
 * a < b, <张伟>) stays. Returns the text itself when it has neither. */
wn_str markup_strip(wn_str s, wn_arena *arena);
/* 營(yíng)銷(xiāo) -> 營銷: readings in brackets behind single characters. */
wn_str markup_strip_pinyin(wn_str s, wn_arena *arena);

#endif
