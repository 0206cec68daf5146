/* phone_words.h - words beside a telephone number, and what they mean for it. */
#ifndef TRANSFORMS_PHONE_WORDS_H
#define TRANSFORMS_PHONE_WORDS_H

#include "winnow/arena.h"

typedef enum phone_word {
    PHONE_WORD_TEXT,      /* "ask for Tom": says nothing of the number */
    PHONE_WORD_LABEL,     /* "Tel", 手机: says only what the field says */
    PHONE_WORD_OR,        /* another number follows */
    PHONE_WORD_EXTENSION, /* an extension follows: ext, Durchwahl, 分机 */
} phone_word;

/* The end of the word that begins at `at`; `at` itself: no word begins there. */
size_t phone_word_end(wn_str s, size_t at);
phone_word phone_word_kind(wn_str word);
/* How many ASCII digits the text has. */
size_t phone_count_digits(wn_str s);

#endif
