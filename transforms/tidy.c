/* tidy.c - blanks, width, invisible marks. Plain ASCII is not copied. */
#include "tidy.h"

#include "markup.h"
#include "winnow/han.h"

#include <endian.h>
#include <string.h>

static bool is_blank(uint32_t c)
{
    return c == ' ' || c == '\t' || c == '\r' || c == '\n' || c == 0xA0 || c == 0x3000 ||
           (c >= 0x2000 && c <= 0x200A) || c == 0x2028 || c == 0x2029 || c == 0x202F ||
           c == 0x205F || c == 0x0B || c == 0x0C;
}

/* Zero-width and direction marks, soft hyphen, byte order mark, controls. */
static bool is_invisible(uint32_t c)
{
    return (c < 0x20 && !is_blank(c)) || (c >= 0x7F && c < 0xA0) || c == 0xAD ||
           (c >= 0x200B && c <= 0x200F) || (c >= 0x202A && c <= 0x202E) ||
           (c >= 0x2060 && c <= 0x2064) || c == 0xFEFF;
}

/* Eight bytes at a time: is all of it printable ASCII, and are two blanks together? */
static bool is_printable_ascii(wn_str s, bool *doubled)
{
    const uint64_t ones = UINT64_MAX / 255, high = ones << 7;
    uint64_t odd = 0, together = 0, before = 0;

    for (size_t i = 0; i < s.len; i += 8) {
        uint64_t x = ones * 'x';
        memcpy(&x, s.ptr + i, s.len - i < 8 ? s.len - i : 8);
        x = le64toh(x);
        odd |= x | (x - ones * 0x20) | (x + ones); /* above 127, below 32, or 127 */
        uint64_t y = x ^ ones * ' ';
        uint64_t blanks = ~(((y & ~high) + ~high) | y | ~high);
        together |= blanks & (blanks << 8 | before);
        before = blanks >> 56; /* the last byte, where the next word's first is */
    }
    *doubled = together != 0;
    return !(odd & high);
}

/* Printable ASCII: runs of blanks made one, or none. */
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

wn_str tidy(wn_str in, int flags, wn_arena *arena)
{
    if (flags & TIDY_MARKUP)
        in = markup_entities(in, arena);
    in = wn_str_trim(in);
    bool doubled;
    if (is_printable_ascii(in, &doubled))
        return tidy_ascii(in, doubled, flags, arena);
    size_t room = in.len * 3 + 1; /* a byte that is no UTF-8 becomes U+FFFD */
    char *out = wn_arena_bytes(arena, room);
    size_t len = 0;
    bool blank = true, line = false; /* a blank, or a line break, is due */

    for (size_t at = 0; at < in.len;) {
        unsigned char byte = (unsigned char)in.ptr[at];
        if (byte > 0x20 && byte < 0x7F) {
            if (line)
                out[len++] = '\n';
            else if (blank && len > 0 && !(flags & TIDY_SQUEEZE))
                out[len++] = ' ';
            blank = line = false;
            out[len++] = (char)byte;
            at++;
            continue;
        }
        uint32_t c = byte < 0x80 ? (at++, byte) : wn_utf8_next(in, &at);
        if (is_invisible(c))
            continue;
        if (is_blank(c)) {
            line = line || (c == '\n' && (flags & TIDY_LINES) && len > 0);
            blank = true;
            continue;
        }
        if (line)
            out[len++] = '\n';
        else if (blank && len > 0 && !(flags & TIDY_SQUEEZE))
            out[len++] = ' ';
        blank = line = false;
        len += wn_utf8_put(out + len, narrowed(c, flags));
    }
    wn_arena_trim(arena, out, room, len + 1);
    return (wn_str){out, len};
}
