/* strings.c - UTF-8, growing text, comma separated output. */
#include "memory.h"
#include "text.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Is it U+1000 to U+CFFF, which are three bytes without exceptions? Nearly all
 * Chinese text is in this range, so it is tested first. */
static inline bool is_han_sequence(const unsigned char *p, size_t left)
{
    return p[0] >= 0xE1 && p[0] <= 0xEC && left >= 3 && (p[1] & 0xC0) == 0x80 &&
           (p[2] & 0xC0) == 0x80;
}

/* Length of the UTF-8 sequence at p (RFC 3629, table 3-7 of Unicode), 0 if none. */
static size_t sequence(const unsigned char *p, size_t left)
{
    if (p[0] < 0x80)
        return 1;
    if (is_han_sequence(p, left))
        return 3;
    if (p[0] < 0xC2 || p[0] > 0xF4)
        return 0;
    size_t len = p[0] < 0xE0 ? 2 : p[0] < 0xF0 ? 3 : 4;
    if (left < len)
        return 0;
    unsigned low = p[0] == 0xE0 ? 0xA0 : p[0] == 0xF0 ? 0x90 : 0x80;
    unsigned high = p[0] == 0xED ? 0x9F : p[0] == 0xF4 ? 0x8F : 0xBF;
    if (p[1] < low || p[1] > high)
        return 0;
    for (size_t i = 2; i < len; i++)
        if ((p[i] & 0xC0) != 0x80)
            return 0;
    return len;
}

uint32_t wn_utf8_next(wn_str s, size_t *at)
{
    static const uint8_t mask[] = {0, 0x7F, 0x1F, 0x0F, 0x07};
    const unsigned char *p = (const unsigned char *)s.ptr + *at;

    if (is_han_sequence(p, s.len - *at)) {
        *at += 3;
        return (uint32_t)(p[0] & 0x0F) << 12 | (uint32_t)(p[1] & 0x3F) << 6 |
               (p[2] & 0x3F);
    }
    size_t len = sequence(p, s.len - *at);

    if (len == 0) {
        *at += 1;
        return 0xFFFD;
    }
    uint32_t c = p[0] & mask[len];
    for (size_t i = 1; i < len; i++)
        c = c << 6 | (p[i] & 0x3F);
    *at += len;
    return c;
}

size_t wn_utf8_before(wn_str s, size_t at)
{
    do
        at--;
    while (at > 0 && ((unsigned char)s.ptr[at] & 0xC0) == 0x80);
    return at;
}

size_t wn_utf8_put(char *out, uint32_t c)
{
    if (c < 0x80) {
        out[0] = (char)c;
        return 1;
    }
    if (c < 0x800) {
        out[0] = (char)(0xC0 | c >> 6);
        out[1] = (char)(0x80 | (c & 0x3F));
        return 2;
    }
    if (c < 0x10000) {
        out[0] = (char)(0xE0 | c >> 12);
        out[1] = (char)(0x80 | (c >> 6 & 0x3F));
        out[2] = (char)(0x80 | (c & 0x3F));
        return 3;
    }
    out[0] = (char)(0xF0 | c >> 18);
    out[1] = (char)(0x80 | (c >> 12 & 0x3F));
    out[2] = (char)(0x80 | (c >> 6 & 0x3F));
    out[3] = (char)(0x80 | (c & 0x3F));
    return 4;
}

size_t wn_utf8_valid(wn_str s)
{
    const unsigned char *p = (const unsigned char *)s.ptr;
    size_t at = 0;

    while (at < s.len) {
        uint64_t eight;
        while (s.len - at >= 8 &&
               (memcpy(&eight, p + at, 8), !(eight & 0x8080808080808080u)))
            at += 8;
        if (at >= s.len)
            break;
        size_t len = sequence(p + at, s.len - at);
        if (len == 0)
            return at;
        at += len;
    }
    return at;
}

size_t wn_utf8_count(wn_str s)
{
    size_t count = 0;

    for (size_t i = 0; i < s.len; i++)
        count += ((unsigned char)s.ptr[i] & 0xC0) != 0x80;
    return count;
}

static bool is_wide(uint32_t c)
{
    return c >= 0x1100 &&
           (c <= 0x115F || (c >= 0x2E80 && c <= 0xA4CF) || (c >= 0xAC00 && c <= 0xD7A3) ||
            (c >= 0xF900 && c <= 0xFAFF) || (c >= 0xFE30 && c <= 0xFE6F) ||
            (c >= 0xFF00 && c <= 0xFF60) || (c >= 0xFFE0 && c <= 0xFFE6) ||
            (c >= 0x1F300 && c <= 0x1FAFF) || (c >= 0x20000 && c <= 0x3FFFD));
}

bool wn_is_hidden(uint32_t c)
{
    static const struct {
        uint32_t from, to;
    } hidden[] = {
        {0x00, 0x1F},     {0x7F, 0x9F},     {0xAD, 0xAD},       {0x61C, 0x61C},
        {0x180E, 0x180E}, {0x200B, 0x200F}, {0x2028, 0x202E},   {0x2060, 0x206F},
        {0xFEFF, 0xFEFF}, {0xFFF9, 0xFFFB}, {0xE0000, 0xE007F},
    };

    for (size_t i = 0; i < WN_COUNT(hidden) && c >= hidden[i].from; i++)
        if (c <= hidden[i].to)
            return true;
    return false;
}

/* Write the visible form of a hidden character; from U+2400 on there are pictures of the
 * control characters. */
static size_t put_shown(char out[12], uint32_t c)
{
    if (!wn_is_hidden(c))
        return wn_utf8_put(out, c);
    if (c <= 0x1F || c == 0x7F)
        return wn_utf8_put(out, c == 0x7F ? 0x2421 : 0x2400 + c);
    return (size_t)snprintf(out, 12, "<U+%04X>", (unsigned)c);
}

size_t wn_utf8_width(wn_str s)
{
    size_t width = 0;

    for (size_t at = 0; at < s.len;)
        width += is_wide(wn_utf8_next(s, &at)) ? 2 : 1;
    return width;
}

size_t wn_shown_width(wn_str s)
{
    size_t width = 0;
    char shown[12];

    for (size_t at = 0; at < s.len;) {
        uint32_t c = wn_utf8_next(s, &at);
        width += is_wide(c) ? 2 : c > 0x7F && wn_is_hidden(c) ? put_shown(shown, c) : 1;
    }
    return width;
}

bool wn_is_ascii(wn_str s)
{
    size_t i = 0;
    uint64_t eight;

    for (; s.len - i >= 8; i += 8) {
        memcpy(&eight, s.ptr + i, 8);
        if (eight & 0x8080808080808080u)
            return false;
    }
    for (; i < s.len; i++)
        if ((unsigned char)s.ptr[i] >= 0x80)
            return false;
    return true;
}

bool wn_is_han(uint32_t c)
{
    return (c >= 0x4E00 && c <= 0x9FFF) || (c >= 0x3400 && c <= 0x4DBF) || c == 0x3007 ||
           (c >= 0xF900 && c <= 0xFAFF) || (c >= 0x20000 && c <= 0x323AF);
}

bool wn_has_han(wn_str s)
{
    for (size_t at = 0; at < s.len;)
        if (wn_is_han(wn_utf8_next(s, &at)))
            return true;
    return false;
}

static void reserve(wn_buf *buf, size_t more)
{
    if (buf->room - buf->len > more)
        return;
    buf->room = (buf->len + more + 1) * 2;
    buf->ptr = wn_realloc(buf->ptr, buf->room, 1);
}

char *wn_buf_reserve(wn_buf *buf, size_t more)
{
    reserve(buf, more);
    return buf->ptr + buf->len;
}

void wn_buf_add(wn_buf *buf, wn_str s)
{
    reserve(buf, s.len);
    if (s.len > 0)
        memcpy(buf->ptr + buf->len, s.ptr, s.len);
    buf->len += s.len;
    buf->ptr[buf->len] = '\0';
}

void wn_buf_char(wn_buf *buf, char c)
{
    reserve(buf, 1);
    buf->ptr[buf->len++] = c;
    buf->ptr[buf->len] = '\0';
}

void wn_buf_format_args(wn_buf *buf, const char *format, va_list args)
{
    va_list again;

    va_copy(again, args);
    int len = vsnprintf(NULL, 0, format, args);
    if (len > 0) {
        reserve(buf, (size_t)len);
        vsnprintf(buf->ptr + buf->len, (size_t)len + 1, format, again);
        buf->len += (size_t)len;
    }
    va_end(again);
}

void wn_buf_shown(wn_buf *buf, wn_str text, bool lines)
{
    char shown[12];

    for (size_t at = 0; at < text.len;) {
        uint32_t c = wn_utf8_next(text, &at);
        bool stays = lines && (c == '\n' || c == '\t');
        wn_buf_add(buf, stays ? (wn_str){text.ptr + at - 1, 1}
                              : (wn_str){shown, put_shown(shown, c)});
    }
}

void wn_buf_format(wn_buf *buf, const char *format, ...)
{
    va_list args;

    va_start(args, format);
    wn_buf_format_args(buf, format, args);
    va_end(args);
}

wn_str wn_buf_str(const wn_buf *buf)
{
    return buf->ptr ? (wn_str){buf->ptr, buf->len} : WN_STR("");
}

wn_str wn_buf_from(const wn_buf *buf, size_t at)
{
    WN_ASSERT(at <= buf->len);
    return buf->ptr ? (wn_str){buf->ptr + at, buf->len - at} : WN_STR("");
}

void wn_buf_release(wn_buf *buf)
{
    free(buf->ptr);
    *buf = (wn_buf){0};
}

void wn_csv_add(wn_buf *buf, wn_str cell)
{
    bool quote = false;

    for (size_t i = 0; i < cell.len && !quote; i++)
        quote = cell.ptr[i] == ',' || cell.ptr[i] == '"' || cell.ptr[i] == '\n' ||
                cell.ptr[i] == '\r';
    if (!quote) {
        wn_buf_add(buf, cell);
        return;
    }
    wn_buf_char(buf, '"');
    for (size_t i = 0; i < cell.len; i++) {
        if (cell.ptr[i] == '"')
            wn_buf_char(buf, '"');
        wn_buf_char(buf, cell.ptr[i]);
    }
    wn_buf_char(buf, '"');
}

void wn_csv_row(wn_buf *buf, const wn_str *cells, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (i > 0)
            wn_buf_char(buf, ',');
        wn_csv_add(buf, cells[i]);
    }
    wn_buf_char(buf, '\n');
}

wn_str wn_csv_cut(wn_str *text)
{
    bool quoted = false;
    size_t at = 0;

    for (; at < text->len && (quoted || text->ptr[at] != '\n'); at++)
        quoted ^= text->ptr[at] == '"';
    wn_str row = {text->ptr, at};
    at += at < text->len;
    *text = (wn_str){text->ptr + at, text->len - at};
    return row;
}

bool wn_csv_next(wn_str *rest, wn_str *cell, wn_arena *arena)
{
    bool quoted = false;
    size_t at = 0, len = 0;

    if (!rest->ptr)
        return false;
    char *text = wn_arena_bytes(arena, rest->len + 1);
    for (; at < rest->len; at++) {
        char c = rest->ptr[at];
        if (c == '"' && quoted && at + 1 < rest->len && rest->ptr[at + 1] == '"')
            text[len++] = rest->ptr[at++];
        else if (c == '"')
            quoted = !quoted;
        else if (!quoted && (c == ',' || c == '\n' || c == '\r'))
            break;
        else
            text[len++] = c;
    }
    wn_arena_trim(arena, text, rest->len + 1, len);
    *cell = (wn_str){text, len};
    *rest = at < rest->len && rest->ptr[at] == ','
                ? (wn_str){rest->ptr + at + 1, rest->len - at - 1}
                : (wn_str){0};
    return true;
}

static bool is_number_like(wn_str s)
{
    for (size_t i = 0; i < s.len; i++)
        if (!strchr("0123456789+-.,() ", s.ptr[i]))
            return false;
    return s.len > 1;
}

/* Full-width signs too: Chinese and Japanese spreadsheets treat them alike. */
bool wn_is_formula(wn_str cell)
{
    size_t at = 0;
    uint32_t c = cell.len > 0 ? wn_utf8_next(cell, &at) : 'a';

    c -= c > 0xFF00 && c < 0xFF5F ? 0xFF00 - 0x20 : 0;
    return c < 0x80 && memchr("=+-@\t\r\n", (int)c, 7);
}

void wn_csv_add_safe(wn_buf *buf, wn_str cell)
{
    if (!wn_is_formula(cell) || is_number_like(cell)) {
        wn_csv_add(buf, cell);
        return;
    }
    wn_buf guarded = {0};
    wn_buf_char(&guarded, '\'');
    wn_buf_add(&guarded, cell);
    wn_csv_add(buf, wn_buf_str(&guarded));
    wn_buf_release(&guarded);
}

wn_str wn_csv_bare(wn_str cell)
{
    wn_str bare = cell.len > 1 ? (wn_str){cell.ptr + 1, cell.len - 1} : cell;

    return cell.len > 1 && cell.ptr[0] == '\'' && wn_is_formula(bare) ? bare : cell;
}

const char *wn_thousands(char *out, uint64_t number)
{
    char digits[24];
    int len = snprintf(digits, sizeof(digits), "%llu", (unsigned long long)number);
    char *to = out;

    for (int i = 0; i < len; i++) {
        if (i > 0 && (len - i) % 3 == 0)
            *to++ = ',';
        *to++ = digits[i];
    }
    *to = '\0';
    return out;
}

void wn_xml_attr(wn_buf *buf, const char *name, wn_str value)
{
    wn_buf_format(buf, " %s=\"", name);
    for (size_t i = 0; i < value.len; i++) {
        char c = value.ptr[i];
        if (c == '&' || c == '<' || c == '"')
            wn_buf_format(buf, "&#%d;", c);
        else
            wn_buf_char(buf, (unsigned char)c < 0x20 ? ' ' : c);
    }
    wn_buf_char(buf, '"');
}

void wn_html_add(wn_buf *buf, wn_str text)
{
    static const struct {
        char c;
        const char *entity;
    } marks[] = {{'&', "&amp;"}, {'<', "&lt;"}, {'>', "&gt;"}, {'"', "&quot;"}};
    wn_buf shown = {0};

    wn_buf_shown(&shown, text, true); /* a direction mark would turn the text around it */
    for (size_t i = 0; i < shown.len; i++) {
        size_t m = 0;
        while (m < 4 && marks[m].c != shown.ptr[i])
            m++;
        if (m < 4)
            wn_buf_add(buf, wn_str_of(marks[m].entity));
        else
            wn_buf_char(buf, shown.ptr[i]);
    }
    wn_buf_release(&shown);
}

void wn_url_add(wn_buf *buf, wn_str path)
{
    for (size_t i = 0; i < path.len; i++) {
        unsigned char c = (unsigned char)path.ptr[i];
        bool plain = (c >= '0' && c <= '9') || (c | 32) - 'a' + 0u < 26u ||
                     (c && strchr("-._~", c));
        wn_buf_format(buf, plain ? "%c" : "%%%02X", c);
    }
}
