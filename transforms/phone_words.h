/* phone_words.h - words beside a telephone number, and what they say of it. */
#ifndef TRANSFORMS_PHONE_WORDS_H
#define TRANSFORMS_PHONE_WORDS_H

#include "winnow/arena.h"

typedef enum phone_word {
    PHONE_WORD_TEXT,      /* "ask for Tom": nothing of the number */
    PHONE_WORD_LABEL,     /* "Tel", 手机: what the field says already */
    PHONE_WORD_OR,        /* another number follows */
    PHONE_WORD_EXTENSION, /* an extension follows: ext, Durchwahl, 分机 */
} phone_word;

/* Where the letters end that begin at `at`; `at`: there is none. */
size_t phone_word_end(wn_str s, size_t at);
phone_word phone_word_kind(wn_str word);
/* Decimal digits of ASCII. */
size_t phone_count_digits(wn_str s);

#endif
