/* phone_text.h - the text of a telephone number, one byte a character. */
#ifndef TRANSFORMS_PHONE_TEXT_H
#define TRANSFORMS_PHONE_TEXT_H

#include "winnow/base.h"

#define PHONE_TEXT_LONGEST 250 /* characters; longer texts are no numbers */

/* Characters outside of ASCII, as far as they matter in a number. Digits of all
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
    bool marked; /* it holds what may begin an extension */
} phone_text;

/* False: longer than a number can be. */
bool phone_text_read(wn_str s, phone_text *out);
/* From the first digit or plus to the last that can belong to it (RFC 3966's
 * tel:, ;phone-context= and ;isub= are understood). */
void phone_text_extract(phone_text *text);
/* Cut the extension off. Returns the number of its digits, copied to `out`,
 * which has room for 20; 0: there is none. */
int phone_text_extension(phone_text *text, char *out);
/* Could the whole of it be a number? Two digits, or three among marks. */
bool phone_text_is_viable(const phone_text *text, int len);

#endif
