/* fold.c - folding: texts without case, width, blanks and a few marks, to compare. */
#include "han.h"
#include "mapping.h"

/* Is it a blank of another width, or an invisible mark? N/A and a mark is still N/A. */
static bool is_unseen(uint32_t c)
{
    return c == 0xAD || c == 0x61C || (c >= 0x2000 && c <= 0x200F) ||
           (c >= 0x2028 && c <= 0x202F) || (c >= 0x205F && c <= 0x206F) || c == 0xFEFF;
}

/* Fold s from byte *at on, as much as fits into `room`; *at becomes where it stopped. */
static wn_str fold_some(wn_str s, size_t *at, char *out, size_t room)
{
    size_t len = 0;

    while (*at < s.len && len + 4 <= room) {
        unsigned char byte = (unsigned char)s.ptr[*at];
        uint32_t c = byte < 0x80 ? (++*at, byte) : wn_narrow(wn_utf8_next(s, at));
        if (c >= 'A' && c <= 'Z')
            c += 'a' - 'A';
        if (c == ' ' || c == '\t' || c == '_' || c == '-' || c == '.' || c == ',' ||
            c == '*' || c == '\r' || c == '\n' || (c >= 0xAD && is_unseen(c)))
            continue;
        if (c < 0x80)
            out[len++] = (char)c;
        else
            len += wn_utf8_put(out + len, wn_simplified(c));
    }
    return (wn_str){out, len};
}

wn_str wn_fold(wn_str s, char *out, size_t room)
{
    size_t at = 0;

    return fold_some(s, &at, out, room);
}

/* The fingerprint of the folded text, made piece by piece. *is_empty: it folds to
 * nothing.
 */
static wn_fingerprint fold_print(wn_str s, bool *is_empty)
{
    char folded[1024];
    size_t at = 0;
    wn_str piece = fold_some(s, &at, folded, sizeof(folded));
    wn_fingerprint print = wn_fingerprint_of(piece);

    *is_empty = piece.len == 0;
    while (at < s.len) {
        piece = fold_some(s, &at, folded, sizeof(folded));
        print = piece.len ? wn_fingerprint_mix(print, piece) : print;
    }
    return print;
}

wn_fingerprint wn_fold_fingerprint(wn_str s)
{
    bool unused;

    return fold_print(s, &unused);
}

bool wn_fold_equal(wn_str a, wn_str b)
{
    wn_fingerprint x = wn_fold_fingerprint(a), y = wn_fold_fingerprint(b);

    return x.a == y.a && x.b == y.b;
}

wn_fingerprint wn_spelling_fingerprint(wn_str s)
{
    bool is_empty;
    wn_fingerprint print = fold_print(s, &is_empty);

    return is_empty ? wn_fingerprint_of(s) : print;
}

bool wn_is_word(wn_str text, wn_word word)
{
    for (wn_lang lang = 0; lang < WN_LANG_COUNT; lang++)
        if (wn_fold_equal(text, wn_str_of(wn_say(lang, word))))
            return true;
    return false;
}
