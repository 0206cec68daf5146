/*
 * words.h - every sentence that people read, in each language.
 *
 * words.def has the names of the sentences, languages.def the languages, and a file in
 * languages/ for each language the texts. A sentence is a printf format; it has the same
 * arguments in the same order in each language, or the build stops (tools/languages.awk).
 */
#ifndef CORE_WORDS_H
#define CORE_WORDS_H

#include "winnow/base.h"

/* WN_SAYS follows the declaration of a function that takes a word and the arguments of
 * its sentence. `make check-words` compiles the tree with WN_WORDS set to a file that has
 * the sentences of a language: each word is then its sentence, a format string, and gcc
 * checks the arguments against it. */
#ifdef WN_WORDS
#define WN_SAYS(word, first) __attribute__((format(printf, word, first)))
#define WN_SAID(word) __attribute__((format_arg(word))) /* returns the sentence */
#define SAY(name, text) static const char WN_SAY_##name[] = text;
#include WN_WORDS
#undef SAY
typedef const char *wn_word;
#define WN_SAY_COUNT ((wn_word)0)
#define WN_WORD_NUMBER(word) ((void)(word), 0)
#else
#define WN_SAYS(word, first)
#define WN_SAID(word)
typedef enum wn_word {
#define WORD(name) WN_SAY_##name,
#include "words.def"
#undef WORD
    WN_SAY_COUNT
} wn_word;
#define WN_WORD_NUMBER(word) ((int)(word)) /* for wn_error.word */
#endif

const char *wn_say(wn_lang lang, wn_word word) WN_SAID(2);

/* A row of languages.def. */
typedef struct wn_language {
    const char *code; /* "zh" */
    const char *tag;  /* "zh-CN" */
    const char *own;  /* "中文" */
    const char *page; /* file name of a run's report in this language */
} wn_language;

#define WN_PAGE_NAME(tag) "report." tag ".html"

extern const wn_language wn_languages[WN_LANG_COUNT];

/* The language that "zh", "zh-CN" or "zh_CN.UTF-8" names. False: there is none. */
bool wn_lang_find(wn_str text, wn_lang *lang_out);

#endif
