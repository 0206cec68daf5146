/* sentences.c - the table of sentences, compiled. */
#include "winnow/words.h"

static const char *const words[WN_SAY_COUNT][WN_LANG_COUNT] = {
#define WORD(name, en, zh) [WN_SAY_##name] = {en, zh},
#include "winnow/words.def"
#undef WORD
};

const char *wn_say(wn_lang lang, wn_word word)
{
    return words[word][lang];
}
