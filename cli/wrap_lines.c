/* wrap_lines.c - sentences in lines of 80 columns. */
#include "cli.h"

#include "core/memory.h"

#define WIDTH 80

/* May a line not begin with this character? */
static bool is_closing(uint32_t c)
{
    static const uint32_t marks[] = {',',    '.',    ';',    ':',    ')',
                                     '?',    '!',    0x3001, 0x3002, 0xFF0C,
                                     0xFF1B, 0xFF1A, 0xFF09, 0xFF1F, 0x201D};

    for (size_t i = 0; i < WN_COUNT(marks); i++)
        if (c == marks[i])
            return true;
    return false;
}

size_t cli_piece_of(wn_str text)
{
    size_t at = wn_str_span(text, " ");

    while (at < text.len) {
        size_t next = at, behind;
        uint32_t c = wn_utf8_next(text, &next);
        at = behind = next;
        if (at >= text.len || text.ptr[at] == ' ')
            break;
        uint32_t d = wn_utf8_next(text, &behind);
        if (!is_closing(d) &&
            ((c >= 0x2E80 && c != 0x201C && c != 0xFF08) || d >= 0x2E80))
            break;
    }
    return at;
}

void cli_wrap(wn_buf *out, const char *text, size_t indent)
{
    wn_str rest = wn_str_of(text);
    size_t used = indent;

    while (rest.len > 0) {
        wn_str piece = {rest.ptr, cli_piece_of(rest)};
        rest = (wn_str){rest.ptr + piece.len, rest.len - piece.len};
        if (used > indent && used + wn_utf8_width(piece) > WIDTH) {
            wn_buf_format(out, "\n%*s", (int)indent, "");
            piece = wn_str_trim(piece);
            used = indent;
        }
        wn_buf_add(out, piece);
        used += wn_utf8_width(piece);
    }
    wn_buf_char(out, '\n');
}
