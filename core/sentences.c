/*
 * sentences.c - the table of the sentences of each language. tools/languages.awk makes
 * gen/languages.inc of languages/, and checks that each language has all sentences.
 */
#include "words.h"

#include <ctype.h>
#include <string.h>

#define LANGUAGE_BEGIN(code) static const char *const in_##code[WN_SAY_COUNT] = {
#define SAY(name, text) [WN_SAY_##name] = text,
#define LANGUAGE_END }
#include "languages.inc"

#define LANGUAGE(name, code, tag, own) [WN_##name] = in_##code,
static const char *const *const words[WN_LANG_COUNT] = {
#include "winnow/languages.def"
};
#undef LANGUAGE

#define LANGUAGE(name, code, tag, own) [WN_##name] = {#code, tag, own, WN_PAGE_NAME(tag)},
const wn_language wn_languages[WN_LANG_COUNT] = {
#include "winnow/languages.def"
};
#undef LANGUAGE

const char *wn_say(wn_lang lang, wn_word word)
{
    return words[lang][word];
}

bool wn_lang_find(wn_str text, wn_lang *lang_out)
{
    for (wn_lang lang = 0; lang < WN_LANG_COUNT; lang++) {
        wn_str code = wn_str_of(wn_languages[lang].code);
        if (text.len >= code.len && !memcmp(text.ptr, code.ptr, code.len) &&
            (text.len == code.len || !isalnum((unsigned char)text.ptr[code.len]))) {
            *lang_out = lang;
            return true;
        }
    }
    return false;
}
