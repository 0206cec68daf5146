/* name_parts.c - a name cut into words. See name_parts.h. */
#include "name_parts.h"

#include "core/han.h"
#include "core/memory.h"
#include "core/text.h"

#include <string.h>

static bool is_ideograph(uint32_t c)
{
    return (c >= 0x2E80 && c <= 0x9FFF) || (c >= 0xAC00 && c <= 0xD7A3) ||
           (c >= 0xF900 && c <= 0xFAFF) || c >= 0x20000;
}

/* Is the sign a word by itself: a unit, or # for a number? */
static bool is_sign(uint32_t c)
{
    static const uint32_t signs[] = {'%',    '$',    '#',    0xA3,   0xA5,
                                     0x2030, 0x20A9, 0x20AC, 0x20BA, 0x20BD};

    for (size_t i = 0; i < WN_COUNT(signs); i++)
        if (signs[i] == c)
            return true;
    return false;
}

static int bracket_of(uint32_t c)
{
    static const uint32_t open[] = {'(', '[', '<', '{', 0x3010, 0x300A, 0x300C, 0x3014},
                          close[] = {')', ']', '>', '}', 0x3011, 0x300B, 0x300D, 0x3015};

    for (size_t i = 0; i < WN_COUNT(open); i++)
        if (c == open[i] || c == close[i])
            return c == open[i] ? 1 : -1;
    return 0;
}

/* The character that an escape like _x0020_ stands for, as in names of XML and OData. */
static uint32_t escape_at(wn_str s, size_t *at)
{
    uint32_t c = 0;

    if (s.len - *at < 7 || s.ptr[*at] != '_' || (s.ptr[*at + 1] | 32) != 'x' ||
        s.ptr[*at + 6] != '_')
        return 0;
    for (size_t i = *at + 2; i < *at + 6; i++) {
        char d = s.ptr[i];
        if (!((d >= '0' && d <= '9') || ((d | 32) >= 'a' && (d | 32) <= 'f')))
            return 0;
        c = c * 16 + (uint32_t)(d <= '9' ? d - '0' : (d | 32) - 'a' + 10);
    }
    if (c < 0x20 || (c >= 0xD800 && c < 0xE000))
        return 0;
    *at += 7;
    return c;
}

typedef struct cutter {
    heading_parts *out;
    bool open, full;       /* inside a word; the room was too small */
    bool was_lower;        /* the last letter was small */
    bool was_upper;        /* the last letter was a capital: "VATNumber" */
    heading_script script; /* of the word */
    uint8_t depth, bracket;
    char before;
    bool spaced;
} cutter;

static void begin(cutter *k, wn_str raw, heading_script script)
{
    heading_parts *p = k->out;

    if (p->count == HEADING_WORDS) {
        k->full = true;
        return;
    }
    p->words[p->count++] = (heading_part){.from = p->len,
                                          .to = p->len,
                                          .bracket = k->bracket,
                                          .before = k->before,
                                          .spaced = k->spaced,
                                          .script = script,
                                          .raw = raw};
    k->open = true;
    k->script = script;
    k->before = '\0';
    k->spaced = false;
}

static void put(cutter *k, uint32_t c, const char *end)
{
    heading_parts *p = k->out;
    heading_part *w = &p->words[p->count - 1];
    size_t room = c == 0xDF ? 2 : 4;

    if (k->full || p->len + room >= HEADING_ROOM) {
        k->full = true;
        return;
    }
    if (c == 0xDF)
        p->len = (uint8_t)(stpcpy(p->text + p->len, "ss") - p->text);
    else
        p->len = (uint8_t)(p->len + wn_utf8_put(p->text + p->len, c));
    w->to = p->len;
    w->raw.len = (size_t)(end - w->raw.ptr);
}

/* "(a) b [c]": a is of bracket 1, c of bracket 2. */
static void turn(cutter *k, int bracket)
{
    k->open = false;
    if (bracket > 0 && k->depth++ == 0)
        k->bracket = ++k->out->brackets;
    if (bracket < 0 && k->depth > 0 && --k->depth == 0)
        k->bracket = 0;
}

static void separate(cutter *k, uint32_t c)
{
    k->open = false;
    if (c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == 0xA0)
        k->spaced = true;
    else if (!k->before || k->before == '_') /* "__c": once */
        k->before = c < 0x80 ? (char)c : '?';
}

static heading_script script_of(uint32_t c)
{
    return is_sign(c)         ? HEADING_SIGN
           : wn_digit(c) >= 0 ? HEADING_DIGITS
           : is_ideograph(c)  ? HEADING_IDEOGRAPHS
                              : HEADING_ALPHABET;
}

/* N°, Nº and № are "no". */
static bool is_number_sign(const heading_parts *p, uint32_t c)
{
    return (c == 0xB0 || c == 0xBA) && p->len > 0 && p->text[p->len - 1] == 'n';
}

static void take(cutter *k, uint32_t c, wn_str at, const char *end)
{
    uint32_t lower = wn_lower(c);
    bool is_upper = lower != c, is_lower = wn_upper(c) != c;
    heading_script script = script_of(c);
    bool next = !k->open || script != k->script || script == HEADING_SIGN ||
                (is_upper && k->was_lower);

    if (script == HEADING_DIGITS)
        c = '0' + (uint32_t)wn_digit(c);
    uint32_t folded = script == HEADING_ALPHABET && c != 0xDF ? wn_fold_letter(c)
                                                              : wn_simplified(lower);
    if (folded == 0)
        return; /* a separate accent */
    if (next)
        begin(k, at, script);
    put(k, folded, end);
    k->was_lower = is_lower;
    k->was_upper = is_upper;
}

/* "VATNumber": N begins a new word, which is known only when the small u follows. */
static void split_capitals(cutter *k, uint32_t c, wn_str name, size_t at)
{
    size_t next = at;

    if (!k->open || !k->was_upper || wn_lower(c) == c || next >= name.len)
        return;
    uint32_t after = wn_utf8_next(name, &next);
    if (wn_upper(after) != after)
        k->was_lower = true;
}

bool heading_parts_of(wn_str name, heading_parts *out)
{
    cutter k = {.out = out};

    memset(out, 0, sizeof(*out));
    for (size_t at = 0; at < name.len && !k.full;) {
        size_t from = at;
        uint32_t c = escape_at(name, &at);
        c = wn_narrow(c ? c : wn_utf8_next(name, &at));
        out->is_marked = out->is_marked || c == '*';
        int bracket = bracket_of(c);
        if (c == 0x2116) { /* № */
            take(&k, 'n', (wn_str){name.ptr + from, 0}, name.ptr + at);
            take(&k, 'o', (wn_str){name.ptr + from, 0}, name.ptr + at);
        } else if (is_number_sign(out, c)) {
            put(&k, 'o', name.ptr + at);
        } else if (bracket) {
            turn(&k, bracket);
        } else if (wn_is_letter(c) || wn_digit(c) >= 0 || is_sign(c) ||
                   wn_fold_letter(c) == 0) {
            split_capitals(&k, c, name, at);
            take(&k, c, (wn_str){name.ptr + from, 0}, name.ptr + at);
        } else {
            separate(&k, c);
        }
    }
    return !k.full && out->count > 0;
}

void heading_parts_some(const heading_parts *all, size_t first, size_t end, int bracket,
                        heading_parts *out)
{
    out->len = out->count = out->brackets = 0;
    out->is_marked = all->is_marked;
    for (size_t w = first; w < end; w++) {
        heading_part word = all->words[w];
        if (bracket >= 0 && word.bracket != bracket)
            continue;
        memcpy(out->text + out->len, all->text + word.from, word.to - word.from);
        word.to = (uint8_t)(out->len + word.to - word.from);
        word.from = out->len;
        out->len = word.to;
        out->words[out->count++] = word;
    }
}

bool heading_parts_umlauts(heading_parts *parts)
{
    heading_parts old = *parts;
    uint8_t len = 0;

    for (size_t w = 0; w < old.count; w++) {
        parts->words[w].from = len;
        for (size_t i = old.words[w].from; i < old.words[w].to; i++) {
            char c = old.text[i];
            parts->text[len++] = c;
            if ((c == 'a' || c == 'o' || c == 'u') && i + 1 < old.words[w].to &&
                old.text[i + 1] == 'e')
                i++;
        }
        parts->words[w].to = len;
    }
    parts->len = len;
    return len != old.len;
}
