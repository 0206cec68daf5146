/* markup.c - only tags and entities that HTML defines are markup; all else is text. */
#include "markup.h"

#include "mojibake.h"
#include "core/han.h"
#include "core/memory.h"
#include "core/text.h"

#include <string.h>

#define LONGEST_TAG \
    2000 /* so that each < of a text "<b <b <b" is not searched to the text's end */

#define SHOUTED 6 /* the first 6 of these are known in capitals, too: A &AMP; B */

static const struct {
    const char *name;
    uint16_t c;
} entities[] = {
    {"amp", '&'},      {"lt", '<'},        {"gt", '>'},       {"quot", '"'},
    {"apos", '\''},    {"nbsp", ' '},      {"middot", 0xB7},  {"ldquo", 0x201C},
    {"rdquo", 0x201D}, {"lsquo", 0x2018},  {"rsquo", 0x2019}, {"ndash", 0x2013},
    {"mdash", 0x2014}, {"hellip", 0x2026}, {"bull", 0x2022},  {"copy", 0xA9},
    {"reg", 0xAE},     {"trade", 0x2122},  {"euro", 0x20AC},  {"pound", 0xA3},
    {"yen", 0xA5},     {"deg", 0xB0},      {"times", 0xD7},   {"ensp", ' '},
    {"emsp", ' '},     {"thinsp", ' '},    {"auml", 0xE4},    {"ouml", 0xF6},
    {"uuml", 0xFC},    {"Auml", 0xC4},     {"Ouml", 0xD6},    {"Uuml", 0xDC},
    {"szlig", 0xDF},   {"eacute", 0xE9},   {"egrave", 0xE8},  {"agrave", 0xE0},
    {"aacute", 0xE1},  {"iacute", 0xED},   {"oacute", 0xF3},  {"uacute", 0xFA},
    {"ntilde", 0xF1},  {"ccedil", 0xE7},   {"acirc", 0xE2},   {"ecirc", 0xEA},
    {"ocirc", 0xF4},   {"laquo", 0xAB},    {"raquo", 0xBB},   {"sect", 0xA7},
    {"aring", 0xE5},   {"Aring", 0xC5},    {"aelig", 0xE6},   {"AElig", 0xC6},
    {"oslash", 0xF8},  {"Oslash", 0xD8},   {"atilde", 0xE3},  {"otilde", 0xF5},
    {"euml", 0xEB},    {"iuml", 0xEF},     {"icirc", 0xEE},   {"ucirc", 0xFB},
    {"shy", 0xAD},     {"zwnj", 0x200C},   {"zwj", 0x200D},   {"lrm", 0x200E},
    {"rlm", 0x200F},   {"bdquo", 0x201E},  {"sbquo", 0x201A}, {"ordm", 0xBA},
    {"ordf", 0xAA},    {"frac12", 0xBD},   {"micro", 0xB5},   {"yacute", 0xFD},
    {"Ugrave", 0xD9},  {"Uacute", 0xDA},   {"Iacute", 0xCD},  {"Oacute", 0xD3},
    {"Agrave", 0xC0},  {"Egrave", 0xC8},   {"Acirc", 0xC2},   {"Ecirc", 0xCA},
    {"Icirc", 0xCE},   {"Atilde", 0xC3},   {"Otilde", 0xD5},  {"Scaron", 0x160},
    {"scaron", 0x161}, {"oelig", 0x153},   {"OElig", 0x152},  {"iquest", 0xBF},
    {"igrave", 0xEC},  {"ograve", 0xF2},   {"ugrave", 0xF9},  {"Eacute", 0xC9},
    {"Aacute", 0xC1},  {"Ccedil", 0xC7},   {"Ntilde", 0xD1},  {"iexcl", 0xA1}};

/* Tags; those with a / before them end a line. */
static const char *const tags[] = {
    "/br",   "/p",   "/div",  "/li",      "/tr",      "/h1",        "/h2",    "/h3",
    "/h4",   "/h5",  "/h6",   "/ul",      "/ol",      "/table",     "/hr",    "span",
    "font",  "b",    "i",     "u",        "strong",   "em",         "a",      "/td",
    "/th",   "/dt",  "/dd",   "/section", "/article", "/option",    "s",      "strike",
    "del",   "ins",  "mark",  "abbr",     "cite",     "nobr",       "tbody",  "thead",
    "img",   "html", "body",  "head",     "meta",     "style",      "script", "o:p",
    "sub",   "sup",  "small", "big",      "center",   "blockquote", "pre",    "code",
    "label", "title"};

/* The character of the entity at s.ptr[i]; *next is after it. 0: there is no entity. */
static uint32_t entity_at(wn_str s, size_t i, size_t *next)
{
    const char *end = memchr(s.ptr + i, ';', s.len - i < 12 ? s.len - i : 12);
    uint32_t c = 0;

    if (!end)
        return 0;
    wn_str name = {s.ptr + i + 1, (size_t)(end - s.ptr) - i - 1};
    *next = (size_t)(end - s.ptr) + 1;
    for (size_t k = 0; k < WN_COUNT(entities); k++)
        if (wn_str_equal(name, wn_str_of(entities[k].name)) ||
            (k < SHOUTED && wn_str_equal_nocase(name, wn_str_of(entities[k].name))))
            return entities[k].c;
    if (name.len < 2 || name.ptr[0] != '#')
        return 0;
    bool hex = (name.ptr[1] | 32) == 'x';
    for (size_t k = 1 + hex; k < name.len; k++) {
        char d = name.ptr[k];
        int value = d >= '0' && d <= '9'                        ? d - '0'
                    : hex && (d | 32) >= 'a' && (d | 32) <= 'f' ? (d | 32) - 'a' + 10
                                                                : -1;
        if (value < 0 || c > 0x10FFFF)
            return 0;
        c = c * (hex ? 16 : 10) + (uint32_t)value;
    }
    if (c >= 0x80 && c < 0xA0) /* as browsers read it */
        return mojibake_character(c);
    return c == 0 || c > 0x10FFFF || (c >= 0xD800 && c <= 0xDFFF) ? 0 : c;
}

/* Is it written as a tag: <li>, <BR/>, <a href="x">? <Li Lei>, <Bo> and <b 2> are
 * people and figures. */
static bool is_written(wn_str name, wn_str behind)
{
    bool small = false, capital = false;

    for (size_t i = 0; i < name.len; i++) {
        small = small || (name.ptr[i] >= 'a' && name.ptr[i] <= 'z');
        capital = capital || (name.ptr[i] >= 'A' && name.ptr[i] <= 'Z');
    }
    return !(small && capital) && (wn_str_span(behind, " /\t\n") == behind.len ||
                                   memchr(behind.ptr, '=', behind.len));
}

/* Where the tag at s.ptr[i] ends; 0: there is no tag. */
static size_t tag_at(wn_str s, size_t i, bool *line)
{
    size_t at = i + 1;
    bool closing = at < s.len && s.ptr[at] == '/';

    at += closing;
    size_t from = at;
    while (at < s.len && (((s.ptr[at] | 32) >= 'a' && (s.ptr[at] | 32) <= 'z') ||
                          (s.ptr[at] >= '0' && s.ptr[at] <= '9') || s.ptr[at] == ':'))
        at++;
    wn_str name = {s.ptr + from, at - from};
    if (name.len == 0 || at == s.len || !strchr(" />\t\n", s.ptr[at]))
        return 0;
    size_t most = s.len - at < LONGEST_TAG ? s.len - at : LONGEST_TAG;
    const char *end = memchr(s.ptr + at, '>', most);
    if (!end || !is_written(name, (wn_str){s.ptr + at, (size_t)(end - s.ptr) - at}))
        return 0;
    for (size_t k = 0; k < WN_COUNT(tags); k++) {
        bool ends_line = tags[k][0] == '/';
        if (!wn_str_equal_nocase(name, wn_str_of(tags[k] + ends_line)))
            continue;
        *line = ends_line && (closing || name.len == 2 || (name.ptr[0] | 32) == 'l');
        return (size_t)(end - s.ptr) + 1;
    }
    return 0;
}

/* Removes the markup in a copy of the text; nothing gets longer. An & from &amp; may
 * begin another entity: &amp;lt; */
static wn_str strip(wn_str s, wn_arena *arena)
{
    char *text = memcpy(wn_arena_bytes(arena, s.len + 1), s.ptr, s.len);
    size_t len = 0, next = 0;

    s.ptr = text;
    for (size_t i = 0; i < s.len; i = next) {
        uint32_t c = text[i] == '&' ? entity_at(s, i, &next) : 0;
        bool line = false;
        if (c == '&') {
            size_t behind;
            text[--next] = '&';
            if (!entity_at(s, next, &behind))
                text[len++] = text[next++];
            continue;
        }
        if (c) {
            len += wn_utf8_put(text + len, c);
            continue;
        }
        next = text[i] == '<' ? tag_at(s, i, &line) : 0;
        if (next) {
            if (line && len > 0 && text[len - 1] != '\n')
                text[len++] = '\n';
            continue;
        }
        next = i + 1;
        text[len++] = text[i];
    }
    return (wn_str){text, len};
}

wn_str markup_strip(wn_str s, wn_arena *arena)
{
    if (s.len == 0)
        return s;
    bool entity = memchr(s.ptr, '&', s.len) && memchr(s.ptr, ';', s.len);
    bool tag = memchr(s.ptr, '<', s.len) && memchr(s.ptr, '>', s.len);
    return entity || tag ? strip(s, arena) : s;
}

/* Where the reading (yíng) after a Chinese character ends, which begins at `at`; 0:
 * there is none. */
static size_t reading_at(wn_str s, size_t at)
{
    size_t letters = 0, next = at;
    bool tone = false;

    if (at >= s.len)
        return 0;
    uint32_t c = wn_narrow(wn_utf8_next(s, &next));
    if (c != '(')
        return 0;
    while (next < s.len && letters <= 7) {
        c = wn_narrow(wn_utf8_next(s, &next));
        if (c == ')')
            return letters > 0 && tone ? next : 0;
        uint32_t plain = wn_fold_letter(c);
        tone = tone || (c >= 0x80 && plain < 0x80);
        if (plain < 'a' || plain > 'z')
            return 0;
        letters++;
    }
    return 0;
}

static bool has_reading(wn_str s)
{
    for (size_t at = 0; at < s.len;)
        if ((unsigned char)s.ptr[at] < 0xE3)
            at++;
        else if (wn_is_han(wn_utf8_next(s, &at)) && reading_at(s, at))
            return true;
    return false;
}

wn_str markup_strip_pinyin(wn_str s, wn_arena *arena)
{
    if (!has_reading(s))
        return s;
    char *out = wn_arena_bytes(arena, s.len);
    size_t len = 0;

    for (size_t at = 0; at < s.len;) {
        size_t from = at;
        uint32_t c = wn_utf8_next(s, &at);
        memcpy(out + len, s.ptr + from, at - from);
        len += at - from;
        size_t end = wn_is_han(c) ? reading_at(s, at) : 0;
        at = end ? end : at;
    }
    return (wn_str){out, len};
}
