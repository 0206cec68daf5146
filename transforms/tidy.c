/* tidy.c - blanks, width, invisible marks. Plain ASCII is not copied. */
#include "tidy.h"

#include "winnow/han.h"

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

/* Printable ASCII without doubled blanks needs trimming at most. */
static bool is_tidy_ascii(wn_str s, int flags)
{
    for (size_t i = 0; i < s.len; i++) {
        unsigned char c = (unsigned char)s.ptr[i];
        if (c < 0x20 || c >= 0x7F)
            return false;
        if (c == ' ' && ((flags & TIDY_SQUEEZE) || (i > 0 && s.ptr[i - 1] == ' ')))
            return false;
    }
    return true;
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
    in = wn_str_trim(in);
    if (is_tidy_ascii(in, flags))
        return in;
    size_t room = in.len * 3 + 1; /* a byte that is no UTF-8 becomes U+FFFD */
    char *out = wn_arena_bytes(arena, room);
    size_t len = 0;
    bool blank = true, line = false; /* a blank, or a line break, is due */

    for (size_t at = 0; at < in.len;) {
        uint32_t c = wn_utf8_next(in, &at);
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
