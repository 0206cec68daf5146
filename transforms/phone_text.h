/* phone_text.h - the text of a telephone number, one byte a character. */
#ifndef TRANSFORMS_PHONE_TEXT_H
#define TRANSFORMS_PHONE_TEXT_H

#include "winnow/base.h"

#define PHONE_TEXT_LONGEST 250 /* characters; longer texts are no numbers */

/* One byte for each kind of non-ASCII character that matters in a number. Digits of all
 * scripts are '0' to '9', and a full-width plus is '+'. */
enum {
    PHONE_NBSP = 0x80,
    PHONE_MARK, /* punctuation that stands between digits */
    PHONE_WIDE_HASH,
    PHONE_WIDE_DOT,
    PHONE_WIDE_TILDE,
    PHONE_WIDE_E, /* letters of the labels of extensions */
    PHONE_WIDE_X,
    PHONE_WIDE_T,
    PHONE_WIDE_N,
    PHONE_WIDE_I,
    PHONE_DE, /* доб */
    PHONE_O,
    PHONE_BE,
    PHONE_O_ACUTE,
    PHONE_ACUTE,
    PHONE_LETTER, /* any other letter, number, character */
    PHONE_OTHER,
};

typedef struct phone_text {
    unsigned char at[PHONE_TEXT_LONGEST];
    int len;
    bool marked; /* it has a character that may begin an extension */
} phone_text;

/* False: the text is longer than a number can be. */
bool phone_text_read(wn_str s, phone_text *out);
/* Cuts the text to the part from the first digit or plus to the last character that can
 * belong to the number (tel:, ;phone-context= and ;isub= by RFC 3966). */
void phone_text_extract(phone_text *text);
/* Cuts the extension off. Returns how many digits it has, and copies them to `out`,
 * which has room for 20; 0: there is none. */
int phone_text_extension(phone_text *text, char *out);
/* Can the whole text be a number? It needs two digits, or three if there are marks. */
bool phone_text_is_viable(const phone_text *text, int len);

#endif
