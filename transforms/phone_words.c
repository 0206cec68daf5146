/*
 * phone_words.c - text beside a telephone number, so that nobody takes it for digits
 * ("(office)" is 633423 on the keys) and nobody loses it.
 */
#include "phone_words.h"

#include "phone_text.h"
#include "winnow/han.h"
#include "winnow/text.h"

#include <string.h>

#define DIALLED 7 /* with so many digits no letters are dialled */
#define LONGEST 24

/* What numbers, extensions and what is between two of them are called; small letters,
 * between blanks. They say nothing that the field does not say. */
static const char labels[] =
    " t m p c ph tel telephone phone mob mobile cell cellphone handy mobil telefon tél "
    "no "
    "nr number ext extn extension x xt int anexo isub context or and und "
    "电话 手机 手机号 手机号码 电话号码 联系电话 移动电话 固定电话 固话 座机 號碼 手機 "
    "電話 "
    "转 轉 分机 分機 内线 內線 或 和 доб extensión тел ";

static bool is_label(wn_str word)
{
    char text[LONGEST + 3] = " ";

    if (word.len > LONGEST)
        return false;
    for (size_t i = 0; i < word.len; i++)
        text[i + 1] = (char)(word.ptr[i] >= 'A' && word.ptr[i] <= 'Z' ? word.ptr[i] | 32
                                                                      : word.ptr[i]);
    text[word.len + 1] = ' ';
    return memmem(labels, sizeof(labels) - 1, text, word.len + 2) != NULL;
}

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

size_t phone_count_digits(wn_str s)
{
    size_t digits = 0;

    for (size_t i = 0; i < s.len; i++)
        digits += is_digit(s.ptr[i]);
    return digits;
}

/* Letters from s.ptr[at] on: where they end, or `at`. */
static size_t word_end(wn_str s, size_t at)
{
    size_t next = at;

    for (; at < s.len; at = next) {
        uint32_t c = wn_utf8_next(s, &next);
        bool letter = c < 0x80 ? (c | 32) >= 'a' && (c | 32) <= 'z' : wn_is_letter(c);
        if (!letter)
            return at;
    }
    return at;
}

/* Is there a word that is no label? */
static bool has_words(wn_str s)
{
    size_t at = 0;

    while (at < s.len && (unsigned char)s.ptr[at] <= '9') /* digits and marks */
        at++;
    while (at < s.len) {
        size_t end = word_end(s, at);
        if (end > at && !is_label((wn_str){s.ptr + at, end - at}))
            return true;
        if (end == at && (unsigned char)s.ptr[at] >= 0x80)
            wn_utf8_next(s, &end);
        at = end > at ? end : at + 1;
    }
    return false;
}

bool phone_has_words(wn_str s)
{
    return has_words(s) && phone_count_digits(s) >= DIALLED;
}

/* Where brackets with words and no digits end that begin at `at`; 0: there are none. */
static size_t remark_end(wn_str s, size_t at)
{
    const char *close = s.ptr[at] == '('   ? memchr(s.ptr + at, ')', s.len - at)
                        : s.ptr[at] == '[' ? memchr(s.ptr + at, ']', s.len - at)
                                           : NULL;
    wn_str inside = {s.ptr + at, close ? (size_t)(close - s.ptr) - at : 0};

    return close && phone_count_digits(inside) == 0 && has_words(inside)
               ? (size_t)(close - s.ptr) + 1
               : 0;
}

wn_str phone_without_words(wn_str s, wn_arena *arena)
{
    if (s.len > PHONE_TEXT_LONGEST || !phone_has_words(s))
        return s;
    char *text = wn_arena_bytes(arena, s.len);
    size_t len = 0, last = 0;

    for (size_t at = 0, end; at < s.len; at = end ? end : at + 1) {
        end = remark_end(s, at);
        text[len++] = end ? ' ' : s.ptr[at];
        last = is_digit(text[len - 1]) ? len : last;
    }
    if (last > 0 && has_words((wn_str){text + last, len - last}))
        len = last + (last < len && text[last] == '#');
    return (wn_str){text, len};
}
