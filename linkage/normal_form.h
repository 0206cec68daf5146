/*
 * normal_form.h - one spelling for what people write in several ways.
 *
 * All return text in the arena, or the argument itself where there is nothing to change.
 */
#ifndef LINKAGE_NORMAL_FORM_H
#define LINKAGE_NORMAL_FORM_H

#include "core/text.h"

/* In small letters without accents, Chinese simplified; marks become one blank (but @,
 * and a dot inside), apostrophes go. */
wn_str link_folded(wn_str s, wn_arena *arena);
/* The digits alone, of any script, as 0 to 9. */
wn_str link_digits(wn_str s, wn_arena *arena);
/* The digits of the first number of a cell that may hold several; 276|0 is 27610. */
wn_str link_first_number(wn_str s, wn_arena *arena);
/* he|en -> helen: in a name, a bar is an l. */
wn_str link_bars_as_letters(wn_str s, wn_arena *arena);
/* r0bin5on -> robinson: digits between letters are letters that look like them. */
wn_str link_digits_as_letters(wn_str s, wn_arena *arena);
/* In Latin letters: Chinese as pinyin (`surname`: the beginning as a surname is read),
 * Васильев as vasilev. What cannot be read stays as it is. */
wn_str link_romanized(wn_str s, bool surname, wn_arena *arena);
/* Is the word one of these, which stand with blanks between them? */
bool link_has_word(wn_str words, wn_str word);

#endif
