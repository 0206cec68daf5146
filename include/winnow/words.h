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

/* Behind a function that takes a word and what its sentence asks for. `make check-words`
 * reads the tree with words that are their sentences, so that gcc looks whether the
 * arguments fit: WN_WORDS is then en or zh. */
#ifdef WN_WORDS
#define WN_SAYS(word, first) __attribute__((format(printf, word, first)))
#define WN_SAID(word) __attribute__((format_arg(word))) /* returns the sentence */
#define WN_WORD_en(name, en, zh) static const char WN_SAY_##name[] = en;
#define WN_WORD_zh(name, en, zh) static const char WN_SAY_##name[] = zh;
#define WORD WN_WORDS
#include "winnow/words.def"
#undef WORD
typedef const char *wn_word;
#define WN_SAY_COUNT ((wn_word)0)
#else
#define WN_SAYS(word, first)
#define WN_SAID(word)
typedef enum wn_word {
#define WORD(name, en, zh) WN_SAY_##name,
#include "winnow/words.def"
#undef WORD
    WN_SAY_COUNT
} wn_word;
#endif

const char *wn_say(wn_lang lang, wn_word word) WN_SAID(2);

#endif
