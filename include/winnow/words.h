/*
 * words.h - every sentence that people read, in English and Chinese.
 *
 * One table, core/words.def: WORD(NAME, "English", "中文"). A sentence is a
 * printf format; both languages take the same arguments in the same order,
 * which a test checks.
 */
#ifndef WINNOW_WORDS_H
#define WINNOW_WORDS_H

#include "winnow/base.h"

typedef enum wn_word {
#define WORD(name, en, zh) WN_SAY_##name,
#include "winnow/words.def"
#undef WORD
    WN_SAY_COUNT
} wn_word;

const char *wn_say(wn_lang lang, wn_word word);

#endif
