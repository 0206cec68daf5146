/* phone_words.h - text that people write beside a telephone number. */
#ifndef TRANSFORMS_PHONE_WORDS_H
#define TRANSFORMS_PHONE_WORDS_H

#include "winnow/arena.h"

/* Does the cell say more than its numbers and what they are called: "ask for Tom",
 * "(office)"? Letters that are dialled (1-800-FLOWERS) are no words. */
bool phone_has_words(wn_str s);
/* The cell without such words in brackets and behind its last digit; `s` itself where
 * there are none. */
wn_str phone_without_words(wn_str s, wn_arena *arena);
/* Decimal digits of ASCII. */
size_t phone_count_digits(wn_str s);

#endif
