/* phone_text.c - which part of a text is the number, and which its extension. */
#include "phone_text.h"

#include "core/han.h"
#include "core/memory.h"
#include "core/text.h"

#include <string.h>

static const struct {
    uint16_t first, last;
    unsigned char code;
} codes[] = {
    {0xA0, 0xA0, PHONE_NBSP},       {0xAD, 0xAD, PHONE_MARK},
    {0xD3, 0xD3, PHONE_O_ACUTE},    {0xF3, 0xF3, PHONE_O_ACUTE},
    {0x301, 0x301, PHONE_ACUTE},    {0x411, 0x411, PHONE_BE},
    {0x414, 0x414, PHONE_DE},       {0x41E, 0x41E, PHONE_O},
    {0x431, 0x431, PHONE_BE},       {0x434, 0x434, PHONE_DE},
    {0x43E, 0x43E, PHONE_O},        {0x200B, 0x200B, PHONE_MARK},
    {0x2010, 0x2015, PHONE_MARK},   {0x2053, 0x2053, PHONE_MARK},
    {0x2060, 0x2060, PHONE_MARK},   {0x2212, 0x2212, PHONE_MARK},
    {0x223C, 0x223C, PHONE_MARK},   {0x3000, 0x3000, PHONE_MARK},
    {0x30FC, 0x30FC, PHONE_MARK},   {0xFF03, 0xFF03, PHONE_WIDE_HASH},
    {0xFF08, 0xFF09, PHONE_MARK},   {0xFF0B, 0xFF0B, '+'},
    {0xFF0D, 0xFF0D, PHONE_MARK},   {0xFF0E, 0xFF0E, PHONE_WIDE_DOT},
    {0xFF0F, 0xFF0F, PHONE_MARK},   {0xFF25, 0xFF25, PHONE_WIDE_E},
    {0xFF29, 0xFF29, PHONE_WIDE_I}, {0xFF2E, 0xFF2E, PHONE_WIDE_N},
    {0xFF34, 0xFF34, PHONE_WIDE_T}, {0xFF38, 0xFF38, PHONE_WIDE_X},
    {0xFF3B, 0xFF3B, PHONE_MARK},   {0xFF3D, 0xFF3D, PHONE_MARK},
    {0xFF45, 0xFF45, PHONE_WIDE_E}, {0xFF49, 0xFF49, PHONE_WIDE_I},
    {0xFF4E, 0xFF4E, PHONE_WIDE_N}, {0xFF54, 0xFF54, PHONE_WIDE_T},
    {0xFF58, 0xFF58, PHONE_WIDE_X}, {0xFF5E, 0xFF5E, PHONE_WIDE_TILDE},
};

static unsigned char code_of(uint32_t c)
{
    int digit = wn_digit(c);

    if (digit >= 0)
        return (unsigned char)('0' + digit);
    for (size_t i = 0; i < WN_COUNT(codes); i++)
        if (c >= codes[i].first && c <= codes[i].last)
            return codes[i].code;
    return wn_is_letter(c) ? PHONE_LETTER : PHONE_OTHER;
}

static bool is_digit(unsigned char c)
{
    return c >= '0' && c <= '9';
}

static bool is_latin(unsigned char c)
{
    return (c | 32) >= 'a' && (c | 32) <= 'z';
}

static bool is_mark(unsigned char c)
{
    static const bool marks[256] = {
        ['-'] = true,
        ['x'] = true,
        ['X'] = true,
        [' '] = true,
        ['('] = true,
        [')'] = true,
        ['.'] = true,
        ['['] = true,
        [']'] = true,
        ['/'] = true,
        ['~'] = true,
        ['*'] = true,
        [PHONE_NBSP] = true,
        [PHONE_MARK] = true,
        [PHONE_WIDE_DOT] = true,
        [PHONE_WIDE_TILDE] = true,
    };

    return marks[c];
}

bool phone_text_read(wn_str s, phone_text *out)
{
    out->len = 0;
    out->marked = false;
    for (size_t at = 0; at < s.len;) {
        unsigned char c = (unsigned char)s.ptr[at];
        if (out->len == PHONE_TEXT_LONGEST)
            return false;
        if (c < 0x80)
            at++;
        else
            c = code_of(wn_utf8_next(s, &at));
        out->at[out->len++] = c;
        out->marked = out->marked || c > ';' || c == ';' || c == ',' || c == '#';
    }
    return true;
}

/* ---- what is the number -------------------------------------------------------- */

static int find(const phone_text *t, const char *what, int from)
{
    int len = (int)strlen(what);

    for (int i = from; i + len <= t->len; i++)
        if (!memcmp(t->at + i, what, (size_t)len))
            return i;
    return -1;
}

static void keep(phone_text *t, int from, int to)
{
    if (from > 0)
        memmove(t->at, t->at + from, (size_t)(to - from));
    t->len = to - from;
}

/* Where a second extension begins, as in "07/ x2": only the first number is kept. */
static int second_number(const phone_text *t)
{
    for (int i = t->len - 1; i >= 0; i--) {
        int next = i + 1;
        if (t->at[i] != '/' && t->at[i] != '\\')
            continue;
        while (next < t->len && t->at[next] == ' ')
            next++;
        if (next < t->len && t->at[next] == 'x')
            return i;
    }
    return -1;
}

/* "tel:863-1234;phone-context=+1-914" -> "+1-914863-1234" */
static void read_context(phone_text *t, int context)
{
    phone_text out = {.len = 0, .marked = t->marked};
    int value = context + 15, end = find(t, ";", value), tel = find(t, "tel:", 0);

    if (value < t->len - 1 && t->at[value] == '+') {
        end = end > 0 ? end : t->len;
        memcpy(out.at, t->at + value, (size_t)(end - value));
        out.len = end - value;
    }
    int from = tel >= 0 && tel + 4 <= context ? tel + 4 : 0;
    if (out.len + context - from <= PHONE_TEXT_LONGEST) {
        memcpy(out.at + out.len, t->at + from, (size_t)(context - from));
        out.len += context - from;
    }
    *t = out;
}

void phone_text_extract(phone_text *t)
{
    int context = t->marked ? find(t, ";phone-context=", 0) : -1, from = 0, to = t->len;

    if (context >= 0) {
        read_context(t, context);
    } else {
        while (from < to && t->at[from] != '+' && !is_digit(t->at[from]))
            from++;
        while (to > from && !is_digit(t->at[to - 1]) && !is_latin(t->at[to - 1]) &&
               t->at[to - 1] != '#' &&
               (t->at[to - 1] < PHONE_WIDE_E || t->at[to - 1] == PHONE_ACUTE ||
                t->at[to - 1] == PHONE_OTHER))
            to--;
        keep(t, from, to);
        int second = t->marked ? second_number(t) : -1;
        t->len = second >= 0 ? second : t->len;
    }
    int isub = t->marked ? find(t, ";isub=", 0) : -1;
    t->len = isub > 0 ? isub : t->len;
}

/* ---- the extension ------------------------------------------------------------- */

static int skip(const phone_text *t, int i, const char *set)
{
    while (i < t->len && t->at[i] && (strchr(set, t->at[i]) || t->at[i] == PHONE_NBSP))
        i++;
    return i;
}

static int word(const phone_text *t, int i, const char *label)
{
    for (; *label; label++, i++)
        if (i >= t->len || (is_latin((unsigned char)*label) ? t->at[i] | 32 : t->at[i]) !=
                               (unsigned char)*label)
            return -1;
    return i;
}

/* Labels of extensions: certain ones, and possible ones. The é of extensión is one or
 * two characters. The number: how many digits may follow. */
static const struct {
    const char *label;
    int digits;
} labels[] = {
    {"ext", 20},
    {"x", 9},
    {"#", 9},
    {"extensi\x8Dn", 20},
    {"xtensi\x8Dn", 20},
    {"extensio\x8En", 20},
    {"xtensio\x8En", 20},
    {"extension", 20},
    {"xtension", 20},
    {"extensi\x8D", 20},
    {"xtensi\x8D", 20},
    {"extensio\x8E", 20},
    {"xtensio\x8E", 20},
    {"extensio", 20},
    {"xtensio", 20},
    {"extn", 20},
    {"xtn", 20},
    {"xt", 20},
    {"anexo", 20},
    {"\x8A\x8B\x8C", 20},
    {"\x85\x86\x87\x88", 20},
    {"\x86\x87\x88", 20},
    {"\x85\x86\x87", 20},
    {"\x86\x87", 20},
    {"\x86", 9},
    {"\x82", 9},
    {"~", 9},
    {"\x84", 9},
    {"int", 9},
    {"\x89\x88\x87", 9},
};

/* Where the digits begin, if there are one to `most` of them, perhaps a #, and then the
 * end; else -1. */
static int digits_to_end(const phone_text *t, int i, int most, bool hash)
{
    int from = i;

    while (i < t->len && is_digit(t->at[i]))
        i++;
    if (i == from || i - from > most)
        return -1;
    if (i < t->len && hash && t->at[i] == '#')
        i++;
    return i == t->len ? from : -1;
}

static int behind_label(const phone_text *t, int i, int most)
{
    if (i < t->len && (t->at[i] == ':' || t->at[i] == '.' || t->at[i] == PHONE_WIDE_DOT))
        i++;
    return digits_to_end(t, skip(t, i, " \t,-"), most, true);
}

/* Where the digits of "- 503#" begin (as in America). */
static int american(const phone_text *t, int i)
{
    int from = i;

    while (i < t->len && (t->at[i] == '-' || t->at[i] == ' '))
        i++;
    if (i == from || t->at[t->len - 1] != '#')
        return -1;
    return digits_to_end(t, i, 6, true);
}

/* Where the digits of an extension that begins at i are; -1: none begins there. */
static int extension_at(const phone_text *t, int i)
{
    int at = word(t, i, ";ext="), digits = -1;

    if (at >= 0 && (digits = digits_to_end(t, at, 20, false)) >= 0)
        return digits;
    int label = skip(t, i, " \t,");
    for (size_t n = 0; n < WN_COUNT(labels) && digits < 0; n++)
        if (label < t->len && (labels[n].label[0] ^ (char)t->at[label]) % 32 == 0 &&
            (at = word(t, label, labels[n].label)) >= 0)
            digits = behind_label(t, at, labels[n].digits);
    if (digits >= 0 || (digits = american(t, i)) >= 0)
        return digits;
    int comma = skip(t, i, " \t");
    if (comma < t->len && t->at[comma] == ';')
        return behind_label(t, comma + 1, 15);
    if (comma >= t->len || t->at[comma] != ',')
        return -1;
    if (comma + 1 < t->len && t->at[comma + 1] == ',' &&
        (digits = behind_label(t, comma + 2, 15)) >= 0)
        return digits;
    while (comma < t->len && t->at[comma] == ',')
        comma++;
    return behind_label(t, comma, 9);
}

/* Is it three digits or more among marks, with letters only after them? */
static bool is_plain(const phone_text *t, int len)
{
    int i = 0, digits = 0;

    while (i < len && t->at[i] == '+')
        i++;
    for (; i < len && digits < 3; i++) {
        if (is_digit(t->at[i]))
            digits++;
        else if (!is_mark(t->at[i]))
            return false;
    }
    if (digits < 3)
        return false;
    for (; i < len; i++)
        if (!is_digit(t->at[i]) && !is_mark(t->at[i]) && !is_latin(t->at[i]))
            return false;
    return true;
}

/* The earliest place where an extension can begin: it ends in digits, and has none
 * before those. -1: there cannot be one. */
static int first_extension(const phone_text *t)
{
    int i = t->len;

    if (!t->marked || i == 0)
        return -1;
    bool hash = t->at[i - 1] == '#';
    i -= hash;
    int end = i;
    while (i > 0 && is_digit(t->at[i - 1]))
        i--;
    if (i == end)
        return -1;
    bool labelled = hash; /* by a mark that numbers do not have */
    for (; i > 0 && !is_digit(t->at[i - 1]); i--)
        labelled = labelled || !memchr("-. ()+/", t->at[i - 1], 7);
    return labelled ? i : -1;
}

bool phone_text_is_viable(const phone_text *text, int len)
{
    if (is_plain(text, len) ||
        (len == 2 && is_digit(text->at[0]) && is_digit(text->at[1])))
        return true;
    phone_text part = *text;
    part.len = len;
    int first = first_extension(&part);
    for (int i = first; i >= 0 && i < len; i++)
        if (extension_at(&part, i) >= 0 && is_plain(&part, i))
            return true;
    return false;
}

int phone_text_extension(phone_text *t, char *out)
{
    for (int i = first_extension(t); i >= 0 && i < t->len; i++) {
        int from = extension_at(t, i), count = 0;
        if (from < 0)
            continue;
        if (!phone_text_is_viable(t, i))
            return 0;
        while (from + count < t->len && is_digit(t->at[from + count]))
            count++;
        for (int d = 0; d < count && d < 20; d++)
            out[d] = (char)t->at[from + d];
        t->len = i;
        return count;
    }
    return 0;
}
