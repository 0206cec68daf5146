/* tidy.c - blanks, width, invisible characters. Plain ASCII is not copied. */
#include "tidy.h"

#include "markup.h"
#include "core/han.h"
#include "core/memory.h"

#include <endian.h>
#include <string.h>

enum { PLAIN, BLANK, GONE, JOINER, SELECTOR, TAG };
enum { NON_JOINER = 0x200C, ZERO_JOINER = 0x200D, BLACK_FLAG = 0x1F3F4, KEYCAP = 0x20E3 };

struct range {
    uint32_t first, last, kind;
};

static bool is_within(uint32_t c, const struct range *ranges, size_t count)
{
    for (size_t i = 0; i < count && ranges[i].first <= c; i++)
        if (c <= ranges[i].last)
            return true;
    return false;
}

/* Kinds of characters that are invisible or not plain, in order. Control characters and
 * marks of direction, zero width and line breaking are removed. Characters that join
 * letters or choose their form stay where they do that. */
static unsigned kind_of(uint32_t c)
{
    static const struct range ranges[] = {
        {0x00, 0x08, GONE},      {0x09, 0x0D, BLANK},         {0x0E, 0x1F, GONE},
        {0x20, 0x20, BLANK},     {0x7F, 0x9F, GONE},          {0xA0, 0xA0, BLANK},
        {0xAD, 0xAD, GONE},      {0x61C, 0x61C, GONE},        {0x115F, 0x1160, BLANK},
        {0x1680, 0x1680, BLANK}, {0x180B, 0x180F, JOINER},    {0x2000, 0x200A, BLANK},
        {0x200B, 0x200B, GONE},  {0x200C, 0x200D, JOINER},    {0x200E, 0x200F, GONE},
        {0x2028, 0x2029, BLANK}, {0x202A, 0x202E, GONE},      {0x202F, 0x202F, BLANK},
        {0x205F, 0x205F, BLANK}, {0x2060, 0x206F, GONE},      {0x2800, 0x2800, BLANK},
        {0x3000, 0x3000, BLANK}, {0x3164, 0x3164, BLANK},     {0xFE00, 0xFE0F, SELECTOR},
        {0xFEFF, 0xFEFF, GONE},  {0xFFA0, 0xFFA0, BLANK},     {0xFFF9, 0xFFFB, GONE},
        {0xE0001, 0xE007F, TAG}, {0xE0100, 0xE01EF, SELECTOR}};

    if ((c > 0x3000 && c < 0xFE00 && c != 0x3164) || (c > 0xAD && c < 0x61C))
        return PLAIN; /* most are */
    for (size_t i = 0; i < WN_COUNT(ranges) && ranges[i].first <= c; i++)
        if (c <= ranges[i].last)
            return ranges[i].kind;
    return PLAIN;
}

/* Is it a letter of a script where a mark between letters changes how they join or
 * build syllables? Arabic and its relatives, the scripts of India, Burmese, Khmer,
 * Mongolian, Javanese. */
static bool has_joiners(uint32_t c)
{
    static const struct range scripts[] = {{0x620, 0xDFF, 0},   {0x1000, 0x109F, 0},
                                           {0x1780, 0x18AF, 0}, {0x1A20, 0x1BFF, 0},
                                           {0xA840, 0xAAFF, 0}, {0xFB50, 0xFDFF, 0},
                                           {0xFE70, 0xFEFC, 0}, {0x10A00, 0x11FFF, 0}};

    return is_within(c, scripts, WN_COUNT(scripts));
}

static bool is_pictograph(uint32_t c)
{
    static const struct range pictures[] = {{0xA9, 0xAE, 0},      {0x203C, 0x2049, 0},
                                            {0x2100, 0x2BFF, 0},  {0x3030, 0x303D, 0},
                                            {0x3297, 0x3299, 0},  {0xFE0F, 0xFE0F, 0},
                                            {0x1F000, 0x1FAFF, 0}};

    return is_within(c, pictures, WN_COUNT(pictures));
}

/* Is it a virama, the sign that removes a consonant's vowel in Indian scripts? */
static bool is_virama(uint32_t c)
{
    return c >= 0x900 && c < 0xE00 && ((c & 0x7F) == 0x4D || c == 0xDCA);
}

/* Is the invisible character part of the spelling here? می‌خواهم needs one,
 * 👨‍👩‍👧 two, the flag of Wales has tags; in "zero-width" they are dirt. */
static bool is_spelling(unsigned kind, uint32_t before, uint32_t c, uint32_t after)
{
    switch (kind) {
    case JOINER:
        if (c < NON_JOINER)
            return before >= 0x1800 && before < 0x18B0; /* Mongolian */
        if (has_joiners(after))
            return has_joiners(before) || wn_is_letter(before);
        return c == ZERO_JOINER &&
               (is_virama(before) || (is_pictograph(before) && is_pictograph(after)));
    case SELECTOR:
        if (c >= 0xE0100 || c < 0xFE0E)
            return before >= 0x1000 && wn_is_letter(before);
        return is_pictograph(before) ||
               (after == KEYCAP && before < 0x80 && before > 0x20 && before < 0x3A);
    default:
        return before == BLACK_FLAG || (before >= 0xE0020 && before <= 0xE007F);
    }
}

/* Is all of the text printable ASCII? *doubled: it has two blanks together; *marked: it
 * may have markup. Eight bytes at a time. */
static bool is_printable_ascii(wn_str s, bool *doubled, bool *marked)
{
    const uint64_t ones = UINT64_MAX / 255, high = ones << 7;
    uint64_t odd = 0, together = 0, before = 0, marks = 0;

    for (size_t i = 0; i < s.len; i += 8) {
        uint64_t x = ones * 'x';
        memcpy(&x, s.ptr + i, s.len - i < 8 ? s.len - i : 8);
        x = le64toh(x);
        odd |= x | (x - ones * 0x20) | (x + ones); /* above 127, below 32, or 127 */
        uint64_t y = x ^ ones * '&', z = x ^ ones * '<';
        marks |= ((y - ones) & ~y) | ((z - ones) & ~z);
        y = x ^ ones * ' ';
        uint64_t blanks = ~(((y & ~high) + ~high) | y | ~high);
        together |= blanks & (blanks << 8 | before);
        before = blanks >> 56; /* carry the last byte to the next word */
    }
    *doubled = together != 0;
    *marked = (marks & high) != 0;
    return !(odd & high);
}

/* Printable ASCII: makes each run of blanks one blank, or none. */
static wn_str tidy_ascii(wn_str s, bool doubled, int flags, wn_arena *arena)
{
    bool squeeze = flags & TIDY_SQUEEZE;

    if (squeeze ? !memchr(s.ptr, ' ', s.len) : !doubled)
        return s;
    char *out = wn_arena_bytes(arena, s.len);
    size_t len = 0;
    for (size_t i = 0; i < s.len; i++) {
        out[len] = s.ptr[i];
        len += s.ptr[i] != ' ' || (!squeeze && s.ptr[i + 1 < s.len ? i + 1 : i] != ' ');
    }
    wn_arena_trim(arena, out, s.len, len);
    return (wn_str){out, len};
}

static uint32_t narrowed(uint32_t c, int flags)
{
    uint32_t narrow = wn_narrow(c);
    bool alnum = (narrow >= '0' && narrow <= '9') || (narrow >= 'A' && narrow <= 'Z') ||
                 (narrow >= 'a' && narrow <= 'z');

    return (flags & TIDY_NARROW) || alnum ? narrow : c;
}

#define MOST_ROUNDS 8 /* for text that was escaped again and again */

/* The text that is being written. */
typedef struct sheet {
    char *out;
    size_t len;
    uint32_t before;  /* the last character; 0: none yet, or a blank is due */
    bool blank, line; /* a blank, or a line break, is due */
    bool squeeze;
} sheet;

static void put_gap(sheet *to)
{
    if (to->line)
        to->out[to->len++] = '\n';
    else if (to->blank && to->len > 0 && !to->squeeze)
        to->out[to->len++] = ' ';
    to->blank = to->line = false;
}

/* Writes a character that is not plain; *at is after it. */
static void put_special(sheet *to, wn_str in, size_t at, uint32_t c, unsigned kind,
                        int flags)
{
    if (kind == BLANK) {
        to->line = to->line || (c == '\n' && (flags & TIDY_LINES) && to->len > 0);
        to->blank = true;
        to->before = 0;
        return;
    }
    if (kind == GONE ||
        !is_spelling(kind, to->before, c, at < in.len ? wn_utf8_next(in, &at) : 0))
        return;
    to->len += wn_utf8_put(to->out + to->len, c);
    to->before = c;
}

/* Tidies all but markup. *fresh: a character of markup was full-width, or had invisible
 * characters inside, so there may be markup now. */
static wn_str tidy_text(wn_str in, int flags, bool *fresh, wn_arena *arena)
{
    size_t room = in.len * 3 + 1; /* a byte that is no UTF-8 becomes U+FFFD */
    sheet to = {.out = wn_arena_bytes(arena, room),
                .blank = true,
                .squeeze = flags & TIDY_SQUEEZE};
    for (size_t at = 0; at < in.len;) {
        unsigned char byte = (unsigned char)in.ptr[at];
        if (byte > 0x20 && byte < 0x7F) {
            put_gap(&to);
            to.out[to.len++] = (char)byte;
            to.before = byte;
            at++;
            continue;
        }
        uint32_t c = byte < 0x80 ? (at++, byte) : wn_utf8_next(in, &at);
        unsigned kind = kind_of(c);
        if (kind != PLAIN) {
            put_special(&to, in, at, c, kind, flags);
            continue;
        }
        put_gap(&to);
        uint32_t narrow = narrowed(c, flags);
        *fresh = *fresh || narrow == '<' || narrow == '&';
        to.len += wn_utf8_put(to.out + to.len, narrow);
        to.before = c;
    }
    wn_arena_trim(arena, to.out, room, to.len + 1);
    return (wn_str){to.out, to.len};
}

wn_str tidy(wn_str in, int flags, wn_arena *arena)
{
    bool doubled, marked, markup = flags & TIDY_MARKUP;

    in = wn_str_trim(in);
    bool ascii = is_printable_ascii(in, &doubled, &marked);
    for (int round = 0; round < MOST_ROUNDS; round++) {
        wn_str plain = marked && markup ? wn_str_trim(markup_strip(in, arena)) : in;
        if (plain.len < in.len) { /* &lt;b&gt; was escaped twice */
            in = plain;
            ascii = is_printable_ascii(in, &doubled, &marked);
            continue;
        }
        if (ascii)
            break;
        bool fresh = marked;
        in = tidy_text(in, flags, &fresh, arena);
        if (!fresh || !markup)
            return in;
        ascii = is_printable_ascii(in, &doubled, &marked);
        if (!marked || markup_strip(in, arena).len == in.len)
            return in;
    }
    return ascii ? tidy_ascii(in, doubled, flags, arena) : in;
}
