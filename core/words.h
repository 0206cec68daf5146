/*
 * words.h - every sentence that people read, in each language.
 *
 * words.def has the names of the sentences, languages.def the languages, and a file of
 * languages/ what they are in one. A sentence is a printf format; each language takes the
 * same arguments in the same order, or the build stops (tools/languages.awk).
 */
#ifndef CORE_WORDS_H
#define CORE_WORDS_H

#include "winnow/base.h"

/* Behind a function that takes a word and what its sentence asks for. `make check-words`
 * reads the tree with words that are their sentences, so that gcc looks whether the
 * arguments fit: WN_WORDS is then a file with the rows of a language. */
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
#define WN_WORD_NUMBER(word) ((int)(word)) /* as a wn_error has it */
#endif

const char *wn_say(wn_lang lang, wn_word word) WN_SAID(2);

/* A row of languages.def. */
typedef struct wn_language {
    const char *code; /* "zh" */
    const char *tag;  /* "zh-CN" */
    const char *own;  /* "中文" */
    const char *page; /* the report of a run in it */
} wn_language;

#define WN_PAGE_NAME(tag) "report." tag ".html"

extern const wn_language wn_languages[WN_LANG_COUNT];

/* The language that "zh", "zh-CN" or "zh_CN.UTF-8" asks for; false where there is none.
 */
bool wn_lang_find(wn_str text, wn_lang *lang_out);

#endif
