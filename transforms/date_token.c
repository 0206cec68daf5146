/*
 * date_token.c - cuts a date's text into tokens: numbers in the digits of any script.
 * Other text is read by date_word.c and date_han.c.
 */
#include "date_reader.h"

#include "core/han.h"
#include "core/memory.h"

/* Adds a digit. A number longer than any in dates keeps only its first digits. */
static void add_digit(date_token *t, int digit)
{
    if (t->value < INT64_MAX / 10)
        t->value = t->value * 10 + digit;
    t->digits = t->digits < 200 ? t->digits + 1 : t->digits;
}

/* The calendar that the script of a digit shows: ۱۴۰۲, ๒๕๖๖. */
static unsigned script_of(uint32_t digit)
{
    return digit >= 0x6F0 && digit <= 0x6F9   ? SEEN_PERSIAN
           : digit >= 0xE50 && digit <= 0xE59 ? SEEN_THAI
                                              : 0;
}

static void read_digits(date_reader *r)
{
    date_token *t = date_add(r, DATE_NUMBER, 0);
    size_t next;

    for (;; r->at = next) {
        next = r->at + 1;
        unsigned byte = r->at < r->s.len ? (unsigned char)r->s.ptr[r->at] : 0;
        int digit = (int)byte - '0';
        if (byte >= 0x80) {
            uint32_t c = date_peek(r, r->at, &next);
            digit = wn_digit(c);
            r->seen |= script_of(c);
        }
        if (digit < 0 || digit > 9)
            break;
        add_digit(t, digit);
    }
    t->unit = r->pending;
    t->clock = r->clock;
    r->pending = '\0';
    r->clock = 0;
}

/* Reads the letter of a Japanese era before a number: R5.4.1, H31/4/30, S64. */
static bool read_era_letter(date_reader *r)
{
    static const struct {
        char letter;
        int value;
    } eras[] = {{'R', 2018}, {'H', 1988}, {'S', 1925}, {'T', ERA_TAISHO}, {'M', 1867}};

    if (r->at != 0 || r->s.len < 2 || r->s.ptr[1] < '0' || r->s.ptr[1] > '9')
        return false;
    for (size_t i = 0; i < WN_COUNT(eras); i++) {
        if (r->s.ptr[0] != eras[i].letter)
            continue;
        date_add(r, DATE_ERA, eras[i].value);
        r->at = 1;
        return true;
    }
    return false;
}

static bool read_mark(date_reader *r, uint32_t c, size_t next)
{
    bool bracket = c == '(' || c == ')' || c == '[' || c == ']';
    char mark = c < 0x80                     ? (char)c
                : c == 0xFF1A                ? ':'
                : c >= 0x2010 && c <= 0x2212 ? '-'
                                             : ' ';

    if (bracket) {
        r->inside = c == '(' || c == '[';
        mark = ' ';
    }
    r->before = r->before && mark == ' ' ? r->before : mark;
    r->at = next;
    return true;
}

static bool read_token(date_reader *r)
{
    size_t next;
    uint32_t c = date_peek(r, r->at, &next);

    if (c >= '0' && c <= '9') {
        read_digits(r);
        return true;
    }
    if (c == '-' || c == '/' || c == ' ' || date_is_separator(c) || c == '(' ||
        c == ')' || c == '[' || c == ']')
        return read_mark(r, c, next);
    if (c < 0x80)
        return (c | 32) >= 'a' && (c | 32) <= 'z' &&
               (read_era_letter(r) || date_read_word(r));
    if (wn_digit(c) >= 0) {
        read_digits(r);
        return true;
    }
    if (c >= 0x2E80 && date_read_han(r, c, next))
        return true;
    return date_read_word(r);
}

size_t date_tokenize(wn_str s, date_token *tokens, unsigned *seen)
{
    date_reader r = {.s = s, .tokens = tokens};

    while (r.at < s.len)
        if (r.count == DATE_TOKENS || !read_token(&r))
            return 0;
    *seen = r.seen;
    return r.count;
}
