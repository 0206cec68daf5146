/* normal_form.c - one spelling for what people write in several ways. */
#include "normal_form.h"

#include "core/han.h"

#include <string.h>

wn_str link_folded(wn_str s, wn_arena *arena)
{
    char *out = wn_arena_bytes(arena, s.len * 3 + 1);
    size_t len = 0;
    bool blank = false;

    for (size_t at = 0; at < s.len;) {
        uint32_t c = (unsigned char)s.ptr[at] < 0x80 ? (unsigned char)s.ptr[at++]
                                                     : wn_utf8_next(s, &at);
        c = c < 0x80 ? (c >= 'A' && c <= 'Z' ? c | 32 : c)
                     : wn_fold_letter(wn_simplified(wn_narrow(c)));
        bool word = c >= 0x80 ? wn_is_letter(c) || wn_digit(c) >= 0
                              : (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') ||
                                    c == '@' || c == '.';
        if (c == '\'' || c == 0x2019 || c == 0)
            continue;
        if (!word) {
            blank = true;
            continue;
        }
        if (blank && len > 0)
            out[len++] = ' ';
        blank = false;
        len += wn_utf8_put(out + len, c);
    }
    while (len > 0 && (out[len - 1] == '.' || out[len - 1] == ' '))
        len--;
    wn_arena_trim(arena, out, s.len * 3 + 1, len);
    return (wn_str){out, len};
}

bool link_has_word(wn_str words, wn_str word)
{
    while (words.len > 0)
        if (wn_str_equal(wn_str_cut(&words, WN_STR(" ")), word))
            return true;
    return false;
}

wn_str link_digits(wn_str s, wn_arena *arena)
{
    char *out = wn_arena_bytes(arena, s.len + 1);
    size_t len = 0;

    for (size_t at = 0; at < s.len;) {
        int digit = wn_digit(wn_utf8_next(s, &at));
        if (digit >= 0)
            out[len++] = (char)('0' + digit);
    }
    return (wn_str){out, len};
}

/* Pairs of a letter and a digit that scanners and people take for each other. */
static const char *const letters_like_digits = "o0l1i1|1z2s5b8g9",
                         *const digits_like_letters = "0o1l|l2z5s8b9g";

static char like(char c, const char *pairs)
{
    for (; *pairs; pairs += 2)
        if (*pairs == c)
            return pairs[1];
    return '\0';
}

/* 276|0 -> 27610: only where all letters look like digits, and most characters are
 * digits. */
static wn_str letters_as_digits(wn_str s, wn_arena *arena)
{
    char *out = wn_arena_bytes(arena, s.len + 1);
    size_t digits = 0;

    for (size_t i = 0; i < s.len; i++) {
        char small = (char)(s.ptr[i] | (s.ptr[i] >= 'A' && s.ptr[i] <= 'Z' ? 32 : 0));
        bool digit = s.ptr[i] >= '0' && s.ptr[i] <= '9';
        bool letter = (small >= 'a' && small <= 'z') || small == '|';
        out[i] = letter ? like(small, letters_like_digits) : s.ptr[i];
        if (out[i] == '\0')
            return s;
        digits += digit;
    }
    return digits * 2 > s.len ? (wn_str){out, s.len} : s;
}

wn_str link_bars_as_letters(wn_str s, wn_arena *arena)
{
    if (!memchr(s.ptr, '|', s.len))
        return s;
    char *out = wn_arena_bytes(arena, s.len);
    for (size_t i = 0; i < s.len; i++)
        out[i] = s.ptr[i] == '|' ? 'l' : s.ptr[i];
    return (wn_str){out, s.len};
}

wn_str link_digits_as_letters(wn_str s, wn_arena *arena)
{
    char *out = wn_arena_bytes(arena, s.len + 1);
    size_t letters = 0, changed = 0;

    for (size_t i = 0; i < s.len; i++) {
        char letter = like(s.ptr[i], digits_like_letters);
        out[i] = letter ? letter : s.ptr[i];
        changed += letter != '\0';
        letters += s.ptr[i] >= 'a' && s.ptr[i] <= 'z';
    }
    return changed && letters > changed ? (wn_str){out, s.len} : s;
}

wn_str link_romanized(wn_str s, bool surname, wn_arena *arena)
{
    bool first = true;
    size_t len = 0;

    if (wn_is_ascii(s))
        return s;
    char *out = wn_arena_bytes(arena, s.len * 8 + 8);
    const char *compound = surname ? wn_compound_surname(s) : NULL;
    size_t at = compound ? 6 : 0;
    if (compound)
        len = (size_t)(stpcpy(out, compound) - out);
    while (at < s.len) {
        uint32_t c = wn_utf8_next(s, &at);
        const char *sound =
            surname && first && !compound ? wn_pinyin_surname(c) : wn_pinyin(c);
        first = false;
        sound = sound ? sound : c >= 0x80 ? wn_latin_ascii(c) : NULL;
        if (sound)
            len = (size_t)(stpcpy(out + len, sound) - out);
        else if (c != 0x44A && c != 0x44C) /* ъ and ь have no sound */
            len += wn_utf8_put(out + len, c);
    }
    return (wn_str){out, len};
}

#define MOST_DIGITS 18 /* of a number; an identity number of China */
#define LEAST_DIGITS 7 /* of a telephone number */

wn_str link_first_number(wn_str s, wn_arena *arena)
{
    if (wn_str_ends(s, WN_STR(".0"))) /* a spreadsheet took it for a quantity */
        s.len -= 2;
    s = letters_as_digits(s, arena);
    wn_str digits = link_digits(s, arena);

    for (size_t i = 0; i < s.len && digits.len > MOST_DIGITS; i++) {
        if (s.ptr[i] != ' ' && s.ptr[i] != '/' && s.ptr[i] != ',' && s.ptr[i] != '|')
            continue;
        wn_str first = link_digits((wn_str){s.ptr, i}, arena);
        if (first.len >= LEAST_DIGITS)
            return first;
    }
    return digits;
}
